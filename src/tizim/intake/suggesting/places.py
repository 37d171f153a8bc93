"""Places of the gazetteer in running text: what `core.places` reads, in the cases that prose gives it.

In scripts with capitals the longest capitalised run that is a place; in Uyghur script the longest run of words; in
Chinese the longest known name. What names a person or stands in a longer name is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tizim.core.places import find_place, iter_spellings

from .lexicon import Lexicon
from .spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ‘`.][^\W\d_]+)*")
_RUSSIAN = (
    ("ии", "ия"),
    ("ию", "ия"),
    ("ией", "ия"),
    ("е", ""),
    ("е", "а"),
    ("у", "а"),
    ("у", ""),
    ("а", ""),
    ("и", "а"),
    ("ы", "а"),
    ("ой", "а"),
    ("ом", ""),
    ("ем", "й"),
    ("и", "ь"),
    ("я", "й"),
    ("е", "й"),
    ("ю", "й"),
)
_TURKISH = re.compile(r"['’](?:\w{1,4})$")
_RAISED = re.compile("ى(?:دا|دە|دىن|غا|گە|نىڭ|نى)$")  # غۇلجا → غۇلجىدا
MOST_WORDS = 5
LEAST_HANI = 2


def find_places(text: str, offset: int, lex: Lexicon, taken: list[tuple[int, int]]) -> Iterator[Span]:
    """Spans of kind L with the code as value; `taken` are the places of names, in the whole text."""
    finder = _chinese if lex.language == "zh" else _words
    for start, end, code in finder(text, lex):
        if not any(low < offset + end and offset + start < high for low, high in taken):
            yield Span(offset + start, offset + end, "L", value=code, text=text[start:end])


def _words(text: str, lex: Lexicon) -> Iterator[tuple[int, int, str]]:
    words = list(_WORD.finditer(text))
    stops = lex.words("not_places")
    cased = lex.language != "ug"
    at = 0
    while at < len(words):
        if words[at][0].casefold() in stops or (cased and not words[at][0][0].isupper()):
            at += 1
            continue
        for size in range(min(MOST_WORDS, len(words) - at), 0, -1):
            last = words[at + size - 1]
            if last.end() - words[at].start() > 60 or "\n" in text[words[at].start() : last.end()]:  # noqa: PLR2004
                continue
            code = _read(text[words[at].start() : last.end()], lex.language)
            if code:
                yield words[at].start(), last.end(), code
                at += size
                break
        else:
            at += 1


@lru_cache(maxsize=50_000)
def _read(written: str, language: str) -> str:
    if re.search(r"[.,;:!?\"“”«»]", written.replace(".", "", 2)) or len(written) < 2:  # noqa: PLR2004
        return ""
    for form in _forms(written, language):
        place = find_place(form)
        if place and _is_sure(form, place.code, language):
            return place.code
    return ""


def _forms(written: str, language: str) -> Iterator[str]:
    yield written
    if language == "en":
        yield re.sub(r"['’]s?$", "", written)
    if language == "tr":
        yield _TURKISH.sub("", written)
    if language == "ug":
        yield from (_RAISED.sub(vowel, written) for vowel in "اە" if _RAISED.search(written))
    if language == "ru":
        yield from (
            written[: -len(end)] + new for end, new in _RUSSIAN if written.endswith(end) and len(written) > len(end) + 3
        )


def _is_sure(form: str, code: str, language: str) -> bool:
    """A people's name is no country ("British"); in Uyghur script a word of three letters may be anything."""
    if re.search(r"(?:ish|ese|ian|citizen|national)$|^(?:citizen|гражданин|гражданка)", form, re.IGNORECASE):
        return False
    return language != "ug" or len(form) > 3  # noqa: PLR2004


def _chinese(text: str, lex: Lexicon) -> Iterator[tuple[int, int, str]]:
    names, stops = _chinese_names(), lex.words("not_places")
    at = 0
    while at < len(text):
        for size in range(min(14, len(text) - at), LEAST_HANI - 1, -1):
            piece = text[at : at + size]
            if piece in names and piece not in stops:
                end = _further(text, at + size, names)
                place = find_place(text[at:end]) or find_place(piece)
                if place:
                    yield at, end, place.code
                    at = end - 1
                break
        at += 1


def _further(text: str, end: int, names: frozenset[str]) -> int:
    """新疆伊犁伊宁县 is one place: what follows at once and lies within belongs to it."""
    for size in range(min(12, len(text) - end), LEAST_HANI - 1, -1):
        if text[end : end + size] in names:
            return _further(text, end + size, names)
    return end


@cache
def _chinese_names() -> frozenset[str]:
    found = set()
    for _code, name in iter_spellings():
        if re.fullmatch("[\u3400-\u9fff]{2,14}", name):
            found.add(name)
            bare = re.sub(r"(?:自治区|自治州|自治县|地区|[市县区省州])$", "", name)
            if len(bare) >= LEAST_HANI and find_place(bare):
                found.add(bare)
    return frozenset(found)
