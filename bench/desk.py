"""The desk under the work of an office: 30 people who read and write at once, in a large archive.

    python bench/desk.py --folder F [--people 100000] [--users 30] [--seconds 60]

Makes an archive of invented people in F unless it lies there already (six statements and more about each, everybody in
an account of their own), starts `tizim serve` on it as a process, and lets users go from page to page: look somebody
up, read people and accounts, walk the queue and judge, note tasks, with a pause between two pages (--pause). Prints
milliseconds by kind of page (p50, p95), pages a second, weights of pages with what they load, and the server's memory:
idle and after. The peer in the same run is the smallest page that the same server gives (its style sheet).
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import http.cookies
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parent))

PASSPHRASE = "four plain words here"
MEMBER = "Ines"
READ = (("people", 3), ("find", 3), ("profile", 6), ("account", 6), ("home", 1), ("proposals", 1), ("pair", 2),
        ("due", 1), ("contradictions", 1), ("accounts", 1))  # fmt: skip
WRITTEN = (("judge", 1), ("task", 1))


def make(folder: Path, people: int) -> None:
    """An archive of invented people, with everything derived."""
    from entry import fill, rebuild_seconds
    from invented import archive

    from tizim import db

    db.start()
    from tizim.actions.workspaces import create_workspace, open_session
    from tizim.db import queries
    from tizim.vault.workspace import unlock

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "passphrase.txt").write_text(PASSPHRASE + "\n")
    (folder / "passphrase.txt").chmod(0o600)
    made, _shares = create_workspace(path=folder / "workspace", passphrase=PASSPHRASE, first_member=MEMBER)
    told = archive(int(people / 2.2) + 1000, 1)[:people]
    with open_session(path=folder / "workspace", key=unlock(made, PASSPHRASE), writing=True) as session:
        by = queries.find_member(MEMBER)
        began = time.monotonic()
        fill(session, by, told)
        print(f"{len(told)} accounts written in {time.monotonic() - began:.0f} s", flush=True)
        print(f"everything derived: {rebuild_seconds(by)}", flush=True)


class Browser:
    """One user's browser: its cookies, and one connection that stays open."""

    def __init__(self, host: str, cookie: str) -> None:
        self.host, self.cookies = host, http.cookies.SimpleCookie(cookie)
        self.connection = http.client.HTTPConnection(host, timeout=120)

    def ask(self, path: str, given: dict[str, str] | None = None) -> tuple[int, str, str]:
        """(status, page, where it leads). A form is sent with its token."""
        headers = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())}
        body = None
        if given is not None:
            body = urlencode({**given, "csrfmiddlewaretoken": self.token})
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.host}"}
        try:
            self.connection.request("POST" if body else "GET", path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # the server closes what was idle for long
            self.connection = http.client.HTTPConnection(self.host, timeout=120)
            self.connection.request("POST" if body else "GET", path, body, headers)
            answer = self.connection.getresponse()
        page = answer.read().decode()
        for value in answer.msg.get_all("Set-Cookie") or ():
            self.cookies.load(value)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        self.token = found[1] if found else getattr(self, "token", "")
        return answer.status, page, answer.getheader("Location") or ""


class User(threading.Thread):
    """Goes from page to page until `until`. `spent`: kind of page → milliseconds; `wrong`: what failed."""

    def __init__(
        self, host: str, cookie: str, seed: int, until: float, ids: list[str], accounts: int, pause: float
    ) -> None:
        super().__init__(daemon=True)
        self.browser, self.random, self.until = Browser(host, cookie), random.Random(seed), until
        self.ids, self.most, self.pause = ids, accounts, pause
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.wrong: list[str] = []

    def run(self) -> None:
        kinds = [kind for kind, times in (*READ, *WRITTEN) for _time in range(times)]
        self.timed("home", "/")
        while time.monotonic() < self.until:
            time.sleep(self.random.expovariate(1 / self.pause))
            getattr(self, kind)() if hasattr(self, kind := self.random.choice(kinds)) else self.timed(kind, f"/{kind}")

    def timed(self, kind: str, path: str, given: dict[str, str] | None = None) -> str:
        began = time.perf_counter()
        try:
            status, page, leads = self.browser.ask(path, given)
        except OSError as error:
            self.wrong.append(f"{kind}: {error}")
            self.browser = Browser(self.browser.host, self.browser.cookies.output(header="", sep=";"))
            return ""
        self.spent[kind].append((time.perf_counter() - began) * 1000)
        if status >= 400:
            self.wrong.append(f"{kind}: {status}")
        return page + leads

    def home(self) -> None:
        self.timed("home", "/")

    def profile(self) -> None:
        self.timed("profile", f"/people/{self.random.choice(self.ids)}")

    def account(self) -> None:
        self.timed("account", f"/accounts/{self.random.randint(1, self.most)}")

    def find(self) -> None:
        self.timed("find", "/people?q=" + quote(self.random.choice(NAMES)))

    def pair(self) -> None:
        found = re.search(r"/proposals/\w{26}/\w{26}", self.timed("proposals", "/proposals"))
        if found:
            self.timed("pair", found[0])

    def judge(self) -> None:
        found = re.findall(r"/proposals/\w{26}/\w{26}", self.timed("proposals", "/proposals"))
        if found:
            self.timed("judge", self.random.choice(found), {"verdict": "undecided", "reason": "measured"})

    def task(self) -> None:
        self.timed("due", "/due")
        self.timed("task", "/due", {"kind": "call", "due_on": "2030-01-01", "words": "measured", "account": ""})


NAMES = ("Қайрат", "Гүлнар", "Abdulla", "Aygul", "古丽娜", "买买提", "ئابدۇللا", "Мухаммед", "Serik", "Nurlan")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between two pages of a user, on average")
    parser.add_argument("--port", type=int, default=8790)
    given = parser.parse_args()
    if not (given.folder / "workspace").exists():
        apart = [sys.executable, "-c", _MAKE, str(given.folder.absolute()), str(given.people)]
        subprocess.run(apart, check=True, cwd=Path(__file__).parent)
    measure(given)


_MAKE = "import sys, pathlib, desk; desk.make(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"


def measure(given: argparse.Namespace) -> None:
    command = [Path(sys.executable).with_name("tizim"), "-w", given.folder / "workspace", "--by", MEMBER]
    command += ["--passphrase-file", given.folder / "passphrase.txt", "serve", "--no-open", "--port", str(given.port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        address = re.search(r"http://([^/]+)(/\S+)", process.stdout.readline())
        assert address
        began = time.monotonic()
        entered = Browser(address[1], "")
        entered.ask(address[2])
        entered.ask("/")
        print(f"first page {time.monotonic() - began:.2f} s after unlocking; idle {resident_mib(process.pid):.0f} MiB")
        cookie = "; ".join(f"{name}={one.value}" for name, one in entered.cookies.items())
        weigh(entered)
        _status, page, _to = entered.ask("/people?page=2")
        ids = re.findall(r"/people/(\w{26})", page)
        _status, page, _to = entered.ask("/accounts?page=9999")
        accounts = max(map(int, re.findall(r"/accounts/(\d+)", page)))
        until = time.monotonic() + given.seconds
        users = [User(address[1], cookie, seed, until, ids, accounts, given.pause) for seed in range(given.users)]
        for user in users:
            user.start()
        for user in users:
            user.join()
        report(users, given.seconds, entered)
        print(f"after it {resident_mib(process.pid):.0f} MiB")
    finally:
        process.terminate()
        process.wait()


def weigh(browser: Browser) -> None:
    """Cold weight of some pages with everything they load, as sent; and what gzip would make of it."""
    for path in ("/", "/people", "/proposals", "/accounts/1"):
        _status, page, _to = browser.ask(path)
        parts = [page]
        for loaded in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)):
            parts.append(browser.ask(loaded)[1])
        plain = sum(len(one.encode()) for one in parts)
        packed = sum(len(gzip.compress(one.encode())) for one in parts)
        print(f"  {path:14} {plain / 1024:6.0f} KiB cold, {packed / 1024:.0f} KiB if it were packed; no fonts")


def report(users: list[User], seconds: float, browser: Browser) -> None:
    spent: dict[str, list[float]] = defaultdict(list)
    for user in users:
        for kind, times in user.spent.items():
            spent[kind] += times
    every = sorted(one for times in spent.values() for one in times)
    small = sorted(_small(browser) for _time in range(50))
    peer = statistics.median(small)
    rate = len(every) / seconds
    who = f"{len(users)} users, {users[0].pause:.0f} s between pages, {seconds:.0f} s"
    print(f"{who}: {rate:.1f} pages a second; peer (style sheet, alone) {peer:.1f} ms")
    for kind, times in (*sorted(spent.items()), ("all", every)):
        p50, p95 = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
        print(f"  {kind:15} {len(times):5}   p50 {p50:6.0f} ms   p95 {p95:6.0f} ms   {p50 / peer:5.1f} × the peer")
    wrong = [one for user in users for one in user.wrong]
    print(f"  failed: {len(wrong)} {sorted(set(wrong))[:5]}")


def _small(browser: Browser) -> float:
    began = time.perf_counter()
    browser.ask("/static/desk/desk.css")
    return (time.perf_counter() - began) * 1000


def resident_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
