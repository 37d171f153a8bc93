"""The worker's third job: one number for a whole picture, that stays nearly the same when the picture is saved again.

Needs the extra `tizim[pictures]` (Pillow). The picture is shrunk to 64 × 64 greys; of their discrete cosine transform
the 16 × 16 slowest waves are kept, each as one bit: above the median of all, or not. Saved again, scaled, made grey or
stripped of its metadata, a picture keeps nearly all of these 256 bits. What is compared is files: nothing here looks
for a face, a person or a thing, and two photographs of one person are two pictures.

What says too little gets no hash rather than a false one (`why`): `plain` (blank, nearly uniform, a few stripes),
`texture` (pages of text, forms, screenshots: their differences are finer than what the hash sees), `size`, `animated`,
`format`. Source: the DCT hash of pHash (Zauner 2010) with the grid of PDQ (Facebook 2019), in Pillow and plain Python.

>>> from PIL import Image
>>> hash_of(Image.new("L", (200, 200), 128))
('', 'plain')
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median, pstdev
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP")  # no others are tried: less of a stranger's file is parsed
MAX_BYTES = 64 << 20
MAX_PIXELS, MAX_SIDE, LEAST_SIDE, MOST_OBLONG = 50_000_000, 20_000, 72, 4
GREYS, WAVES = 64, 16
STEPS = 30
ENOUGH = 256  # pixels a side: more is not looked at

LEAST_SPREAD = 16  # standard deviation of the greys, of 255
CLEAR, LEAST_CLEAR = 40.0, 0.7  # a wave this far from the median is not decided by rounding; so many must be
LEAST_UNEVEN = 0.26  # of the waves' strength what two crosswise patterns leave: a sheet on a table leaves little
BLOCKS, FINE_GREYS, MOST_FINE = 16, 5, 0.17  # share of blocks in which what is too fine to be seen outweighs the rest

_WAVE = [[math.cos((2 * x + 1) * u * math.pi / (2 * GREYS)) for x in range(GREYS)] for u in range(1, WAVES + 1)]
_TURNS = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270",
          7: "TRANSVERSE", 8: "ROTATE_90"}  # fmt: skip
_ORIENTATION = 0x0112


def prepare(settings: dict[str, Any]) -> None:
    from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

    Image.preinit()


def read(stream: BinaryIO, settings: dict[str, Any]) -> Iterator[dict[str, str]]:
    """`hash`: 64 hexadecimal digits, or "" and `why`."""
    import io

    data = stream.read(MAX_BYTES + 1)
    value, why = ("", "size") if len(data) > MAX_BYTES else hash_of_file(io.BytesIO(data))
    yield {"hash": value, "why": why}


def hash_of_file(stream: BinaryIO) -> tuple[str, str]:
    """(hash, "") or ("", why). The size that the file claims is judged before a pixel is decoded; raises for damage."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # ours is smaller, and is no warning
    try:
        picture = Image.open(stream, formats=FORMATS)
    except UnidentifiedImageError:
        return "", "format"
    sides = sorted(picture.size)
    if picture.width * picture.height > MAX_PIXELS or sides[1] > MAX_SIDE:
        return "", "size"
    if sides[0] < LEAST_SIDE or sides[1] > MOST_OBLONG * sides[0]:
        return "", "size"
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:  # MPO: a JPEG with a second view behind it
        return "", "animated"
    if picture.mode.startswith(("I", "F")):
        return "", "format"
    return hash_of(_upright(picture))


def _upright(picture: Image) -> Image:
    """In greys, transparency on white, turned as a viewer shows it: a copy without metadata is often turned already."""
    from PIL import Image

    turn = _TURNS.get(_orientation(picture), "")
    picture.draft("L", (ENOUGH, ENOUGH))  # a large JPEG is decoded small: sixty times fewer pixels
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        picture.thumbnail((2 * ENOUGH, 2 * ENOUGH))
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    grey = picture.convert("L")
    return grey.transpose(Image.Transpose[turn]) if turn else grey


def _orientation(picture: Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - metadata that cannot be read says nothing
        return 1


def hash_of(grey: Image) -> tuple[str, str]:
    """(hash, "") of a picture in greys, or ("", why)."""
    from PIL.Image import Resampling

    small = list(grey.resize((GREYS, GREYS), Resampling.LANCZOS).tobytes())
    waves = _slow_waves(small)
    middle = median(waves)
    clear = sum(abs(wave - middle) > CLEAR for wave in waves) / len(waves)
    if pstdev(small) < LEAST_SPREAD or clear < LEAST_CLEAR or _unevenness(waves) < LEAST_UNEVEN:
        return "", "plain"
    if _fine_share(grey) > MOST_FINE:
        return "", "texture"
    bits = sum((wave > middle) << at for at, wave in enumerate(reversed(waves)))
    return f"{bits:0{WAVES * WAVES // 4}x}", ""


def _slow_waves(greys: list[int]) -> list[float]:
    """DCT-II of a square of greys, without the constant ones: down first, then across, slowest first."""
    rows = [greys[start : start + GREYS] for start in range(0, GREYS * GREYS, GREYS)]
    across = [[sum(map(float.__mul__, wave, map(float, row))) for row in rows] for wave in _WAVE]
    return [sum(map(float.__mul__, wave, column)) for wave in _WAVE for column in across]


def _unevenness(waves: list[float]) -> float:
    """What remains of the waves' strength, 0..1, without the two patterns that explain most of them.

    A pattern is one column of waves times one row: a sheet, a frame, stripes. Found by power iteration.
    """
    rest = [waves[start : start + WAVES] for start in range(0, WAVES * WAVES, WAVES)]
    for _pattern in range(2):
        row = [1.0 + at / WAVES for at in range(WAVES)]
        for _step in range(STEPS):
            column = _scaled([sum(map(float.__mul__, line, row)) for line in rest])
            row = [sum(map(float.__mul__, column, down)) for down in zip(*rest, strict=True)]
        rest = [[x - c * r for x, r in zip(line, row, strict=True)] for line, c in zip(rest, column, strict=True)]
    return math.hypot(*(x for line in rest for x in line)) / (math.hypot(*waves) or 1.0)


def _scaled(values: list[float]) -> list[float]:
    length = math.hypot(*values) or 1.0
    return [value / length for value in values]


def _fine_share(grey: Image) -> float:
    """The share of blocks in which what vanishes at 64 × 64 greys is more than what remains: lines of text, mostly."""
    from PIL import ImageChops
    from PIL.Image import Resampling

    whole = (ENOUGH, ENOUGH)
    seen = grey.resize(whole, Resampling.LANCZOS)
    coarse = seen.resize((GREYS, GREYS), Resampling.BOX).resize(whole, Resampling.BICUBIC)
    mean = coarse.resize((BLOCKS, BLOCKS), Resampling.BOX).resize(whole, Resampling.NEAREST)
    lost, left = (
        ImageChops.difference(one, other).resize((BLOCKS, BLOCKS), Resampling.BOX).tobytes()
        for one, other in ((seen, coarse), (coarse, mean))
    )
    return sum(fine > max(FINE_GREYS, rest) for fine, rest in zip(lost, left, strict=True)) / len(lost)
