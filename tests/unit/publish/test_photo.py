"""The publication copy of a photograph carries the picture and nothing else. The pictures are drawn here."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from tizim.core.errors import BadInput
from tizim.publish.photo import check_clean, clean_photo

CANARY = b"CANARY-OF-THE-CAMERA"


def drawn(size=(40, 30), mode="RGB"):
    picture = Image.new(mode, size, "white" if mode != "P" else 1)
    if mode in ("RGB", "L"):
        ImageDraw.Draw(picture).ellipse((5, 5, 25, 25), fill="gray")
    return picture


def jpeg_with_metadata(orientation=6, **options):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, CANARY.decode()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    drawn().save(out, "JPEG", exif=exif, comment=CANARY, icc_profile=CANARY * 9, xmp=b"<x>" + CANARY, **options)
    return out.getvalue() + CANARY


def png_with_metadata(**options):
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", CANARY.decode())
    info.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    out = io.BytesIO()
    drawn().save(out, "PNG", pnginfo=info, exif=b"Exif\0\0" + CANARY, icc_profile=CANARY, **options)
    return out.getvalue() + CANARY


def pixels(data):
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


def chunk(name, body):
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def small_png(scanlines, extra=b"", after=b""):
    header = (2).to_bytes(4) + (2).to_bytes(4) + bytes([8, 0, 0, 0, 0])
    chunks = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(scanlines) + after) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("data", [jpeg_with_metadata(), jpeg_with_metadata(progressive=True), png_with_metadata()])
def test_a_clean_photograph_shows_the_same_picture_and_nothing_else(data):
    assert CANARY in data
    clean = clean_photo(data)
    assert CANARY not in clean.data
    assert pixels(clean.data) == pixels(data)
    assert (clean.width, clean.height) == (40, 30)


def test_only_the_orientation_survives_of_exif():
    exif = Image.open(io.BytesIO(clean_photo(jpeg_with_metadata(orientation=6)).data)).getexif()
    assert dict(exif) == {0x0112: 6}
    upright = Image.open(io.BytesIO(clean_photo(jpeg_with_metadata(orientation=1)).data))
    assert dict(upright.getexif()) == {} and set(upright.info) <= {"progressive", "progression"}


@pytest.mark.parametrize("data", [jpeg_with_metadata(), png_with_metadata(), small_png(b"\0ab\0cd")])
def test_cleaning_twice_changes_nothing(data):
    clean = clean_photo(data)
    assert check_clean(clean.data) == clean


@pytest.mark.parametrize("data", [jpeg_with_metadata(), png_with_metadata()])
def test_a_photograph_that_was_not_cleaned_is_refused(data):
    with pytest.raises(BadInput, match="still carries"):
        check_clean(data)


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "I;16"])
def test_every_kind_of_png_is_understood(mode):
    out = io.BytesIO()
    drawn(mode=mode).save(out, "PNG")
    assert pixels(clean_photo(out.getvalue()).data) == pixels(out.getvalue())


def test_adobes_colour_transform_stays_because_the_picture_needs_it():
    out = io.BytesIO()
    drawn().convert("CMYK").save(out, "JPEG")
    assert pixels(clean_photo(out.getvalue()).data) == pixels(out.getvalue())


HOSTILE = {
    "a bomb": small_png(b"\0" * 50_000_000),
    "too little picture": small_png(b"\0ab"),
    "something behind the compressed picture": small_png(b"\0ab\0cd", after=CANARY),
    "an unknown necessary chunk": small_png(b"\0ab\0cd", extra=chunk(b"ABCD", CANARY)),
    "a second header": small_png(b"\0ab\0cd", extra=chunk(b"IHDR", bytes(13))),
    "a palette of odd size": small_png(b"\0ab\0cd", extra=chunk(b"PLTE", b"1234")),
    "a wrong checksum": small_png(b"\0ab\0cd").replace(b"IEND", b"IENE"),
    "a gif": b"GIF89a" + bytes(30),
    "nothing": b"",
    "a scalable drawing with a script": b"<svg onload='x'/>",
    "a cut jpeg": jpeg_with_metadata()[:-200],
    "a jpeg of segments only": b"\xff\xd8\xff\xfe\x00\x04ab\xff\xd9",
    "a table with a tail": jpeg_with_metadata().replace(b"\xff\xdb\x00\x43", b"\xff\xdb\x00\x44", 1),
    "an arithmetic jpeg": jpeg_with_metadata().replace(b"\xff\xc0", b"\xff\xc9", 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_cleaned_is_refused_in_a_sentence(name):
    with pytest.raises(BadInput):
        clean_photo(HOSTILE[name])


def test_no_cut_and_no_changed_byte_makes_the_cleaner_fail_otherwise():
    for data in (jpeg_with_metadata(), png_with_metadata()):
        for at in range(0, len(data), 7):
            for broken in (data[:at], data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]):
                try:
                    clean_photo(broken)
                except BadInput:
                    continue
