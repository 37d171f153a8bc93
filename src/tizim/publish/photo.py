"""The publication copy of a photograph: the picture, and nothing that came with it.

Works by allow-list on the parts of a JPEG or PNG file, in plain Python; the compressed picture itself is carried
over byte for byte, so every publisher gets the same bytes. EXIF, XMP, IPTC, colour profiles, comments, thumbnails,
further pictures behind the end and everything unknown stay behind. Only the orientation is written anew.

What it cannot take apart completely it refuses. What this deliberately is not: a defence against what can be *seen*
in the picture, against the noise pattern of a camera's sensor, or against the choices of its encoder: a person looks
at every photograph before it is published. Nothing is recognised in any picture.

Spec: docs/spec/release.md, "Photographs".
Example: `clean_photo(data).data`, for `data` of a phone's camera, is the same picture without place, time and phone.
"""

from __future__ import annotations

from dataclasses import dataclass

from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

MOST_BYTES = 30_000_000
MOST_PIXELS = 60_000_000


@dataclass(frozen=True)
class CleanPhoto:
    """`data` as it may be published; width and height in pixels, as stored (before orientation)."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def suffix(self) -> str:
        return "png" if self.media_type == "image/png" else "jpg"


def clean_photo(data: bytes) -> CleanPhoto:
    """The publication copy. Raises BadInput for other kinds of file, damaged ones, and ones with hidden extra parts."""
    from . import jpeg, png

    if len(data) > MOST_BYTES:
        raise BadInput(
            _("The photograph is too large to publish."), _("At most {count} MB.", count=MOST_BYTES // 1_000_000)
        )
    try:
        if data.startswith(png.SIGNATURE):
            clean, width, height = png.clean(data)
            media_type = "image/png"
        elif data.startswith(b"\xff\xd8\xff"):
            clean, width, height = jpeg.clean(data)
            media_type = "image/jpeg"
        else:
            raise BadInput(_("Only JPEG and PNG photographs can be published."), _("Save a copy as JPEG or PNG."))
    except (ValueError, IndexError) as error:
        raise BadInput(
            _("The photograph cannot be cleaned: {reason}.", reason=error), _("Save a fresh copy from an image editor.")
        ) from error
    if not 0 < width * height <= MOST_PIXELS:
        raise BadInput(
            _("The photograph has too many pixels."), _("At most {count} million.", count=MOST_PIXELS // 1_000_000)
        )
    return CleanPhoto(clean, media_type, width, height)


def check_clean(data: bytes) -> CleanPhoto:
    """The photograph, if cleaning it changes nothing. Raises BadInput otherwise."""
    photo = clean_photo(data)
    if photo.data != data:
        raise BadInput(_("A photograph still carries what must not be published."), _("Clean it first."))
    return photo
