"""What every command shares: the workspace, the member who works, the passphrase, and how errors end.

Settings (all documented in docs/handbook/settings.md):
TIZIM_WORKSPACE        the workspace's folder, when neither -w nor the current folder is one
TIZIM_BY               the member who works, when --by is not given
TIZIM_PASSPHRASE_FILE  a file with the passphrase in its first line
TIZIM_LANGUAGE         en, kk, ug, ru or zh
TIZIM_DATABASE_URL     a PostgreSQL server for the facts, instead of the embedded database
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
from rich.console import Console

from tizim.core.errors import BadInput, Damaged, NotFound, TizimError
from tizim.core.i18n import gettext as _

if TYPE_CHECKING:
    from tizim.actions.session import Session
    from tizim.policies import Actor

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


@dataclass
class Shell:
    """The options that stand before the command."""

    workspace: Path | None
    by: str
    passphrase_file: Path | None

    def folder(self) -> Path:
        """-w, TIZIM_WORKSPACE, or the current folder; raises NotFound."""
        for candidate in (self.workspace, os.environ.get("TIZIM_WORKSPACE"), "."):
            if candidate and (Path(candidate) / "workspace.json").exists():
                return Path(candidate)
            if candidate and candidate != ".":
                raise NotFound(_("There is no workspace in {path}.", path=candidate), _("Make one: tizim init DIR."))
        raise NotFound(_("No workspace is named."), _("Use -w DIR, or set TIZIM_WORKSPACE."))

    def passphrase(self, prompt: str = "", *, confirm: bool = False) -> str:
        """By --passphrase-file, TIZIM_PASSPHRASE_FILE, or asked without echo."""
        from tizim.vault.passphrases import read_passphrase

        prompt = prompt or _("Passphrase of the workspace")
        return read_passphrase(prompt, file=self.passphrase_file, confirm=confirm)

    @contextmanager
    def session(self, *, writing: bool) -> Iterator[tuple[Session, Actor]]:
        """The open workspace and the member who works in it."""
        from tizim.actions.workspaces import open_session

        folder = self.folder()
        with open_session(path=folder, key=self.key(folder), writing=writing) as session:
            yield session, self.member(self.by)

    def key(self, folder: Path) -> bytes:
        """From the agent (`tizim unlock`), or by the passphrase."""
        from tizim.vault import agent
        from tizim.vault.workspace import open_workspace, unlock

        workspace = open_workspace(folder)
        return agent.find_key(workspace.id) or unlock(workspace, self.passphrase())

    def member(self, name: str) -> Actor:
        """The member of that name; without a name, the only one there is."""
        from tizim.db import queries

        if name:
            found = queries.find_member(name)
            if found is None:
                raise NotFound(_("{name} is not a member of this workspace.", name=name), _("See: tizim member list."))
            return found
        everyone = queries.members()
        if len(everyone) != 1:
            raise BadInput(_("Several people work in this workspace."), _("Say who you are: --by NAME, or TIZIM_BY."))
        return everyone[0]

    def second(self, name: str) -> Actor | None:
        return self.member(name) if name else None


pass_shell = click.make_pass_decorator(Shell)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that was not there before, to write to; gone again when the block fails. Raises BadInput."""
    try:
        stream = path.open("xb")
    except FileExistsError as error:
        raise BadInput(_("There is a file already."), _("Choose another name."), file=str(path)) from error
    except OSError as error:
        what = _("Nothing could be made at {path} ({why}).", path=path, why=error.strerror or error)
        raise BadInput(what, _("Choose another folder, one you may write to.")) from error
    try:
        with stream:
            yield stream
    except BaseException:
        path.unlink()
        raise


def run(command: click.Command) -> None:
    """Run a command; an error that a user can mend ends in one sentence and an exit code by class."""
    try:
        command.main(prog_name="tizim", standalone_mode=False)
    except TizimError as error:
        errors.print(f"tizim: {error}", markup=False)
        for problem in getattr(error, "problems", ())[:20]:
            errors.print(f"  - {problem}", markup=False)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        errors.print(_("tizim: interrupted; what was acknowledged is safe, and the command can be run again."))
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:  # permissions, a disk that fails: the file stands in its words
        errors.print(f"tizim: {_('A file could not be read or written ({why}).', why=error)}", markup=False)
        sys.exit(Damaged.exit_code)
