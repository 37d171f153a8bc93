"""Typed sessions as tests: `$ command`, what it prints, `? 4` where it does not end with 0.

    # a comment stands on a line of its own
    $ tizim show Nobody
    tizim: Nobody here is called “Nobody”. [..]
    ? 10

`[..]` or `…` stands for anything within a line; a line that is only `…` stands for any number of lines. A line that
begins with `> ` goes on with the command above it. `$ export NAME=VALUE` holds to the end of the script. A command
`tizim …` (perhaps with `NAME=VALUE` before it and `> file` after it) runs in this process, which is quicker; anything
else goes to `sh`, where `tizim` is a process of its own.
"""

from __future__ import annotations

import contextvars
import io
import os
import re
import shlex
import subprocess
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

BIN = Path(sys.executable).parent
WILDCARD = re.compile(r"\[\.\.\]|…")


@dataclass(frozen=True)
class Step:
    """One command with what it should print; `line` is where it stands in the script."""

    line: int
    command: str
    expected: tuple[str, ...]
    exit_code: int = 0


def parse_script(text: str, first_line: int = 1) -> list[Step]:
    """The steps of a script. Raises ValueError for output that follows no command."""
    steps: list[Step] = []
    for number, line in enumerate(text.splitlines(), first_line):
        if line.startswith("$ "):
            steps.append(Step(number, line[2:], ()))
        elif line.startswith("> ") and steps and not steps[-1].expected:
            steps[-1] = replace(steps[-1], command=f"{steps[-1].command}\n{line[2:]}")
        elif re.fullmatch(r"\? \d+", line):
            steps[-1] = replace(steps[-1], exit_code=int(line[2:]))
        elif line.startswith("#") or (not steps and not line.strip()):
            continue
        elif not steps:
            raise ValueError(f"line {number} follows no command")
        else:
            steps[-1] = replace(steps[-1], expected=(*steps[-1].expected, line))
    return steps


def fits(expected: tuple[str, ...] | list[str], printed: str) -> bool:
    """Whether the output is what the script says, wildcards included. Blanks at ends of lines do not count."""
    parts = []
    for line in trimmed("\n".join(expected)):
        if line == "…":
            parts.append(r"(?:[^\n]*\n)*?")
        else:
            parts.append("[^\n]*".join(re.escape(part) for part in WILDCARD.split(line)) + r"\n")
    return re.fullmatch("".join(parts), "".join(line + "\n" for line in trimmed(printed))) is not None


def trimmed(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


class Terminal:
    """A folder and an environment in which a script is typed."""

    def __init__(self, folder: Path, runtime: Path, **more: str) -> None:
        self.folder = folder
        self.environment = {
            "PATH": f"{BIN}:{os.environ.get('PATH', '')}", "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "XDG_RUNTIME_DIR": str(runtime), "PYTHONDONTWRITEBYTECODE": "1", **more,
        }  # fmt: skip

    def type(self, command: str) -> tuple[str, int]:
        """What the command prints (both streams), and its exit code."""
        if command.startswith("export "):
            self.environment.update(word.split("=", 1) for word in self._expand(command)[1:])
            return "", 0
        words = _plain_words(command)
        if words is None:
            return self._shell(command)
        target = words[words.index(">") + 1] if ">" in words else ""
        if target:
            command = command[: command.rindex(">")]
        printed, code = self._here(self._expand(command))
        if target:
            (self.folder / target).write_text(printed, "utf-8")
            return "", code
        return printed, code

    def _expand(self, command: str) -> list[str]:
        """The words of a command as `sh` reads them."""
        if not re.search(r"[$`*?~]", command):
            return shlex.split(command)
        settings = re.match(r"(\w+=\S*\s+)*", command)[0]  # type: ignore[index]
        line = f'for word in {command[len(settings) :]}; do printf "%s\\0" "$word"; done'
        said = self._run(line).stdout.decode()
        return [*shlex.split(settings), *said.split("\0")[:-1]]

    def _run(self, command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["/bin/sh", "-c", command], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=120,
        )  # fmt: skip

    def _shell(self, command: str) -> tuple[str, int]:
        done = self._run(command)
        return done.stdout.decode("utf-8", "replace"), done.returncode

    def _here(self, words: list[str]) -> tuple[str, int]:
        environment = dict(self.environment)
        while "=" in words[0]:
            name, _sign, value = words.pop(0).partition("=")
            environment[name] = value
        before, mask = Path.cwd(), os.umask(0o022)
        out = io.StringIO()
        try:
            os.chdir(self.folder)
            with (
                Path(os.devnull).open(encoding="utf-8") as nothing,
                mock.patch.dict(os.environ, environment, clear=True),
                mock.patch.object(sys, "argv", words),
                mock.patch.object(sys, "stdin", nothing),
                redirect_stdout(out),
                redirect_stderr(out),
            ):
                code = contextvars.copy_context().run(_call)
        finally:
            os.chdir(before)
            os.umask(mask)
        return out.getvalue(), code


def _call() -> int:
    from tizim.cli.main import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1 if end.code else 0
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _plain_words(command: str) -> list[str] | None:
    """The words of a call of tizim that needs no shell but for `> file` at its end; None for everything else."""
    lexer = shlex.shlex(re.sub(r"\$\([^()]*\)", "word", command), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        words = list(lexer)
    except ValueError:
        return None
    rest = [word for word in words if not re.match(r"\w+=", word)]
    signs = [place for place, word in enumerate(words) if word and set(word) <= set("();<>|&")]
    if not rest or rest[0] != "tizim" or (signs and (signs != [len(words) - 2] or words[-2] != ">")):
        return None
    return words


def play(terminal: Terminal, steps: list[Step], name: str) -> None:
    """Type every step; raises AssertionError that shows the first one which ends otherwise than it says."""
    for step in steps:
        printed, code = terminal.type(step.command)
        if code == step.exit_code and fits(step.expected, printed):
            continue
        ended = f"? {code}\n" if code else ""
        wanted = "\n".join(step.expected) + (f"\n? {step.exit_code}" if step.exit_code else "")
        raise AssertionError(f"{name}:{step.line}\n$ {step.command}\n{printed}{ended}--- expected\n{wanted}")
