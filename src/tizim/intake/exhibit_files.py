"""The files that an account brings along: where they lie, and what kind they say they are.

A file name in someone's file is data. It may only name a regular file in the folder it came with, or below; what
it leads to after every link is followed decides. Nothing is opened or changed here.

>>> guess_media_type("photo-1.PNG")
'image/png'
"""

from __future__ import annotations

from pathlib import Path

from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".eml": "message/rfc822",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".heic": "image/heic",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".webm": "audio/webm",  # what a page of ours records
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".aac": "audio/aac",
    ".amr": "audio/amr",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".3gp": "video/3gpp",
}


def guess_media_type(name: str) -> str:
    """The media type that the ending of `name` claims; "application/octet-stream" when it claims none we know."""
    return _MEDIA_TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def get_exhibit_file(folder: Path | None, name: str) -> Path:
    """The file called `name` in `folder` or below. Raises BadInput when it is elsewhere, missing or not a file."""
    if not name.strip():
        raise BadInput(_("The exhibit has no file."), _("Add “file: photo-1.png”."))
    if folder is None:
        raise BadInput(_("Exhibits cannot be named by path here."), _("Send the file itself."))
    home = folder.resolve()
    try:
        found = (home / name).resolve()
        if not found.is_relative_to(home):
            raise BadInput(
                _("“{name}” leads out of the folder of this file.", name=name), _("Copy the exhibit into that folder.")
            )
        if not found.is_file():
            raise BadInput(
                _("There is no file “{name}”.", name=name), _("Check the name, large and small letters too.")
            )
    except (OSError, ValueError, RuntimeError) as error:  # name too long, NUL, a loop of links
        raise BadInput(_("“{name}” is not a file name.", name=name[:80]), _("Rename the file.")) from error
    return found
