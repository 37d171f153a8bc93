"""The README's session is typed in a fresh folder, and prints what the README says."""

import re
from pathlib import Path

from cli.terminal import parse_script, play

pytest_plugins = ("cli.office",)
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "README.md").read_text("utf-8")
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```", re.S)
SESSION = re.compile(r"```console\n(.*?)```", re.S)


def blocks():
    for found in SESSION.finditer(PAGE):
        yield PAGE[: found.start(1)].count("\n") + 1, found[1]


def test_the_session_prints_what_the_readme_says(typed):
    terminal = typed("nothing")
    (terminal.folder / "verify").symlink_to(ROOT / "verify")
    for name, content in FILE.findall(PAGE):
        (terminal.folder / name).write_text(content, "utf-8")
    steps = [step for line, block in blocks() for step in parse_script(block, line)]
    assert len(steps) > 12
    tampered = next(step for step in steps if step.command == "tizim verify register")
    steps = [step for step in steps if step is not tampered]
    play(terminal, steps, "README.md")
    printed, code = terminal.type(tampered.command)
    assert code == 11 and printed.strip() == "\n".join(tampered.expected).strip()


def test_the_two_commands_are_targets_of_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"^make (\w+)", PAGE, re.M))
    assert named == {"demo", "test"} and named <= targets
