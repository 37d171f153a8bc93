"""Servers of this process: `cheroot`, threaded, pure Python, one for each address.

Neither a request nor an answer is put on the disk on its way (docs/decisions/0056). What a server has to say of a
fault is its kind and where, as elsewhere (`faults`).
"""

from __future__ import annotations

import ssl
import sys
from typing import TYPE_CHECKING, Any

import click

from tizim.core.errors import Busy
from tizim.core.i18n import gettext as _
from tizim.web.faults import fault_line
from tizim.web.headers import Wsgi

if TYPE_CHECKING:
    from cheroot.wsgi import Server

HOST = "127.0.0.1"
THREADS = 6
WAITING = 64  # connections that the system keeps until they are taken up
STOP_SECONDS = 5
HUNG_UP = (ConnectionError, TimeoutError, ssl.SSLError)


def new_server(app: Wsgi, host: str, port: int, tls: ssl.SSLContext | None = None) -> Server:
    """A server that listens and does not answer yet: `serve()`, and `stop()` from anywhere. Raises Busy."""
    from cheroot.ssl.builtin import BuiltinSSLAdapter
    from cheroot.wsgi import Server

    class Quiet(Server):
        """Says of a fault what it is and where, never a value."""

        def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:
            error = sys.exc_info()[1]
            if traceback and error is not None and not isinstance(error, HUNG_UP):
                fault = fault_line(error)
                click.echo(_("A fault of ours: {fault}. Nothing was changed.", fault=fault), err=True)

    class Tls(BuiltinSSLAdapter):  # type: ignore[misc]
        """With a context that is there already: its key was never in a file in clear."""

        def __init__(self, context: ssl.SSLContext) -> None:
            super(BuiltinSSLAdapter, self).__init__("", "")
            self._server_env: dict[str, Any] = {}
            self.context = context

    server = Quiet((host, port), app, numthreads=THREADS, request_queue_size=WAITING, shutdown_timeout=STOP_SECONDS)
    server.server_name = ""  # a header that says nothing
    if tls is not None:
        server.ssl_adapter = Tls(tls)
    try:
        server.prepare()
    except OSError as error:
        raise Busy(_("Port {port} is taken.", port=port), _("Choose another: --port {port}.", port=port + 1)) from error
    return server
