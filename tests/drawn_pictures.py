"""Pictures drawn from shapes, for tests and `bench/pictures.py`: nobody is shown, everything follows from a seed.

Portraits share layout and background, like passport photographs; sheets, forms and cards share a printed frame.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WORDS = (
    "school",
    "river",
    "hill",
    "lamp",
    "bread",
    "road",
    "letter",
    "winter",
    "door",
    "field",
    "coat",
    "grain",
    "gate",
)
Colour = tuple[int, ...]


def portrait(seed: int, size: tuple[int, int] = (480, 640), grainy: bool = True) -> Image.Image:
    """Head and shoulders before a plain wall: the same for every seed but for what differs between people."""
    chance, (wide, high) = random.Random(seed), size
    picture = Image.new("RGB", size, (225, 228, 232))
    pen = ImageDraw.Draw(picture)
    skin: Colour = tuple(value + chance.randint(-25, 15) for value in (214, 176, 148))
    hair: Colour = tuple(chance.randint(10, 90) for _ in range(3))
    coat: Colour = tuple(chance.randint(20, 200) for _ in range(3))
    across, down = wide * chance.uniform(0.48, 0.52), high * chance.uniform(0.405, 0.435)
    half, tall = wide * 0.21 * chance.uniform(0.9, 1.1), high * 0.21 * chance.uniform(0.93, 1.08)
    broad, neck = wide * chance.uniform(0.36, 0.46), high * chance.uniform(0.70, 0.76)
    pen.ellipse((across - broad, neck, across + broad, high * 1.4), fill=coat)
    if chance.random() < 0.5:
        tip = neck + high * chance.uniform(0.08, 0.16)
        pen.polygon([(across - wide * 0.08, neck), (across + wide * 0.08, neck), (across, tip)], fill=(240, 240, 240))
    pen.rectangle((across - half * 0.45, down + tall * 0.6, across + half * 0.45, neck + high * 0.05), fill=skin)
    _head(pen, chance, (across, down, half, tall), (skin, hair, coat))
    _face(pen, chance, (across, down, half, tall), (skin, hair))
    picture = picture.filter(ImageFilter.GaussianBlur(wide / 400))
    return grained(_lit(picture, chance, 0.06), chance) if grainy else picture


def _head(pen: ImageDraw.ImageDraw, chance: random.Random, head, colours) -> None:
    (x, y, half, tall), (skin, hair, coat) = head, colours
    style = chance.choice(["short", "long", "scarf", "cap", "bald"])
    if style == "long":
        low = y + tall * chance.uniform(1.0, 1.6)
        pen.rounded_rectangle((x - half * 1.2, y - tall * 1.15, x + half * 1.2, low), radius=int(half), fill=hair)
    if style == "scarf":
        pen.ellipse((x - half * 1.35, y - tall * 1.3, x + half * 1.35, y + tall * 1.5), fill=coat)
    if style in ("short", "cap"):
        pen.ellipse((x - half * 1.07, y - tall * 1.13, x + half * 1.07, y + tall * 0.5), fill=hair)
    pen.ellipse((x - half, y - tall, x + half, y + tall), fill=skin)
    if style in ("short", "long"):
        turn = chance.randint(5, 25)
        pen.chord((x - half, y - tall * 1.05, x + half, y + tall * 0.6), 180 + turn, 360 - turn, fill=hair)
    if style == "cap":
        pen.rectangle((x - half * 1.05, y - tall * 0.75, x + half * 1.05, y - tall * 0.5), fill=coat)


def _face(pen: ImageDraw.ImageDraw, chance: random.Random, head, colours) -> None:
    (x, y, half, tall), (skin, hair) = head, colours
    eyes, apart = y - tall * chance.uniform(0.05, 0.2), half * chance.uniform(0.36, 0.46)
    brow, line = tall * chance.uniform(0.13, 0.2), max(2, int(half * chance.uniform(0.03, 0.08)))
    for eye in (x - apart, x + apart):
        pen.ellipse((eye - half * 0.15, eyes - tall * 0.05, eye + half * 0.15, eyes + tall * 0.05), fill="white")
        pen.ellipse((eye - half * 0.06, eyes - tall * 0.05, eye + half * 0.06, eyes + tall * 0.05), fill=(30, 20, 15))
        pen.line((eye - half * 0.2, eyes - tall * 0.15, eye + half * 0.2, eyes - brow), fill=hair, width=line)
    pen.line((x, eyes, x - half * 0.08, y + tall * 0.25), fill=tuple(value - 40 for value in skin), width=line)
    mouth = y + tall * chance.uniform(0.45, 0.6)
    box = (x - half * 0.35, mouth - tall * 0.1, x + half * 0.35, mouth + tall * 0.1)
    pen.arc(box, 10, 170, fill=(150, 60, 60), width=line)
    if chance.random() < 0.3:
        pen.chord((x - half * 0.8, y - tall * 0.1, x + half * 0.8, y + tall * 1.02), 15, 165, fill=hair)


def scene(seed: int, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A horizon and things of any shape: a house, a yard, a street."""
    chance, (wide, high) = random.Random(seed), size
    picture = Image.new("RGB", size, tuple(chance.randint(100, 230) for _ in range(3)))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, high * chance.uniform(0.3, 0.7), wide, high), fill=tuple(chance.randint(40, 170) for _ in "rgb"))
    for _thing in range(chance.randint(6, 25)):
        x, y, far = chance.uniform(0, wide), chance.uniform(0, high), chance.uniform(0.03, 0.25) * wide
        colour, box = tuple(chance.randint(0, 255) for _ in "rgb"), (x, y, x + far, y + far * chance.uniform(0.5, 2))
        chance.choice((pen.rectangle, pen.ellipse))(box, fill=colour)
    return grained(_lit(picture, chance, 0.15).filter(ImageFilter.GaussianBlur(1.2)), chance)


