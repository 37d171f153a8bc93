"""The handbook is checked like code: every command, option and setting stands in it, and its examples can be typed."""

import inspect
import re
import shlex
from pathlib import Path

import click
import pytest

from tizim.cli.main import tizim

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs" / "handbook" / "commands.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "handbook" / "settings.md").read_text("utf-8")
SECTION = re.compile(r"^### ([a-z -]+)\n(.*?)(?=^##|\Z)", re.M | re.S)
SECTIONS = dict(SECTION.findall(COMMANDS))
EXAMPLES = re.findall(r"^\$ (tizim .*)$", COMMANDS, re.M)


def commands():
    """Every command that can be typed, by its words."""
    context = click.Context(tizim)

    def below(command, name):
        if isinstance(command, click.Group):
            for one in command.list_commands(context):
                yield from below(command.get_command(context, one), f"{name} {one}".strip())
        else:
            yield name, command

    return dict(below(tizim, ""))


def options(command):
    return [option for option in command.params if isinstance(option, click.Option)]


def test_every_command_has_a_section_and_every_section_a_command():
    assert sorted(SECTIONS) == sorted(commands())


@pytest.mark.parametrize("name", commands())
def test_every_option_stands_in_its_section_and_has_help(name):
    command = commands()[name]
    for option in options(command):
        assert option.help, f"{name} {option.opts}"
        for spelling in (*option.opts, *option.secondary_opts):
            assert re.search(rf"`{re.escape(spelling)}`", SECTIONS[name]), f"{spelling} is not in the section"
    assert inspect.cleandoc(command.help or "")


@pytest.mark.parametrize("name", commands())
def test_no_section_names_an_option_that_is_not_there(name):
    known = {spelling for option in options(commands()[name]) for spelling in (*option.opts, *option.secondary_opts)}
    known |= {spelling for option in options(tizim) for spelling in option.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z-]+", SECTIONS[name])) - known == set()


def test_the_options_before_every_command_stand_on_the_page():
    before = COMMANDS.partition("## Before every command")[2].partition("\n## ")[0]
    for option in options(tizim):
        assert option.help
        for spelling in option.opts:
            assert f"`{spelling}`" in before


@pytest.mark.parametrize("name", commands())
def test_every_section_has_an_example_of_its_command(name):
    words = re.findall(r"^\$ tizim (.*)$", SECTIONS[name], re.M)
    assert any(re.search(rf"(^|(-w|--by) \S+ ){re.escape(name)}( |$)", line) for line in words), words


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_can_be_typed(line, monkeypatch):
    monkeypatch.setattr(click.Path, "convert", lambda self, value, param, ctx: Path(value))
    context, command, name, arguments = None, tizim, "tizim", shlex.split(line)[1:]
    while True:  # a usage error would be raised; nothing is run
        context = command.make_context(name, arguments, parent=context)
        if not isinstance(command, click.Group):
            return
        name, command, arguments = command.resolve_command(context, [*context._protected_args, *context.args])


def variables_in_the_source():
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        found |= set(re.findall(r"\bTIZIM_[A-Z_]+\b", path.read_text("utf-8")))
    return found - {"TIZIM_BEGAN_ON"}  # a date in the program, not a setting


def test_every_setting_of_the_source_is_in_the_handbook_and_the_other_way_round():
    assert set(re.findall(r"^\| `(TIZIM_[A-Z_]+)`", SETTINGS, re.M)) == variables_in_the_source()


def test_every_exit_code_is_in_the_handbook():
    from tizim.core import errors

    classes = [each for each in vars(errors).values() if inspect.isclass(each) and issubclass(each, errors.TizimError)]
    codes = {each.exit_code for each in classes} - {1}
    table = COMMANDS.partition("| code |")[2].partition("\n\n")[0]
    assert codes <= {int(code) for code in re.findall(r"\| (\d+) \|", table)}
