"""One section of the form: shown, kept whenever it is sent, and asked again where two people answered differently.

Every way of sending keeps what was typed first: going on, one more row, looking for the same person, or the quiet
sending by the page's script (`keep`). What came too late to be kept is shown, so that it can be copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from tizim import interviewing
from tizim.actions import interviews
from tizim.actions.interviews import OpenDraft
from tizim.core.errors import NotFound, TizimError
from tizim.core.i18n import gettext as _
from tizim.core.interview_form import FORM, LONGEST, row_of
from tizim.core.shared_form import Conflict
from tizim.db.naming import names_of_kind
from tizim.web import desk
from tizim.web.acting import attempt, done
from tizim.web.fields import Field
from tizim.web.interview.asking import Asking, section_names, words_of
from tizim.web.interview.pages import after, found, open_draft, steps
from tizim.web.interview.panel import shown_met
from tizim.web.interview.reading_back import read_back
from tizim.web.isolated import bdi

SUGGESTED = 300  # names of facilities at most
MOST_MET = 5  # people in the panel


def section(request: HttpRequest, draft_id: str, code: str) -> HttpResponse:
    """The questions of one section. POST keeps the answers, then does what the button says."""
    if code not in FORM:
        raise desk.NotSeen(_("There is no such page."))
    if request.method != "POST":
        return _page(request, open_draft(draft_id), code)
    given = answers(request.POST, code)
    try:
        draft, conflicts = _keep(draft_id, request.POST, code, given)
    except NotFound:
        return _too_late(request, given)
    if conflicts:
        return _page(request, draft, code, conflicts)
    return _go_on(request, draft, code)


def keep(request: HttpRequest, draft_id: str, code: str) -> HttpResponse:
    """The quiet sending of a page's script: what was kept, what was understood, what others changed meanwhile."""
    if code not in FORM:
        raise desk.NotSeen(_("There is no such page."))
    given = answers(request.POST, code)
    try:
        draft, conflicts = _keep(draft_id, request.POST, code, given)
    except NotFound:
        return JsonResponse(
            {"words": _("This interview was finished or thrown away. Copy what you typed.")}, status=404
        )
    form = draft.form
    told = {name: read_back(name, value, form.value("source.language")) for name, value in given.items()}
    return JsonResponse({
        "version": form.version, "words": _("Kept at {time}", time=timezone.localtime().strftime("%H:%M")),
        "understood": {name: words for name, words in told.items() if words},
        "fresh": {name: form.value(name) for name, value in given.items() if form.value(name) != value},
        "conflicts": [one.field for one in conflicts],
        "conflict": _("Somebody else answered this too. Send the page to choose.") if conflicts else "",
    }, status=409 if conflicts else 200)  # fmt: skip


def same(request: HttpRequest, draft_id: str) -> HttpResponse:
    """The panel “maybe the same person” by itself, for the page's script."""
    draft = open_draft(draft_id)
    return render(request, "desk/interview/same.html", {"met": met(draft), "draft": draft, "named": named(draft)})


def answers(sent: QueryDict, code: str) -> dict[str, str]:
    """The answers of this section in a sent form, and nothing else that it may hold."""
    found = {name: str(sent[name])[:LONGEST].replace("\r\n", "\n") for name in sent if FORM[code].knows(name)}
    shown = {row for name in found if (row := row_of(name))}
    rows = {home: sorted(number for one, number in shown if one == home) for home in {home for home, _n in shown}}
    for name in FORM[code].names(rows):
        if row_of(name):
            found.setdefault(name, "")  # radios of which none was chosen
    return found


def _keep(draft_id: str, sent: QueryDict, code: str, given: dict[str, str]) -> tuple[OpenDraft, list[Conflict]]:
    """Keep; fields in which two people differ are kept only once a person chose."""
    text = sent.get("since", "")
    since = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
    open_ = [name for name in sent.getlist("differs") if FORM[code].knows(name) and name in given]
    waiting = {name: given[name] for name in open_ if sent.get(f"choose.{name}") not in ("mine", "theirs")}
    theirs = {name for name in open_ if sent.get(f"choose.{name}") == "theirs"}
    taken = {name: value for name, value in given.items() if name not in waiting and name not in theirs}
    draft, conflicts = interviews.keep(
        by=desk.reader(), session=desk.session(), draft_id=draft_id, given=taken, since=since
    )
    for name, value in waiting.items():
        if draft.form.value(name) != value:
            last = draft.form.answers[name][-1]
            conflicts.append(Conflict(name, value, last.value, last.by, last.at))
    return draft, conflicts


