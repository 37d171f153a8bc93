"""Pictures of pages for the handbook and the README: taken of the demo, by hand, whenever pages have changed.

Everything on them is fictional (demo/README.md). They are the same for the same pages, browser and fonts; the desk's
dates of taking in are those of the day. Not here: tests that pages fit and that nothing goes wrong (tests/browser).

    python tools/pictures.py               of a demo made for it, in about a minute
    python tools/pictures.py --folder F    of the demo that lies in F (made by demo/run.py --no-serve --folder F)
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "handbook" / "pictures"
MEMBER = "Nadira Ormanbaq"
NAME = "Ерғазы"
PHONE, SCREEN = (390, 780), (1120, 800)
sys.path.insert(0, str(ROOT / "tests"))


@dataclass(frozen=True)
class Picture:
    """`opens` is a path; {person} stands for the page of the demo's first person, in this language."""

    name: str
    opens: str
    language: str = "en"
    size: tuple[int, int] = SCREEN
    scheme: str = "light"


OF_THE_REGISTER = (
    Picture("register-home-en", "/en/"),
    Picture("register-person-en", "{person}", size=(1120, 980)),
    Picture("register-person-ug-phone", "{person}", "ug", PHONE),
)
OF_THE_DESK = (
    Picture("desk-home-en", "/"),
    Picture("desk-home-ug-phone", "/", "ug", PHONE),
    Picture("desk-person-en", "{person}", size=(1120, 980)),
    Picture("desk-person-zh-dark", "{person}", "zh", scheme="dark"),
    Picture("desk-account-en", "/accounts/1", size=(1120, 1100)),
    Picture("desk-contradictions-en-phone", "/contradictions", size=PHONE),
    Picture("desk-proposals-en", "/proposals", size=(1120, 520)),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    folder = parser.parse_args().folder
    if folder is not None:
        take(folder.resolve())
        return 0
    with tempfile.TemporaryDirectory() as made:
        run = [sys.executable, str(ROOT / "demo" / "run.py"), "--no-serve", "--folder", f"{made}/demo"]
        subprocess.run(run, check=True)
        take(Path(made) / "demo")
    return 0


def take(demo: Path) -> None:
    """All pictures of one demo."""
    from playwright.sync_api import sync_playwright

    from running import serving

    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium is not installed: apt-get install chromium")
    before = ("-w", demo / "workspace", "--by", MEMBER, "--passphrase-file", demo / "passphrase.txt")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with serving("--release", demo / "register") as served:
            for picture in OF_THE_REGISTER:
                take_one(browser, served, picture, f"/{picture.language}/people.html")
        with serving(before=before) as served:
            for picture in OF_THE_DESK:
                take_one(browser, served, picture, "/people")
        browser.close()


def take_one(browser, served, picture: Picture, people: str) -> None:
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=picture.scheme)
    context.add_cookies([{"name": "language", "value": picture.language, "url": served.origin}])
    page = context.new_page()
    page.goto(served.address)
    opens = picture.opens
    if opens == "{person}":
        page.goto(served.origin + people)
        opens = page.locator("main li", has_text=NAME).locator("a").first.evaluate("one => new URL(one.href).pathname")
    page.goto(served.origin + opens)
    path = PICTURES / f"{picture.name}.png"
    page.screenshot(path=path)
    _make_small(path)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KiB")
    context.close()


def _make_small(path: Path) -> None:
    """The colours of a page are few: a palette says them in a third of the bytes."""
    from PIL import Image

    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(160, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
