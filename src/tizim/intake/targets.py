"""What a column of a sheet may stand for: the targets of a mapping, and the words by which columns are known.

A target is a path: `account.told_on`, `source.identity.name`, `consent.publish_name`, `about.birth`,
`about.event.detained.when`, `statement.value`, `exhibit.file`; or `leftover` (kept as it is, visible on the account)
or `ignore` (the office says that it is not needed). This module reads no sheet.

Spec: docs/spec/spreadsheet.md, "Targets".

>>> parse_target("about.event.detained.when")
Target(section='about', name='event', kind='detained', part='when')
"""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary

ACCOUNT = (
    "id", "kind", "language", "title", "text", "translation", "told_on", "published_on", "publication", "url",
    "through", "carried_by", "compartment",
)  # fmt: skip
SOURCE = ("ref", "kind", "public_name", "relation", "language", "speaker")
CONSENT = ("given_how", "given_before", "given_on", "language")
STATEMENT = (
    "what", "value", "when", "place", "how_known", "as_said", "language", "locator", "number",
    "facility", "by", "detail", "sentence_years", "charge", "relation", "told_by",
)  # fmt: skip
EXHIBIT = ("file", "caption")
PARTS = ("when", "place", "how_known", "told_by", "as_said", "facility", "by", "detail", "sentence_years", "charge")


class Target(NamedTuple):
    """`kind`: the event of `about.event.…`, the key of `source.identity.…`; `part`: of an event or property."""

    section: str
    name: str = ""
    kind: str = ""
    part: str = ""


def parse_target(text: str) -> Target:
    """The target that `text` names. Raises BadInput, with the nearest one."""
    target = _parse(text.split("."))
    if target is None:
        close = difflib.get_close_matches(text, known_targets(), n=1, cutoff=0.6)
        raise BadInput(
            _("“{target}” is not something a column can be.", target=text),
            _("Did you mean “{word}”?", word=close[0]) if close else _("See docs/spec/spreadsheet.md, Targets."),
        )
    return target


def _parse(words: list[str]) -> Target | None:
    section, rest = words[0], words[1:]
    if not all(words):
        return None
    if section in ("leftover", "ignore"):
        return Target(section) if not rest else None
    if section == "source" and rest[:1] == ["identity"] and len(rest) == 2:
        return Target("source", "identity", rest[1])
    if section == "statement" and rest[:1] == ["consent"] and len(rest) == 2:
        return Target("statement", "consent", rest[1]) if rest[1] in vocabulary("consent_purposes").codes else None
    if section == "about":
        return _parse_about(rest)
    if len(rest) != 1:
        return None
    names: dict[str, tuple[str, ...]] = {
        "account": ACCOUNT,
        "source": SOURCE,
        "consent": (*CONSENT, *vocabulary("consent_purposes").codes),
        "statement": STATEMENT,
        "exhibit": EXHIBIT,
    }
    return Target(section, rest[0]) if rest[0] in names.get(section, ()) else None


def _parse_about(rest: list[str]) -> Target | None:
    if not rest:
        return None
    name, more = rest[0], rest[1:]
    if name in ("name", "kind", "also_name"):
        return Target("about", name) if not more else None
    if name == "event":
        if not more or more[0] not in vocabulary("event_kinds").codes:
            return None
        kind, more = more[0], more[1:]
    elif name in vocabulary("properties").codes:
        kind = ""
    else:
        return None
    if len(more) > 1 or (more and more[0] not in PARTS):
        return None
    return Target("about", name, kind, more[0] if more else "")


@cache
def known_targets() -> tuple[str, ...]:
    """Every target without free parts, for messages and documentation."""
    found = [column["target"] for column in load_columns()["columns"]]
    found += [f"consent.{purpose}" for purpose in vocabulary("consent_purposes").codes]
    found += [f"about.{code}" for code in vocabulary("properties").codes if code not in ("event", "name")]
    found += [f"about.event.{code}.when" for code in vocabulary("event_kinds").codes]
    found += [f"statement.{name}" for name in STATEMENT] + ["leftover", "ignore"]
    return tuple(dict.fromkeys(found))


@cache
def load_columns() -> dict[str, Any]:
    """`data/columns.yaml`: the known columns with their labels and synonyms."""
    return _load("columns.yaml")


@cache
def load_speakers() -> dict[str, Any]:
    return _load("speakers.yaml")


def _load(name: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    with (Path(__file__).resolve().parent / "data" / name).open("rb") as stream:
        return yaml.load(stream, Loader=loader)  # noqa: S506 - BaseLoader makes text, lists and maps only
