"""Names of people in Uyghur script, which has no capitals: known given names and the word beside them.

A known given name counts with another beside it, behind a relation, a trade or a title, or before words that follow
names; alone it may be any word ("wave", "light") and is none.

>>> from .lexicon import lexicon
>>> [name.label for name in find_uyghur_names("دادىسى ئەخمەت تۇرسۇننى تۇتۇپ كەتتى", lexicon("ug"))]
['ئەخمەت تۇرسۇن']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tizim.core.places import find_place
from tizim.names.lexicon import gender_of
from tizim.names.words import read_words

from .endings import cut_case, is_known
from .lexicon import Lexicon
from .name import Name

MOST_WORDS = 3
LEAST = 4  # letters of a name that stands alone
_WORD = re.compile(r"[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]+")
_FORMED = re.compile(r"[\u0620-\u06ff]{3,}(?:گۈل|نىسا|جان|خان|ئاي|ئاخۇن|بۈۋى|مۇھەممەت|مەمەت|ئەخمەت)")
_Piece = tuple[re.Match[str], str, str]


def find_uyghur_names(text: str, lex: Lexicon) -> list[Name]:
    """The names of people in `text`, in order."""
    found: list[Name] = []
    run: list[_Piece] = []
    for match in _WORD.finditer(text):
        cut = cut_case(match[0], lex)
        fits = _may_be(cut.stem, match[0], lex)
        if run and (not fits or text[run[-1][0].end() : match.start()] != " " or run[-1][2] or len(run) == MOST_WORDS):
            found.extend(_read(run, text, lex))
            run = []
        if fits:
            run.append((match, cut.stem, cut.case))
    if run:
        found.extend(_read(run, text, lex))
    return sorted([*found, *_again(text, found, lex)], key=lambda name: name.start)


def _again(text: str, found: list[Name], lex: Lexicon) -> Iterator[Name]:
    """Further places where one word of a name of several stands alone: "تارناي" for "ئېسبول تارناي"."""
    parts = {part for name in found for part in name.label.split() if " " in name.label and len(part) >= LEAST}
    parts -= lex.words("not_names")
    taken = {at for name in found for at in range(name.start, name.stop)}
    for match in _WORD.finditer(text) if parts else ():
        if match.start() in taken:
            continue
        cut = cut_case(match[0], lex) if match[0] not in parts else None
        stem, case = (cut.stem, cut.case) if cut else (match[0], "")
        if stem in parts:
            end = match.start() + len(stem)
            yield Name(match.start(), end, match.end(), stem, case, whole=False)


def _may_be(stem: str, word: str, lex: Lexicon) -> bool:
    never = lex.words("not_names")
    known = is_known(stem) or _FORMED.fullmatch(stem)  # names are made of these words
    return bool(known) and stem not in never and word not in never and find_place(word) is None


def _read(run: list[_Piece], text: str, lex: Lexicon) -> Iterator[Name]:
    first, (last, stem, case) = run[0][0], run[-1]
    start, end = first.start(), last.start() + len(stem)
    before = lex.patterns["before_name"].search(text[max(0, start - 30) : start])
    after = lex.patterns["after_name"].match(text, last.end())
    alone = len(run) == 1
    second = (
        _WORD.match(text, last.end() + 1) if alone and not case and text[last.end() : last.end() + 1] == " " else None
    )
    if second and not after and _is_second(second, text, lex):  # an unknown name of the father or family
        cut = cut_case(second[0], lex)
        last, stem, case, end, alone = second, cut.stem, cut.case, second.start() + len(cut.stem), False
    if alone and (len(stem) < LEAST or not (before or after)):
        return
    read = read_words([run[0][1]])
    gender = gender_of(read[0].ids or read[0].stem_ids) if read else ""
    yield Name(start, end, last.end(), text[start:end], case, gender)


def _is_second(word: re.Match[str], text: str, lex: Lexicon) -> bool:
    """Whether the word behind a known given name is no common word, and what follows it follows names."""
    known = word[0] in lex.words("not_names") or find_place(word[0]) is not None
    return not known and lex.patterns["after_full_name"].match(text, word.end()) is not None
