"""Commands about what comparing weighs: candidates, weights; and how a proposal is printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.i18n import gettext as _
from tizim.core.wording import field_label

if TYPE_CHECKING:
    from tizim.db.judging import OpenProposal

INDENT = " " * 7


def print_proposal(row: OpenProposal) -> None:
    """Two mentions with the receipt of what speaks for and against one person."""
    from tizim.deriving import receipt

    click.echo(f"{row.probability:.3f}  {row.a.called}  |  {row.b.called}")
    click.echo(f"{INDENT}{row.a.id}  {row.b.id}")
    print_receipt(receipt(row.reasons))


def print_receipt(lines: Iterable[tuple[str, str, int, str]]) -> None:
    """(field, outcome, hundredths of weight, words), and on a last line what there was nothing to compare by."""
    silent = []
    for field, outcome, weight, words in lines:
        if weight or outcome != "nothing":
            click.echo(f"{INDENT}{weight / 100:+6.2f}  {field_label(field)}: {words or outcome}")
        else:
            silent.append(field_label(field))
    if silent:
        click.echo(f"{INDENT}        {_('nothing to compare')}: {', '.join(silent)}")


@click.command()
@click.argument("name")
@click.option("--born", default="", help="When: 1984, about 1980, 1984-03-05.")
@click.option("--place", default="", help="Where the person lived or was born, as a county or an address.")
@click.option("--father", default="", help="The father's name.")
@click.option("--sex", default="", help="Sex, in any of the five languages.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), help="How many at most.")
@pass_shell
def candidates_command(
    shell: Shell, name: str, born: str, place: str, father: str, sex: str, limit: int
) -> None:  # fmt: skip
    """Show who may be meant by a description, with the reasons, before an account is written down. Changes nothing."""
    from tizim import entering

    with shell.session(writing=False) as (_session, by):
        described = entering.describe(name=name, born=born, place=place, father=father, sex=sex)
        found = entering.meet(by, described, limit=limit)
    for met in found:
        click.echo(f"{met.probability:.3f}  {met.called}  {met.mention_id}")
        print_receipt(met.receipt)
    if not found:
        console.print(_("Nobody here is much like that."))


@click.command()
@click.option("--compartment", default="", help="Only those of this circle of staff.")
@pass_shell
def weights_command(shell: Shell, compartment: str) -> None:
    """Show how much each agreement and difference weighs, on how many pairs that rests, and where it comes from."""
    from tizim import entering

    with shell.session(writing=False) as (_session, by):
        for table in entering.weights_shown(by):
            if compartment in ("", table.compartment):
                _print_table(table)


def _print_table(table) -> None:
    console.print(
        _("{compartment}: learned from the first {mentions} of {people} people mentioned; {same} judgements “same”, "
          "{different} “different”.", compartment=table.compartment, mentions=table.mentions, people=table.people,
          same=table.same, different=table.different), markup=False,
    )  # fmt: skip
    console.print(_("Two mentions taken at random are one person in one of {count} cases.", count=table.one_in))
    head = (_("compared"), _("level"), "m", "u", _("weight"), _("in words"), _("pairs"), _("judged"), _("comes from"))
    rows = [head, *table.rows]
    wide = [max(len(row[at]) for row in rows) for at in range(len(head))]
    for row in rows:
        line = "  ".join(
            cell.rjust(size) if 1 < at < 5 or 5 < at < 8 else cell.ljust(size)
            for at, (cell, size) in enumerate(zip(row, wide, strict=True))
        )
        click.echo(line.rstrip())
