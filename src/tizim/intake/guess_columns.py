"""What the columns of an unknown sheet probably are, judged by their headers and, where these say nothing, their cells.

A guess is shown before it is used, may be saved under a name and corrected; it says for every column how sure it
is. A column that nobody recognises is a leftover: kept, visible, never dropped.

>>> guess = guess_mapping(["said_by", "about", "what", "value", "Farbe"], [])
>>> guess.mapping.columns["said_by"], guess.unmapped
('source.speaker', ('Farbe',))
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tizim.core.vocabularies import fold, vocabulary

from .mapping import ColumnMapping
from .targets import STATEMENT, load_columns

_MANY = ("exhibit.file", "account.through", "about.also_name", "leftover")
_ROW_WIDE = ("statement.how_known", "statement.told_by", "statement.number", "statement.locator")


@dataclass(frozen=True)
class MappingGuess:
    """`sure`: header → 0..1. `unmapped`: headers kept as leftovers."""

    mapping: ColumnMapping
    sure: dict[str, float]
    unmapped: tuple[str, ...]


def guess_mapping(header: Sequence[str], sample: Sequence[Sequence[str]]) -> MappingGuess:
    """The most likely mapping of a sheet with this header; `sample` are some of its rows."""
    columns: dict[str, str] = {}
    sure: dict[str, float] = {}
    for position, name in enumerate(header):
        found = _by_header(name) or _by_cells([row[position] for row in sample if row[position].strip()])
        if found:
            columns[name], sure[name] = found
    always: dict[str, str] = {}
    happened = [name for name, target in columns.items() if target == "about.event"]
    if happened and "statement.what" not in columns.values():
        always = {"statement.what": "event"}  # "What happened": each row states one event, in that column's words
        columns[happened[0]] = "statement.value"
    elif "statement.what" not in columns.values():
        _as_cases(columns, sure)
    for name in happened:
        if columns[name] == "about.event":
            del columns[name], sure[name]
    _settle_rivals(columns, sure)
    mapping = ColumnMapping(columns=columns, group_by=_group_by(columns), always=always, name="")
    return MappingGuess(mapping, sure, tuple(name for name in header if name not in columns))


def _by_header(name: str) -> tuple[str, float] | None:
    """Exact words first, then without what stands in brackets, then words nearly the same."""
    for text, sure in ((name, 1.0), (re.sub(r"[(（\[].*?[)）\]]", "", name), 0.9)):
        if target := _known_headers().get(fold(text)):
            return target, sure
        if target := _event_part(text) or _consent(text):
            return target, sure
        if code := vocabulary("properties").find(text):
            return ("about.name" if code == "name" else f"about.{code}"), sure
    key = fold(name)
    close = difflib.get_close_matches(key, _known_headers(), n=1, cutoff=0.85) if len(key) > 4 else []
    return (_known_headers()[close[0]], 0.6) if close else None


@cache
def _known_headers() -> dict[str, str]:
    known: dict[str, str] = {}
    for column in load_columns()["columns"]:
        for written in (column["code"], *column["labels"].values(), *column.get("synonyms", ())):
            known.setdefault(fold(written), column["target"])
    for target, headers in load_columns()["event_headers"].items():
        known.update({fold(written): target for written in headers})
    return known


def _event_part(text: str) -> str | None:
    """`detained_when`, "Date of arrest", "задержание: когда": an event or a status, and a part of it."""
    plain = " ".join(text.replace("_", " ").replace(":", " ").split()).casefold()
    for part, entry in load_columns()["parts"].items():
        patterns = [*entry["patterns"], *("{} " + word for word in (part.replace("_", " "), *entry["labels"].values()))]
        for pattern in patterns:
            before, after = (re.escape(end) for end in pattern.casefold().split("{}"))
            if (found := re.fullmatch(before + "(.+)" + after, plain)) and (target := _event(found[1].strip())):
                return f"{target}.{part}"
    return _event(plain)


def _event(words: str) -> str | None:
    if kind := vocabulary("event_kinds").find(words):
        return f"about.event.{kind}"
    return "about.status" if vocabulary("properties").find(words) == "status" else None


def _consent(text: str) -> str | None:
    """`consent_publish_name`, "Consent: publish photographs" — and the bare purpose where it cannot mean a property."""
    plain = fold(text)
    for word in ("consent", "келісім", "رازىلىق", "согласие", "同意"):
        if plain.startswith(fold(word)) and (code := vocabulary("consent_purposes").find(plain[len(fold(word)) :])):
            return f"consent.{code}"
    return f"consent.{text}" if text in vocabulary("consent_purposes").codes else None


def _by_cells(cells: list[str]) -> tuple[str, float] | None:
    """A column whose cells are words of one vocabulary, though its header says nothing to us."""
    if len(cells) < 3:
        return None
    for name, target in (
        ("how_known", "statement.how_known"),
        ("properties", "statement.what"),
        ("sexes", "about.sex"),
        ("ethnicities", "about.ethnicity"),
        ("statuses", "about.status"),
        ("source_kinds", "source.kind"),
    ):
        known = sum(1 for cell in cells if vocabulary(name).find(cell))
        if known >= 0.8 * len(cells):
            return target, 0.5
    return None


def _as_cases(columns: dict[str, str], sure: dict[str, float]) -> None:
    """No column says what is stated: the sheet has a row a person. Columns of single statements become properties."""
    for name, target in list(columns.items()):
        section, _dot, part = target.partition(".")
        if section != "statement" or part not in STATEMENT or target in _ROW_WIDE:
            continue
        code = vocabulary("properties").find(name)
        if found := load_columns()["as_cases"].get(part):
            columns[name] = found
        elif code and code != "event":
            columns[name] = f"about.{code}"
        else:
            del columns[name], sure[name]


def _settle_rivals(columns: dict[str, str], sure: dict[str, float]) -> None:
    """Two columns for one single place: the surer one has it, the other becomes another name, or a leftover."""
    holders: dict[str, str] = {}
    for name in sorted(columns, key=lambda name: -sure[name]):
        target = columns[name]
        if target in _MANY or (target.startswith("about.") and target not in ("about.name", "about.kind")):
            continue
        if target not in holders:
            holders[target] = name
        elif target == "about.name":
            columns[name], sure[name] = "about.also_name", 0.5
        else:
            del columns[name], sure[name]


def _group_by(columns: dict[str, str]) -> tuple[str, ...]:
    """With a column of ids, the id; in a sheet with a statement a row, whoever speaks, to whom, in which report."""
    by_target: dict[str, list[str]] = {}
    for name, target in columns.items():
        by_target.setdefault(target, []).append(name)
    if ids := by_target.get("account.id"):
        return (ids[0],)
    if "statement.what" not in by_target:
        return ()
    wanted = (
        "account.carried_by", "source.ref", "source.speaker", "source.public_name", "source.identity.name",
        "account.through", "account.told_on",
    )  # fmt: skip
    return tuple(name for target in wanted for name in by_target.get(target, ()))
