"""Names of people in scripts with capitals: runs of capitalised words that something says are a person.

What speaks for a name: a given name that `tizim.names` knows, a father's name, a title, a relation or a trade before
it, an age or "a farmer" behind it, a verb that people do. Two capitalised words alone are no person. Places, peoples,
months, media and offices are none. A single word is one only if it is a known given name, is called so, or is part of
a fuller name of the same text.

>>> from .lexicon import lexicon
>>> [found.label for found in find_names("Her uncle Tolqyn Demesin was taken to Ghulja.", lexicon("en"))]
['Tolqyn Demesin']
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tizim.core.places import find_place
from tizim.names.chinese import split_pinyin
from tizim.names.lexicon import gender_of
from tizim.names.words import read_words

from .endings import Cut, cut_case
from .lexicon import Lexicon
from .name import Name
from .people_han import find_chinese_names
from .people_uyghur import find_uyghur_names
from .subjects import stem

MOST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+(?:[-’'ʼ‘`][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    stop: int
    text: str
    case: str


def find_names(text: str, lex: Lexicon) -> list[Name]:
    """The names of people in `text`, in order."""
    if lex.language == "zh":
        return find_chinese_names(text, lex)
    if lex.language == "ug":
        return find_uyghur_names(text, lex)
    found: list[Name] = []
    more: list[Name] = []
    for run in _runs(text, lex):
        found.extend(_read_run(text, run, lex))
    full = {stem(part) for name in found if " " in name.label for part in name.label.split()}
    starts = [name.start for name in found]
    for run in _runs(text, lex) if full else ():
        for word in run:
            at = bisect_right(starts, word.start) - 1
            if stem(word.text) in full and (at < 0 or found[at].stop <= word.start):
                more.append(Name(word.start, word.end, word.stop, text[word.start : word.end], word.case, whole=False))
    return sorted(found + more, key=lambda name: name.start)


def _runs(text: str, lex: Lexicon) -> Iterator[list[_Word]]:
    """Capitalised words that stand together, parted by one space; particles of descent may stand between."""
    particles = lex.words("particles")
    run: list[_Word] = []
    for found in _WORD.finditer(text):
        word = found[0]
        if not (word[0].isupper() or (run and word.casefold() in particles)) or (len(word) > 1 and word.isupper()):
            if run:
                yield run
            run = []
            continue
        if run and (
            not _goes_on(text[run[-1].stop : found.start()], run[-1].text, lex)
            or (run[-1].case and lex.language != "ru")
        ):
            yield run
            run = []
        run.append(_word(found, lex))
    if run:
        yield run


def _goes_on(between: str, before: str, lex: Lexicon) -> bool:
    """Whether two words stand together; a stop is only passed after an initial or "Dr."."""
    short = len(before) == 1 or before.casefold() in lex.words("titles")
    return between in (" ", "\u00a0") or (between == ". " and short)


def _word(found: re.Match[str], lex: Lexicon) -> _Word:
    start, stop, text = found.start(), found.end(), found[0]
    if lex.language in ("en", "tr"):
        mark = _POSSESSIVE.search(text) if lex.language == "en" else re.search(r"['’](\w{1,5})$", text)
        if mark:
            case = "gen" if lex.language == "en" else lex.data["cases"].get(mark[1], "obl")
            return _Word(start, start + mark.start(), stop, text[: mark.start()], case)
        return _Word(start, stop, stop, text, "")
    cut: Cut = cut_case(text, lex)
    if lex.language == "ru":  # every word of a name is declined: it is quoted as it stands
        return _Word(start, stop, stop, cut.stem, cut.case)
    return _Word(start, start + len(cut.stem), stop, cut.stem, cut.case)


def _read_run(text: str, run: list[_Word], lex: Lexicon) -> Iterator[Name]:
    words = list(run)
    stops, titles = lex.words("not_names"), lex.words("titles")
    titled = False
    while words and (words[0].text.casefold() in stops | titles or _is_label(words[0].text, text, words[0].start, lex)):
        titled = words[0].text.casefold() in titles
        words = words[1:]
        while words and words[0].text.casefold() in lex.words("particles"):  # «Ұстазымның ұлы …»: a son, no name
            words = words[1:]
    if len(words) > 2 and _opens(text, words[0].start) and not _known(words[0].text) and _known(words[1].text):  # noqa: PLR2004
        words = words[1:]  # the first word of a sentence has its capital anyway
    for at, word in enumerate(words):  # what no name holds ends the run; what follows is read for itself
        if word.text.casefold() in stops:
            yield from _read_run(text, words[at + 1 :], lex)
            words = words[:at]
            break
    words = words[:MOST_WORDS] if len(words) <= MOST_WORDS + 2 else []
    if not words or any(word.text.casefold() in lex.words("never_in_names") for word in words):
        return
    if _is_place(text, words) or not _is_person(text, words, lex, titled):
        return
    first, last = words[0], words[-1]
    case = last.case or (first.case if lex.language == "ru" else "")
    if case == "amb" and first.case:  # «Ержану Серикову» is told by its first word, «Айгуль Серикову» by neither
        case = first.case
    yield Name(first.start, last.end, last.stop, text[first.start : last.end], case, _gender(words))


def _is_label(word: str, text: str, start: int, lex: Lexicon) -> bool:
    """A common word that has its capital only because the sentence begins there."""
    if not _opens(text, start):
        return False
    if word.casefold() in lex.words("openers"):
        return True
    common = lex.patterns.get("common_word")  # a trade or a relation that begins a sentence
    return not _known(word) and bool(word.casefold() in lex.words("nouns") or (common and common.fullmatch(word)))


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at `start`."""
    return not start or text[start - 1] in '\n“"«„(' or text[max(0, start - 2) : start].strip()[-1:] in ".!?:;”»"


