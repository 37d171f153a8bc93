"""Draws the pictures of the fictional case file: an apple tree, a house, an instrument, a letter. Never a face.

Run by hand when a drawing changes (`python demo/draw.py`); the pictures are kept beside the interviews. Each carries
metadata on purpose (author, place, a comment with the word EXIF-CANARY), so that a test can see that none of it is
published. Needs Pillow, which only development installs. The same Pillow draws the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

PHOTOS = Path(__file__).resolve().parent / "case" / "interviews" / "photos"
CANARY = "EXIF-CANARY: this comment must never be published"
AUTHOR = "EXIF-CANARY author"
SIZE = (320, 240)
SKY, GRASS, BARK, LEAF, APPLE = "#dbe7ee", "#a8b98a", "#6b4f3a", "#5f7d4e", "#b4443c"


def draw_apple_tree() -> Image.Image:
    """An apple tree in front of a plain wall."""
    image = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 180, 320, 240), fill=GRASS)
    pen.polygon(((150, 190), (156, 110), (168, 110), (176, 190)), fill=BARK)
    for x, y, r in ((162, 80, 48), (120, 100, 34), (204, 100, 34), (140, 58, 30), (190, 60, 30)):
        pen.ellipse((x - r, y - r, x + r, y + r), fill=LEAF)
    for x, y in ((122, 96), (150, 66), (178, 92), (206, 104), (160, 112), (190, 62), (134, 118)):
        pen.ellipse((x - 6, y - 6, x + 6, y + 6), fill=APPLE)
    return image


def draw_blue_house() -> Image.Image:
    """A house with a blue door and two windows."""
    image = Image.new("RGB", SIZE, "#efe6d5")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 190, 320, 240), fill="#c9b690")
    pen.rectangle((60, 100, 260, 200), fill="#f7f3ea", outline="#8c7a5b", width=3)
    pen.polygon(((45, 100), (160, 40), (275, 100)), fill="#8a5a44")
    pen.rectangle((140, 130, 180, 200), fill="#2f6da8")
    pen.ellipse((170, 162, 176, 168), fill="#f2d06b")
    for x in (80, 205):
        pen.rectangle((x, 125, x + 36, 160), fill="#a9c9dd", outline="#2f6da8", width=3)
        pen.line((x + 18, 125, x + 18, 160), fill="#2f6da8", width=2)
    return image


def draw_dutar() -> Image.Image:
    """A long-necked lute with two strings."""
    image = Image.new("RGB", SIZE, "#e9dcc4")
    pen = ImageDraw.Draw(image)
    pen.line((40, 60, 230, 150), fill="#5b3a26", width=12)
    pen.ellipse((200, 110, 290, 200), fill="#a8703f", outline="#5b3a26", width=4)
    for shift in (-2, 2):
        pen.line((40, 60 + shift, 262, 165 + shift), fill="#f4efe6", width=1)
    for step in range(9):
        x, y = 60 + step * 16, 69 + step * 8
        pen.line((x - 4, y + 7, x + 4, y - 7), fill="#f2d06b", width=2)
    for x, y in ((36, 46), (28, 62)):
        pen.line((x, y, x + 16, y + 10), fill="#2d1d13", width=4)
    return image


def draw_letter() -> Image.Image:
    """A sheet of paper with a name and lines that imitate handwriting without being any words."""
    image = Image.new("RGB", SIZE, "#7d8a94")
    pen = ImageDraw.Draw(image)
    pen.polygon(((40, 20), (285, 28), (278, 225), (34, 216)), fill="#faf6ea")
    pen.text((60, 36), "Yerghazy Bulaqbai", fill="#25395c", font=ImageFont.load_default(size=20))
    for row in range(7):
        y = 80 + row * 17
        points = [(58 + step * 6, y + (row * 7 + step * step * 3) % 7 - 3) for step in range(34 - 3 * (row % 3))]
        pen.line(points, fill="#25395c", width=1)
    pen.text((60, 200), "a drawing, not a letter", fill="#8b8674", font=ImageFont.load_default(size=11))
    return image


def make_exif() -> Image.Exif:
    """EXIF with an author, a description, a maker and a place: all invented, all to be removed on publication."""
    exif = Image.Exif()
    exif[0x010E] = CANARY  # ImageDescription
    exif[0x010F] = "EXIF-CANARY telephone"  # Make
    exif[0x013B] = AUTHOR  # Artist
    exif[0x0132] = "2016:05:09 10:11:12"  # DateTime
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (1.0, 2.0, 3.0), 3: "E", 4: (4.0, 5.0, 6.0)})
    return exif


def save_png(image: Image.Image, name: str) -> None:
    """Few colours, so that the file stays small; the canary in a text chunk and in EXIF."""
    chunks = PngInfo()
    chunks.add_text("Comment", CANARY)
    chunks.add_text("Author", AUTHOR)
    image.quantize(colors=32).save(PHOTOS / name, pnginfo=chunks, exif=make_exif(), optimize=True)


def save_jpeg(image: Image.Image, name: str) -> None:
    """The canary in EXIF and in a comment segment."""
    image.save(PHOTOS / name, quality=80, exif=make_exif(), comment=CANARY.encode())


def main() -> None:
    """Writes all four pictures."""
    PHOTOS.mkdir(parents=True, exist_ok=True)
    save_png(draw_apple_tree(), "apple-tree.png")
    save_png(draw_letter(), "letter.png")
    save_jpeg(draw_blue_house(), "blue-house.jpg")
    save_jpeg(draw_dutar(), "dutar.jpg")


if __name__ == "__main__":
    main()
