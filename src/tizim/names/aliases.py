"""Other names of the same: Han names and endonyms of places, exonyms of places, prophets' names in European languages.

No rule of sounds leads from 伊宁 to Ghulja or from Moses to Musa. A name that is listed, in
`data/exonyms.tsv` or as a place in `core.places`, gets its other names as further readings. It is found by its
letters, or by sounds that are nearly the same. What lies in what, and ranking, is in `places`.

>>> found = find_alias(("kuldja",), ())
>>> sorted(found.ids), [[word.text for word in reading] for reading in found.readings]
(['654002', '654021'], [['غۇلجا'], ['伊宁']])
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tizim.core import places
from tizim.names.chinese import is_hanzi
from tizim.names.clean import clean, drop_marks
from tizim.names.distance import consonants, distance, distance_now
from tizim.names.hints import BY_RULES
from tizim.names.parts import PLACE_COST
from tizim.names.rules import transduce
from tizim.names.systems import guess_system
from tizim.names.tables import read_table
from tizim.names.words import MAX_SOUNDS, Word, cut_text, read_words

HOME = "65"  # codes of the region whose places are also found by sound
NEAR = 0.12  # of two names said to be one by sound
LEAST_CLASSES = 2  # consonants of a name found by sound
WORDS = 3  # of a name found by sound
OTHERS = 3  # further readings of one name
_NOT_NAMING = {"place", "particle"}
_NO_KINDS: frozenset[str] = frozenset()
EXONYM = "x:"  # begins the id of what is no place of the gazetteer


@dataclass(frozen=True)
class Alias:
    """`ids`: codes of the places it may be, or what else is listed. `readings`: its other names, as words."""

    ids: frozenset[str]
    readings: tuple[tuple[Word, ...], ...]


@dataclass(frozen=True)
class Index:
    """Bare names by their letters and by their consonants; for every id its names that differ, the first ones.

    `namesakes`: of a city the county and the prefecture of the same name in some language, and the other way round.
    """

    by_text: dict[str, frozenset[str]]
    by_sound: dict[str, list[tuple[bytes, str]]]
    names: dict[str, list[str]]
    namesakes: dict[str, set[str]]


def find_alias(pieces: tuple[str, ...], words: tuple[Word, ...]) -> Alias | None:
    """What else a name as a whole is called, or None. `pieces` are its words in lower case, `words` the same read."""
    listed = index()
    ids = listed.by_text.get("".join(pieces).replace("'", ""))
    bare, kinds = bare_name(pieces) if _names_a_kind(pieces) else ("", _NO_KINDS)
    if ids is None and kinds:
        ids = listed.by_text.get(bare)
    if ids is None and len(words) <= WORDS and (kinds or not all(word.ids for word in words)):
        ids = _by_sound(words)
    if not ids:
        return None
    ids |= frozenset(namesake for one in ids for namesake in listed.namesakes.get(one, ()))
    ids = frozenset(one for one in ids if kind_of(one) in kinds) or ids
    return Alias(ids, _other_names(ids, words))


@functools.lru_cache(maxsize=8192)
def mark_words(words: tuple[Word, ...], ids: frozenset[str]) -> tuple[Word, ...]:
    """The words with these ids on the only one that names; so two places are never taken for one by sound alone."""
    if len(words) > 1 and words[-1].text in _kind_words()[1]:  # `Bohu Xian`
        words = words[:-1]
    if any(word.kind == "place" for word in words):  # `Ili Kazakh Autonomous Prefecture`
        words = tuple(word for word in words if word.text not in _kind_words()[2]) or words
    proper = [word for word in words if word.kind == "name"]
    if len(proper) > 1 and all(one.startswith(HOME) for one in ids):  # `Uch Turfan`: one name in two words
        whole = replace(proper[0], text=" ".join(word.text for word in proper), sounds=_run(tuple(proper))[:MAX_SOUNDS])
        first = words.index(proper[0])  # one word may stand there twice (`Shan-shan`)
        words = (*words[:first], whole, *(word for word in words[first:] if word.kind != "name"))
        proper = [whole]
    if len(proper) != 1:
        return words
    return tuple(replace(word, ids=word.ids | ids, stem_ids=ids) if word is proper[0] else word for word in words)


def bare_name(pieces: Iterable[str]) -> tuple[str, frozenset[str]]:
    """A place's name without what kind of place it is, its words run together, and the kinds that were named.

    >>> bare_name(["ili", "kazakh", "autonomous", "prefecture"]), bare_name(["博湖县"]), bare_name(["bohuxian"])
    (('ili', frozenset({'prefecture'})), ('博湖', frozenset({'county'})), ('bohu', frozenset({'county'})))
    """
    words, endings, peoples, ends = _kind_words()
    pieces = tuple(pieces)
    if not _names_a_kind(pieces):
        return "".join(pieces).replace("'", ""), _NO_KINDS
    kinds = {words[piece] for piece in pieces if piece in words}
    if kinds:
        pieces = tuple(piece for piece in pieces if piece not in words and piece not in peoples) or pieces
    if len(pieces) > 1 and pieces[-1] in endings:
        kinds.add(endings[pieces[-1]])
        pieces = pieces[:-1]
    last = pieces[-1]
    ending = ""
    if last.endswith(ends) and (is_hanzi(last[:1]) or not kinds - {"autonomous"}):
        ending = next((one for one in endings if last.endswith(one) and len(last) - len(one) >= 2), "")
    if ending:
        kinds.add(endings[ending])
        last = last.removesuffix(ending)
        if ending.startswith(("自治", "zizhi")):
            people = next((one for one in peoples if last.endswith(one) and len(last) - len(one) >= 2), "")
            last = last.removesuffix(people)
        pieces = (*pieces[:-1], last)
    return "".join(pieces).replace("'", ""), frozenset(kinds - {"autonomous"})


def _names_a_kind(pieces: tuple[str, ...]) -> bool:
    """Whether some piece is a word for a kind of place, or the last ends with one."""
    if not pieces:
        return False
    words, _endings, _peoples, ends = _kind_words()
    for piece in pieces:
        if piece in words:
            return True
    return pieces[-1][-1:] in _last_letters() and pieces[-1].endswith(ends)


@functools.cache
def kind_of(one: str) -> str:
    """What kind of place a code of the gazetteer is; "" for what is none.

    >>> kind_of("654021"), kind_of("653100"), kind_of("kz")
    ('county', 'prefecture', 'country')
    """
    if one.startswith(EXONYM):
        return ""
    place = places.get_place(one)
    name = place.names.get("zh", "")
    for ending, kind in (
        ("地区", "prefecture"),
        ("州", "prefecture"),
        ("县", "county"),
        ("市", "city"),
        ("区", "district"),
    ):
        if name.endswith(ending) and place.level in ("prefecture", "county"):
            return kind
    return place.level


@functools.cache
def index() -> Index:
    """Everything that is listed. Built at the first use, in some twenty milliseconds."""
    by_text: dict[str, set[str]] = {}
    by_sound: dict[str, list[tuple[bytes, str]]] = {}
    names: dict[str, list[str]] = {}
    heard: set[tuple[str, str]] = set()
    for one, text in _iter_names(names):
        pieces = tuple(piece.casefold() for piece in cut_text(clean(text)))
        bare, _kinds = bare_name(pieces)
        for key in (bare, drop_marks(bare), "".join(pieces).replace("'", "")):
            by_text.setdefault(key, set()).add(one)
        if one.startswith((HOME, EXONYM)) and (system := guess_system(bare)) in BY_RULES and (bare, one) not in heard:
            heard.add((bare, one))
            sounds = transduce(bare, system)[:MAX_SOUNDS]
            by_sound.setdefault(consonants(sounds), []).append((sounds, one))
    namesakes: dict[str, set[str]] = {}
    for ids in by_text.values():
        home = sorted(one for one in ids if one.startswith(HOME))
        for one, other in itertools.permutations(home, 2):
            nested = places.is_within(one, other) or places.is_within(other, one)
            if nested or places.get_place(one).parent == places.get_place(other).parent:
                namesakes.setdefault(one, set()).add(other)
    return Index({key: frozenset(ids) for key, ids in by_text.items()}, by_sound, names, namesakes)


def _iter_names(names: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for row in read_table("exonyms.tsv"):
        forms = row["forms"].split("|")
        one = row["code"] or EXONYM + forms[0]
        if not row["code"]:
            names[one] = forms[:OTHERS]
        yield from ((one, form) for form in forms)
    yield from places.iter_spellings()


def _other_names(ids: frozenset[str], words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    """The listed names of these ids that do not sound like the name itself."""
    known, found = [_run(words)], list[tuple[Word, ...]]()
    for name in dict.fromkeys(name for one in sorted(ids) for name in _names_of(one)):
        reading = _read_name(name, ids)
        sounds = _run(reading)
        if reading and min(distance(sounds, other) for other in known) > NEAR and len(found) < OTHERS:
            known.append(sounds)
            found.append(reading)
    return tuple(found)


@functools.lru_cache(maxsize=2048)
def _read_name(name: str, ids: frozenset[str]) -> tuple[Word, ...]:
    return mark_words(read_words(cut_text(name)), ids)


@functools.cache
def _names_of(one: str) -> tuple[str, ...]:
    """The names of an id that stand for all others: what its own people, officials and neighbours call it."""
    if one.startswith(EXONYM):
        return tuple(index().names[one])
    place = places.get_place(one)
    languages = ("ug", "zh", "kk", "ru") if one.startswith(HOME) else ("en", "zh", "ru")
    full = [place.names[language] for language in languages if language in place.names]
    return tuple(_bare_text(name) for name in full)


def _bare_text(name: str) -> str:
    """`bare_name` with spaces, for reading."""
    words, _endings, peoples, _ends = _kind_words()
    pieces = [piece.casefold() for piece in cut_text(clean(name))]
    pieces = [piece for piece in pieces if piece not in words and piece not in peoples] or pieces
    return " ".join([*pieces[:-1], bare_name(pieces[-1:])[0]])


@functools.cache
def _last_letters() -> frozenset[str]:
    return frozenset(ending[-1] for ending in _kind_words()[3])


def _by_sound(words: tuple[Word, ...]) -> frozenset[str]:
    run = _run(words)
    classes = consonants(run)
    if len(classes) < LEAST_CLASSES:
        return frozenset()
    listed = index().by_sound.get(classes)
    if not listed:
        return frozenset()
    near = [(distance_now(run, sounds), one) for sounds, one in listed]
    best = min(near)[0]
    return frozenset(one for far, one in near if far <= best) if best <= NEAR else frozenset()


def _run(words: tuple[Word, ...]) -> bytes:
    """The sounds of a name in one, without words and endings that only say what it is."""
    if len(words) == 1:
        return words[0].stem if words[0].stem_cost == PLACE_COST else words[0].sounds
    if not {word.kind for word in words} & _NOT_NAMING:
        return b"".join([word.sounds for word in words])
    peoples = _kind_words()[2] if any(word.kind == "place" for word in words) else frozenset()
    proper = (word for word in words if word.kind not in ("place", "particle") and word.text not in peoples)
    return b"".join(word.stem if word.stem_cost == PLACE_COST else word.sounds for word in proper)


@functools.cache
def _kind_words() -> tuple[dict[str, str], dict[str, str], frozenset[str], tuple[str, ...]]:
    """Kinds by word, kinds by ending (the longest first), the names of peoples, and the endings alone."""
    words: dict[str, str] = {}
    endings: dict[str, str] = {}
    peoples: set[str] = set()
    for row in read_table("place_kinds.tsv"):
        if row["kind"] == "people":
            peoples |= {*row["words"].split(), *row["endings"].split()}
            continue
        words |= dict.fromkeys(row["words"].split(), row["kind"])
        endings |= dict.fromkeys(row["endings"].split(), row["kind"])
    ordered = dict(sorted(endings.items(), key=lambda item: -len(item[0])))
    return words, ordered, frozenset(peoples), tuple(ordered)
