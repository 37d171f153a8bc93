"""A thread beside the server: it locks the workspace when nobody asks for anything, and answers in the network.

The network is answered from the first unlocking on: the certificate's key lies in the workspace. It stays answered
while the workspace is locked again, with nothing but the page that says so.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import click
from django.conf import settings
from django.db import connections

from tizim.actions import certificates
from tizim.core.errors import TizimError
from tizim.core.i18n import gettext as _
from tizim.web import desk
from tizim.web.entrance import network
from tizim.web.headers import Wsgi
from tizim.web.listening import new_server

if TYPE_CHECKING:
    from cheroot.wsgi import Server

LOOK_SECONDS = 1.0


class Watch:
    """`lan`: the address to answer at, or nothing."""

    def __init__(self, app: Wsgi, lan: str, port: int) -> None:
        self.app, self.lan, self.port = app, lan, port
        self.server: Server | None = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._watch, name="watch", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.ended.set()
        if self.thread.is_alive():
            self.thread.join(timeout=5)
        if self.server is not None:
            self.server.stop()
        network.say_listening(None)

    def _watch(self) -> None:
        while not self.ended.is_set():
            if not desk.lock_when_idle() and self.lan and self.server is None:
                self._answer_there()
            self.ended.wait(LOOK_SECONDS)

    def _answer_there(self) -> None:
        """In the office's network from now on; when it cannot be, the terminal says why, once."""
        try:
            context, fingerprint = certificates.for_address(session=desk.session(), address=self.lan)
            self.server = new_server(self.app, self.lan, self.port, context)
        except TizimError as error:
            click.echo(f"tizim: {error}", err=True)
            self.lan = ""
            return
        finally:
            connections.close_all()
        name = f"[{self.lan}]" if ":" in self.lan else self.lan
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, name]
        network.say_listening(network.Listening(f"https://{name}:{self.port}", fingerprint))
        threading.Thread(target=self.server.serve, name="network", daemon=True).start()
        click.echo(_("In the office's network: https://{name}:{port}", name=name, port=self.port))
        click.echo(_("Fingerprint of its certificate (SHA-256): {print}", print=fingerprint))
