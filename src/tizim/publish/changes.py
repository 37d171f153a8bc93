"""What changed between two releases, from what both published.

Each release carries `data/changes.json`: a digest of every page's content. The next release compares its own with it.
Pages that are gone are counted and never named: who withdrew is nobody's business.

>>> from tizim.publish.projection import Projection
>>> read_previous(changes_bytes(1, "2026-01-01", {"abc": "00"}, compare({"abc": "00"}, None), None)).pages
{'abc': '00'}
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import Damaged
from tizim.core.i18n import gettext as _

from .projection import Projection

FORMAT = "tizim/changes/1"


@dataclass(frozen=True)
class Entry:
    """One release in the change log, in numbers."""

    number: int
    date_on: str
    added: int
    changed: int
    gone: int


@dataclass(frozen=True)
class Previous:
    """What is needed of the release before: its pages (slug → digest) and the change log up to it."""

    number: int
    date_on: str
    pages: Mapping[str, str]
    history: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Changes:
    """Slugs of pages that are new or say something else than before; how many are gone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: int


def page_digests(projection: Projection) -> dict[str, str]:
    """slug → SHA-256 of what its page says. Public numbers are left out: they differ from release to release."""
    parts: dict[str, list[Any]] = {subject.id: [dict(vars(subject))] for subject in projection.subjects}
    sources = {row.number: _unnumbered(dict(vars(row))) for row in projection.sources}
    accounts = {row.number: [_unnumbered(dict(vars(row))), sources[row.source]] for row in projection.accounts}
    subject_of = {row.id: row.subject for row in projection.mentions}
    for mention in projection.mentions:
        parts[mention.subject].append([_unnumbered(dict(vars(mention))), accounts[mention.account]])
    for statement in projection.statements:
        parts[subject_of[statement.mention]].append(_unnumbered(dict(vars(statement))))
    pages = _pages_of(projection)
    for row in projection.derivations:  # they stand in the graphs of the pages that the derived account tells of
        drawn = [_unnumbered(dict(vars(row))), accounts[row.derived], accounts[row.drawn_from]]
        for subject in pages.get(row.derived, ()):
            parts[subject].append(drawn)
    for finding in projection.findings:
        parts[finding.subject].append(dict(vars(finding)))
    for photo in projection.photos:
        parts[photo.subject].append(_unnumbered(dict(vars(photo))))
    lines = {slug: sorted(canonical_bytes(part) for part in rows) for slug, rows in parts.items()}
    return {slug: hashlib.sha256(b"\n".join(lines[slug])).hexdigest() for slug in sorted(lines)}


def _pages_of(projection: Projection) -> dict[int, set[str]]:
    """Account → the slugs of the pages it tells of."""
    pages: dict[int, set[str]] = {}
    for mention in projection.mentions:
        pages.setdefault(mention.account, set()).add(mention.subject)
    return pages


def _unnumbered(content: dict[str, Any]) -> dict[str, Any]:
    numbers = {"number", "source", "account", "carried_by", "voice", "derived", "drawn_from"}
    return {name: value for name, value in content.items() if name not in numbers}


def compare(pages: Mapping[str, str], previous: Previous | None) -> Changes:
    """What is different from the release before; everything is new in a first release."""
    before = previous.pages if previous else {}
    return Changes(
        added=tuple(sorted(pages.keys() - before.keys())),
        changed=tuple(sorted(slug for slug in pages.keys() & before.keys() if pages[slug] != before[slug])),
        gone=len(before.keys() - pages.keys()),
    )


def log_of(number: int, date_on: str, changes: Changes, previous: Previous | None) -> tuple[Entry, ...]:
    """The change log up to this release, newest first."""
    now = Entry(number, date_on, len(changes.added), len(changes.changed), changes.gone)
    return (now, *(previous.history if previous else ()))


def changes_bytes(
    number: int, date_on: str, pages: Mapping[str, str], changes: Changes, previous: Previous | None
) -> bytes:
    """`data/changes.json`."""
    history = [dict(vars(entry)) for entry in log_of(number, date_on, changes, previous)]
    content = {"format": FORMAT, "number": number, "date_on": date_on, "pages": dict(pages), "history": history}
    return canonical_bytes(content) + b"\n"


def read_previous(data: bytes) -> Previous:
    """The previous release from its `data/changes.json`. Raises Damaged."""
    try:
        content = json.loads(data)
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        history = tuple(Entry(**entry) for entry in content["history"])
        pages = {str(slug): str(digest) for slug, digest in content["pages"].items()}
        return Previous(int(content["number"]), str(content["date_on"]), pages, history)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(
            _("The change list of the previous release cannot be read."), _("Verify that release first.")
        ) from error
