"""The command `assess`: how reliable a source is, or how credible what an account says. Two things, never one."""

from __future__ import annotations

import click

from tizim.cli.shell import Shell, pass_shell
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _


@click.command()
@click.argument("account")
@click.option("--reliability", default="", help="Of its source: always, usually … or cannot_be_judged.")
@click.option("--credibility", default="", help="Of what it says: confirmed, probable … or cannot_be_judged.")
@click.option("--statement", default="", help="With --credibility: of this statement only (its id).")
@click.option("--reasons", required=True, help="In sentences; they stand beside it for ever.")
@pass_shell
def assess_command(
    shell: Shell, account: str, reliability: str, credibility: str, statement: str, reasons: str
) -> None:
    """Write down how reliable the source of an account is, or how credible what it says. It is never published.

    The two are apart, and both are apart from the standard of proof of a finding. "Cannot be judged" says that nothing
    is known, not that something is bad. Your newer assessment replaces your older one.
    """
    from tizim.actions.assessing import assess_item, assess_source

    if bool(reliability) == bool(credibility) or (statement and not credibility):
        raise BadInput(_("Assess one thing at a time."), _("Either --reliability, or --credibility."))
    with shell.session(writing=True) as (_session, by):
        if reliability:
            row = assess_source(by=by, account=account, reliability=reliability, reasons=reasons)
        else:
            row = assess_item(by=by, account=account, credibility=credibility, reasons=reasons, statement=statement)
    click.echo(row.id)
