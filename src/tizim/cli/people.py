"""Commands about people who work here: member, custodian, open-sealed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tizim.cli.shell import Shell, console, pass_shell
from tizim.core.i18n import gettext as _

if TYPE_CHECKING:
    from tizim.vault.custodians import Custodian


@click.group()
def member_command() -> None:
    """Who works in the workspace, in which roles and compartments."""


@member_command.command("set")
@click.argument("name")
@click.option("--role", "roles", multiple=True, help="A role; may be given several times. None: the member has left.")
@click.option("--compartment", "compartments", multiple=True, default=("general",), show_default=True,
              help="A compartment they see; “*” is all.")  # fmt: skip
@pass_shell
def member_set(shell: Shell, name: str, roles: tuple[str, ...], compartments: tuple[str, ...]) -> None:
    """Add or change the member NAME."""
    from tizim.actions.members import set_member

    with shell.session(writing=True) as (_session, by):
        actor = set_member(by=by, name=name, roles=roles, compartments=compartments)
    console.print(f"{actor.name}: {', '.join(sorted(actor.roles)) or _('left')}", markup=False)


@member_command.command("list")
@pass_shell
def member_list(shell: Shell) -> None:
    """List the members with their roles and compartments."""
    from tizim.db import queries

    with shell.session(writing=False):
        for actor in queries.members():
            line = f"{actor.name}: {', '.join(sorted(actor.roles))} · {', '.join(sorted(actor.compartments))}"
            console.print(line, markup=False)


@member_command.command("invite")
@click.argument("name")
@pass_shell
def member_invite(shell: Shell, name: str) -> None:
    """Make a code by which the member NAME sets up a sign-in to the desk: once, within a day."""
    from tizim.actions.sign_ins import invite

    with shell.session(writing=True) as (session, by):
        code = invite(by=by, session=session, name=name)
    console.print(code, markup=False)
    console.print(_("Give it by word of mouth; it serves once, within a day. In the browser: “I have an invitation”."))


@click.group()
def custodian_command() -> None:
    """To whom the identities of sources are sealed."""


@custodian_command.command("new")
@click.argument("name")
@click.option("--key-file", required=True, type=click.Path(path_type=Path),
              help="Where the custodian's key goes: a stick that they keep.")  # fmt: skip
@click.option("--key-passphrase-file", type=click.Path(path_type=Path), help="The custodian's own passphrase.")
@click.option("--root-key", required=True, type=click.Path(path_type=Path),
              help="The root key that signs the list; made here the first time. Keep it in the safe.")  # fmt: skip
@click.option("--root-passphrase-file", type=click.Path(path_type=Path), help="The root key's passphrase.")
@pass_shell
def custodian_new(
    shell: Shell, name: str, key_file: Path, key_passphrase_file: Path | None, root_key: Path,
    root_passphrase_file: Path | None,
) -> None:  # fmt: skip
    """Make a key pair for the custodian NAME and put them on the signed list."""
    from tizim.actions.custodians import add_custodian
    from tizim.vault.passphrases import read_passphrase

    with shell.session(writing=True) as (session, by):
        added = add_custodian(
            by=by, session=session, name=name, key_file=key_file, root_key=root_key,
            passphrase=read_passphrase(_("Custodian's passphrase"), file=key_passphrase_file, env={}, confirm=True),
            root_passphrase=read_passphrase(_("Passphrase of the root key"), file=root_passphrase_file, env={}),
        )  # fmt: skip
    console.print(
        _("{name} is a custodian. Fingerprint: {print}", name=added.name, print=added.fingerprint), markup=False
    )


@custodian_command.command("list")
@pass_shell
def custodian_list(shell: Shell) -> None:
    """List the custodians with the fingerprints of their keys."""
    with shell.session(writing=False) as (session, _by):
        listed = session.custodians
        if not session.has_custodians() or listed is None:
            console.print(_("There is no custodian yet: sources' identities cannot be sealed."))
            return
        for one in listed.custodians:
            console.print(f"{one.name}: {one.fingerprint}", markup=False)
        console.print(_("List number {number}, signed by the root key.", number=listed.version))


@custodian_command.command("same")
@click.argument("record")
@click.argument("other")
@click.option("--reason", required=True, help="Why they are compared or held for one; it stands in the log for ever.")
@click.option("--key-file", required=True, type=click.Path(path_type=Path), help="The custodian's key file.")
@click.option("--key-passphrase-file", type=click.Path(path_type=Path), help="The custodian's own passphrase.")
@click.option("--confirm", is_flag=True, help="They are the same source: one voice from now on.")
@pass_shell
def custodian_same(
    shell: Shell, record: str, other: str, reason: str, key_file: Path, key_passphrase_file: Path | None, confirm: bool
) -> None:
    """Compare two sealed sources (S-3 S-14) and say how alike they are, never who they are.

    With --confirm they are linked: one voice from now on. The link is a random id that tells nothing else.
    """
    from tizim.actions.source_links import compare_sources, link_sources

    with shell.session(writing=True) as (session, by):
        unlock = _unlocking(key_file, key_passphrase_file)
        for field, outcome in compare_sources(
            by=by, session=session, records=(record, other), reason=reason, unlock_secret=unlock
        ):
            click.echo(f"{field}: {_outcome(outcome)}")
        if confirm:
            link_sources(by=by, records=(record, other), reason=reason)
            console.print(_("{a} and {b} are one voice from now on.", a=record, b=other), markup=False)


@custodian_command.command("apart")
@click.argument("record")
@click.option("--reason", required=True, help="Why it is a source of its own; it stands in the log for ever.")
@pass_shell
def custodian_apart(shell: Shell, record: str, reason: str) -> None:
    """Take a source (S-14) out of its link: it is a voice of its own again."""
    from tizim.actions.source_links import part_source

    with shell.session(writing=True) as (_session, by):
        part_source(by=by, record=record, reason=reason)


def _outcome(outcome: str) -> str:
    return {
        "same": _("the same"), "alike": _("alike"), "differs": _("differs"), "nothing": _("nothing to compare"),
    }[outcome]  # fmt: skip


def _unlocking(key_file: Path, passphrase_file: Path | None) -> Callable[[], tuple[Custodian, bytes]]:
    """Asks for the custodian's passphrase when it is called, and not before."""
    from tizim.vault.keyfiles import open_custodian
    from tizim.vault.passphrases import read_passphrase

    def unlock_secret() -> tuple[Custodian, bytes]:
        return open_custodian(key_file, read_passphrase(_("Passphrase of the custodian"), file=passphrase_file, env={}))

    return unlock_secret


@click.command()
@click.argument("record")
@click.option("--reason", required=True, help="Why it has to be opened; it stands in the log for ever.")
@click.option("--key-file", required=True, type=click.Path(path_type=Path), help="The custodian's key file.")
@click.option("--key-passphrase-file", type=click.Path(path_type=Path), help="The custodian's own passphrase.")
@pass_shell
def open_sealed_command(
    shell: Shell, record: str, reason: str, key_file: Path, key_passphrase_file: Path | None
) -> None:
    """Show one sealed record (a source's code such as S-14). The log says so before anything is shown."""
    from tizim.actions.seals import open_sealed

    with shell.session(writing=True) as (session, by):
        unlock = _unlocking(key_file, key_passphrase_file)
        content = open_sealed(by=by, session=session, record=record, reason=reason, unlock_secret=unlock)
    for name, text in content.items():
        click.echo(f"{name}: {text}")
