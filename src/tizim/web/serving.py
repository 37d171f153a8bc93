"""One process that serves the desk, or a release, on loopback; the desk in the office's network too when asked.

The printed address carries a secret of this run, which becomes a cookie at the first visit. Nothing is fetched from
anywhere. Nothing listens beyond this machine but by TLS at the one address that was named (`entrance.lan`).
"""

from __future__ import annotations

import os
import secrets
import signal
import threading
import webbrowser
from collections.abc import Callable, Iterable
from importlib.resources import files as files_of
from pathlib import Path
from types import FrameType
from typing import Any

import click
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from tizim.actions.holding import Holding
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.web import desk, faults
from tizim.web.entrance.watch import Watch
from tizim.web.headers import DESK, RELEASE, Wsgi, with_headers
from tizim.web.lettering import arabic_font
from tizim.web.listening import HOST, new_server

HTMX = "htmx-2.min.js"


def serve_desk(
    holding: Holding, named: str, *, port: int, open_browser: bool, minutes: float = desk.DEFAULT_MINUTES, lan: str = ""
) -> None:
    """Serve until interrupted. The workspace is locked for other programs while it is unlocked here.

    named: the member who sits at the desk while nobody has a sign-in. minutes: without a request, until it locks.
    lan: an address of this computer in the office's network, at which it answers too, by TLS.
    """
    desk.open_desk(named, secrets.token_urlsafe(24), holding=holding, minutes=minutes)
    app = desk_app()
    watch = Watch(app, lan, port + 1)
    try:
        _serve(app, port, f"/enter/{desk.secret()}", open_browser, host="localhost", begin=watch.start)
    finally:
        watch.stop()
        desk.lock()


def serve_release(folder: Path, *, port: int, open_browser: bool) -> None:
    """Serve the files of a release, as a public server would: no cookies, no cache, nothing else."""
    _serve(release_app(folder), port, f"/{current_language()}/index.html", open_browser)


def desk_app() -> Wsgi:
    """The desk with its own files, those it takes from packages, and its headers, for any WSGI server."""
    files = WhiteNoise(get_wsgi_application(), max_age=0, allow_all_origins=False)
    files.add_files(str(Path(__file__).parent / "static" / "desk"), prefix=settings.STATIC_URL + "desk/")
    htmx = files_of("django_htmx") / "static" / "django_htmx" / HTMX
    files.add_file_to_dictionary(f"{settings.STATIC_URL}htmx/{HTMX}", str(htmx))
    files.add_file_to_dictionary(f"{settings.STATIC_URL}fonts/arabic.woff2", str(arabic_font()))
    return with_headers(files, DESK)


def release_app(folder: Path) -> Wsgi:
    """The files of a release with their headers, for any WSGI server."""
    words = _("There is no such page.").encode()

    def nothing_here(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
        return [words]

    files = _FilesOf(nothing_here, index_file=True, max_age=0, allow_all_origins=False)
    files.add_files(str(folder.resolve()))
    return with_headers(files, RELEASE)


class _FilesOf(WhiteNoise):
    """Serves the files of a folder. A link, in a release from a stranger, is not followed: it may lead anywhere."""

    def update_files_dictionary(self, root: str, prefix: str) -> None:
        for folder, _folders, names in os.walk(root, followlinks=False):
            for path in (Path(folder, name) for name in names):
                if path.is_file() and not path.is_symlink():
                    self.add_file_to_dictionary(prefix + path.relative_to(root).as_posix(), str(path))


def _serve(
    app: Wsgi, port: int, path: str, open_browser: bool, host: str = HOST, begin: Callable[[], None] | None = None
) -> None:
    faults.listen()
    server = new_server(app, HOST, port)
    address = f"http://{host}:{port}{path}"
    _stop_when_asked()
    try:
        click.echo(_("Open {address} in the browser of this machine. Stop with Ctrl+C.", address=address))
        if begin:
            begin()
        if open_browser:
            webbrowser.open(address)
        server.serve()
    finally:
        server.stop()  # after the answers that are under way


def _stop_when_asked() -> None:
    """Ctrl+C and SIGTERM end the server in order, so that the workspace is closed and its lock given back."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
