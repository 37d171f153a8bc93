"""The last stretch of the main job: select, hand the copy to another process, sign what comes back.

The parent holds the keys and renders nothing; the child (`composing`) renders and holds no key. Between them goes
what `publish.select` let out, and nothing else.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from tizim.actions import releases
from tizim.actions.exhibits import get_exhibit
from tizim.actions.session import Session
from tizim.core.errors import Damaged
from tizim.core.i18n import gettext as _
from tizim.core.values import Facts
from tizim.db import queries
from tizim.policies import Actor, check
from tizim.publish.projection import Projection
from tizim.publish.select import photo_slug, select_and_hold

CHANGES = "data/changes.json"


@dataclass(frozen=True)
class Published:
    """What was published, and the key with which anyone can check it. `held`: pages kept by a dispute."""

    number: int
    people: int
    accounts: int
    files: int
    size_bytes: int
    vkey: str
    sha256: str
    held: int = 0


def select(reader: Actor, released_on: datetime.date) -> tuple[Projection, Facts]:
    """What may be public on that day, and the facts it was selected from."""
    chosen, _held, facts = _select_and_hold(reader, released_on)
    return chosen, facts


def _select_and_hold(reader: Actor, released_on: datetime.date) -> tuple[Projection, int, Facts]:
    facts = _without_tellers(queries.facts(reader))
    chosen, held = select_and_hold(
        facts, clusters_of=queries.clusters(public=True), today_on=released_on.isoformat(),
        releases=[row.id for row in queries.releases()],
    )  # fmt: skip
    return chosen, held, facts


def _without_tellers(facts: Facts) -> Facts:
    """Who told the one who tells is part of who the source is: selecting is not even given it."""
    return replace(facts, statements=tuple(replace(row, told_by="") for row in facts.statements))


def publish(
    session: Session,
    *,
    by: Actor,
    second: Actor | None,
    target: Path,
    released_on: datetime.date,
    about: dict[str, str],
) -> Published:
    """Select, render apart, sign and write the next release. Raises Forbidden before anything is read."""
    check(by, "publish", second=second)
    projection, held, facts = _select_and_hold(by, released_on)
    photos = _photos(session, by, projection, facts)
    kept: dict[str, str] = {}

    def render(number: int, vkey: str) -> Iterator[tuple[str, bytes]]:
        _number, last = queries.next_release()
        release: dict[str, Any] = {"number": number, "date_on": projection.date_on, "vkey": vkey, **about}
        release["previous"] = last.summary.get("changes", "") if last else ""
        for path, data in render_apart(release, projection, photos):
            if path == CHANGES:
                kept["changes"] = data.decode()
            yield path, data

    info = releases.publish(
        by=by, second=second, session=session, target=target, released_on=released_on, render=render, summary=kept,
        projection_sha256=hashlib.sha256(projection.to_bytes()).hexdigest(),
    )  # fmt: skip
    people = sum(subject.kind == "person" for subject in projection.subjects)
    vkey = releases.signer_of(session).vkey
    return Published(
        info.head.number,
        people,
        len(projection.accounts),
        info.file_count,
        info.size_bytes,
        vkey,
        info.sha256,
        held,
    )


def _photos(session: Session, by: Actor, projection: Projection, facts: Facts) -> dict[str, bytes]:
    wanted = {photo.id for photo in projection.photos}
    found = {}
    for exhibit in facts.exhibits:
        slug = photo_slug(exhibit.id)
        if slug in wanted:
            target = io.BytesIO()
            get_exhibit(by=by, session=session, exhibit_id=exhibit.id, target=target)
            found[slug] = target.getvalue()
    return found


def render_apart(
    release: dict[str, Any], projection: Projection, photos: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """The files of a release, rendered by a process that is given nothing but these values."""
    child = subprocess.Popen(
        [sys.executable, "-I", "-m", "tizim.composing"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd="/", env={"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}, close_fds=True,
    )  # fmt: skip
    errors: list[bytes] = []
    assert child.stdin and child.stdout and child.stderr  # noqa: S101 - for the type checker: all three are pipes
    stderr = child.stderr
    listener = threading.Thread(target=lambda: errors.append(stderr.read()), daemon=True)
    listener.start()
    try:
        from tizim.composing import read_answer, write_request

        writer = threading.Thread(target=_send, args=(child.stdin, write_request, release, projection, photos))
        writer.start()
        yield from read_answer(cast(BinaryIO, child.stdout))
        writer.join()
    except Damaged as error:
        child.kill()
        listener.join(5)
        last = b"".join(errors).decode("utf-8", "replace").strip().splitlines()[-1:]
        # The child's last line names the kind of fault; its values could be names, so they are not repeated.
        raise Damaged(error.what, _("Fault: {kind}", kind=last[0].partition(":")[0] if last else "?")) from error
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdout, child.stderr):
            pipe.close()


def _send(stream, write_request, release, projection, photos) -> None:
    try:
        write_request(stream, release, projection, photos)
        stream.close()
    except BrokenPipeError:  # the child died; reading its answer says so
        return