def _is_place(text: str, words: list[_Word]) -> bool:
    whole = text[words[0].start : words[-1].end]
    return find_place(whole) is not None or find_place(text[words[0].start : words[-1].stop]) is not None


def _is_person(text: str, words: list[_Word], lex: Lexicon, titled: bool) -> bool:
    thing = lex.patterns.get("thing_behind")
    if thing and thing.match(text, words[-1].stop):  # "Bayan prison" is called after somebody, but is nobody
        return False
    known = sum(_known(word.text) or (lex.language == "ru" and _is_declined(word.text)) for word in words)
    if len(words) == 1:
        if len(words[0].text) < 3:  # noqa: PLR2004
            return False
        return known > 0 or titled or lex.patterns["called"].search(_before(text, words)) is not None
    if any(find_place(word.text) for word in words) and not known:
        return False
    if known or titled or any(_is_fathers(word.text) for word in words[1:]):
        return True
    if len(words) > 1 and words[0].text.casefold() in lex.words("surnames") and all(_is_pinyin(w.text) for w in words):
        return True
    before = lex.patterns["before_name"].search(_before(text, words))
    return bool(before or lex.patterns["after_name"].match(text, words[-1].stop, min(len(text), words[-1].stop + 60)))


def _is_pinyin(word: str) -> bool:
    return split_pinyin(word.casefold()) is not None


def _before(text: str, words: list[_Word]) -> str:
    return text[max(0, words[0].start - 40) : words[0].start]


@lru_cache(maxsize=20_000)
def _known(word: str) -> bool:
    read = read_words([word])
    return bool(len(word) > 2 and read and (read[0].ids or read[0].stem_ids))  # noqa: PLR2004


@lru_cache(maxsize=20_000)
def _is_declined(stem: str) -> bool:
    """Whether what a Russian case leaves is a known name without its last letter: «Турсунта(я)», «Айгул(и)»."""
    return len(stem) > 3 and any(_known(stem + last) for last in "йьая")  # noqa: PLR2004


@lru_cache(maxsize=20_000)
def _is_fathers(word: str) -> bool:
    return (
        re.search(r"(?:ович|евич|овна|евна|улы|ұлы|қызы|кызы|оглы|uly|qyzy|kyzy|oghli|oglu|ovich|ovna)\w{0,3}$", word)
        is not None
    )


def _gender(words: list[_Word]) -> str:
    """By the given name alone: the word after it may be the father's."""
    read = read_words([words[0].text])
    return gender_of(read[0].ids or read[0].stem_ids) if read else ""
