"""What a text says about itself: title, day, place, agency, source line, byline, and what kind of text it is.

Only what stands there in so many words. A file's name or its date on the disk says nothing; "on Tuesday" is no
date; "Source: agencies" names nobody. Where two things could be meant (two dates, two credits), the first counts and
the other stays in `leftovers`. A kind is given only on a clear sign; otherwise it is "".

>>> describe(["A title", "LONDON: Something happened. (ANI)"], {}).publication
'ANI'
"""

from __future__ import annotations

import re
from functools import cache

from tizim.core.dates import parse_date
from tizim.core.errors import BadInput

from .extracted import Extracted
from .words import alternatives, load_words, pattern

MAX_LOOK_CHARS = 2_000
HEAD_LINES, TAIL_LINES = 15, 5

_DATELINE = re.compile(
    r"^\s*([A-ZА-ЯӘҒҚҢӨҰҮҺІ][A-ZА-ЯӘҒҚҢӨҰҮҺІ .’'-]{2,30})"  # the place, in capitals
    r"(?:\s*,\s*([^:—–()]{3,30}?))?\s*(?:\([^)]{2,20}\)\s*)?[:—–-]\s"
)
_COPYRIGHT = re.compile(
    r"^\s*(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,.]*([^\d.,;|]{3,60})", re.IGNORECASE
)
_TODAY = re.compile(
    r"((?:[A-Z][\w’'-]+)(?: (?:of|for|the|and|[A-Z][\w’'-]+)){0,5}) said (?:today )?in an? (?:\w+ )?"
    r"(?:briefing|report|statement|press release|news release)(?: (?:published|released|issued))? today"
)


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"\(({alternatives('agencies')})(?:\s+News)?\)\s*[-–—.]?\s*(?:$|(?=\S))")


@cache
def _chinese_agency() -> re.Pattern[str]:
    return re.compile(rf"^\s*[（(]?({alternatives('chinese_agencies')})(\S{{2,6}}?)?(\d{{1,2}}月\d{{1,2}}日)?电")


@cache
def _labelled(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{alternatives(name)})\s*[:：]\s*(\S.{{0,100}})$", re.IGNORECASE)


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{alternatives('bylines')})(?:\s*[:：]\s*|\s+)([^.!?:]{{3,60}})$", re.IGNORECASE)


def describe(lines: list[str], meta: dict[str, str], dropped: list[str] | None = None) -> Extracted:
    """What these lines say about themselves. `meta`: what the file format says, which is believed first."""
    # A line is looked at only so far: patterns on lines of megabytes would take for ever.
    filled = [line.strip()[:MAX_LOOK_CHARS] for line in lines if line.strip()]
    found = Extracted(text="\n".join(lines).strip("\n"))
    if not filled:
        return found
    masthead, title = _masthead(filled)
    found.title = meta.get("title") or title or (filled[0] if len(filled[0]) <= 300 else "")
    _find_dates(filled, found, meta)
    _find_publication(filled, found, {"publication": masthead, **{name: text for name, text in meta.items() if text}})
    for line in filled[:12]:
        if byline := _byline().match(line):
            found.leftovers["byline"] = byline[1].strip()
            break
    for line in filled[1:6]:
        if dateline := _DATELINE.match(line):
            found.leftovers["dateline"] = dateline[1].strip()
            break
    found.kind = meta.get("kind") or _kind(filled, dropped or [], found)
    return found


def read_day(text: str) -> str:
    """`text` as EDTF if it is a date with at least a month, else ""."""
    try:
        edtf = parse_date(text.strip(" .,;|[]()")).edtf
    except BadInput:
        return ""
    return edtf if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?", edtf) else ""


