"""Commands for upkeep: rebuild, scrub, serve."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.i18n import gettext as _

if TYPE_CHECKING:
    from tizim.actions.holding import Holding


@click.command()
@pass_shell
def rebuild_command(shell: Shell) -> None:
    """Drop everything derived and compute it again from the facts."""
    from tizim import pipeline
    from tizim.actions import translations
    from tizim.actions.pictures import hash_all
    from tizim.actions.rebuild import derived_sha256
    from tizim.policies import check

    with shell.session(writing=True) as (session, by):
        check(by, "rebuild")
        before = derived_sha256()
        with console.status(_("Looking at pictures again …")):
            hash_all(session=session)
        translations.forget()
        pipeline.refresh(by)
        same = derived_sha256() == before
    console.print(_("Rebuilt; identical to before.") if same else _("Rebuilt; it differs from before."))


@click.command()
@click.option("--clean", is_flag=True, help="Remove the remains of interrupted writes.")
@pass_shell
def scrub_command(shell: Shell, clean: bool) -> None:
    """Verify every exhibit, every account and every log entry again."""
    from rich.progress import Progress

    from tizim.actions.scrubbing import scrub

    with shell.session(writing=clean) as (session, _by):
        with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
            tasks = {name: bar.add_task(name, total=None) for name in ("log", "accounts", "objects")}
            found = scrub(session=session, clean=clean, progress=lambda what, n: bar.update(tasks[what], completed=n))
    found.check()
    console.print(
        _("Whole: {exhibits} exhibits, {accounts} accounts and {entries} log entries verified; {orphans} loose files.",
          exhibits=found.exhibits, accounts=found.accounts, entries=found.entries, orphans=found.orphans)
    )  # fmt: skip


@click.command()
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(1, 65534), help="Where the browser finds it."
)
@click.option("--release", type=click.Path(path_type=Path, exists=True), help="Serve this release instead of the desk.")
@click.option("--open/--no-open", "open_browser", default=True, help="Open the browser.")
@click.option("--locked", is_flag=True, help="Begin locked: the first page asks for the passphrase.")
@click.option("--lock-after", default=20, show_default=True, envvar="TIZIM_LOCK_AFTER", type=click.IntRange(1, 720),
              help="Lock after this many minutes without a request.")  # fmt: skip
@click.option("--lan", default="", metavar="ADDRESS",
              help="Answer in the office's network too, at this address of this computer, by TLS.")  # fmt: skip
@pass_shell
def serve_command(
    shell: Shell, port: int, release: Path | None, open_browser: bool, locked: bool, lock_after: int, lan: str
) -> None:
    """Serve the desk (or a release) on this machine only, unlocked or locked."""
    from tizim.actions.holding import Holding
    from tizim.web.serving import serve_desk, serve_release

    if release is not None:
        serve_release(release, port=port, open_browser=open_browser)
        return
    holding = Holding(shell.folder())
    named = shell.by
    if not locked and _unlocks(shell, holding):
        from tizim.db.sign_ins import anybody_signs_in

        named = shell.by if anybody_signs_in() and not shell.by else shell.member(shell.by).name
    serve_desk(holding, named, port=port, open_browser=open_browser, minutes=lock_after, lan=lan)


def _unlocks(shell: Shell, holding: Holding) -> bool:
    """By the agent, or by a passphrase file. It is never asked for here: the first page does."""
    from tizim.vault.passphrases import ENVIRONMENT

    if holding.unlock_by_agent():
        return True
    if not (shell.passphrase_file or os.environ.get(ENVIRONMENT)):
        return False
    holding.unlock(shell.passphrase())
    return True
