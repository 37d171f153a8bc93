"""The process that renders a release. It is handed the copied projection and sees nothing else.

No key, no path of a workspace, no database: this module imports none of them, its environment is emptied, and it works
in the root folder. Input and output are pipes.

    in   one JSON line {"release": …, "projection": bytes, "photos": [[slug, bytes], …]}, then those bytes in that order
    out  for each file one JSON line {"path": …, "size": …} and its bytes; at the end {"files": count}

Here the pages' profiles are assembled, from what was selected and nothing else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from tizim import corroborate, statements
from tizim.core.errors import Damaged, TizimError
from tizim.core.i18n import gettext as _
from tizim.publish.changes import read_previous
from tizim.publish.photo import clean_photo
from tizim.publish.projection import Projection, read_projection
from tizim.publish.register import Release, make_register
from tizim.publish.site import render


def compose(projection: Projection, release: Release, photos: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every file of the release, in a fixed order."""
    cleaned, unclean = _clean(photos)
    shown = replace(projection, photos=tuple(photo for photo in projection.photos if photo.id not in unclean))
    yield from render(
        make_register(
            shown, release, cleaned, assemble=statements.assemble, count=corroborate.count_voices,
            contradict=corroborate.contradictions,
        )
    )  # fmt: skip


def _clean(photos: dict[str, bytes]) -> tuple[dict[str, bytes], set[str]]:
    """Photographs without metadata, and the ids of those that cannot be cleaned: they are left out, not the release."""
    cleaned, unclean = {}, set()
    for slug, data in photos.items():
        try:
            cleaned[slug] = clean_photo(data).data
        except TizimError:
            unclean.add(slug)
    return cleaned, unclean


def write_request(stream: BinaryIO, release: dict[str, Any], projection: Projection, photos: dict[str, bytes]) -> None:
    """The parent's side of the first pipe."""
    data = projection.to_bytes()
    sizes = [[slug, len(content)] for slug, content in sorted(photos.items())]
    stream.write(json.dumps({"release": release, "projection": len(data), "photos": sizes}).encode() + b"\n")
    stream.write(data)
    for slug in sorted(photos):
        stream.write(photos[slug])


def read_answer(stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """The parent's side of the second pipe. Raises Damaged when the child stopped half-way."""
    count = 0
    while True:
        try:
            head = json.loads(stream.readline())
        except ValueError as error:
            raise Damaged(_("The pages could not be rendered; nothing was published."), _("Try again.")) from error
        if "files" in head:
            if head["files"] != count:
                raise Damaged(_("The pages arrived incomplete; nothing was published."), _("Try again."))
            return
        data = stream.read(head["size"])
        if len(data) != head["size"]:
            raise Damaged(_("The pages arrived incomplete; nothing was published."), _("Try again."))
        count += 1
        yield head["path"], data


def main() -> None:
    """The child's whole life."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    head = json.loads(source.readline())
    projection = read_projection(source.read(head["projection"]))
    photos = {slug: source.read(size) for slug, size in head["photos"]}
    about = head["release"]
    previous = about.pop("previous", "")
    release = Release(**about, previous=read_previous(previous.encode()) if previous else None)
    count = 0
    for path, data in compose(projection, release, photos):
        target.write(json.dumps({"path": path, "size": len(data)}).encode() + b"\n" + data)
        count += 1
    target.write(json.dumps({"files": count}).encode() + b"\n")
    target.flush()


if __name__ == "__main__":
    main()
