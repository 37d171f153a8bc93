"""The files of an account: downloaded as they were taken in, and shown where that is safe.

What a browser may show is decided by the first bytes, never by what the file says it is: pictures, sound and film of
the kinds below, and nothing that could hold a script or a page (no SVG, no HTML, no PDF). All else is a download under
a neutral name. A file is decrypted into memory only: what is opened here never touches the disk. Sound and film are
answered piece by piece, so that one can go to a time in them.
"""

from __future__ import annotations

import io
import re
from typing import Any

from django.http import HttpRequest, HttpResponse

from tizim.actions.exhibits import get_exhibit
from tizim.core.dates import show_date
from tizim.core.errors import NotFound
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.values import Exhibit
from tizim.db.versions import custody
from tizim.web import desk
from tizim.web.accounts import pages
from tizim.web.isolated import bdi, plain
from tizim.web.shown import bdi_or
from tizim.web.shown_account import ShownAccount

MOST_BYTES = 200 * 1024 * 1024  # of one file that a page gives out: it is in memory meanwhile
BEGINS = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"), (b"OggS", "audio/ogg"), (b"ID3", "audio/mpeg"), (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"), (b"fLaC", "audio/flac"), (b"\x1a\x45\xdf\xa3", "video/webm"),
)  # fmt: skip
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "audio/ogg": "ogg",
    "audio/mpeg": "mp3", "audio/flac": "flac", "audio/wav": "wav", "audio/mp4": "m4a", "video/webm": "webm",
    "video/mp4": "mp4",
}  # fmt: skip
_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)")
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def kind_of(head: bytes) -> str:
    """The media type that the first bytes show, if it is one that may be shown; else nothing.

    >>> kind_of(b"RIFF0000WEBPVP8 "), kind_of(b"<svg onload=alert(1)>"), kind_of(b"0000ftypM4A ")
    ('image/webp', '', 'audio/mp4')
    """
    if head[4:8] == b"ftyp":
        return "audio/mp4" if head[8:11] == b"M4A" else "video/mp4"
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], "")
    return next((kind for begin, kind in BEGINS if head.startswith(begin)), "")


def seconds_of(locator: str) -> int | None:
    """A time in a recording as seconds.

    >>> seconds_of("00:12:31"), seconds_of("12:31"), seconds_of("page 3")
    (751, 751, None)
    """
    found = _TIME.fullmatch(locator.strip())
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def download(request: HttpRequest, number: int, exhibit: str) -> HttpResponse:
    """The original bytes, to be saved: no browser shows them."""
    at, row, content = _opened(number, exhibit)
    ending = ENDINGS.get(kind_of(content[:16]), "bin")
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="A-{number}-{at}.{ending}"'
    return answer


def show(request: HttpRequest, number: int, exhibit: str) -> HttpResponse:
    """A picture, sound or film for the page; of sound and film the piece that is asked for."""
    at, row, content = _opened(number, exhibit)
    kind = kind_of(content[:16])
    if not kind:
        raise desk.NotSeen(_("This file cannot be shown here."), _("Download it, and open it with care."))
    begin, end = _piece(request.headers.get("Range", ""), len(content))
    whole = (begin, end) == (0, len(content))
    answer = HttpResponse(content[begin:end], content_type=kind, status=200 if whole else 206)
    answer["Accept-Ranges"] = "bytes"
    if not whole:
        answer["Content-Range"] = f"bytes {begin}-{end - 1}/{len(content)}"
    answer["Content-Disposition"] = f'inline; filename="A-{number}-{at}.{ENDINGS[kind]}"'
    return answer


def _piece(asked: str, size: int) -> tuple[int, int]:
    """Begin and end of what a browser asks for; all of it for anything else.

    >>> _piece("bytes=2-4", 10), _piece("bytes=-3", 10), _piece("bytes=9-", 10), _piece("bytes=50-", 10)
    ((2, 5), (7, 10), (9, 10), (0, 10))
    """
    found = _RANGE.fullmatch(asked)
    if not found or not (found[1] or found[2]):
        return 0, size
    if not found[1]:
        return max(0, size - int(found[2])), size
    begin, end = int(found[1]), min(int(found[2] or size) + 1, size)
    return (begin, end) if begin < end else (0, size)


def _opened(number: int, exhibit: str) -> tuple[int, Exhibit, bytes]:
    """Which of the account's exhibits it is (from 1), and its bytes. Raises NotSeen."""
    rows = pages.shown_of(desk.reader(), pages.found(desk.reader(), number)).facts.exhibits
    found = next(((at, row) for at, row in enumerate(rows, 1) if row.id == exhibit), None)
    if found is None:
        raise desk.NotSeen(_("There is no such exhibit here."))
    if found[1].size_bytes > MOST_BYTES:
        raise desk.NotSeen(_("This file is too large for a page."), f"tizim get {exhibit} …")
    target = io.BytesIO()
    try:
        get_exhibit(by=desk.reader(), session=desk.session(), exhibit_id=exhibit, target=target)
    except NotFound as error:
        raise desk.NotSeen(error.what, error.try_) from error
    return *found, target.getvalue()


def listed(shown: ShownAccount) -> list[dict[str, Any]]:
    """Every exhibit with its line of custody, and how it may be shown (image, audio, video, or not at all)."""
    rows, language = shown.facts.exhibits, current_language()
    kept = custody([row.id for row in rows])
    found = []
    for at, row in enumerate(rows, 1):
        own = kept[row.id]
        kind = row.media_type.partition("/")[0] if row.media_type in ENDINGS else ""
        found.append({
            "id": row.id, "at": at, "name": bdi(row.name), "plain": plain(row.caption or row.name),
            "size": row.size_bytes, "caption": bdi_or(row.caption), "shown": "" if row.erased else kind,
            "from": bdi_or(own.received_from), "on": bdi(show_date(own.received_on, language)) if own.received_on
            else "", "sha256": row.sha256,
            "hash": f"SHA-256 {row.sha256}", "by": bdi(own.recorded_by), "leaf": row.leaf, "erased": row.erased,
            "day": show_date(own.recorded_at.date().isoformat(), language),
        })  # fmt: skip
    return found
