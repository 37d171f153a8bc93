"""The command that compares all texts at once: copies."""

from __future__ import annotations

import resource
import sys
import time

import click

from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.i18n import gettext as _


@click.command()
@click.option("--engine", type=click.Choice(["here", "duckdb", "spark"]), default="here", show_default=True,
              help="What joins the prints: this process, DuckDB in it, or Apache Spark.")  # fmt: skip
@click.option("--master", default="", help="The address of Spark's master: spark://127.0.0.1:7077, or local[2].")
@pass_shell
def copies_command(shell: Shell, engine: str, master: str) -> None:
    """Compare all texts again for who perhaps copied whom. Nothing is decided here."""
    from rich.progress import Progress

    from tizim.copying import find_copies

    started = time.monotonic()
    with shell.session(writing=True) as (_session, by):
        with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
            tasks = {name: bar.add_task(name, total=None) for name in ("texts", "pairs")}
            found = find_copies(
                by, engine=engine, master=master,
                progress=lambda what, done, of: bar.update(tasks[what], completed=done, total=of),
            )  # fmt: skip
    mib = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    console.print(
        _("{accounts} accounts with a text; {compared} pairs compared; {links} links, {certain} of them certain.",
          accounts=found.accounts, compared=found.compared, links=found.links, certain=found.certain)
    )  # fmt: skip
    console.print(_("{seconds} s, {mib} MiB.", seconds=round(time.monotonic() - started), mib=round(mib)))
    console.print(_("People decide: tizim derivations, tizim derive"))
