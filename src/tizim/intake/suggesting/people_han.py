"""Names of people in Chinese: transcribed names with or without a point, and surname with given name.

A point between signs that transcribe sounds makes a name (艾山·吐尔逊). Without a point it must be a given name that
`tizim.names` knows, or a surname with one or two signs between words that a name stands between. What is
found once is found again.

>>> from .lexicon import lexicon
>>> [name.label for name in find_chinese_names("她的父亲艾山·吐尔逊于2017年被抓。", lexicon("zh"))]
['艾山·吐尔逊']
"""

from __future__ import annotations

import re
from functools import cache

from tizim.core.places import find_place
from tizim.names.chinese import pinyin_of
from tizim.names.lexicon import gender_of, ids_of_sounds, part_known
from tizim.names.tables import read_table

from .lexicon import Lexicon
from .name import Name

POINT = "·•・‧∙"
LONGEST = 8
LEAST_UNKNOWN = 3  # signs of a transcribed name that no table knows, behind a relation, a trade or a role
_NO_NAME = re.compile("^[他她我你它]|[没不被在是的了有和与说于也都就他她我]")
_MORE = re.compile("[^\u0000-\u4dff没不被在是的了有和与说于也都就因为从曾一已还]*")
_TRIM_LEFT = "由于和与向在对从至都日"
_TRIM_RIGHT = "于由都先日外多万在和"


def find_chinese_names(text: str, lex: Lexicon) -> list[Name]:
    """The names of people in `text`, in order."""
    found: dict[int, Name] = {}
    for pattern, reader in ((_dotted(), _read_dotted), (_runs(), _read_run), (_surnames(), _read_surname)):
        for match in pattern.finditer(text):
            name = reader(match, text, lex)
            if name and not any(name.start < end and start < name.end for start, end in _near(found, name)):
                found[name.start] = name
    again = _again(text, list(found.values()))
    return sorted([*found.values(), *(name for name in again if name.start not in found)], key=lambda name: name.start)


def _near(found: dict[int, Name], name: Name) -> list[tuple[int, int]]:
    starts = range(name.start - 30, name.end)
    return [(start, found[start].end) for start in starts if start in found]


@cache
def _signs() -> dict[str, str]:
    return {row["kind"]: row["characters"] for row in read_table("surnames.tsv")}


@cache
def _dotted() -> re.Pattern[str]:
    one = f"[{_signs()['transcribing']}]{{1,{LONGEST}}}"
    rare = "[\u4e00-\u9fff]?"  # a sign right before the point belongs to the name though it transcribes nothing else
    return re.compile(f"{one}(?:{rare}[{POINT}]{one}){{1,3}}")


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{_signs()['transcribing']}]{{2,10}}")


@cache
def _surnames() -> re.Pattern[str]:
    compound = "|".join(_signs()["compound"].split())
    return re.compile(
        f"(?:{compound}|[{_signs()['surname']}])[\u4e00-\u9fff]{{1,2}}?(?=[^\u4e00-\u9fff]|$|被|于|在|说|告|表|是|从|曾|自|因|失|回|获|去|死|的|和|与|与|等|先|女|一|向|透|称|接|也|最|住|出|原)"
    )


def _make(start: int, end: int, text: str) -> Name:
    label = text[start:end]
    first = re.split(f"[{POINT}]", label)[0]
    case = "gen" if text[end : end + 1] == "的" else ""
    return Name(start, end, end, label, case, gender_of(ids_of_sounds(b"", first)))


