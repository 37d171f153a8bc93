"""The same source speaking twice is one voice, also when it is sealed: a custodian compares, and keeps an opaque link.

1. Comparing opens two sealed records with the custodian's key, a leaf for each before; what comes out is how alike each
   field is, never what stands in it. No index of names or numbers is kept anywhere: they could be guessed.
2. The custodian decides. The link is a new id that says nothing but "the same"; it stands in the log with the reason.
3. It can be taken apart again: the newest link of a source holds.

>>> alike_in_words({"name": "Aigul", "contact": "+7 1"}, {"name": "aigul", "contact": "+7 2"})
[('contact', 'differs'), ('name', 'same')]
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence

from django.db import transaction

from tizim.actions.log import append, entry_of
from tizim.actions.seals import open_sealed
from tizim.actions.session import Session
from tizim.core.errors import BadInput, NotFound
from tizim.core.i18n import gettext as _
from tizim.db import models, queries
from tizim.db.ids import new_id
from tizim.policies import Actor, check
from tizim.vault.custodians import Custodian

ALIKE = 0.9  # two spellings of one name


def compare_sources(
    *, by: Actor, session: Session, records: Sequence[str], reason: str,
    unlock_secret: Callable[[], tuple[Custodian, bytes]],
) -> list[tuple[str, str]]:  # fmt: skip
    """How alike two sealed sources are, field by field: same, alike, differs, nothing. Their words stay sealed."""
    check(by, "link_sources")
    _two(by, records)
    unlocked: list[tuple[Custodian, bytes]] = []

    def once() -> tuple[Custodian, bytes]:
        unlocked.append(unlocked[0] if unlocked else unlock_secret())
        return unlocked[0]

    one, other = (
        open_sealed(by=by, session=session, record=record, reason=reason, unlock_secret=once) for record in records
    )
    return alike_in_words(one, other)


def alike_in_words(one: Mapping[str, str], other: Mapping[str, str]) -> list[tuple[str, str]]:
    """(field, same | alike | differs | nothing) for each field that either has."""
    return [(field, _alike(field, one.get(field, ""), other.get(field, ""))) for field in sorted({*one, *other})]


def _alike(field: str, one: str, other: str) -> str:
    from tizim.names import similarity

    a, b = (" ".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in (one, other))
    if field == "contact":
        a, b = ("".join(sign for sign in text if sign.isalnum()) for text in (a, b))
    if not a or not b:
        return "nothing"
    if a == b:
        return "same"
    return "alike" if field == "name" and similarity(one, other) >= ALIKE else "differs"


def link_sources(*, by: Actor, records: Sequence[str], reason: str) -> str:
    """These two are the same source: one voice from now on, together with every source that either was linked with.

    Returns the link, an id that means nothing else.
    """
    check(by, "link_sources")
    _check_reason(reason)
    sources = _two(by, records)
    with transaction.atomic():
        known = queries.source_links()
        joining = [known[row.id] for row in sources if row.id in known]
        link = joining[0] if joining else new_id()
        named = {row.id for row in sources}
        others = sorted(one for one, its in known.items() if its in joining and its != link and one not in named)
        for row in (*sources, *models.Source.objects.filter(id__in=others).order_by("id")):
            _write(by, row, link, reason)
    return link


def part_source(*, by: Actor, record: str, reason: str) -> None:
    """Take a source out of its link: it is a voice of its own again."""
    check(by, "link_sources")
    _check_reason(reason)
    row = _source(by, record)
    if row.id not in queries.source_links():
        raise BadInput(_("{name} is not linked.", name=record), _("Link two: tizim custodian same S-1 S-2."))
    with transaction.atomic():
        _write(by, row, "", reason)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise BadInput(_("A link between sources needs a reason."), _("Say it: --reason “…”."))


def _two(by: Actor, records: Sequence[str]) -> list[models.Source]:
    rows = [_source(by, record) for record in records]
    if len({row.id for row in rows}) != 2:
        raise BadInput(_("Name two different sources."), _("Use codes as in: tizim accounts."))
    return rows


def _source(by: Actor, record: str) -> models.Source:
    visible = queries.current_accounts(by).order_by().values("source_id")
    row = models.Source.objects.filter(code=record, id__in=visible).first()
    if row is None:
        raise NotFound(_("There is no source {name}.", name=record), _("Use a code as in: tizim accounts."))
    return row


def _write(by: Actor, source: models.Source, link: str, reason: str) -> None:
    row = models.SourceLink.objects.create(source=source, link=link, reason=reason.strip(), recorded_by=by.name)
    payload = {"source": source.id, "link": link, "reason": row.reason, "by": by.name}
    append([entry_of("source_linked" if link else "source_parted", row, payload)])
