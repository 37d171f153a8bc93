"""Every cell of `matrix.txt`, asked for as a browser does: page × method × how far the browser has come × role.

Nothing that a cell does stays: each is asked inside a transaction that is undone, by a visit of its own.
"""

from pathlib import Path

from addresses import BESIDE, addresses
from django.db import transaction
from django.test import Client

from tizim.actions.members import set_member
from tizim.core.errors import WrongPassphrase
from tizim.web import desk
from tizim.web.urls import ROUTES
from world import who

FILE = Path(__file__).with_name("matrix.txt")
SECRET = "the-secret-of-this-run"
ROLES = ("collector", "researcher", "reviewer", "publisher", "custodian", "auditor", "administrator")
MEMBERS = (*ROLES, "outsider", "left")
BEFORE = ("stranger", "locked", "door", "half", "idle")
COLUMNS = (*BEFORE, *MEMBERS)
HEADER = """\
# Who gets what answer at the desk: page, method, and the answer's status. Written by a tool, held by test_matrix.py.
#
# A new page: add an address to addresses.py if its path has arguments; then run   python tools/matrix.py
# Read every line that it changed here, as whoever should not see the page would, and commit both files.
#
# How far the browser has come, before anybody sits there (the same for every member; the tool asks for each):
#   stranger  it has not shown the secret of this run          locked  it has; the workspace is locked
#   door      unlocked, nobody signed in                       half    the passphrase was right, no second factor yet
#   idle      signed in, and then nothing for twenty minutes
# Signed in, by role: each has that role alone, in the compartment of what is in the archive. The outsider collects,
# researches and reviews in another compartment. Whoever left has no role any more.
# "seated": nobody has a sign-in yet, and the terminal's address seats the member it named (only where this differs).
"""


class Locked:
    """A workspace that stays locked."""

    session = None

    def unlock(self, _passphrase):
        raise WrongPassphrase("")


def all_cells(archive, with_sign_in) -> dict[tuple[str, str], dict[str, int]]:
    """(page, "GET", "POST" or either with "seated") → column → status."""
    for role in (*ROLES, "left"):
        set_member(by=who("Ines"), name=role, roles=(role,) if role in ROLES else ("reviewer",))
    set_member(by=who("Ines"), name="left", roles=())
    set_member(by=who("Ines"), name="outsider", roles=ROLES[:3], compartments=("elsewhere",))
    where = addresses(archive, "collector")
    asked = [(name, method) for name in where for method in _methods(name)]
    seated = {cell: {member: _seated(archive, where, cell, member) for member in MEMBERS} for cell in asked}
    with_sign_in("Ines")
    found = {cell: {column: _same(archive, where, cell, column) for column in BEFORE} for cell in asked}
    for cell in asked:
        found[cell] |= {member: _ask(archive, where, cell, member, "in") for member in MEMBERS}
    differ = {(name, f"{method} seated"): seated[name, method] for name, method in asked
              if any(seated[name, method][member] != found[name, method][member] for member in MEMBERS)}  # fmt: skip
    return found | differ


def _methods(name: str) -> list[str]:
    route = next((route for route in ROUTES if route.name == name), None)
    return ["GET"] if name in BESIDE or route is None else [
        method for method in ("GET", "POST") if route.asks(method)
    ]  # fmt: skip


def _same(archive, where, cell, column) -> int:
    """What everybody gets at a stage at which nobody is known."""
    members = MEMBERS if column in ("half", "idle") else MEMBERS[:1]
    found = {_ask(archive, where, cell, member, column) for member in members}
    assert len(found) == 1, (cell, column, found)
    return found.pop()


def _seated(archive, where, cell, member) -> int:
    desk.open_desk(member, SECRET, archive)
    return _status(_browser(), where, cell)


def _ask(archive, where, cell, member, stage) -> int:
    desk.open_desk("Ines", SECRET, archive, holding=Locked() if stage == "locked" else None)
    client = _browser() if stage != "stranger" else Client(SERVER_NAME="localhost")
    if stage in ("half", "idle", "in"):
        visit = desk.begin_visit(member, half=stage == "half")
        visit.confirmed_at = None if stage == "half" else desk.now()
        visit.last -= 20 * 60 + 1 if stage == "idle" else 0
        client.cookies[desk.VISIT_COOKIE] = visit.id
    return _status(client, where, cell)


def _browser() -> Client:
    client = Client(SERVER_NAME="localhost")
    client.cookies[desk.COOKIE] = SECRET
    return client


def _status(client, where, cell) -> int:
    name, method = cell
    with transaction.atomic():
        status = (client.post if method == "POST" else client.get)(where[name]).status_code
        transaction.set_rollback(True)
    return status


def written(cells) -> str:
    """The file's text."""
    lines = [f"{'page':<24}{'method':<13}" + " ".join(f"{name:<{_wide(name)}}" for name in COLUMNS).rstrip()]
    for (name, method), row in sorted(cells.items()):
        shown = (str(row.get(column, "")) or "." for column in COLUMNS)
        line = " ".join(f"{status:<{_wide(column)}}" for column, status in zip(COLUMNS, shown, strict=True))
        lines.append(f"{name:<24}{method.replace(' ', '-'):<13}{line.rstrip()}")
    return HEADER + "\n" + "\n".join(lines) + "\n"


def _wide(column: str) -> int:
    return max(4, len(column))


def read() -> dict[tuple[str, str], dict[str, int]]:
    """What the file says."""
    lines = [line.split() for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {
        (line[0], line[1].replace("-", " ")): {
            column: int(status) for column, status in zip(lines[0][2:], line[2:], strict=True) if status != "."
        }
        for line in lines[1:]
    }
