"""The command that compares what accounts mean: translations."""

from __future__ import annotations

import sys
import time

import click

from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.i18n import gettext as _


@click.command()
@pass_shell
def translations_command(shell: Shell) -> None:
    """Look for translations and retellings among the accounts, and propose them. Nothing is decided here."""
    from rich.progress import Progress

    from tizim.translating import find_translations

    started = time.monotonic()
    with shell.session(writing=True) as (_session, by):
        with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
            task = bar.add_task(_("accounts"), total=None)
            found = find_translations(by, progress=lambda done, of: bar.update(task, completed=done, total=of))
    console.print(
        _("{accounts} accounts with a text; {proposed} translations or retellings are proposed, {added} of them new.",
          accounts=found.accounts, proposed=found.proposed, added=found.added)
    )  # fmt: skip
    console.print(_("{seconds} s.", seconds=round(time.monotonic() - started)))
    console.print(_("People decide: tizim derivations, tizim derive"))
