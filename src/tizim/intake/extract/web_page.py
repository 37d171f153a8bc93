"""A saved web page: the article without the site around it, its headline, day and publisher from the page's own tags.

trafilatura finds the article; where it finds none (or breaks on a hostile page), all text of the page is taken and
read like plain text. Scripts never run, nothing is fetched, no address in the page is followed.

>>> page = b"<html><head><meta property='og:site_name' content='Green Lamp'></head><body><p>Words.</p></body></html>"
>>> extract(page).publication
'Green Lamp'
"""

from __future__ import annotations

import re

from tizim.core.i18n import gettext as _
from tizim.intake.encoding import guess_encoding

from .article import describe
from .extracted import Extracted
from .navigation import split_navigation
from .page import Page

MAX_TAGS = 200_000
MAX_LINES = 5_000


def prepare() -> None:
    import trafilatura
    import trafilatura.metadata  # noqa: F401

    trafilatura.bare_extraction("<html><body><article><p>warm up</p></article></body></html>")  # late imports and files


def extract(data: bytes) -> Extracted:
    html = _decode(data)
    page = Page()
    page.read(html)
    article = _article(html)
    lines = [line for line in page.lines if line.strip()]
    if article:
        kept = article.splitlines()
        seen = {_plain(line) for line in kept}
        whole = _plain(article)
        dropped = [line for line in lines[:MAX_LINES] if _plain(line) not in seen and _plain(line) not in whole]
    else:
        kept, dropped = split_navigation(lines)
    found = describe(kept, page.meta(), [line for line in dropped if len(line) <= 200][:40])
    found.dropped = dropped
    found.url = page.tags.get("canonical", "") or page.tags.get("og:url", "")
    if author := page.tags.get("author") or page.tags.get("article:author"):
        found.leftovers.setdefault("byline", author)
    if not article:
        found.notices.append(_("No article was found in this page; all its text was taken."))
    return found


def _decode(data: bytes) -> str:
    if declared := re.search(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", data[:4096], re.IGNORECASE):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return data.decode(guess_encoding(data).name, "replace")


def _article(html: str) -> str:
    """The article as trafilatura sees it, or ""; a page that breaks it is a page without an article."""
    import trafilatura

    if html.count("<") > MAX_TAGS or _depth(html) > 400:
        return ""
    try:
        text = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True, fast=False)
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError, IndexError, KeyError):
        return ""
    return text or ""


_NESTING = re.compile(r"<(/?)(?:div|span|table|tr|td|ul|ol|li|section|b|i|em|font|blockquote)\b", re.IGNORECASE)


def _depth(html: str) -> int:
    """How deep elements nest, roughly: what opens and is not closed."""
    depth = deepest = 0
    for closing in _NESTING.findall(html):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest


def _plain(line: str) -> str:
    return re.sub(r"[\W_]+", "", line).casefold()
