"""Plain text and Markdown, as somebody saved or typed it.

>>> extract("Title\\n\\n26 Sep 2018\\n\\nText.".encode()).published_on
'2018-09-26'
"""

from __future__ import annotations

from tizim.core.i18n import gettext as _
from tizim.intake.encoding import guess_encoding

from .article import describe
from .extracted import Extracted
from .navigation import split_navigation


def prepare() -> None:
    import tizim.core.dates  # noqa: F401


def extract(data: bytes) -> Extracted:
    guess = guess_encoding(data)
    text = data.decode(guess.name, "replace").removeprefix("\ufeff")
    kept, dropped = split_navigation(text.splitlines())
    found = describe(kept, {}, dropped)
    found.dropped = dropped
    if guess.sure < 1:
        found.notices.append(_("The encoding was guessed: {name}.", name=guess.name))
    if "\ufffd" in found.text:
        found.notices.append(_("Some bytes are no text and are shown as �; the original has them."))
    return found
