"""Going through the sign-in step by step, under a clock that tests push on."""

import re
import time

SECRET = "the-secret-of-this-run"
OWN = "my own four quiet words"


class Clock:
    """A clock that tests push on; `time.time` for digits, `now` for waits and idle ends."""

    def __init__(self):
        self.pushed = 0.0
        self.began = time.time()

    def time(self) -> float:
        return self.began + self.pushed

    def now(self) -> float:
        return 1000.0 + self.pushed


def first_step(client, name, passphrase=OWN, **more):
    return client.post("/sign-in", {"name": name, "passphrase": passphrase, **more})


def both_steps(client, name, totp, clock):
    """Signed in; the answer to the second step."""
    assert first_step(client, name).status_code == 303
    clock.pushed += 60
    return client.post("/sign-in/second", {"digits": totp.at(clock.time())})


def letters(page: bytes) -> list[str]:
    """Codes that a page shows."""
    return re.findall(r"<code[^>]*>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</code>", page.decode())
