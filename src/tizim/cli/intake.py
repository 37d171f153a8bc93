"""Commands that take in: take-in, template, imports, undo-import, keep, get."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tizim.cli.shell import Shell, console, new_file, pass_shell
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

if TYPE_CHECKING:
    from tizim.intake.format import ReadOptions
    from tizim.policies import Actor

SHOWN_PROBLEMS = 40
FEW_ACCOUNTS = 5  # of so many the people who may be meant are shown, of more only counted
SHOWN_MET = 10


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--mapping", default="", help="A saved column mapping, or a mapping file (YAML).")
@click.option("--save-mapping", default="", help="Keep the column mapping that was used under this name.")
@click.option("--dry-run", is_flag=True, help="Say everything, write nothing.")
@click.option("--compartment", default="", help="Which circle of staff may see these accounts.")
@pass_shell
def take_in_command(
    shell: Shell, paths: tuple[Path, ...], mapping: str, save_mapping: str, dry_run: bool, compartment: str
) -> None:
    """Take in interviews (YAML, JSON), sheets (XLSX, CSV), documents (txt, html, pdf, docx, eml), or folders."""
    from tizim import pipeline

    with shell.session(writing=not dry_run) as (session, by):
        options, taken = _options(mapping), []
        for path in paths:
            with _progress(path.name) as progress:
                if dry_run:
                    report = pipeline.preview(path, options=options, compartment=compartment, by=by)
                else:
                    report = pipeline.take_in_path(
                        session, by, path, options=options, compartment=compartment, progress=progress
                    )
            _print_report(path, report, dry_run=dry_run)
            taken += report.account_ids
            if save_mapping and not dry_run:
                _save_mapping(by, save_mapping, path, options)
        if not dry_run:
            with console.status(_("Comparing names and texts …")):
                pipeline.refresh_new(by, taken)
            _print_met(by, taken)


def _print_met(by: Actor, account_ids: list[str]) -> None:
    """Who in the new accounts is perhaps somebody known; of many accounts how many, and how to see them."""
    from tizim import entering
    from tizim.cli.weighing import print_proposal

    found = entering.maybe_the_same(by, account_ids)
    if found and len(account_ids) > FEW_ACCOUNTS:
        console.print(_("{count} times maybe a person who is known already: tizim proposals", count=len(found)))
        return
    if found:
        console.print(_("Maybe the same person:"))
    for row in found[:SHOWN_MET]:
        print_proposal(row)
    if len(found) > SHOWN_MET:
        console.print(_("  … and {count} more: tizim proposals", count=len(found) - SHOWN_MET))


@contextmanager
def _progress(name: str) -> Iterator[Callable[[str, int], None]]:
    """A bar in the terminal; silent where there is none."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda _what, count: bar.update(task, completed=count)


def _options(name: str) -> ReadOptions:
    """With a mapping file by path, a saved mapping by name, or none: then columns are guessed."""
    from tizim.db import queries
    from tizim.intake.format import ReadOptions
    from tizim.intake.mapping import mapping_from, parse_mapping

    if not name:
        return ReadOptions()
    if Path(name).is_file():
        return ReadOptions(mapping=parse_mapping(Path(name).read_bytes(), file=name))
    found = queries.find_mapping(name)
    if found is None:
        raise BadInput(_("There is no saved mapping {name}.", name=name), _("Give a mapping file, or leave it out."))
    return ReadOptions(mapping=mapping_from(found))


def _save_mapping(by: Actor, name: str, path: Path, options: ReadOptions) -> None:
    import yaml

    from tizim.actions.imports import save_mapping
    from tizim.intake.mapping import dump_mapping
    from tizim.intake.sheet import guess_sheet

    used = options.mapping or guess_sheet(path)[0].mapping
    save_mapping(by=by, name=name, mapping=yaml.load(dump_mapping(used), Loader=yaml.BaseLoader))
    console.print(_("Saved the mapping {name}.", name=name), markup=False)