def _read_dotted(match: re.Match[str], text: str, lex: Lexicon) -> Name | None:
    start, end = match.span()
    while text[start] in _TRIM_LEFT and text[start + 1] not in POINT:
        start += 1
    while text[end - 1] in _TRIM_RIGHT and text[end - 2] not in POINT and not _is_name_sign(text, end):
        end -= 1
    last = max(text.rfind(point, start, end) for point in POINT) + 1
    for size in range(LONGEST, end - last, -1):  # a known name may have signs that transcribe nothing else
        if re.fullmatch("[\u4e00-\u9fff]+", text[last : last + size]) and ids_of_sounds(b"", text[last : last + size]):
            end = last + size
            break
    stop = lex.patterns.get("name_ends")
    for size in range(
        0 if stop and stop.match(text, end) else 3
    ):  # a rare sign at its end: where words begin that follow names, the name ends
        if lex.patterns["after_name"].match(text, end + size) and _MORE.fullmatch(text[end : end + size]):
            end += size
            break
    return _make(start, end, text) if end - start > 2 else None  # noqa: PLR2004


def _is_name_sign(text: str, end: int) -> bool:
    """Whether what stands at the end belongs to the name, because a known name ends there."""
    tail = re.split(f"[{POINT}]", text[max(0, end - LONGEST) : end])[-1]
    return bool(ids_of_sounds(b"", tail))


def _read_run(match: re.Match[str], text: str, lex: Lexicon) -> Name | None:
    """A known given name, or two of them, in signs that transcribe; the longest piece of the run that is one."""
    low, high = match.span()
    for start in range(low, min(low + 3, high - 1)):
        for end in range(high, start + 1, -1):
            piece = text[start:end]
            if piece in lex.words("never_in_names") or find_place(piece):
                return None
            syllables = pinyin_of(piece)
            known = ids_of_sounds(b"", piece) or (len(piece) > 3 and part_known(syllables))  # noqa: PLR2004
            if known and len(piece) > 1 and _stands_free(text, start, end, lex, strict=len(piece) < 3):  # noqa: PLR2004
                return _make(start, end, text)
    while high - low > 2 and text[high - 1] in _TRIM_RIGHT:  # noqa: PLR2004
        high -= 1
    for shift in range(1, 3):  # 夫 of 姐夫 transcribes too
        if lex.patterns["kin_before"].search(text[max(0, low + shift - 4) : low + shift]) and high - low - shift > 1:
            low += shift
            break
    kin = lex.patterns["kin_before"].search(text[max(0, low - 4) : low])
    if high - low >= LEAST_UNKNOWN and lex.patterns["role_before"].search(text[max(0, low - 6) : low]):
        return _make(low, high, text)
    return _make(low, high, text) if kin and lex.patterns["strong_after"].match(text, high) else None


def _stands_free(text: str, start: int, end: int, lex: Lexicon, *, strict: bool) -> bool:
    before = lex.patterns["before_name"].search(text[max(0, start - 8) : start])
    after = lex.patterns["after_name"].match(text, end)
    return bool(before and after) if strict else bool(before or after)


def _read_surname(match: re.Match[str], text: str, lex: Lexicon) -> Name | None:
    start, end = match.span()
    if (
        _NO_NAME.search(match[0])
        or match[0] in lex.words("never_in_names")
        or match[0][:2] in lex.words("never_in_names")
        or find_place(match[0])
    ):
        return None
    before = lex.patterns["strong_before"].search(text[max(0, start - 8) : start])
    after = lex.patterns["strong_after"].match(text, end)
    return _make(start, end, text) if before and after else None


def _again(text: str, found: list[Name]) -> list[Name]:
    """Further places of the same names, and of the parts of names with a point."""
    labels = {name.label for name in found}
    parts = {part for label in labels for part in re.split(f"[{POINT}]", label) if len(part) > 1}
    wanted = sorted(labels | parts, key=len, reverse=True)[:200]
    if not wanted:
        return []
    pattern = re.compile("|".join(map(re.escape, wanted)))
    taken = sorted((name.start, name.end) for name in found)
    covered = {at for start, end in taken for at in range(start, end)}
    more = []
    for match in pattern.finditer(text):
        if match.start() not in covered:
            made = _make(match.start(), match.end(), text)
            whole = match[0] in labels
            more.append(Name(made.start, made.end, made.stop, made.label, made.case, made.gender, whole))
    return more
