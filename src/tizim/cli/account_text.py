"""Accounts as lines of text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tizim.core.i18n import gettext as _
from tizim.core.values import Facts
from tizim.core.wording import grade_words

if TYPE_CHECKING:
    from tizim.db.assessments import Assessed
    from tizim.db.models import Account


def list_lines(facts: Facts) -> Iterator[str]:
    """One line an account: number, kind, language, source as far as it may be named, title."""
    sources = {source.id: source for source in facts.sources}
    for account in facts.accounts:
        source = sources[account.source_id]
        who = source.public_name or " ".join(part for part in (source.relation or source.kind, source.code) if part)
        withdrawn = "" if _allows(facts, account.id) else f"  [{_('withdrawn')}]"
        line = f"A-{account.number:<5} {account.kind:<12} {account.language or '?':<3} {who}  {account.title}"
        yield line.rstrip() + withdrawn


def _allows(facts: Facts, account_id: str) -> bool:
    last = [c for c in facts.consents if c.account_id == account_id and not c.statement_id]
    return not (last and last[-1].withdrawn)


def account_lines(row: Account, facts: Facts, assessed: Sequence[Assessed] = ()) -> Iterator[str]:
    """One account with everything that came with it, leftovers and problems included."""
    account, source = facts.accounts[0], facts.sources[0]
    labels = {mention.id: mention.label for mention in facts.mentions}
    yield f"A-{account.number}  {account.kind}  {account.title}".rstrip()
    yield f"  {_('source')}: {source.code}, {source.public_name or source.relation or source.kind}"
    for name in ("language", "told_on", "published_on", "publication", "url", "carried_by", "compartment"):
        if getattr(row, name):
            yield f"  {_label(name)}: {getattr(row, name)}"
    if account.through:
        yield f"  {_('through')}: {' ← '.join(account.through)}"
    if account.text:
        yield "\n" + account.text + "\n"
    for statement in facts.statements:
        value = labels.get(statement.value, statement.value)
        what = " ".join(part for part in (value, statement.valid_when, statement.place) if part)
        known = f" ({statement.how_known})" if statement.how_known else ""
        yield f"  {labels[statement.mention_id]} · {statement.property}: {what}{known}  {statement.id}"
    for consent in facts.consents:
        scope = f"{_('one statement')} {consent.statement_id}" if consent.statement_id else _("consent")
        allowed = ", ".join(f"{k}={v}" for k, v in sorted(consent.purposes.items()))
        yield f"  {scope}: {_('withdrawn') if consent.withdrawn else allowed or _('keep only')}"
    for exhibit in facts.exhibits:
        size = _("{size} bytes, leaf {leaf}", size=exhibit.size_bytes, leaf=exhibit.leaf)
        yield f"  {_('exhibit')} {exhibit.id}: {exhibit.name}, {size}"
    yield from (f"  {assessed_words(one)}" for one in assessed)
    for name, text in row.leftovers.items():
        yield f"  {_('not placed')} · {name}: {text}"
    for problem in row.problems:
        yield f"  {_('notice')} · {problem['field']}: {problem['message']} {problem['try_']}".rstrip()


def assessed_words(one: Assessed) -> str:
    """“reliability of the source: usually reliable (Leila, 2026-11-22): knows the house”."""
    about = {"source": _("reliability of the source"), "item": _("credibility of this account")}.get(one.about)
    about = about or _("credibility of the statement {id}", id=one.about)
    return f"{about}: {grade_words(one.about == 'source', one.grade)} ({one.by}, {one.at[:10]}): {one.reasons}"


def _label(name: str) -> str:
    return {
        "language": _("language"), "told_on": _("told on"), "published_on": _("published on"),
        "publication": _("publication"), "url": _("address"), "carried_by": _("carried by"),
        "compartment": _("compartment"),
    }[name]  # fmt: skip