def _go_on(request: HttpRequest, draft: OpenDraft, code: str) -> HttpResponse:
    sent, by, session = request.POST, desk.reader(), desk.session()
    here = f"/interview/{draft.id}/{code}"
    if home := _group(sent.get("add", ""), code):
        tried = attempt(lambda: interviews.add_row(by=by, session=session, draft_id=draft.id, home=home))
        return done(request, f"{here}#{home.replace('.', '-')}-{tried.value}")
    if row := row_of(sent.get("remove", "") + ".x"):
        attempt(lambda: interviews.take_row(by=by, session=session, draft_id=draft.id, home=row[0], number=row[1]))
        return done(request, f"{here}#{row[0].replace('.', '-')}")
    if "same" in sent and code == "person":
        chosen = _same_chosen(sent["same"], draft)
        attempt(lambda: interviews.keep(by=by, session=session, draft_id=draft.id, since=draft.form.version,
                                        given={"person.same_person": chosen}))  # fmt: skip
        return done(request, f"{here}#same", _("Noted. A reviewer decides whether it is the same person."))
    if sent.get("go") in section_names():
        return done(request, f"/interview/{draft.id}/{sent['go']}")
    if sent.get("go") == "look":
        return done(request, f"{here}#same")
    if sent.get("go") == "stay":
        return done(request, here, _("Kept."))
    return done(request, f"/interview/{draft.id}/{after(code)}")


def _group(home: str, code: str) -> str:
    known = [f"{code}.{group}" for group in FORM[code].groups]
    return home if home in known else ""


def _same_chosen(number: str, draft: OpenDraft) -> str:
    """The account of one of those who are perhaps meant; "" takes it back."""
    row = interviewing.find_named(desk.reader(), number)
    return f"A-{row.number}" if row else ""


def _page(request: HttpRequest, draft: OpenDraft, code: str, conflicts: list[Conflict] | None = None) -> HttpResponse:
    differ = {one.field: one for one in conflicts or ()}
    asking = Asking(draft.form, differ, {name: one.mine for name, one in differ.items()})
    blocks = asking.blocks(code)
    _focus(blocks)
    context = {
        "draft": draft, "code": code, "title": section_names()[code], "blocks": blocks, "conflicts": list(differ),
        "steps": steps(draft, code), "lists": _lists(code), "next": section_names()[after(code)],
    }  # fmt: skip
    if code == "person":
        context |= {"met": met(draft), "named": named(draft), "panel": True}
    return render(request, "desk/interview/section.html", context, status=409 if conflicts else 200)


def _focus(blocks: list) -> None:
    """The first field that can be typed in has the focus."""
    for at, block in enumerate(blocks):
        if isinstance(block, Field):
            blocks[at] = replace(block, extra={**block.extra, "autofocus": True})
            return
        if hasattr(block, "rows") and block.rows:
            number, fields = block.rows[0]
            first = replace(fields[0], extra={**fields[0].extra, "autofocus": True})
            blocks[at] = replace(block, rows=[(number, [first, *fields[1:]]), *block.rows[1:]])
            return


def _lists(code: str) -> Mapping[str, list[str]]:
    """Suggestions for what is typed, by the id of their list."""
    if code != "events":
        return {}
    return {"words-reasons": words_of("reasons"),
            "words-facilities": names_of_kind(desk.reader(), "facility", SUGGESTED)}  # fmt: skip


def met(draft: OpenDraft) -> dict[str, object]:
    """Who is perhaps the same person, in words; why nobody could be looked for."""
    try:
        rows = interviewing.look(desk.reader(), draft.form.values, draft.form.rows)
    except TizimError as error:
        return {"rows": [], "error": error}
    return {"rows": [shown_met(one) for one in rows[:MOST_MET]], "error": None}


def named(draft: OpenDraft) -> str:
    return draft.form.value("person.same_person")


def _too_late(request: HttpRequest, given: Mapping[str, str]) -> HttpResponse:
    """Finished or thrown away meanwhile: what was typed is shown, and nothing is kept."""
    rows = [(name.rpartition(".")[2], bdi(text)) for name, text in given.items() if text]
    return render(request, "desk/interview/too_late.html", {"rows": rows}, status=404)


__all__ = ["found", "keep", "same", "section"]
