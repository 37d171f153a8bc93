"""Who perhaps copied whom, with the passages in two columns. `derive` decides (`cli.judging`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tizim.cli.judgement_text import isolated
from tizim.cli.reviewing import width
from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.dates import show_date
from tizim.core.errors import NotFound
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.wording import derivation_words, direction_words

if TYPE_CHECKING:
    from tizim.db.copies import Beside, Side
    from tizim.db.derivations import Decision

PASSAGES, LETTERS = 3, 320  # of a pair, and of a passage, unless all is asked for


@click.command()
@click.argument("account", required=False, default="")
@click.option("--all", "everything", is_flag=True, help="Also what people decided, with who and why.")
@click.option("--whole", is_flag=True, help="Every passage in full.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many at most.")
@pass_shell
def derivations_command(shell: Shell, account: str, everything: bool, whole: bool, limit: int) -> None:
    """List which account was perhaps drawn from which, with the passages side by side. Nothing is decided here.

    With ACCOUNT (A-17) only what concerns it. A named person decides: tizim derive.
    """
    from tizim.db import copies, queries

    with shell.session(writing=False) as (_session, by):
        row = queries.find_account(by, account) if account else None
        if account and row is None:
            raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
        found = copies.pairs(by, decided=everything or bool(account), account_id=row.id if row else "")
        for one in copies.side_by_side(by, found[:limit]):
            for line in beside_lines(one, whole=whole):
                click.echo(line)
            click.echo("")
        if not found:
            console.print(_("Nothing waits for you here."))
        elif len(found) > limit:
            console.print(_("There are {count} more: --limit.", count=len(found) - limit))


def beside_lines(one: Beside, *, whole: bool) -> Iterator[str]:
    """One pair: what is proposed, what was decided, and the passages in two columns."""
    from tizim.cli.side_by_side import columns

    pair = one.pair
    yield f"{_named(one.derived)}  {'←' if one.directed else '|'}  {_named(one.source)}"
    if pair.detected:
        share = round(100 * float(pair.evidence.get("containment") or 0))
        parts = [derivation_words(pair.detected), _("{percent} % of its text", percent=share)]
        parts += [direction_words(str(pair.evidence.get("direction", "")))]
        parts += [] if pair.certain else [_("needs a person")]
        yield f"  {_('found by comparing the texts')}: {' · '.join(part for part in parts if part)}"
    yield from (f"  {decision_words(row, one.way(row), held=row == pair.held)}" for row in pair.decided)
    shown = one.passages if whole else one.passages[:PASSAGES]
    rows = [(str(at), [_cut(a, whole)], [_cut(b, whole)]) for at, (a, b) in enumerate(shown, 1)]
    yield from (f"  {line}" for line in columns(rows, width() - 2))
    if len(shown) < len(one.passages):
        yield f"  {_('{count} more passages: --whole', count=len(one.passages) - len(shown))}"


def decision_words(row: Decision, way: str, *, held: bool) -> str:
    """“A-2 ← A-1 copy, decided by Ann (2026-11-22): word for word  [holds]  01HF…”."""
    state = _("holds") if held else _("taken back") if row.taken_back else _("decided otherwise since")
    said = _("{kind}, decided by {name} ({day}): {reason}", kind=derivation_words(row.kind), name=isolated(row.by),
             day=row.at[:10], reason=isolated(row.reason))  # fmt: skip
    return f"{way} {said}  [{state}]  {row.id}".lstrip()


def _named(side: Side) -> str:
    when = show_date(side.date, current_language()) if side.date else ""
    return " · ".join(part for part in (f"A-{side.number}", isolated(side.called), when) if part)


def _cut(text: str, whole: bool) -> str:
    text = " ".join(text.split())
    return text if whole or len(text) <= LETTERS else text[:LETTERS].rsplit(" ", 1)[0] + " …"
