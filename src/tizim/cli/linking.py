"""The command for linking in bulk: link."""

from __future__ import annotations

import resource
import sys
import time

import click

from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.i18n import gettext as _


@click.command()
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True,
              help="What does the work: DuckDB in this process, or Apache Spark.")  # fmt: skip
@click.option("--master", default="", help="The address of Spark's master: spark://127.0.0.1:7077, or local[2].")
@click.option("--above", default=0.2, show_default=True, type=click.FloatRange(0.01, 0.99),
              help="How probable a pair must be to be proposed.")  # fmt: skip
@click.option(
    "--limit", default=0, type=click.IntRange(0), help="At most so many proposals, likeliest first; 0 is all."
)
@pass_shell
def link_command(shell: Shell, engine: str, master: str, above: float, limit: int) -> None:
    """Look for the same people in the whole archive at once, and propose them. Nothing is decided here."""
    from rich.progress import Progress

    from tizim.linking import link_archive

    started = time.monotonic()
    with shell.session(writing=True) as (_session, by):
        with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
            tasks = {name: bar.add_task(name, total=None) for name in ("names", "pairs")}
            found = link_archive(
                by, engine=engine, master=master, above=above, limit=limit,
                progress=lambda what, done, of: bar.update(tasks[what], completed=done, total=of),
            )  # fmt: skip
    mib = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    console.print(
        _("{mentions} mentions of people; {compared} pairs compared; {groups} groups.",
          mentions=found.mentions, compared=found.compared, groups=found.groups)
    )  # fmt: skip
    console.print(
        _("Proposals: {likely} likely, {undecided} undecided, {unlikely} unlikely; {added} of them are new.",
          added=found.added, **{name: found.levels[name] for name in ("likely", "undecided", "unlikely")})
    )  # fmt: skip
    console.print(_("{seconds} s, {mib} MiB.", seconds=round(time.monotonic() - started), mib=round(mib)))
    console.print(_("People decide: tizim queue"))
