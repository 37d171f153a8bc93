"""Commands for a reviewer's day: queue, compare, review, history. What is decided is written by `cli.judging`."""

from __future__ import annotations

import datetime
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

import click

from tizim.cli.judgement_text import conflict_lines, history_lines, named, queue_lines
from tizim.cli.naming import find_mention, find_mentions
from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.errors import NotFound, TizimError
from tizim.core.i18n import gettext as _
from tizim.core.wording import field_label

if TYPE_CHECKING:
    from tizim.deciding import Consequences, Line, Queue, SideBySide
    from tizim.policies import Actor

KINDS = ("person", "facility", "organisation", "event", "group", "document")
WIDTH = 80


def today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


@click.command()
@click.option("--person", default="", help="Only lines that touch this person: a name, an account or a mention.")
@click.option("--kind", default="", type=click.Choice(["", *KINDS]), help="Only mentions of this kind.")
@click.option("--waiting-for-second", is_flag=True, help="Only judgements that you may sign as the second person.")
@click.option("--conflicts", is_flag=True, help="Only judgements that cannot all hold, with who said what and why.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many at most.")
@click.option("--after", default=0, type=click.IntRange(0), help="Begin after the line of this number.")
@pass_shell
def queue_command(
    shell: Shell, person: str, kind: str, waiting_for_second: bool, conflicts: bool, limit: int, after: int
) -> None:
    """List what is worth a reviewer's time, best first: conflicts, what waits for your signature, what was left
    undecided and has new facts, then proposals by what a judgement would bring (chance, doubt and consequences)."""
    from tizim import deciding

    with shell.session(writing=False) as (_session, by):
        found = deciding.queue(by, today())
        stages = {"conflict"} if conflicts else {"second"} if waiting_for_second else set()
        wanted = find_mentions(by, person) if person else None
        shown = 0
        for number, line in enumerate(found.lines, 1):
            fits = (not stages or line.stage in stages) and (not kind or found.mentions[line.mention_a].kind == kind)
            if number <= after or not fits or not (wanted is None or {line.mention_a, line.mention_b} & wanted):
                continue
            for text in _lines_of(by, found, number, line):
                click.echo(text)
            shown += 1
            if shown == limit:
                break
        if not shown:
            console.print(_("Nothing waits for you here."))


def _lines_of(by: Actor, found: Queue, number: int, line: Line) -> Iterator[str]:
    from tizim import deciding

    yield from queue_lines(number, line, found.mentions, found.judgements)
    if line.conflict:
        lines = conflict_lines(line.conflict, found.mentions, found.judgements, deciding.ways_out_of(by, line.conflict))
        yield from (f"      {text}" for text in list(lines)[1:])


@click.command()
@click.argument("mention_a")
@click.argument("mention_b", required=False, default="")
@pass_shell
def compare_command(shell: Shell, mention_a: str, mention_b: str) -> None:
    """Show two mentions side by side, with the reasons, earlier judgements, and what judging them would change.

    Each is named by ACCOUNT/KEY (A-17/p1), by its account if that has one person (A-17), or by its id. One number
    alone is a line of the queue.
    """
    from tizim import deciding

    with shell.session(writing=False) as (_session, by):
        a, b = _pair(by, mention_a, mention_b)
        for line in comparison_lines(deciding.side_by_side(by, a, b, today())):
            click.echo(line)


def _pair(by: Actor, mention_a: str, mention_b: str) -> tuple[str, str]:
    from tizim import deciding

    if mention_b:
        return find_mention(by, mention_a), find_mention(by, mention_b)
    lines = deciding.queue(by, today()).lines
    if not mention_a.isascii() or not mention_a.isdigit() or not 0 < int(mention_a[:9]) <= len(lines):
        raise NotFound(_("The queue has no line {name}.", name=mention_a), _("List it: tizim queue."))
    line = lines[int(mention_a) - 1]
    return line.mention_a, line.mention_b


