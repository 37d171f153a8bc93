"""How a command ends: each class of error has its own exit code and one sentence, never a traceback."""

import sys

import click
import pytest

from tizim.cli.shell import run
from tizim.core import errors


def ending(error, capsys, monkeypatch):
    @click.command()
    def failing():
        raise error

    monkeypatch.setattr(sys, "argv", ["tizim"])
    with pytest.raises(SystemExit) as end:
        run(failing)
    return end.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.BadInput, 3), (errors.WrongPassphrase, 4), (errors.Locked, 4), (errors.Busy, 5),
        (errors.NewerFormat, 6), (errors.Damaged, 7), (errors.DiskFull, 8), (errors.Forbidden, 9),
        (errors.NotFound, 10), (errors.NotVerified, 11), (errors.MissingPart, 12), (errors.ParserFailed, 3),
    ],
)  # fmt: skip
def test_each_class_of_error_has_its_exit_code(kind, code, capsys, monkeypatch):
    ended, said = ending(kind("It failed.", "Try again."), capsys, monkeypatch)
    assert (ended, said) == (code, "tizim: It failed. Try again.\n")


def test_a_file_that_fails_is_named_in_one_sentence(capsys, monkeypatch):
    ended, said = ending(PermissionError(13, "Permission denied", "letter.txt"), capsys, monkeypatch)
    assert ended == 7 and "letter.txt" in said and said.count("\n") == 1


def test_problems_are_listed_below_the_sentence(capsys, monkeypatch):
    _ended, said = ending(errors.NotVerified("It failed.", "", ["a.html", "b.html"]), capsys, monkeypatch)
    assert said == "tizim: It failed.\n  - a.html\n  - b.html\n"


def test_an_interruption_ends_as_one(capsys, monkeypatch):
    ended, said = ending(KeyboardInterrupt(), capsys, monkeypatch)
    assert ended == 130 and "acknowledged is safe" in said


def test_a_fault_of_ours_is_not_hidden(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["tizim"])
    with pytest.raises(ZeroDivisionError):
        run(click.command()(lambda: 1 / 0))
