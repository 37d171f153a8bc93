"""The register as data: JSON Lines for programs, CSV for spreadsheets, and what each field means.

Made from the projection only. A CSV cell that a spreadsheet would run as a formula gets an apostrophe in front; JSON
Lines hold every text as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from tizim.core.canonical import canonical_bytes, canonical_lines
from tizim.core.cells import safe_cell
from tizim.core.i18n import gettext as _

from .changes import changes_bytes
from .contents import Contents
from .graph import graph_rows

TABLES = frozenset({"subjects", "statements", "accounts"})  # these are written as CSV as well


def data_files(contents: Contents) -> dict[str, Callable[[], bytes]]:
    """Path → what makes it."""
    release = contents.register.release
    plan: dict[str, Callable[[], bytes]] = {
        "data/changes.json": partial(
            changes_bytes, release.number, release.date_on, contents.digests, contents.changes, release.previous
        )
    }
    for name, rows in _rows(contents).items():
        plan[f"data/{name}.jsonl"] = partial(canonical_lines, rows)
        if name in TABLES:
            plan[f"data/{name}.csv"] = partial(_csv, rows)
    return plan


def _rows(contents: Contents) -> Mapping[str, list[dict[str, Any]]]:
    projection = contents.register.projection
    statements = []
    for row in projection.statements:
        plain = dict(vars(row))
        plain["subject"] = contents.subject_of[row.mention]
        if row.property == "relation":
            plain["value"] = contents.subject_of[row.value]
        if "facility" in row.qualifiers:
            plain["qualifiers"] = {**row.qualifiers, "facility": contents.subject_of[row.qualifiers["facility"]]}
        statements.append(plain)
    return {
        "subjects": [dict(vars(row)) for row in projection.subjects],
        "statements": statements,
        "accounts": [dict(vars(row)) for row in projection.accounts],
        "sources": [dict(vars(row)) for row in projection.sources],
        "derivations": [dict(vars(row)) for row in projection.derivations],
        "findings": [dict(vars(row)) for row in projection.findings],
        "voices": graph_rows(contents),
    }


def _csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A table with a header; lists and qualifiers are canonical JSON within their cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow(safe_cell(_cell(value)) for value in row.values())
    return out.getvalue().encode("utf-8")


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else canonical_bytes(value).decode("utf-8")


def tables() -> list[dict[str, Any]]:
    """What the fields of each file mean, for the page about the data."""
    number = _("number in this release")
    return [
        _table("subjects", _("Subjects: people, facilities, organisations, groups"), _subject_fields()),
        _table("statements", _("Statements: one value, as one account gives it"), _statement_fields(number)),
        _table("accounts", _("Accounts"), _account_fields(number)),
        _table("sources", _("Sources"), _source_fields(number)),
        _table("derivations", _("Derivations: which account was drawn from which"), _derivation_fields(number)),
        _table("voices", _("Voices: the graph behind the count of each value"), _voice_fields()),
    ]


def _table(name: str, title: str, fields: Mapping[str, str]) -> dict[str, Any]:
    suffixes = ("jsonl", "csv") if name in TABLES else ("jsonl",)
    return {"title": title, "files": [f"data/{name}.{suffix}" for suffix in suffixes], "fields": list(fields.items())}


def _subject_fields() -> dict[str, str]:
    return {
        "id": _("code of the page, the same in every release as long as the page stands"),
        "kind": "person, facility, organisation, group",
        "level": _("how the name may stand: full, partial (initials), none"),
        "names": _("every form of the name, as written"),
    }


def _statement_fields(number: str) -> dict[str, str]:
    return {
        "id": _("code of the statement"),
        "subject": _("whom or what it is about"),
        "mention": _("the subject as it occurs in this one account"),
        "account": number,
        "property": _("what is stated"),
        "value": _("the value: a code, a date (EDTF), a place code, a subject, a number or range, or text"),
        "value_raw": _("as given, where its wording matters"),
        "as_said": _("the words, where the source allowed them"),
        "language": _("language of the words (BCP 47)"),
        "how_known": _("how the source knows"),
        "when": _("when it holds (EDTF), as exact as allowed"),
        "place": _("place code, as exact as allowed"),
        "locator": _("where in a public account it stands"),
        "qualifiers": _("by whom, facility, charge, sentence in years, detail, relation"),
    }


def _account_fields(number: str) -> dict[str, str]:
    return {
        "number": number,
        "source": number,
        "kind": _("kind of account"),
        "told_on": _("when it was told; of sources that do not speak in public, the year only"),
        "language, title, published_on, publication, url": _("of sources that speak in public"),
        "through": _("who carried it, outermost first"),
        "carried_by": _("the account in which it was found; 0 = none"),
    }


def _source_fields(number: str) -> dict[str, str]:
    return {
        "number": number,
        "kind": _("kind of source"),
        "relation": _("what the source is to the person"),
        "name": _("only of sources that speak in public"),
        "voice": _("the lowest number of those sources that are one voice; 0 = alone"),
    }


def _derivation_fields(number: str) -> dict[str, str]:
    return {
        "derived, drawn_from": number,
        "kind": _("how the one was drawn from the other"),
        "decided": _("whether a reviewer decided so; otherwise it was found by comparing the texts"),
        "certain": _("whether nothing about it is in doubt"),
    }


def _voice_fields() -> dict[str, str]:
    return {
        "subject, property, value, when, place": _("the value that is counted"),
        "official": _("whether it belongs to the official version, which is counted apart"),
        "statements": _("the statements that give it"),
        "items, low, best, high": _(
            "how many items, and how many independent voices at least, as far as known, at most"
        ),
        "circular": _("whether accounts among them only cite each other"),
        "voices": _(
            "each voice: what it is, why its accounts are one, where it ends, and the accounts that go back to it"
        ),
        "steps": _(
            "each step: account, relation, the account or source it leads to, why, and the statements behind it"
        ),
    }
