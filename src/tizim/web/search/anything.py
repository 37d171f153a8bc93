"""The search over everything: people, facilities, accounts by number or by what they say; and searches one keeps.

The address holds the whole question, so a search that is kept is a link. Not here: how names are found (`lookup`), how
texts are (`db.saying`).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim import lookup
from tizim.actions import saved_searches
from tizim.core.dates import find_date
from tizim.core.errors import BadInput
from tizim.core.found_words import asked as words_of
from tizim.core.i18n import LANGUAGES, current_language
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.db import saved_searches as kept_searches
from tizim.db import saying
from tizim.db.saying import Narrowed
from tizim.policies import Actor
from tizim.web import desk
from tizim.web.acting import attempt, done
from tizim.web.fields import Field
from tizim.web.paging import asked_page
from tizim.web.search.asked import FILTERS, LONGEST, Asked
from tizim.web.search.lists import PLACES
from tizim.web.search.passages import passage

SHOWN, ACCOUNTS, LAST_PAGE = 8, 20, 50
ADDRESS = "/search"
NARROWING = ("kind", "language", "since")
ASKED = ("q", *FILTERS, *NARROWING)


def search(request: HttpRequest) -> HttpResponse:
    """The form, one's own searches, and what was found, by kind."""
    reader, given = desk.reader(), _given(request.GET)
    context: dict[str, Any] = {
        "given": given, "fields": _fields(given), "saved": _saved(reader), "narrowed": _narrowing(given),
        "indexed": saying.has_words(reader), "query": urlencode({name: text for name, text in given.items() if text}),
    }  # fmt: skip
    if given["q"]:
        context |= _found(request, reader, given)
    return render(request, "desk/search/search.html", context, status=422 if context.get("error") else 200)


def keep(request: HttpRequest) -> HttpResponse:
    """Keep a search, or remove one."""
    reader, given = desk.reader(), _given(request.POST)
    asked = {name: text for name, text in given.items() if text}
    back = f"{ADDRESS}?{urlencode(asked)}" if asked else ADDRESS
    number = request.POST.get("remove", "")
    if number.isascii() and number.isdigit() and len(number) < 10:  # noqa: PLR2004 - digits
        saved_searches.drop(by=reader, number=int(number))
        return done(request, ADDRESS, _("Removed."))
    tried = attempt(lambda: saved_searches.save(by=reader, name=request.POST.get("name", ""), asked=asked))
    if tried.error:
        return done(request, back, str(tried.error), "error")
    return done(request, back, _("Kept. Only you see it."))


def _given(given: Any) -> dict[str, str]:
    return {name: given.get(name, "").strip()[:LONGEST] for name in ASKED}


def _narrowing(given: dict[str, str]) -> bool:
    return any(given[name] for name in (*FILTERS, *NARROWING))


def _found(request: HttpRequest, reader: Actor, given: dict[str, str]) -> dict[str, Any]:
    try:
        filters, narrowed = lookup.read_filters(**{name: given[name] for name in FILTERS}), _narrowed(given)
    except BadInput as error:
        return {"error": error}
    page = min(asked_page(request), LAST_PAGE)
    about_people, about_accounts = any(given[n] for n in FILTERS), any(given[n] for n in NARROWING)
    found: dict[str, Any] = {"asked": True, "page": page, "all_people": Asked(given).address("/people")}
    if page == 1 and not (about_accounts and not about_people):
        found["people"] = _named(lookup.find(reader, given["q"], kinds=("person",), filters=filters, limit=SHOWN))
    if page == 1 and not about_people and not about_accounts:
        found["places"] = _named(lookup.find(reader, given["q"], kinds=PLACES, limit=SHOWN))
        found["all_places"] = f"/places?{urlencode({'q': given['q']})}"
    if not about_people or about_accounts:
        found |= _accounts(reader, given["q"], narrowed, page)
    found["none"] = not any(found[name] for name in ("people", "places", "accounts") if name in found)
    return found


def _accounts(reader: Actor, text: str, narrowed: Narrowed, page: int) -> dict[str, Any]:
    """Those of that number, or that say so; a line for each, with the passage."""
    rows = saying.saying(reader, text, narrowed, (page - 1) * ACCOUNTS, page * ACCOUNTS + 1)
    named = saying.numbered(reader, text) if page == 1 and narrowed == Narrowed() else None
    if named is not None:
        rows = [named, *(row for row in rows if row.id != named.id)]
    words, language = words_of(text), current_language()
    kinds = vocabulary("account_kinds")
    shown = [
        {
            "number": row.number, "title": row.title, "kind": kinds.label(row.kind, language),
            "publication": row.publication, "passage": passage(row, words),
        }
        for row in rows[:ACCOUNTS]
    ]  # fmt: skip
    after = page + 1 if len(rows) > ACCOUNTS and page < LAST_PAGE else 0
    return {"accounts": shown, "before": page - 1, "after": after}


def _named(found: lookup.Found) -> dict[str, Any] | None:
    rows = [{"match": row, "why": lookup.why_words(row), "said": lookup.said_words(row)} for row in found]
    return {"rows": rows, "more": found.more} if rows else None


def _narrowed(given: dict[str, str]) -> Narrowed:
    since = find_date(given["since"]) if given["since"] else None
    if given["since"] and (since is None or since.earliest is None):
        raise BadInput(_("“{text}” is no date that could be read.", text=given["since"][:40]),
                       _("Write 2018, 2018-05 or May 2018."))  # fmt: skip
    earliest = since.earliest.isoformat() if since and since.earliest else ""
    kind = given["kind"] if given["kind"] in vocabulary("account_kinds").codes else ""
    language = given["language"] if given["language"] in LANGUAGES else ""
    return Narrowed(kind, language, earliest)


def _saved(reader: Actor) -> list[dict[str, Any]]:
    return [
        {"number": one.number, "name": one.name, "href": f"{ADDRESS}?{urlencode(one.asked)}"}
        for one in kept_searches.saved(reader)
    ]


def _fields(given: dict[str, str]) -> dict[str, list[Field]]:
    language = current_language()

    def choices(codes: str) -> list[tuple[str, str]]:
        known = vocabulary(codes)
        return [("", _("any")), *((code, known.label(code, language)) for code in known.codes)]

    languages = [("", _("any")), *((one.code, one.name) for one in LANGUAGES.values())]
    return {
        "people": [
            Field("born", _("Year of birth"), value=given["born"], dir="ltr", example="1980-1985", brief=True),
            Field("county", _("County or prefecture"), value=given["county"]),
            Field("sex", _("Sex"), kind="select", value=given["sex"], choices=choices("sexes")),
            Field("status", _("Status"), kind="select", value=given["status"], choices=choices("statuses")),
        ],
        "accounts": [
            Field("kind", _("Kind of account"), kind="select", value=given["kind"], choices=choices("account_kinds")),
            Field("language", _("Language"), kind="select", value=given["language"], choices=languages),
            Field("since", _("Told since"), kind="date", value=given["since"]),
        ],
    }  # fmt: skip
