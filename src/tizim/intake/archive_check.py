"""Is a ZIP container (XLSX, DOCX) safe to unpack? Asked in the worker before any office library opens it.

Looks at the directory only: number of members, size when unpacked, how much they swell, encryption, names that lead
out of the archive, members that overlap. Sizes in the directory can lie; the worker's memory limit stands behind.

>>> import io
>>> check_archive(io.BytesIO(b"PK no archive"))
Traceback (most recent call last):
    ...
tizim.intake.archive_check.Refused: It is not a complete Office file.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from tizim.core.i18n import gettext as _

MAX_MEMBERS = 5_000
MAX_UNPACKED_BYTES = 512 << 20
MAX_SWELLING = 200  # unpacked ÷ packed, for members above 1 MiB
MAX_MEMBER_BYTES = 256 << 20


class Refused(Exception):
    """Its text is a sentence for the user."""


def check_archive(stream: BinaryIO) -> None:
    """Raises Refused. Leaves the stream at its beginning."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(_("It is not a complete Office file.")) from error
    finally:
        stream.seek(0)
    if len(members) > MAX_MEMBERS:
        raise Refused(_("The archive holds more than {limit} parts.", limit=MAX_MEMBERS))
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise Refused(_("It unfolds into more than {limit} MiB.", limit=MAX_UNPACKED_BYTES >> 20))
    for member in members:
        _check_member(member)
    _check_overlap(members)


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 1:
        raise Refused(_("It is protected with a password. Remove the password and try again."))
    if member.file_size > MAX_MEMBER_BYTES:
        raise Refused(_("It unfolds into more than {limit} MiB.", limit=MAX_MEMBER_BYTES >> 20))
    if member.file_size > 1 << 20 and member.file_size > MAX_SWELLING * max(1, member.compress_size):
        raise Refused(_("A part of it swells more than {limit} times when unpacked.", limit=MAX_SWELLING))
    if member.filename.startswith(("/", "\\")) or ".." in member.filename.replace("\\", "/").split("/"):
        raise Refused(_("A part of it has a name that leads out of the archive."))


def _check_overlap(members: list[zipfile.ZipInfo]) -> None:
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise Refused(_("Parts of the archive overlap."))
        end = member.header_offset + 30 + len(member.filename) + member.compress_size