def _masthead(filled: list[str]) -> tuple[str, str]:
    """(publisher, headline) of a text that begins as a page of a newspaper does: a name, the day, then the headline."""
    if len(filled) < 5 or not _day_line(filled[1]) or len(filled[0]) > 60 or _ends_sentence(filled[0]):
        return "", ""
    headline = next((line for line in filled[2:5] if not line.startswith(("(", "（", "["))), "")
    rest = filled[filled.index(headline) + 1 :] if headline else []
    is_headline = len(headline) <= 140 and headline[:1].isalnum() and not _ends_sentence(headline)
    longest = max((len(line.encode()) for line in rest[:3]), default=0)  # bytes: a Chinese sentence has few characters
    return (filled[0], headline) if is_headline and longest > len(headline.encode()) and longest > 60 else ("", "")


def _ends_sentence(line: str) -> bool:
    return line.endswith((".", "!", "?", "。", "！", "？", "؟", ":", "："))


def _find_dates(filled: list[str], found: Extracted, meta: dict[str, str]) -> None:
    days = [(position, line, day) for position, line in _edges(filled) if (day := _day_line(line))]
    top = next(((line, day) for position, line, day in days if position < HEAD_LINES), None)
    last = days[-1] if days and days[-1][0] >= max(4, len(filled) - TAIL_LINES) else None
    end = last[1:] if last else None
    if meta.get("published_on"):
        found.published_on = meta["published_on"]
    elif top:
        found.published_on = top[1]
    elif end:
        found.published_on = end[1]
    if end and end[1] != found.published_on:
        found.leftovers["date_at_end"] = end[0]
    if top and top[1] != found.published_on:
        found.leftovers["date_at_top"] = top[0]


def _edges(filled: list[str]) -> list[tuple[int, str]]:
    """The lines at the head and at the tail, with their positions: where dates and credits stand."""
    numbered = list(enumerate(filled))
    return numbered[:HEAD_LINES] + numbered[max(HEAD_LINES, len(filled) - TAIL_LINES) :]


def _day_line(line: str) -> str:
    """The day of a line that is nothing but a date, with or without a label, a clock and a place."""
    if len(line) > 60 or not re.search(r"\d", line):
        return ""
    text = re.sub(rf"^\s*(?:{alternatives('date_labels')})(?:\s*[:：]\s*|\s+)", "", line, flags=re.IGNORECASE)
    text = re.sub(r"[,|·]?\s*\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[AaPp]\.?[Mm]\.?|GMT|UTC|BST|MSK|МСК)*\s*$", "", text)
    return read_day(text) or (read_day(text.split(",", 1)[1]) if "," in text else "")


def _find_publication(filled: list[str], found: Extracted, meta: dict[str, str]) -> None:
    credits = list(dict.fromkeys(_credits(filled)))
    named = [credit for credit in credits if not pattern("nameless_credits").fullmatch(credit)]
    found.publication = meta.get("publication") or (named[0] if named else "")
    if others := [credit for credit in credits if credit != found.publication]:
        found.leftovers["also_credited"] = "; ".join(others)


def _credits(filled: list[str]) -> list[str]:
    found = []
    for line in [*filled[:HEAD_LINES], *filled[-TAIL_LINES:]]:
        if source := _labelled("source_labels").match(line):
            found.append(source[1].strip(" ."))
    for line in filled:
        if agency := _agency().search(line):
            if agency.end() == len(line) or _DATELINE.match(line):
                found.append(agency[1])
        elif chinese := _chinese_agency().match(line):
            found.append(chinese[1])
    found += [owner[1].strip() for line in filled[-TAIL_LINES:] if (owner := _COPYRIGHT.match(line))]
    found += [said[1] for line in filled[:20] if (said := _TODAY.search(line))]
    return found


def _kind(filled: list[str], dropped: list[str], found: Extracted) -> str:
    shown = [line for line in [found.title, *filled[:3], *dropped] if len(line) <= 200]
    for kind, words in load_words()["kinds"].items():
        if any(word.casefold() in line.casefold() for word in words for line in shown):
            return str(kind)
    if any(line.casefold().startswith(tuple(load_words()["letter_openings"])) for line in filled[:2]):
        return "letter"
    if any(_TODAY.search(line) for line in filled[:20]):
        return "press_release"
    if found.publication or found.leftovers.keys() & {"byline", "dateline", "also_credited"}:
        return "article"
    return ""
