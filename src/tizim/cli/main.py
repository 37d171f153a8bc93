"""`tizim`: the group of all commands. Each module is imported only when one of its commands is called."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import click

from tizim import __version__, db
from tizim.cli.help_texts import translated
from tizim.cli.shell import Shell, run
from tizim.core.i18n import LANGUAGES, current_language, use_language

COMMANDS = {
    "workspace": ("init", "unlock", "lock", "doctor", "backup", "restore", "passphrase", "recover"),
    "people": ("member", "custodian", "open-sealed"),
    "intake": ("take-in", "template", "imports", "undo-import", "keep", "get"),
    "reading": ("accounts", "people", "show", "find", "contradictions", "log", "counts"),
    "judging": ("proposals", "judge", "second", "undo", "judgements", "derive", "finding"),
    "derivations": ("derivations",),
    "assessing": ("assess",),
    "weighing": ("candidates", "weights"),
    "reviewing": ("queue", "compare", "review", "history"),
    "linking": ("link",),
    "copying": ("copies",),
    "translating": ("translations",),
    "suggesting": ("read", "suggestion"),
    "giving": ("consent", "withdraw", "publish", "verify", "export", "import", "erase"),
    "upkeep": ("rebuild", "scrub", "serve"),
}


class Commands(click.Group):
    """Looks a command up by name and imports its module only then, so that starting stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for names in COMMANDS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for module, names in COMMANDS.items():
            if cmd_name in names:
                loaded = importlib.import_module(f"tizim.cli.{module}")
                return translated(getattr(loaded, cmd_name.replace("-", "_") + "_command"))
        return None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _speak(ctx, None, os.environ.get("TIZIM_LANGUAGE", "") if current_language() == "en" else "")
        click.Group.format_help(translated(self), ctx, formatter)


def _speak(ctx: click.Context, param: click.Parameter | None, code: str | None) -> str | None:
    """From the first option on, so that help and errors of the command line itself are in that language too."""
    if code in LANGUAGES:
        use_language(code)
    return code


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("-w", "--workspace", type=click.Path(path_type=Path), help="The workspace's folder.")
@click.option("--by", default="", envvar="TIZIM_BY", help="The member who works.")
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path), help="A file with the passphrase in its first line."
)
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    envvar="TIZIM_LANGUAGE",
    is_eager=True,
    callback=_speak,
    expose_value=False,
    help="Language of the messages.",
)
@click.version_option(__version__, prog_name="tizim")
@click.pass_context
def tizim(ctx: click.Context, workspace: Path | None, by: str, passphrase_file: Path | None) -> None:
    """Accounts in, a register anyone can verify out."""
    os.umask(0o077)
    db.start()
    ctx.obj = Shell(workspace, by, passphrase_file)


def main() -> None:
    """The console script."""
    run(tizim)
