"""The help of commands and options in the reader's language.

Commands are written with English docstrings and `help=`; `make messages` collects them. Here a command is copied with
those texts translated, at the moment it is looked up. Not translated: click's own words ("Usage", "Options").

Invariants: the command itself is never changed, so that one process can speak several languages · a text without a
translation stays English.

>>> import click
>>> translated(click.Command("look", help="Only this statement (its id).")).help
'Only this statement (its id).'
"""

from __future__ import annotations

import copy
import inspect
from typing import TypeVar

import click

from tizim.core.i18n import gettext

_Command = TypeVar("_Command", bound=click.Command)


def translated(command: _Command) -> _Command:
    """A copy of the command, its options and the commands below it, with their help in the current language."""
    made = copy.copy(command)
    made.help = _say(command.help)
    made.params = [_with_help(param) for param in command.params]
    if isinstance(command, click.Group) and isinstance(made, click.Group):
        made.commands = {name: translated(below) for name, below in command.commands.items()}
    return made


def _with_help(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option) or not param.help:
        return param
    made = copy.copy(param)
    made.help = _say(param.help)
    return made


def _say(text: str | None) -> str | None:
    if not text:
        return text
    text = inspect.cleandoc(text)  # as `make messages` reads it
    return gettext(text)
