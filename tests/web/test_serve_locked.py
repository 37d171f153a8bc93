"""`tizim serve` as a process that begins locked: it asks nothing in the terminal, unlocks by its page, locks again."""

import http.cookiejar
import re
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from running import PASSPHRASE, make_workspace, serving
from tizim.vault.lock import lock_workspace
from tizim.vault.workspace import open_workspace

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """What stands before the command: no passphrase file."""
    return make_workspace(tmp_path_factory.mktemp("locked"))[:4]


class Browser:
    """Keeps cookies, and sends forms with the token of the page before."""

    def __init__(self, served):
        self.served, self.page = served, ""
        self.open_ = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())).open

    def get(self, path):
        return self._read(self.open_(self.served.origin + path, timeout=30))

    def post(self, path, **given):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)[1]
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **given}).encode()
        asked = urllib.request.Request(self.served.origin + path, data, {"Origin": self.served.origin})
        return self._read(self.open_(asked, timeout=30))

    def _read(self, answer):
        self.page = answer.read().decode()
        return answer.url.removeprefix(self.served.origin)


def resident_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def test_it_begins_locked_without_a_terminal_and_is_unlocked_and_locked_in_the_browser(before):
    with serving(before=before) as served:
        browser = Browser(served)
        assert browser.get(served.address.removeprefix(served.origin)) == "/unlock"
        locked = resident_mib(served.process.pid)
        with lock_workspace(open_workspace(before[1]), shared=False):
            pass  # other commands can work while it is locked
        started = time.monotonic()
        assert browser.post("/unlock", passphrase=PASSPHRASE, next="/people") == "/people"
        seconds = time.monotonic() - started
        assert "تولقىن" in browser.page and "Lock now" in browser.page
        unlocked = resident_mib(served.process.pid)
        assert browser.post("/lock") == "/unlock" and "تولقىن" not in browser.page
        assert browser.get("/people") == "/unlock?next=%2Fpeople"
        assert seconds < 10, "1 s on a machine that does nothing else"
        assert max(locked, unlocked, resident_mib(served.process.pid)) < 200
        print(f"start {served.seconds:.1f} s, first page {seconds:.1f} s after, {locked:.0f}/{unlocked:.0f} MiB")
        assert served.stop() == (0, "")
