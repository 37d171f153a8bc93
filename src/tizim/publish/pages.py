"""Published rows under their public names: numbers, slugs and the page each mention stands on.

>>> from tizim.core.values import Facts
>>> from tizim.publish.opening import open_facts
>>> make_pages(open_facts(Facts(), "2026-01-01", frozenset()), set(), [], {}).subject_of
{}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tizim.core.canonical import canonical_bytes
from tizim.core.ids import public_slug
from tizim.core.values import Judgement

from .levels import shown_label
from .narrow import Narrowed
from .numbering import Numbers, Part, number_parts
from .opening import Opened
from .records import PublicMention, PublicStatement, PublicSubject
from .together import disputed_pages, together

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Pages:
    """`subject_of`: id of a published mention → slug of its page; `held`: how many pages wait for a dispute to end."""

    opened: Opened
    numbers: Numbers
    subject_of: Mapping[str, str]
    held: int = 0

    def number_of(self, mention_id: str) -> int:
        return self.numbers.of[_part(self.opened, mention_id)]

    def is_named(self, mention_id: str) -> bool:
        """Whether the mention is published, under its name in full."""
        return mention_id in self.subject_of and self.opened.levels[mention_id] == "full"

    def mention(self, mention_id: str) -> PublicMention:
        row = self.opened.mentions[mention_id]
        label = shown_label(row, self.opened.levels)
        slug = _mention_slug(self.opened, mention_id)
        return PublicMention(slug, self.subject_of[mention_id], self.number_of(mention_id), row.kind, label)

    def statement(self, statement_id: str, left: Narrowed) -> PublicStatement:
        mention_id = self.opened.statements[statement_id].mention_id
        qualifiers = dict(left.qualifiers)
        if left.facility:
            qualifiers["facility"] = _mention_slug(self.opened, left.facility)
        return PublicStatement(
            id=public_slug(f"statement/{self.opened.levels[mention_id]}", statement_id),
            account=self.number_of(mention_id),
            mention=_mention_slug(self.opened, mention_id),
            property=left.property,
            value=_mention_slug(self.opened, left.related) if left.related else left.value,
            value_raw=left.value_raw,
            as_said=left.as_said,
            language=left.language,
            how_known=left.how_known,
            when=left.when,
            place=left.place,
            locator=left.locator,
            qualifiers=qualifiers,
        )

    def subjects(self, kept: Mapping[str, Narrowed]) -> tuple[PublicSubject, ...]:
        names: dict[str, set[str]] = {subject: set() for subject in self.subject_of.values()}
        about: dict[str, tuple[str, str]] = {}
        for key, subject in self.subject_of.items():
            mention = self.opened.mentions[key]
            about[subject] = (mention.kind, self.opened.levels[key])
            names[subject].add(shown_label(mention, self.opened.levels))
        for key, left in kept.items():
            if left.property == "name":
                names[self.subject_of[self.opened.statements[key].mention_id]].add(left.value)
        return in_order(PublicSubject(key, *about[key], tuple(sorted(names[key] - {""}))) for key in about)


def make_pages(
    opened: Opened,
    published: set[str],
    judgements: Sequence[Judgement],
    clusters_of: Mapping[str, str],
    releases: Sequence[str] = (),
) -> Pages:
    """Give every published mention its page, and every published account and source its number."""
    roots, held = {key: key for key in published}, 0
    for kind in sorted({opened.mentions[key].kind for key in published}):
        named = {key for key in published if opened.mentions[key].kind == kind and opened.levels[key] == "full"}
        roots |= together(named, judgements, clusters_of, releases)
        held += len(set(disputed_pages(named, judgements, clusters_of).values()))
    subject_of = {
        key: public_slug(f"{opened.mentions[key].kind}/{opened.levels[key]}", root) for key, root in roots.items()
    }
    parts: dict[Part, str] = {}
    for key in published:
        part, slug = _part(opened, key), _mention_slug(opened, key)
        parts[part] = min(slug, parts.get(part, slug))
    numbers = number_parts(parts, opened.accounts, opened.sources, opened.book)
    return Pages(opened, numbers, subject_of, held)


def in_order(rows: Iterable[_Row]) -> tuple[_Row, ...]:
    """Rows sorted by their own public bytes, so that no hidden order shows."""
    return tuple(sorted(rows, key=lambda row: canonical_bytes(dict(vars(row)))))  # type: ignore[call-overload]


def _part(opened: Opened, mention_id: str) -> Part:
    account_id = opened.mentions[mention_id].account_id
    return Part(account_id, "" if opened.levels[mention_id] == "full" else mention_id)


def _mention_slug(opened: Opened, mention_id: str) -> str:
    return public_slug(f"mention/{opened.levels[mention_id]}", mention_id)
