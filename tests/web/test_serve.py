"""`tizim serve` as a process: it starts, says where, answers alone and in little memory, and stops when asked."""

import http.client
import signal
import subprocess
import time
from pathlib import Path

import pytest

from running import TIZIM, free_port, make_workspace, serving
from tizim.vault.lock import lock_workspace
from tizim.vault.workspace import open_workspace

MIB = 1024 * 1024
OUTSIDE = (
    "/../passphrase.txt", "/%2e%2e/passphrase.txt", "/en/%2e%2e/%2e%2e/passphrase.txt", "/..%2fpassphrase.txt",
    "//etc/passwd", "/../../../../etc/passwd", "/%00", "/en/../../root.key",
)  # fmt: skip


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("served"))


def get(served, path, *, cookie="", host=""):
    """(status, headers, body), asked exactly so: nothing tidies the path."""
    connection = http.client.HTTPConnection(served.origin.removeprefix("http://"), timeout=20)
    headers = {"Cookie": cookie} if cookie else {}
    connection.request("GET", path, headers={**headers, **({"Host": host} if host else {})})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def resident_bytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def listening(served) -> set[str]:
    """The local addresses, in hex, at which anything listens on the server's port."""
    port = int(served.origin.rpartition(":")[2])
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    found = [row[1].split(":") for row in rows if row[3] == "0A"]
    return {address for address, of in found if int(of, 16) == port}


def test_the_desk_starts_answers_alone_and_stops(before):
    started = time.monotonic()
    with serving(before=before) as served:
        status, headers, _body = get(served, served.address.removeprefix(served.origin))
        assert status == 302
        cookie = headers["Set-Cookie"].split(";")[0]
        status, headers, page = get(served, "/people", cookie=cookie)
        seconds = time.monotonic() - started
        assert (
            status == 200
            and "تولقىن" in page.decode()
            and "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        )
        assert (
            get(served, "/people")[0] == 403
            and get(served, "/people", cookie=cookie, host="elsewhere.example")[0] == 400
        )
        assert get(served, "/static/desk/desk.css")[0] == 200
        tasks = Path(f"/proc/{served.process.pid}/task").glob("*/children")
        assert "".join(path.read_text() for path in tasks) == "", "one process, no other service"
        assert listening(served) == {"0100007F"}, "127.0.0.1 and nothing else"
        assert resident_bytes(served.process.pid) < 200 * MIB
        assert seconds < 10, "2 s on a machine that does nothing else"
        print(f"first page after {seconds:.1f} s, {resident_bytes(served.process.pid) / MIB:.0f} MiB")
        assert served.stop() == (0, "")
    with lock_workspace(open_workspace(before[1]), shared=False):
        pass  # the lock was given back


def test_a_release_is_served_with_its_headers_and_nothing_beside_it(before):
    register = Path(before[1]).parent / "register"
    with serving("--release", register) as served:
        assert served.address.endswith("/en/index.html")
        status, headers, _body = get(served, "/en/index.html")
        assert status == 302 and headers["Location"] == "./"
        for path in ("/", "/en/", "/ug/people.html", "/static/site.css", "/data/accounts.csv"):
            status, headers, body = get(served, path)
            assert status == 200 and body and headers["X-Content-Type-Options"] == "nosniff", path
            assert "default-src 'none'" in headers["Content-Security-Policy"] and "Set-Cookie" not in headers
        for path in OUTSIDE:
            status, headers, body = get(served, path)
            assert status in (400, 404) and b"four plain words" not in body and b"root:" not in body, path
        again = serve_release(register, int(served.origin.rpartition(":")[2]))
        assert (again.returncode, again.stderr[:6]) == (5, "tizim:") and "is taken. Choose another" in again.stderr
        assert served.stop(signal.SIGINT) == (0, ""), "Ctrl+C stops it as well"


def serve_release(folder, port: int) -> subprocess.CompletedProcess:
    command = [TIZIM, "serve", "--no-open", "--port", str(port), "--release", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_release_that_is_not_there_is_said_in_a_sentence(tmp_path):
    done = serve_release(tmp_path / "none", free_port())
    assert done.returncode == 2 and "Traceback" not in done.stderr