def _print_report(path: Path, report, *, dry_run: bool) -> None:
    would = _("would be new") if dry_run else _("new")
    line = f"{path.name}: {report.new} {would}, {report.updated} {_('updated')}, {report.unchanged} {_('unchanged')}"
    if report.skipped:
        line += f", {report.skipped} {_('already there from the interrupted run')}"
    line += f", {report.left_out} {_('left out')} · {report.statements} {_('statements')}"
    if report.import_id:
        line += f" · {_('import')} {report.import_id}"
    console.print(line, markup=False)
    for problem in report.problems[:SHOWN_PROBLEMS]:
        where = [problem.file, f"{_('row')} {problem.row}" if problem.row is not None else "", problem.field]
        mark = "✗" if problem.level == "error" else "·"
        text = f"  {mark} {', '.join(part for part in where if part)}: {problem.message} {problem.try_}"
        console.print(text.rstrip(), markup=False)
    more = len(report.problems) - SHOWN_PROBLEMS
    if more > 0:
        console.print(_("  … and {count} more; each account keeps its own (tizim accounts A-1).", count=more))


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--language", "sheet_language", default="en", help="Language of the headings: en, kk, ug, ru, zh.")
@click.option("--per", type=click.Choice(["account", "statement"]), default="account", show_default=True,
              help="One row an account, or one row a statement.")  # fmt: skip
def template_command(target: Path, sheet_language: str, per: str) -> None:
    """Write an empty sheet (XLSX or CSV) with headings, codes and an example, for typing cases into."""
    from tizim import intake

    intake.write_template(target, language=sheet_language, per=per)
    console.print(_("Wrote {path}.", path=target), markup=False)


@click.command()
@pass_shell
def imports_command(shell: Shell) -> None:
    """List what was taken in, newest first."""
    from tizim.db import queries

    with shell.session(writing=False) as (_session, by):
        for row in queries.imports(by):
            state = _("undone") if row.undone else (_("complete") if row.ended else _("interrupted"))
            count = _("{count} accounts", count=row.accounts)
            console.print(
                f"{row.id}  {row.recorded_at:%Y-%m-%d %H:%M}  {row.file_name}  {count}  {state}", markup=False
            )


@click.command()
@click.argument("import_id")
@click.option("--reason", default="", help="Why; it stands in the log.")
@pass_shell
def undo_import_command(shell: Shell, import_id: str, reason: str) -> None:
    """Take back a whole import: nothing of it shows, counts or is published any more."""
    from tizim import pipeline
    from tizim.actions.imports import undo_import

    with shell.session(writing=True) as (_session, by):
        count = undo_import(by=by, import_id=import_id, reason=reason)
        pipeline.refresh(by)
    console.print(_("Undone: {count} accounts are out of the way. Their rows stay in the archive.", count=count))


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--account", default="", help="The account it belongs to (A-17).")
@click.option("--caption", default="", help="What it shows, in words.")
@click.option("--from", "received_from", default="", help="From whom it was received.")
@click.option("--on", "received_on", default="", help="When it was received.")
@pass_shell
def keep_command(shell: Shell, path: Path, account: str, caption: str, received_from: str, received_on: str) -> None:
    """Keep a file as an exhibit, byte for byte."""
    from rich.progress import Progress

    from tizim.actions.exhibits import keep_exhibit
    from tizim.core.drafts import ExhibitDraft
    from tizim.core.errors import NotFound
    from tizim.db import queries

    draft = ExhibitDraft(str(path), path.name, caption=caption, received_from=received_from, received_on=received_on)
    with shell.session(writing=True) as (session, by):
        row = queries.find_account(by, account) if account else None
        if account and row is None:
            raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
        with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
            task = bar.add_task(path.name, total=path.stat().st_size if path.exists() else None)
            kept = keep_exhibit(by=by, session=session, draft=draft, account=row,
                                progress=lambda done: bar.update(task, completed=done))  # fmt: skip
    console.print(
        _("{id}  {size} bytes  sha256 {sha256}", id=kept.id, size=kept.size_bytes, sha256=kept.sha256), markup=False
    )


@click.command()
@click.argument("exhibit_id")
@click.argument("target", type=click.Path(path_type=Path))
@pass_shell
def get_command(shell: Shell, exhibit_id: str, target: Path) -> None:
    """Write an exhibit's original bytes to TARGET."""
    from tizim.actions.exhibits import get_exhibit

    with new_file(target) as stream, shell.session(writing=False) as (session, by):
        row = get_exhibit(by=by, session=session, exhibit_id=exhibit_id, target=stream)
    console.print(_("Wrote {path}; sha256 {sha256} as on the day it was taken in.", path=target, sha256=row.sha256),
                  markup=False)  # fmt: skip
