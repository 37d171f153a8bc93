"""`tizim serve` as a process of its own, as an office starts it, and a workspace for it with the cast in it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSPHRASE = "four plain words here"
TIZIM = Path(sys.executable).with_name("tizim")


@dataclass
class Served:
    """A running server: the address it printed, its origin, and how long it took to print it."""

    process: subprocess.Popen
    address: str
    seconds: float

    @property
    def origin(self) -> str:
        return self.address[: self.address.index("/", len("http://"))]

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """(exit code, what it said as errors)."""
        self.process.send_signal(number)
        _out, err = self.process.communicate(timeout=20)
        return self.process.returncode, err


@contextmanager
def serving(*arguments: object, before: tuple[object, ...] = (), port: int = 0) -> Iterator[Served]:
    """`tizim BEFORE serve ARGUMENTS` on a port, a free one unless told, stopped at the end whatever happens."""
    port = port or free_port()
    command = [TIZIM, *map(str, before), "serve", "--no-open", "--port", str(port), *map(str, arguments)]
    started = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "TIZIM_DATABASE_URL": ""}
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, (line, process.stderr.read() if process.stderr and process.poll() is not None else "")
        yield Served(process, found[0], time.monotonic() - started)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=20)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def make_workspace_apart(home: Path) -> tuple[object, ...]:
    """The same in a process of its own, for tests in which an event loop runs that a database may not meet."""
    subprocess.run([sys.executable, __file__, str(home)], check=True, env={**os.environ, "TIZIM_DATABASE_URL": ""})
    return before_the_command(home)


def before_the_command(home: Path) -> tuple[object, ...]:
    return "-w", home / "workspace", "--by", "Marat", "--passphrase-file", home / "passphrase.txt"


def make_workspace(home: Path) -> tuple[object, ...]:
    """A workspace that the command line opens, with the cast in it. Returns what stands before the command."""
    from tizim.actions.custodians import add_custodian
    from tizim.actions.workspaces import create_workspace, open_session
    from tizim.db import queries
    from tizim.vault import workspace as folders
    from world import add_cast

    folder, _shares = create_workspace(path=home / "workspace", passphrase=PASSPHRASE, first_member="Ines")
    (home / "passphrase.txt").write_text(PASSPHRASE + "\n")
    (home / "passphrase.txt").chmod(0o600)
    with open_session(path=home / "workspace", key=folders.unlock(folder, PASSPHRASE), writing=True) as session:
        add_custodian(
            by=queries.find_member("Ines"), session=session, name="Custodian", passphrase=PASSPHRASE,
            key_file=home / "custodian.key", root_key=home / "root.key", root_passphrase=PASSPHRASE,
        )  # fmt: skip
        add_cast(session)
        _fill(session, home)
    return before_the_command(home)


def _fill(session, home: Path) -> None:
    """What the pages show: two people, a contradiction, a proposal, words in five scripts; and a first release."""
    import datetime

    from tizim import pipeline, publication
    from world import account, said, take_in, who

    long = "Дүйсенгалиұлы-Абдуқадирова Айгүлжамал Нұрмұхаммедқызы"
    twice = said("birth", "1980"), said("birth", "1983"), said("status", "released_free", when="2018-05")
    ours = [
        account("تولقىن دەمېسىن", said("event", "detained", when="2017-10", place="Tekes", as_said="ئۇنى ئېلىپ كەتتى"),
                text="تولقىن دەمېسىننى ئېلىپ كەتتى.\n\nئۇ نەدە؟", translation="They took Tolqyn away.", language="ug"),
        account("托勒肯·德梅辛", said("birth", "1980"), said("status", "camp", when="2018-05"), language="zh"),
        account(long, said("birth", "1981"), said("note", f"{long} " * 8), title=long * 2),
        account("Tolqyn Demesin", *twice),
        account("Tolqyn Demesin", said("birth", "1980"), url="https://paper.example/" + "a-long-address/" * 12),
    ]  # fmt: skip
    take_in(session, *ours)
    pipeline.refresh(who("Ines"))
    about = {"title": "A fictional register", "office": "An office (fictional)", "corrections": "at the office"}
    publication.publish(
        session, by=who("Petra"), second=who("Quentin"), target=home / "register",
        released_on=datetime.date(2020, 3, 1), about=about,
    )  # fmt: skip


if __name__ == "__main__":
    from tizim import db

    db.start()
    make_workspace(Path(sys.argv[1]))
