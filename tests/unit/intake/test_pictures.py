"""A picture that was saved again is told from others of the same layout; what says too little has no hash."""

from __future__ import annotations

import io
import itertools
import random
import struct
import time
import zlib

import pytest
from PIL import Image

from drawn_pictures import card, chat, form, grained, group, jpeg, plain, png, portrait, saved_again, scene, sheet, webp
from tizim.core.errors import ParserFailed
from tizim.intake import pictures
from tizim.intake.extract.picture import hash_of_file
from tizim.intake.pictures import PictureHash, hash_picture
from tizim.intake.sandbox import Limits, run_worker_on_bytes
from tizim.resolve.levels import PICTURE_BITS


def hashed(data: bytes) -> int:
    value, why = hash_of_file(io.BytesIO(data))
    assert value, why
    return int(value, 16)


def apart(one: bytes, other: bytes) -> int:
    return (hashed(one) ^ hashed(other)).bit_count()


@pytest.mark.parametrize("picture", [portrait(3), scene(3), group(3)], ids=["portrait", "scene", "group"])
def test_a_picture_that_was_saved_again_is_the_same_picture(picture):
    first = jpeg(picture)
    copies = [(what, data) for what, data in saved_again(first) if "cut off" not in what]
    assert {what: far for what, data in copies if (far := apart(first, data)) > PICTURE_BITS} == {}


def test_different_portraits_of_one_layout_are_different_pictures():
    found = [hash_of_file(io.BytesIO(jpeg(portrait(seed))))[0] for seed in range(25)]
    hashes = [int(value, 16) for value in found if value]
    assert len(hashes) > 20
    assert min((one ^ other).bit_count() for one, other in itertools.combinations(hashes, 2)) > PICTURE_BITS


def test_different_cards_of_one_print_are_different_pictures():
    hashes = [int(value, 16) for seed in range(12) if (value := hash_of_file(io.BytesIO(jpeg(card(seed))))[0])]
    assert len(hashes) > 8
    assert min((one ^ other).bit_count() for one, other in itertools.combinations(hashes, 2)) > PICTURE_BITS


@pytest.mark.parametrize(
    "picture",
    [
        *(plain(seed) for seed in range(6)),
        grained(plain(3), random.Random(3)),
        sheet(1),
        sheet(2, lines=0),
        sheet(3, lines=3, stamped=True),
        sheet(4, on_table=True),
        sheet(5, lines=0, on_table=True, stamped=True),
        form(1),
        chat(1),
    ],
)
def test_blank_pictures_and_pages_have_no_hash(picture):
    assert hash_of_file(io.BytesIO(jpeg(picture)))[1] in ("plain", "texture")


def test_a_picture_turned_by_its_metadata_is_the_one_that_was_turned():
    picture = portrait(5)
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = jpeg(picture.transpose(Image.Transpose.ROTATE_90), exif=exif)
    assert apart(lying, jpeg(picture)) <= PICTURE_BITS
    assert apart(jpeg(picture.transpose(Image.Transpose.ROTATE_90)), jpeg(picture)) > PICTURE_BITS


