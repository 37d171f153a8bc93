"""Commands for deciding: proposals, judge, second, undo, judgements, derive, finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from tizim.cli.judgement_text import conflict_lines
from tizim.cli.naming import find_mention
from tizim.cli.reviewing import today
from tizim.cli.shell import Shell, console, errors, pass_shell
from tizim.cli.weighing import print_proposal
from tizim.core.i18n import gettext as _
from tizim.policies import can

if TYPE_CHECKING:
    from tizim.deciding import Conflict
    from tizim.policies import Actor


@click.command()
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many at most.")
@pass_shell
def proposals_command(shell: Shell, limit: int) -> None:
    """List who may be the same person, with the reasons. Nothing is decided here."""
    from tizim.db import judging

    with shell.session(writing=False) as (_session, by):
        for row in judging.open_proposals(by, limit):
            print_proposal(row)


@click.command()
@click.argument("mention_a")
@click.argument("mention_b")
@click.argument("verdict", type=click.Choice(["same", "different", "undecided"]))
@click.option("--reason", required=True, help="In a sentence; it stands beside the judgement for ever.")
@pass_shell
def judge_command(shell: Shell, mention_a: str, mention_b: str, verdict: str, reason: str) -> None:
    """Judge two mentions (A-17/p1, A-17 if it has one person, or an id): same, different or undecided.

    Whoever judged the two otherwise before takes that back with it. A contradiction with other judgements is said
    before it is written, and stays to be settled by people.
    """
    with shell.session(writing=True) as (_session, by):
        write_judgement(by, find_mention(by, mention_a), find_mention(by, mention_b), verdict, reason)


def write_judgement(by: Actor, a: str, b: str, verdict: str, reason: str) -> None:
    """Say what it contradicts, write it, and say what waits for a second person."""
    from tizim import deciding, pipeline
    from tizim.actions.judgements import judge

    day = today()
    effect = deciding.consequences(by, a, b, verdict, day)
    if can(by, "judge") and reason.strip():
        _say_conflicts(by, effect.conflicts)
    row = judge(by=by, mention_a=a, mention_b=b, verdict=verdict, reason=reason)
    pipeline.refresh_judged(by)
    click.echo(row.id)
    if effect.own:
        console.print(_("Your judgement {id} is taken back with it.", id=effect.own.id), markup=False)
    _say_pages(effect.public, row.id)


def _say_conflicts(by: Actor, found: Iterable[Conflict]) -> None:
    from tizim.db import judging, queries

    rows = {row.id: row for row in queries.judgements(by)}
    for conflict in found:
        chain = [rows[one] for one in (*conflict.different, *conflict.chain) if one in rows]
        about = {conflict.mention_a, conflict.mention_b, *(m for row in chain for m in (row.mention_a, row.mention_b))}
        mentions = {row.id: row for row in judging.mentions(by, about)}
        errors.print(_("This contradicts other judgements; people must settle it:"), markup=False)
        for line in conflict_lines(conflict, mentions, rows):
            errors.print(line, markup=False)


def _say_pages(effect: str, judgement_id: str) -> None:
    if effect == "waits":
        console.print(
            _("A public page changes only when a second person signs: tizim second {id}", id=judgement_id), markup=False
        )
    elif effect == "changes":
        console.print(_("A public page changes with the next release."), markup=False)


@click.command()
@click.argument("judgement_id")
@click.option("--reason", default="", help="Why; it stands in the log.")
@pass_shell
def second_command(shell: Shell, judgement_id: str, reason: str) -> None:
    """Sign somebody else's judgement, so that it may change public pages."""
    with shell.session(writing=True) as (_session, by):
        sign(by, judgement_id, reason)


def sign(by: Actor, judgement_id: str, reason: str) -> None:
    """Write the signature, and say what it changes."""
    from tizim import deciding, pipeline
    from tizim.actions.judgements import second_judgement

    row = second_judgement(by=by, judgement_id=judgement_id, reason=reason)
    pipeline.refresh_judged(by)
    click.echo(row.id)
    _say_pages(deciding.effect_of(by, judgement_id, today()), judgement_id)


