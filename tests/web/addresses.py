"""Where the pages are that the tests ask for: a line for each page whose path has arguments; others need none.

What a page needs to be there is put into the archive here too. Who gets which answer stands in matrix.txt, which
`python tools/matrix.py` writes.
"""

from tizim import pipeline
from tizim.actions import interviews
from tizim.web.urls import ROUTES
from world import account, mention_of, take_in, who

UNKNOWN = "01HF7YAT00E000800000000000"  # spelled like an id; nobody's
BESIDE = {
    "unknown-profile": f"/people/{UNKNOWN}", "unknown-account": "/accounts/999", "no-page": "/admin/",
    "enter-wrongly": "/enter/another-secret",
}  # fmt: skip


def addresses(session, collector: str = "Marat") -> dict[str, str]:
    """name of a row in `routes` → an address of it, in an archive that is filled for them."""
    number, other = take_in(session, account(), account()).numbers
    draft = interviews.start(by=who(collector), session=session, compartment="general", values={"person.sex": "male"})
    pipeline.refresh(who("Leila"))
    mention, interview = mention_of(number), f"/interview/{draft}"
    plain = {route.name: f"/{route.path}" for route in ROUTES if "<" not in route.path}
    return plain | BESIDE | {
        "profile": f"/people/{mention}", "account": f"/accounts/{number}", "theme": "/theme/dark",
        "language": "/language/ug", "enter": "/enter/the-secret-of-this-run",
        "pair": f"/proposals/{mention}/{mention_of(other)}", "sign": f"/judgements/{UNKNOWN}/sign",
        "take-back": f"/judgements/{UNKNOWN}/back", "end-task": f"/due/{UNKNOWN}", "check": f"/accounts/{number}/check",
        "suggestion": f"/accounts/{number}/suggestions/1", "state": f"/accounts/{number}/state",
        "consent": f"/accounts/{number}/consent", "withdraw": f"/accounts/{number}/withdraw",
        "statement-consent": f"/accounts/{number}/consent/{UNKNOWN}",
        "statement-withdraw": f"/accounts/{number}/withdraw/{UNKNOWN}",
        "correct": f"/accounts/{number}/correct", "assess": f"/accounts/{number}/assess",
        "exhibit": f"/accounts/{number}/exhibits/{UNKNOWN}", "picture": f"/accounts/{number}/exhibits/{UNKNOWN}/shown",
        "import": f"/imports/{UNKNOWN}", "request": f"/requests/{UNKNOWN}", "finding": f"/findings/{mention}",
        "chart-data": "/charts/months.csv",
        "interview-done": f"/interview/done/{number}", "interview-summary": f"/interview/summary/{number}",
        **{f"interview-{page}": f"{interview}/{page}" for page in ("check", "files", "same", "throw-away")},
        "interview-take-over": f"{interview}/take-over",
        **{f"profile-{page}": f"/people/{mention}/{page}" for page in ("accounts", "history", "held")},
        "interview-section": f"{interview}/person", "interview-keep": f"{interview}/person/keep",
        "interview-file-remove": f"{interview}/files/remove",
    }  # fmt: skip
