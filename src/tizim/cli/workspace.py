"""Commands for the workspace itself: init, unlock, lock, doctor, backup, restore, passphrase, recover."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from tizim.cli.shell import Shell, console, new_file, pass_shell
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help="The member who makes the workspace (default: --by).")
@click.option("--sheet", type=click.Path(path_type=Path), help="Write the recovery sheet here instead of printing it.")
@pass_shell
def init_command(shell: Shell, folder: Path, name: str, sheet: Path | None) -> None:
    """Make a workspace: an encrypted archive in FOLDER, with a printable recovery sheet (2 of 3)."""
    from tizim.actions.workspaces import create_workspace
    from tizim.vault import recovery

    first = name or shell.by
    if not first:
        raise BadInput(_("A workspace begins with the name of someone who works in it."), "--name NAME")
    passphrase = shell.passphrase(_("Passphrase for the new workspace"), confirm=True)
    with new_file(sheet) if sheet else nullcontext() as stream:  # before the workspace: its sheet needs a place
        workspace, shares = create_workspace(path=folder, passphrase=passphrase, first_member=first)
        text = recovery.render_sheet(shares, workspace.id)
        if stream:
            stream.write(text.encode() + b"\n")
        else:
            click.echo(text)
    console.print(_("Made the workspace {path}. {name} is its first member.", path=folder, name=first), markup=False)
    console.print(_("Print the recovery sheet, cut it in three, and keep the parts in three places."))
    console.print(
        _("Next: tizim -w {path} custodian new NAME, so that sources can be sealed.", path=folder), markup=False
    )


@click.command()
@click.option(
    "--minutes", default=30, show_default=True, type=click.IntRange(1, 720), help="Locks itself after this time."
)
@pass_shell
def unlock_command(shell: Shell, minutes: int) -> None:
    """Keep the workspace unlocked for a while: the key stays in the memory of a small background process."""
    from tizim.vault import agent
    from tizim.vault.workspace import open_workspace, unlock

    workspace = open_workspace(shell.folder())
    agent.start_agent(workspace.id, unlock(workspace, shell.passphrase()), minutes)
    console.print(_("Unlocked for {minutes} minutes.", minutes=minutes))


@click.command()
@pass_shell
def lock_command(shell: Shell) -> None:
    """Forget the key at once."""
    from tizim.vault import agent
    from tizim.vault.workspace import open_workspace

    agent.stop_agent(open_workspace(shell.folder()).id)
    console.print(_("Locked."))


@click.command()
@pass_shell
def doctor_command(shell: Shell) -> None:
    """Look at this machine and the workspace, and say what is well and what is not."""
    from tizim.cli.checkup import conflict_lines, machine_lines, workspace_lines

    for line in machine_lines():
        console.print(line, markup=False)
    if shell.workspace or _names_workspace(shell):
        with shell.session(writing=False) as (session, by):
            for line in (*workspace_lines(session), *conflict_lines(by)):
                console.print(line, markup=False)


def _names_workspace(shell: Shell) -> bool:
    from tizim.core.errors import NotFound

    try:
        shell.folder()
    except NotFound:
        return False
    return True


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@pass_shell
def backup_command(shell: Shell, target: Path) -> None:
    """Write one encrypted file with everything; the passphrase or two parts of the recovery sheet open it."""
    from tizim.actions.backups import back_up

    with shell.session(writing=True) as (session, by):
        done = back_up(by=by, session=session, target=target)
    console.print(
        _("Backed up to {path}: {exhibits} exhibits and {entries} log entries verified, {size} bytes.",
          path=target, exhibits=done.exhibits, entries=done.entries, size=done.size_bytes), markup=False,
    )  # fmt: skip


@click.command()
@click.argument("backup", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--erasures", type=click.Path(path_type=Path), multiple=True,
              help="An erased.jsonl newer than the backup; what it lists is erased again.")  # fmt: skip
@pass_shell
def restore_command(shell: Shell, backup: Path, folder: Path, erasures: tuple[Path, ...]) -> None:
    """Make a workspace in FOLDER from a backup, verify every exhibit and log entry, and erase again what was erased."""
    from tizim.actions.backups import restore

    done = restore(backup=backup, folder=folder, passphrase=shell.passphrase(), erasures=erasures)
    console.print(
        _("Restored to {path}: {exhibits} exhibits and {entries} log entries verified, {erased} accounts erased again.",
          path=folder, exhibits=done.exhibits, entries=done.entries, erased=done.erased_again), markup=False,
    )  # fmt: skip


@click.command()
@click.option("--new-passphrase-file", type=click.Path(path_type=Path), help="A file with the new passphrase.")
@pass_shell
def passphrase_command(shell: Shell, new_passphrase_file: Path | None) -> None:
    """Change the passphrase of the workspace."""
    from tizim.vault import slots
    from tizim.vault.passphrases import read_passphrase
    from tizim.vault.workspace import open_workspace, unlock

    workspace = open_workspace(shell.folder())
    key = unlock(workspace, shell.passphrase())
    chosen = read_passphrase(_("New passphrase"), file=new_passphrase_file, env={}, confirm=True)
    for slot in slots.read_slots(workspace.slots_path):
        if slot["kind"] == "passphrase":
            slots.change_passphrase(workspace.slots_path, key, slot["slot_id"], chosen)
    console.print(_("The passphrase is changed. Older backups still open with the old one."))


@click.command()
@click.option("--part", "parts", multiple=True, type=click.Path(path_type=Path, exists=True),
              help="A file with one part of the recovery sheet; give two. Without it both are asked for.")  # fmt: skip
@click.option("--new-passphrase-file", type=click.Path(path_type=Path), help="A file with the new passphrase.")
@pass_shell
def recover_command(shell: Shell, parts: tuple[Path, ...], new_passphrase_file: Path | None) -> None:
    """Set a new passphrase with two parts of the recovery sheet."""
    from tizim.vault import recovery, slots
    from tizim.vault.passphrases import read_passphrase
    from tizim.vault.workspace import open_workspace, unlock_with_sheets

    workspace = open_workspace(shell.folder())
    typed = [
        recovery.letters_of(part.read_text(encoding="utf-8", errors="replace")) for part in parts
    ] or _ask_for_parts()
    if len(typed) != 2:
        raise BadInput(_("Two parts of the recovery sheet are needed."), "--part FILE --part FILE")
    key = unlock_with_sheets(workspace, *typed)
    chosen = read_passphrase(_("New passphrase"), file=new_passphrase_file, env={}, confirm=True)
    slots.write_slot(workspace.slots_path, slots.new_passphrase_slot(key, chosen, workspace.id))
    console.print(_("The new passphrase opens the workspace."))


def _ask_for_parts() -> list[str]:
    if not sys.stdin.isatty():
        raise BadInput(_("Two parts of the recovery sheet are needed."), "--part FILE --part FILE")
    return [click.prompt(_("The letters of part {number}, in one line", number=number)) for number in (1, 2)]
