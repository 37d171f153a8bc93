"""Hashes of the pictures that are kept of people, made from the files in the vault: derived, like `rebuild`'s tables.

A picture is decrypted in memory and handed to the confined worker through a pipe (`intake.pictures`); at take-in and
in a rebuild in the same way, so both end with the same rows. Without the extra `tizim[pictures]` nothing is made and
what is there stays; on a PostgreSQL server nothing is ever made, because the server would read it (decision 0035).

Whoever met their candidates before a picture of theirs was hashed must meet them again: then everything by which
mentions meet is forgotten, and `entering` computes it anew.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from django.db import connection, transaction
from django.db.models import QuerySet

from tizim.actions import meeting
from tizim.actions.session import Session
from tizim.core.errors import TizimError
from tizim.db import models
from tizim.intake import pictures
from tizim.vault import objects

AT_ONCE = min(4, os.cpu_count() or 1)  # workers, and pictures in memory
BATCH = 200  # exhibits whose hashes are written in one transaction

Progress = Callable[[str, int], None]


def why_not() -> str:
    """Why pictures are compared byte for byte only: `server`, `not_installed`, or "" where saved-again ones count."""
    if connection.vendor == "postgresql":
        return "server"
    return "" if pictures.method() else "not_installed"


def hash_new(*, session: Session, account_ids: Collection[str] = (), progress: Progress | None = None) -> int:
    """Hash the pictures of people that have no hash of today's method. `account_ids`: what was just taken in.

    Returns how many. An interrupted run goes on with the next one.
    """
    if why_not():
        return 0
    method = pictures.method()
    done = set(models.PictureHash.objects.filter(method=method).values_list("exhibit_id", flat=True))
    return _hash(session, [row for row in _pictures() if row.exhibit_id not in done], set(account_ids), progress)


def hash_all(*, session: Session, progress: Progress | None = None) -> int:
    """Read every picture of a person from the vault and hash it again; rows that belong to none are dropped."""
    if why_not():
        return 0
    rows = _pictures()
    models.PictureHash.objects.exclude(exhibit_id__in=rows.order_by().values("exhibit_id")).delete()
    return _hash(session, list(rows), frozenset(), progress)


def _pictures() -> QuerySet[models.ExhibitObject]:
    of_people = {"exhibit__mention__kind": "person", "exhibit__media_type__startswith": "image/"}
    return models.ExhibitObject.objects.filter(**of_people).select_related("exhibit").order_by("exhibit_id")


def _hash(
    session: Session, rows: list[models.ExhibitObject], new: Collection[str], progress: Progress | None
) -> int:  # fmt: skip
    made = _hashes(session, rows)
    done = 0
    while batch := list(islice(made, BATCH)):
        with transaction.atomic():
            ids = [one.exhibit_id for _row, one in batch]
            models.PictureHash.objects.filter(exhibit_id__in=ids).delete()
            models.PictureHash.objects.bulk_create([one for _row, one in batch])
            if any(row.exhibit.account_id not in new for row, _one in batch):
                meeting.forget()
        done += len(batch)
        if progress:
            progress("pictures", done)
    return done


def _hashes(
    session: Session, rows: list[models.ExhibitObject]
) -> Iterator[tuple[models.ExhibitObject, models.PictureHash]]:  # fmt: skip
    method = pictures.method()
    with ThreadPoolExecutor(AT_ONCE) as workers:
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            for row, one in zip(some, workers.map(lambda row: _hash_of(session, row), some), strict=True):
                made = models.PictureHash(exhibit_id=row.exhibit_id, method=method, value=one.value, why=one.why)
                yield row, made


def _hash_of(session: Session, row: models.ExhibitObject) -> pictures.PictureHash:
    """The file is in memory only. One that is gone or damaged has no hash; `tizim scrub` says so."""
    if row.exhibit.size_bytes > pictures.MAX_BYTES:
        return pictures.PictureHash("", "size")
    target, identity = io.BytesIO(), session.unwrap(row.identity)
    try:
        objects.get(session.workspace.vault_path, row.name, identity, target, sha256=row.exhibit.sha256)
    except TizimError:
        return pictures.PictureHash("", pictures.BROKEN)
    return pictures.hash_picture(target.getvalue(), row.exhibit.name)
