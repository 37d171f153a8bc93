"""The cast of the tests, always the same, all of them invented.

Ines runs the machine. Marat collects, Leila and Tomas review, Petra and Quentin publish, Clara keeps sealed sources,
Axel audits, Olga stands outside: a collector of another compartment who must see nothing of ours.

What is planted: Tolqyn's daughter and her neighbour truly corroborate each other; the Herald copies the Wire; Serik and
Serik are two men of one name; the widow is at risk and allows nothing but keeping.
"""

from __future__ import annotations

from tizim.actions.members import set_member
from tizim.actions.take_in import Prepared, record_accounts
from tizim.core.drafts import AccountDraft, ConsentDraft, MentionDraft, SourceDraft, StatementDraft
from tizim.db import queries

CAST = {
    "Marat": (("collector", "researcher"), ("general",)),
    "Leila": (("reviewer", "researcher"), ("general",)),
    "Tomas": (("reviewer",), ("general",)),
    "Petra": (("publisher",), ("general",)),
    "Quentin": (("publisher", "reviewer"), ("general",)),
    "Clara": (("custodian",), ("general",)),
    "Axel": (("auditor",), ("*",)),
    "Olga": (("collector", "researcher", "reviewer"), ("elsewhere",)),
}
PUBLIC = {
    "keep": "yes", "count": "yes", "publish_statement": "yes", "publish_words": "yes", "publish_name": "full",
    "publish_photo": "yes", "date_precision": "day", "place_precision": "county",
}  # fmt: skip
KEEP_ONLY = {"keep": "yes"}


def add_cast(session) -> None:
    by = queries.find_member("Ines")
    for name, (roles, compartments) in CAST.items():
        set_member(by=by, name=name, roles=roles, compartments=compartments)


def who(name: str):
    found = queries.find_member(name)
    assert found, name
    return found


def said(property_: str, value: str, **more) -> StatementDraft:
    """A statement about p1; by default known from experience."""
    return StatementDraft(**{"subject": "p1", "property": property_, "value": value, "how_known": "saw_it", **more})


def account(name: str = "Tolqyn Demesin", *statements: StatementDraft, **more) -> AccountDraft:
    """A relative's interview about one person; every part can be replaced."""
    purposes = more.pop("purposes", PUBLIC)
    given = {
        "kind": "interview", "language": "en", "text": f"My neighbour {name} was taken.",
        "source": SourceDraft(
            kind="relative", relation="daughter", identity={"name": "Canary Source", "contact": "+7 700 CANARY"}
        ),
        "mentions": (MentionDraft("p1", "person", name),),
        "statements": (said("name", name), *(statements or [said("event", "detained", when="2017-10", place="Tekes")])),
        "consent": ConsentDraft(purposes=purposes, given_how="signed", language="en"),
        "origin": more.get("external_id", ""),
    }  # fmt: skip
    return AccountDraft(**{**given, **more})


def prepared(draft: AccountDraft) -> Prepared:
    from tizim import statements

    ready, problems = statements.validate(draft)
    return Prepared(draft, ready, problems)


def take_in(session, *drafts: AccountDraft, by: str = "Marat", **more):
    """Write accounts as Marat would; returns their numbers."""
    return record_accounts(by=who(by), session=session, batch=[prepared(d) for d in drafts], **more)


def mention_of(number: int, key: str = "p1") -> str:
    row = queries.find_account(who("Axel"), str(number))
    found = queries.find_mention(row, key)
    assert found, (number, key)
    return found