def group(seed: int, size: tuple[int, int] = (900, 600)) -> Image.Image:
    """Several people before a scene."""
    chance, picture = random.Random(seed), scene(seed + 77, size)
    people = chance.randint(3, 6)
    for at in range(people):
        mask = Image.new("L", (180, 240), 0)
        pen = ImageDraw.Draw(mask)
        pen.ellipse((45, 30, 135, 160), fill=255)
        pen.ellipse((15, 165, 165, 330), fill=255)
        place = (int(size[0] * (at + 0.2) / people), chance.randint(200, 330))
        picture.paste(portrait(seed * 31 + at, (180, 240), grainy=False), place, mask)
    return picture


def sheet(
    seed: int, size: tuple[int, int] = (1240, 1754), *, lines: int = 30, stamped: bool = False, on_table: bool = False
) -> Image.Image:
    """A letter under a printed head; with no lines a blank one. `on_table`: as if photographed from above."""
    chance, (wide, high) = random.Random(seed), size
    picture = Image.new("RGB", size, (252, 252, 250))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=26)
    pen.text((120, 100), "Office of the River District", font=ImageFont.load_default(size=44), fill=(20, 20, 60))
    pen.line((120, 170, wide - 120, 170), fill=(20, 20, 60), width=4)
    for at in range(lines):
        pen.text((120, 230 + 40 * at), _words(chance, chance.randint(4, 13)), font=font, fill=(25, 25, 25))
    if stamped:
        pen.ellipse((wide - 420, high - 420, wide - 140, high - 140), outline=(160, 20, 20), width=14)
    if not on_table:
        return picture
    table = Image.new("RGB", (wide * 5 // 4, high * 5 // 4), (70, 45, 30))
    table.paste(picture.resize((wide * 27 // 25, high * 27 // 25)), (wide // 12, high // 12))
    return grained(_lit(table, random.Random(0), 0.15), chance)


def form(seed: int) -> Image.Image:
    """A printed form of thirty rows, some filled in."""
    chance, picture = random.Random(seed), Image.new("RGB", (1240, 1754), (250, 250, 250))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=26)
    for at in range(30):
        top = 150 + at * 50
        pen.rectangle((100, top, 1140, top + 50), outline="black", width=2)
        pen.text((110, top + 10), WORDS[at % len(WORDS)], font=font, fill="black")
        if chance.random() < 0.5:
            pen.text((420, top + 10), _words(chance, 3), font=font, fill=(20, 20, 120))
    return picture


def card(seed: int) -> Image.Image:
    """An identity card of a district that is not there: frame and pattern the same, four values and a portrait."""
    chance, picture = random.Random(seed), Image.new("RGB", (1000, 630), (200, 220, 235))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=30)
    for left in range(0, 1000, 40):
        pen.line((left, 0, left + 300, 630), fill=(185, 210, 230), width=6)
    pen.rectangle((0, 0, 1000, 90), fill=(40, 90, 150))
    pen.text((40, 25), "RIVER DISTRICT IDENTITY CARD", font=font, fill="white")
    for at, label in enumerate(("Name", "Born", "Place", "Number")):
        pen.text((60, 150 + at * 100), f"{label}   {_words(chance, 3)}", font=font, fill=(10, 10, 10))
    picture.paste(portrait(seed + 5, (270, 360), grainy=False), (680, 150))
    return grained(picture, chance)


def chat(seed: int) -> Image.Image:
    """A screen of a messenger."""
    chance, picture = random.Random(seed), Image.new("RGB", (720, 1280), (230, 221, 212))
    pen, font, top = ImageDraw.Draw(picture), ImageFont.load_default(size=26), 130
    pen.rectangle((0, 0, 720, 100), fill=(7, 94, 84))
    while top < 1150:
        lines, left = chance.randint(1, 4), chance.choice((30, 300))
        pen.rounded_rectangle((left, top, left + 390, top + lines * 36 + 20), radius=16, fill="white")
        for at in range(lines):
            pen.text((left + 15, top + 10 + at * 36), _words(chance, 4), font=font, fill=(20, 20, 20))
        top += lines * 36 + 40
    return picture


def plain(seed: int) -> Image.Image:
    """Nothing to see: one colour, noise, a slope of light, three stripes, a dot, a glow."""
    chance, size = random.Random(seed), (600, 400)
    picture = Image.new("RGB", size, tuple(chance.randint(0, 255) for _ in "rgb"))
    pen, kind = ImageDraw.Draw(picture), seed % 6
    if kind == 1:
        return grained(picture, chance)
    if kind == 2:
        return _blend(picture, Image.linear_gradient("L").resize(size), 0.5)
    if kind == 3:
        for top in (0, 134, 268):
            pen.rectangle((0, top, 600, top + 134), fill=tuple(chance.randint(0, 255) for _ in "rgb"))
    if kind == 4:
        pen.ellipse((280, 180, 320, 220), fill=tuple(chance.randint(0, 255) for _ in "rgb"))
    if kind == 5:
        return _blend(picture, Image.radial_gradient("L").resize(size), 0.5)
    return picture


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def _lit(picture: Image.Image, chance: random.Random, share: float) -> Image.Image:
    """Light from one side."""
    slope = Image.linear_gradient("L").rotate(chance.uniform(0, 360)).crop((40, 40, 216, 216)).resize(picture.size)
    return _blend(picture, slope, share)


def _blend(picture: Image.Image, greys: Image.Image, share: float) -> Image.Image:
    return Image.blend(picture, Image.merge("RGB", [greys] * 3), share)


def grained(picture: Image.Image, chance: random.Random) -> Image.Image:
    """The noise of a sensor."""
    noise = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    return _blend(picture, noise, 0.03)


def jpeg(picture: Image.Image, quality: int = 92, **options) -> bytes:
    return _saved(picture.convert("RGB") if picture.mode not in ("L", "CMYK") else picture, "JPEG", quality, **options)


def png(picture: Image.Image, **options) -> bytes:
    return _saved(picture, "PNG", 0, **options)


def webp(picture: Image.Image, quality: int = 80, **options) -> bytes:
    return _saved(picture, "WEBP", quality, **options)


def _saved(picture: Image.Image, kind: str, quality: int, **options) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **({"quality": quality} if quality else {}), **options)
    return stream.getvalue()


def saved_again(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What happens to a picture on its way: (what, the file). The last two were cut as well."""
    first = Image.open(io.BytesIO(data))
    first.load()
    wide, high = first.size

    def scaled(share: float) -> Image.Image:
        return first.resize((int(wide * share), int(high * share)))

    passed_on = Image.open(io.BytesIO(jpeg(scaled(0.8), 70)))
    yield "JPEG, quality 75", jpeg(first, 75)
    yield "JPEG, quality 40", jpeg(first, 40)
    yield "PNG", png(first)
    yield "WebP, quality 60", webp(first, 60)
    yield "half the size, quality 80", jpeg(scaled(0.5), 80)
    yield "a third, quality 50", jpeg(scaled(1 / 3), 50)
    yield "200 pixels wide, quality 70", jpeg(first.resize((200, 200 * high // wide)), 70)
    yield "120 pixels wide, quality 75", jpeg(first.resize((120, 120 * high // wide)), 75)
    yield "twice the size", jpeg(scaled(2), 85)
    yield "passed on three times", jpeg(passed_on.resize((wide // 2, high // 2)), 60)
    yield "grey", jpeg(first.convert("L"), 80)
    yield "a little squeezed", jpeg(first.resize((wide // 2, int(high * 0.51))), 80)
    for percent in (1, 3):
        left, top = wide * percent // 100, high * percent // 100
        yield f"{percent} % cut off on each side", jpeg(first.crop((left, top, wide - left, high - top)), 85)
