"""The command line as people type it: every `*.txt` beside this file is a script, run in a fresh folder."""

import re
from pathlib import Path

import pytest

from cli.terminal import fits, parse_script, play

pytest_plugins = ("cli.office",)
SCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_prints_what_it_says(path, typed):
    text = path.read_text("utf-8")
    given = re.match(r"# given: (.*)\n", text)
    assert given, "a script begins with what is given"
    play(typed(given[1]), parse_script(text), path.name)


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        (["one", "two"], "one\ntwo\n", True),
        (["one"], "one\ntwo\n", False),
        (["one [..] three"], "one and two and three", True),
        (["one [..]"], "one \ntwo", False),
        (["…", "two"], "a\nb\ntwo\n", True),
        (["…", "two"], "a\nb\nthree\n", False),
        (["a.b"], "axb", False),
    ],
)
def test_a_wildcard_stands_for_what_it_says_and_no_more(expected, printed, same):
    assert fits(expected, printed) is same


def test_a_wrong_script_fails_and_shows_what_was_printed(typed):
    steps = parse_script("$ tizim lock\nLocked.\n")
    with pytest.raises(AssertionError, match=r"(?s)x\.txt:1.*No workspace is named.*\? 10.*expected.*Locked"):
        play(typed("nothing"), steps, "x.txt")
