"""From `tizim serve` to the first page, the time of each page, and the memory of the idle server.

    python bench/serving.py WORKSPACE PASSPHRASE_FILE MEMBER
    python bench/serving.py .demo/workspace .demo/passphrase.txt "Nadira Ormanbaq"

The peer in the same run is Python's own http.server, started in the same way.
"""

from __future__ import annotations

import http.cookiejar
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

PAGES = ("/", "/people", "/places", "/accounts", "/accounts/1", "/proposals", "/contradictions", "/people?q=Kairat")
RUNS = 5


def start(workspace: str, passphrase_file: str, member: str, port: int):
    """(seconds to the first page, process, opener)"""
    began = time.monotonic()
    command = [Path(sys.executable).with_name("tizim"), "-w", workspace, "--by", member]
    command += ["--passphrase-file", passphrase_file, "serve", "--no-open", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    address = re.search(r"http\S+", process.stdout.readline())
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    assert address
    opener.open(address[0]).read()
    return time.monotonic() - began, process, opener


def peer(port: int) -> float:
    """Seconds until Python's own file server has given a page."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=Path(__file__).parent,
    )  # fmt: skip
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/").read()
            break
        except OSError:
            time.sleep(0.01)
    seconds = time.monotonic() - began
    process.terminate()
    process.wait()
    return seconds


def main() -> None:
    first, plain = [], []
    for run in range(RUNS):
        seconds, process, opener = start(*sys.argv[1:4], port=8801 + run)
        first.append(seconds)
        if run == RUNS - 1:
            for page in PAGES:
                times = []
                for _again in range(5):
                    began = time.monotonic()
                    size = len(opener.open(f"http://127.0.0.1:{8801 + run}{page}").read())
                    times.append(time.monotonic() - began)
                print(f"{page:20} {statistics.median(times) * 1000:6.0f} ms  {size:7,} bytes")
            status = Path(f"/proc/{process.pid}/status").read_text()
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            memory = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
            print(f"idle memory {memory:.0f} MiB, {1 + len(children)} process")
        process.terminate()
        process.wait()
        plain.append(peer(8901 + run))
    median, base = statistics.median(first), statistics.median(plain)
    print(f"start to first page: {median:.2f} s (of {RUNS}; {min(first):.2f}–{max(first):.2f}); "
          f"Python's file server {base:.2f} s; ratio {median / base:.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