def test_transparency_and_palettes_are_seen_as_a_viewer_shows_them():
    picture = portrait(6)
    clear = picture.convert("RGBA")
    clear.putalpha(255)
    assert apart(png(clear), jpeg(picture)) <= PICTURE_BITS
    assert apart(png(picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128)), jpeg(picture)) <= PICTURE_BITS
    swapped = picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128)
    swapped.putpalette([255 - value for value in swapped.getpalette()])  # the same indexes, another picture
    assert apart(png(swapped), jpeg(picture)) > PICTURE_BITS
    hidden = picture.convert("RGBA")
    hidden.putalpha(0)  # a picture that nobody sees
    assert hash_of_file(io.BytesIO(png(hidden))) == ("", "plain")


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bare_png(wide: int, high: int, rows: bytes, *, bits: int = 8, colours: int = 0, before: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", wide, high, bits, colours, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + before
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def animated(save) -> bytes:
    frames = [portrait(seed) for seed in range(3)]
    return save(frames[0], save_all=True, append_images=frames[1:])


GOOD = jpeg(portrait(7))
HOSTILE = {
    "a bomb of pixels": (bare_png(30_000, 30_000, bytes(30_000)), "size"),
    "a bomb of nothing but zeros": (bare_png(7_000, 7_000, bytes(7_001 * 7_000)), "plain"),
    "a bomb in its comments": (bare_png(200, 200, bytes(201 * 200), before=chunk(b"zTXt", b"a\0\0" + zlib.compress(
        bytes(200 << 20), 9))), pictures.BROKEN),
    "100,000 x 1": (bare_png(100_000, 1, bytes(100_001)), "size"),
    "1 x 100,000": (bare_png(1, 100_000, bytes(200_000)), "size"),
    "a strip": (jpeg(portrait(7).resize((900, 100))), "size"),
    "a stamp": (jpeg(portrait(7).resize((60, 80))), "size"),
    "no width": (bare_png(0, 5, b""), "format"),
    "cut": (GOOD[: len(GOOD) // 2], pictures.BROKEN),
    "only a head": (GOOD[:300], pictures.BROKEN),
    "a PNG cut": (png(portrait(7))[:9000], pictures.BROKEN),
    "a palette that is not there": (bare_png(300, 300, bytes(range(250)) * 362, colours=3), "plain"),
    "indexes beyond the palette": (bare_png(301, 300, bytes(range(302)[i] % 256 for i in range(302)) * 300, colours=3,
                                            before=chunk(b"PLTE", b"\xff\0\0")), "plain"),
    "a size that is not true": (GOOD.replace(struct.pack(">HH", 640, 480), struct.pack(">HH", 65_000, 700)), "size"),
    "moving": (animated(png), "animated"),
    "moving WebP": (animated(webp), "animated"),
    "sixteen bits of grey": (bare_png(200, 200, bytes(401 * 200), bits=16), "format"),
    "a TIFF by another name": (b"II*\0" + bytes(400), "format"),
    "a drawing with a script": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "format"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n(x) run\n", "format"),
    "nothing at all": (b"", "format"),
    "noise": (bytes(range(256)) * 400, "format"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_picture_has_no_hash_and_costs_little(what):
    data, why = HOSTILE[what]
    started = time.monotonic()
    found = hash_picture(data, what)
    assert (found.value, found.why) == ("", why)
    assert time.monotonic() - started < 25


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_metadata_that_cannot_be_read_says_nothing():
    leads_nowhere = b"MM\0*\xff\xff\xff\xff" + bytes(8)
    turned_by_a_word = b"MM\0*" + struct.pack(">IHHHI4sI", 8, 1, 0x0112, 2, 4, b"six\0", 0)
    for exif in (leads_nowhere, turned_by_a_word):
        segment = b"\xff\xe1" + struct.pack(">H", 8 + len(exif)) + b"Exif\0\0" + exif
        assert hashed(GOOD[:2] + segment + GOOD[2:]) == hashed(GOOD)


def test_a_second_view_behind_a_photograph_changes_nothing():
    stream = io.BytesIO()
    portrait(7).save(stream, "MPO", quality=92, save_all=True, append_images=[portrait(8)])
    assert apart(stream.getvalue(), GOOD) <= PICTURE_BITS


def test_the_worker_gives_the_same_hash_as_the_code_it_runs():
    assert hash_picture(GOOD, "portrait.jpg") == PictureHash(f"{hashed(GOOD):064x}")
    assert hash_picture(GOOD, "\0/../portrait.jpg") == PictureHash(f"{hashed(GOOD):064x}")


@pytest.mark.parametrize("answer", [{}, {"hash": "F" * 64}, {"hash": "0" * 63}, {"hash": 7, "why": ["x"]}, [], "x"])
def test_an_answer_of_another_shape_is_not_believed(answer, monkeypatch):
    monkeypatch.setattr(pictures, "run_worker_on_bytes", lambda *_, **__: iter([answer]))
    assert hash_picture(GOOD, "portrait.jpg") == PictureHash("", pictures.BROKEN)


def test_bytes_reach_a_confined_worker_through_a_pipe():
    first, answer = run_worker_on_bytes("picture", GOOD, "portrait.jpg")
    assert first["confined"]["limits"] == "rlimit"
    assert answer["hash"]


def test_a_worker_that_ends_before_it_has_read_all_is_a_clear_failure():
    with pytest.raises(ParserFailed, match="broke down"):
        list(run_worker_on_bytes("no such job", bytes(8 << 20), "a.png"))
    with pytest.raises(ParserFailed, match="memory|broke down"):
        list(run_worker_on_bytes("picture", bytes(60 << 20), "a.png", limits=Limits(memory_bytes=64 << 20)))