@click.command()
@click.argument("judgement_id")
@click.option("--reason", required=True, help="In a sentence; it stands beside the judgement for ever.")
@pass_shell
def undo_command(shell: Shell, judgement_id: str, reason: str) -> None:
    """Take back a judgement, a signature, a taking-back, or what `tizim derive` wrote: as if it had not been made."""
    from tizim.actions.judgements import undo_derivation
    from tizim.db import copies

    with shell.session(writing=True) as (_session, by):
        if copies.is_decision(by, judgement_id):
            click.echo(undo_derivation(by=by, derivation_id=judgement_id, reason=reason).id)
        else:
            take_back(by, judgement_id, reason)


def take_back(by: Actor, judgement_id: str, reason: str) -> None:
    """Write the taking-back, and say if a public page parts or joins by it."""
    from tizim import deciding, pipeline
    from tizim.actions.judgements import undo_judgement

    before = deciding.effect_of(by, judgement_id, today())
    row = undo_judgement(by=by, judgement_id=judgement_id, reason=reason)
    pipeline.refresh_judged(by)
    click.echo(row.id)
    _say_pages(before if before == "changes" else "", judgement_id)


@click.command()
@pass_shell
def judgements_command(shell: Shell) -> None:
    """List all judgements with who made, signed or took them back, and why."""
    from tizim.db import judging, queries

    with shell.session(writing=False) as (_session, by):
        rows = queries.judgements(by)
        labels = {
            one.id: one.label for one in judging.mentions(by, {m for r in rows for m in (r.mention_a, r.mention_b)})
        }
        for row in rows:
            what = _("takes back {id}", id=row.undoes) if row.undoes else row.verdict
            what = _("signs {id}", id=row.seconds) if row.seconds else what
            click.echo(f"{row.id}  {labels[row.mention_a]} | {labels[row.mention_b]}  {what}  {row.by}: {row.reason}")


@click.command()
@click.argument("derived")
@click.argument("source")
@click.option("--kind", required=True,
              help="repost, copy, quotation, retelling, translation, same_teller, independent.")  # fmt: skip
@click.option("--reason", required=True, help="In a sentence; it stands beside the judgement for ever.")
@pass_shell
def derive_command(shell: Shell, derived: str, source: str, kind: str, reason: str) -> None:
    """Decide that account DERIVED was drawn from account SOURCE (see: tizim derivations).

    With --kind independent, that neither was drawn from the other: a detected link counts no longer and does not come
    back. With --kind same_teller, that both were told by the same third person. A later decision replaces it.
    """
    from tizim.actions.judgements import record_derivation

    with shell.session(writing=True) as (_session, by):
        row = record_derivation(by=by, derived=derived, source=source, kind=kind, reason=reason)
    click.echo(row.id)


@click.command()
@click.argument("mention")
@click.option("--conclusion", required=True, help="What is concluded, in a sentence.")
@click.option("--standard", required=True, help="The standard of proof (a code of the vocabulary).")
@click.option("--reasons", required=True, help="What it rests on, and what speaks against it.")
@click.option("--would-change", required=True, help="What would make you think otherwise.")
@click.option("--replaces", default="", help="The id of an earlier finding that holds no longer.")
@click.option("--second", "second_name", required=True, help="The second reviewer.")
@pass_shell
def finding_command(
    shell: Shell, mention: str, conclusion: str, standard: str, reasons: str, would_change: str, replaces: str,
    second_name: str,
) -> None:  # fmt: skip
    """Record a finding about a person or facility, signed by two.

    Its standard of proof is that of the conclusion; how reliable a source is and how credible an account are other
    things (tizim assess).
    """
    from tizim.actions.judgements import record_finding

    with shell.session(writing=True) as (_session, by):
        row = record_finding(by=by, second=shell.second(second_name), mention_id=find_mention(by, mention),
                             conclusion=conclusion, standard_of_proof=standard, reasons=reasons,
                             would_change=would_change, replaces=replaces)  # fmt: skip
    click.echo(row.id)
