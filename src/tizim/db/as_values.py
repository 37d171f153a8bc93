"""Rows of the database as the values that the pure stages take. No question is asked here.

Not here: who may see which row (`queries`, `near`).
"""

from __future__ import annotations

from collections.abc import Mapping

from tizim.core import values
from tizim.db import models


def source(row: models.Source, links: Mapping[str, str]) -> values.Source:
    link = links.get(row.id, "")
    return values.Source(row.id, row.code, row.kind, row.public_name, row.relation, link, not row.public_name)


def account(row: models.Account, carriers: Mapping[tuple[str, str], str]) -> values.Account:
    return values.Account(
        id=row.id, number=row.number, kind=row.kind, source_id=row.source_id, language=row.language, title=row.title,
        text=row.text, translation=row.translation, told_on=row.told_on, published_on=row.published_on,
        publication=row.publication, url=row.url, through=tuple(row.through),
        carried_by=carriers.get(carrier_key(row.kind, row.carried_by), row.carried_by),
        compartment=row.compartment, recorded_by=row.recorded_by, recorded_at=row.recorded_at.isoformat(),
    )  # fmt: skip


def statement(row: models.Statement) -> values.Statement:
    qualifiers = dict(row.qualifiers)
    told_by = qualifiers.pop("told_by", "")
    return values.Statement(
        id=row.id, account_id=row.account_id, mention_id=row.mention_id, property=row.property, value=row.value,
        value_raw=row.value_raw, as_said=row.as_said, language=row.language, script=row.script, locator=row.locator,
        how_known=row.how_known, valid_when=row.valid_when, when_raw=row.when_raw, place=row.place,
        place_raw=row.place_raw, qualifiers=qualifiers, recorded_by=row.recorded_by,
        recorded_at=row.recorded_at.isoformat(), told_by=told_by,
    )  # fmt: skip


def consent(row: models.Consent) -> values.Consent:
    return values.Consent(
        id=row.id, account_id=row.account_id, statement_id=row.statement_id or "", purposes=dict(row.purposes),
        given_how=row.given_how, given_before=row.given_before, given_on=row.given_on, language=row.language,
        withdrawn=row.withdrawn,
    )  # fmt: skip


def exhibit(row: models.Exhibit) -> values.Exhibit:
    return values.Exhibit(
        id=row.id, account_id=row.account_id or "", name=row.name, media_type=row.media_type,
        size_bytes=row.size_bytes, sha256=row.sha256, caption=row.caption, mention_id=row.mention_id or "",
        leaf=row.object.leaf_index if hasattr(row, "object") else -1, erased=not row.sha256,
    )  # fmt: skip


def carrier_key(kind: str, name: str) -> tuple[str, str]:
    """A quotation is carried by a number and nothing else; another account may bear it as its external id."""
    return ("number" if kind == "quotation" else "", name)


def judgement(row: models.Judgement, moved: Mapping[str, str]) -> values.Judgement:
    """`moved`: old mention id → the mention that stands for it since its account was corrected."""
    return values.Judgement(
        id=row.id, mention_a=moved.get(row.mention_a_id, row.mention_a_id),
        mention_b=moved.get(row.mention_b_id, row.mention_b_id), verdict=row.verdict, reason=row.reason,
        by=row.recorded_by, at=row.recorded_at.isoformat(), undoes=row.undoes_id or "", seconds=row.seconds_id or "",
    )  # fmt: skip
