"""PDF: text page by page with pdfium, which returns Uyghur in logical order. Nothing in it is run or followed.

Lines that stand on most pages (running heads, page numbers) are dropped and handed back. A page without text is a
picture: it is said, not recognised. `leftovers["page_starts"]`: at which character of the text each page begins.
"""

from __future__ import annotations

import re
from collections import Counter

from tizim.core.i18n import gettext as _
from tizim.intake.archive_check import Refused

from .article import describe
from .extracted import Extracted

MAX_PAGES = 2_000


def prepare() -> None:
    import pypdfium2  # noqa: F401

    import tizim.core.dates  # noqa: F401


def extract(data: bytes) -> Extracted:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused(_("It is protected with a password. Remove the password and try again.")) from error
        raise Refused(_("It is not a complete PDF.")) from error
    pages = [_page_text(document, number) for number in range(min(len(document), MAX_PAGES))]
    kept, dropped = _without_running_heads(pages)
    found = describe("\n\n".join(kept).splitlines(), {})
    found.text = "\n\n".join(kept)
    found.dropped = dropped
    _say_pages(found, kept, len(document))
    about = document.get_metadata_dict(skip_empty=True)
    if title := about.get("Title"):
        found.leftovers["file_title"] = title
    if author := about.get("Author"):
        found.identity["file_author"] = author  # may be the one who speaks: sealed, unless a publication speaks
    return found


def _page_text(document, number: int) -> str:
    import pypdfium2

    try:
        text = document[number].get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").strip()


def _without_running_heads(pages: list[str]) -> tuple[list[str], list[str]]:
    if len(pages) < 3:
        return pages, []
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        counts.update({_shape(line) for line in [*lines[:1], *lines[-1:]]})
    running = {shape for shape, count in counts.items() if count >= 3 and count > len(pages) / 2}
    kept, dropped = [], []
    for page in pages:
        lines = page.splitlines()
        edges = {position for position in range(len(lines)) if position < 2 or position >= len(lines) - 2}
        out = {p for p in edges if lines[p].strip() and _shape(lines[p].strip()) in running}
        kept.append("\n".join(line for p, line in enumerate(lines) if p not in out))
        dropped += [lines[p] for p in sorted(out)]
    return kept, dropped


def _shape(line: str) -> str:
    """Page numbers differ from page to page; the line around them does not."""
    return re.sub(r"\d+", "#", line)


def _say_pages(found: Extracted, pages: list[str], count: int) -> None:
    starts, position = [], 0
    for page in pages:
        starts.append(str(position))
        position += len(page) + 2
    found.leftovers["page_starts"] = " ".join(starts)
    empty = sum(1 for page in pages if not page.strip())
    if empty:
        found.notices.append(_("{empty} of {count} pages hold no text: they are pictures.", empty=empty, count=count))
    if count > len(pages):
        found.notices.append(_("Only the first {limit} pages were read.", limit=MAX_PAGES))