def width() -> int:
    """The width of the terminal; of a pipe 80."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH


def comparison_lines(found: SideBySide) -> Iterator[str]:
    """The two columns and everything below them."""
    from tizim.cli.side_by_side import below, two_columns

    a, b = found.sides
    yield f"{named(a)}  |  {named(b)}"
    yield "=" * min(width(), WIDTH)
    yield from two_columns(found.sides, found.facts, width())
    yield from below(receipt_lines(found.reasons), _("Reasons"), width())
    for side, members in zip(found.sides, found.members, strict=True):
        others = [named(one) for one in members if one.id != side.id]
        yield from below(others, _("Judged to be one with {name}", name=named(side)), width())
    yield from below(history_lines(found.history, found.mentions), _("Earlier judgements"), width())
    yield from below(effect_lines("same", found.if_same, found), _("If judged the same"), width())
    yield from below(effect_lines("different", found.if_different, found), _("If judged different"), width())


def receipt_lines(reasons: list[list]) -> Iterator[str]:
    """What speaks for and against, line by line, as it stands on the proposal."""
    from tizim.deriving import receipt

    silent = []
    for field, outcome, weight, words in receipt(reasons):
        if weight or outcome != "nothing":
            yield f"{weight / 100:+6.2f}  {field_label(field)}: {words or outcome}"
        else:
            silent.append(field_label(field))
    if silent:
        yield f"        {_('nothing to compare')}: {', '.join(silent)}"


def effect_lines(verdict: str, effect: Consequences, found: SideBySide) -> Iterator[str]:
    """What a judgement would change, in words."""
    if effect.own and effect.own.verdict == verdict:
        yield _("you judged so already: {id}", id=effect.own.id)
        return
    if effect.together:
        called = ", ".join(found.mentions[one].ref for one in effect.together if one in found.mentions)
        yield _("these become one: {names}", names=called)
    if effect.public == "waits":
        yield _("a public page changes once a second person signs")
    elif effect.public == "changes":
        yield _("a public page changes with the next release: two people judged so")
    else:
        yield _("no public page changes")
    if effect.conflicts:
        yield _("it contradicts other judgements: {count}", count=len(effect.conflicts))
    if effect.own:
        yield _("your judgement {id} is taken back", id=effect.own.id)


def disputed_lines(by: Actor, mention_ids: Collection[str]) -> Iterator[str]:
    """The conflicts about one person, as they stand below a profile; nothing where people agree."""
    from tizim import deciding
    from tizim.db import judging, queries

    found = deciding.conflicts(by, mention_ids)
    if not found:
        return
    rows = {row.id: row for row in queries.judgements(by)}
    about = {one for row in rows.values() for one in (row.mention_a, row.mention_b)}
    mentions = {row.id: row for row in judging.mentions(by, about)}
    yield from ("", _("Judgements contradict each other here; people must settle it"))
    for conflict in found:
        yield from (f"  {line}" for line in conflict_lines(conflict, mentions, rows))


@click.command()
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(1), help="How many at most.")
@pass_shell
def review_command(shell: Shell, limit: int) -> None:
    """Walk the queue: each two mentions side by side, then your judgement and its reason, written at once.

    Leave at any time; what was judged is written, and the next walk goes on with what is left.
    """
    with shell.session(writing=True) as (_session, by):
        done: set[frozenset[str]] = set()
        written = 0
        try:
            while len(done) < limit and (step := _next_line(by, done)):
                found, line = step
                done.add(frozenset((line.mention_a, line.mention_b)))
                written += _ask(by, found, line)
        except (click.Abort, EOFError):
            click.echo("")
        console.print(_("{count} written.", count=written))


def _next_line(by: Actor, done: set[frozenset[str]]) -> tuple[Queue, Line] | None:
    from tizim import deciding

    found = deciding.queue(by, today())
    return next(((found, one) for one in found.lines if frozenset((one.mention_a, one.mention_b)) not in done), None)


def _ask(by: Actor, found: Queue, line: Line) -> bool:
    """Show one line and ask; whether something was written. Raises Abort to leave."""
    from tizim import deciding

    for text in comparison_lines(deciding.side_by_side(by, line.mention_a, line.mention_b, today())):
        click.echo(text)
    click.echo("")
    number = found.lines.index(line) + 1
    for text in _lines_of(by, found, number, line):
        click.echo(text)
    answers = {"k": _("skip"), "q": _("quit")}
    if line.stage == "second":
        answers = {"y": _("sign"), **answers}
    elif line.stage == "conflict":
        answers = {"t": _("take one back"), **answers}
    else:
        answers = {"s": _("same"), "d": _("different"), "u": _("undecided"), **answers}
    answer = click.prompt(", ".join(f"{key} = {words}" for key, words in answers.items()),
                          type=click.Choice(list(answers)), show_choices=False)  # fmt: skip
    if answer == "q":
        raise click.Abort
    return answer != "k" and _answered(by, line, answer)


def _answered(by: Actor, line: Line, answer: str) -> bool:
    """Ask for the reason, write, and say what follows."""
    from tizim.cli.judging import sign, take_back, write_judgement

    reason = ""
    judgement = click.prompt(_("Which one (its id)")) if answer == "t" else line.judgement
    while not reason.strip():
        reason = click.prompt(_("Reason"), default="", show_default=False)
    verdict = {"s": "same", "d": "different", "u": "undecided"}.get(answer, "")
    acts: dict[str, Callable[[], None]] = {
        "y": lambda: sign(by, judgement, reason),
        "t": lambda: take_back(by, judgement, reason),
    }
    try:
        acts.get(answer, lambda: write_judgement(by, line.mention_a, line.mention_b, verdict, reason))()
    except TizimError as error:
        console.print(f"tizim: {error}", markup=False)
        return False
    return True


@click.command()
@click.argument("who")
@click.argument("other", required=False, default="")
@pass_shell
def history_command(shell: Shell, who: str, other: str) -> None:
    """All judgements about a person (by name), a mention (A-17/p1), or two mentions, and what became of each."""
    from tizim import deciding
    from tizim.db import judging

    with shell.session(writing=False) as (_session, by):
        wanted = {find_mention(by, who), find_mention(by, other)} if other else find_mentions(by, who)
        told = deciding.history(by, wanted, between=bool(other))
        about = {one for told_row in told for one in (told_row.row.mention_a, told_row.row.mention_b)}
        for line in history_lines(told, {row.id: row for row in judging.mentions(by, about)}):
            click.echo(line)
        if not told:
            console.print(_("Nobody has judged this yet."))
