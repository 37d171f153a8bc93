"""Search keys: what two spellings of one name are likely to share, in any script.

A key says nothing alone; what shares one is looked at, nothing more. Built on skeletons: the consonants of a word by
class (t and d are one, l and r are one), without vowels, h, w and y, which Chinese loses first.

`keys` is for the whole name, so that two people who share one common word do not meet: `n:` the words, sorted ·
`c:` all words run together, with titles and without · `d:` the same without one of its consonants, so that one error
on either side is bridged · `p:` one word and the first consonant of another.
`part_keys` is for names of which only a part is known: `w:` one word · `l:` a given name of the lexicon · `x:` a word
as it is written.

Keys are derived data about people: they are stored where names are stored, and nowhere else.

>>> sorted(keys("Burhan Shahidi") & keys("包尔汉·沙希迪"))[:4]
['c:PLNST', 'c:STPLN', 'd:LNST', 'd:PLNS']
>>> sorted(part_keys("Burhan Shahidi") & part_keys("包尔汉·沙希迪"))
['l:burhan', 'w:PLN', 'w:ST']
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from tizim.names.distance import consonants
from tizim.names.prepared import PreparedName, Word, prepare
from tizim.names.sounds import encode, sounds

MOST_CHOICES = 6  # of ways to see the words of one name
MOST_RUNS = 3  # of them for keys that bridge an error
NO_CONSONANT = "-"
_TWICE = re.compile(r"(.)\1+")


def keys(name: str | PreparedName) -> frozenset[str]:
    """The search keys of a whole name. Empty for a name without readable letters. Never raises."""
    found = stored_keys(name)
    runs = {run for words in _readings(name) for group in (words, _proper(words)) for run, _turned in _runs(group)}
    return found | {"d:" + short for run in runs for short in (run, *shortened(run))}


def stored_keys(name: str | PreparedName) -> frozenset[str]:
    """`keys` without `d:`, which a search makes up for by asking for what is one error away."""
    found: set[str] = set()
    for words in _readings(name):
        proper = _proper(words)
        found |= _whole(proper)
        for run, turned in _runs(words) | (_runs(proper) if proper != words else set()):
            found |= {"c:" + run, "c:" + turned}
        found |= _pairs(tuple(word for word in words if word.kind != "initial") or words)
    return frozenset(found)


def _proper(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.kind == "name") or words


def part_keys(name: str | PreparedName) -> frozenset[str]:
    """Keys of the single words of a name: `w:`, `l:` and `x:`. Never raises."""
    found: set[str] = set()
    for words in _readings(name):
        proper = [word for word in words if word.kind != "initial"] or words
        found |= {"w:" + one for word in proper for one in _ways(word) if len(one) > 1}
        found |= {"l:" + one for word in proper for one in word.ids or word.stem_ids}
        found |= {"x:" + word.text for word in proper}
    return frozenset(found)


def word_keys(name: str | PreparedName) -> tuple[tuple[str, ...], ...]:
    """`part_keys` word by word, in the first reading: as it is written, in the lexicon, by its consonants."""
    words = next(iter(_readings(name)), ())
    proper = [word for word in words if word.kind != "initial"] or words
    return tuple(
        (
            "x:" + word.text,
            *("l:" + one for one in sorted(word.ids or word.stem_ids)),
            *("w:" + one for one in _ways(word)),
        )
        for word in proper
    )


def wrong_keys(name: str | PreparedName) -> frozenset[str]:
    """`c:` of what is one error away from a name, and `w:` if it is one word. For asking, never for storing."""
    found: set[str] = set()
    for words in _readings(name):
        proper = _proper(words)
        run = _run(tuple(_ways(word)[0] for word in proper))
        near = respelt(run) if len(run) > 1 else ()
        found |= {"c:" + one for one in near} | {"w:" + one for one in near if len(proper) == 1}
    return frozenset(found)


def shortened(run: str) -> Iterator[str]:
    """A skeleton without one of its consonants, in every way.

    >>> list(shortened("PLPN"))
    ['LPN', 'PN', 'PLN', 'PLP']
    """
    if len(run) > 2:
        for at in range(len(run)):
            yield _squeeze(run[:at] + run[at + 1 :])


def respelt(run: str) -> frozenset[str]:
    """The skeletons that are one error away: a consonant more, one less, another, or two that changed places."""
    letters = sorted(set(sounds().classes) - {"", "H"})
    found = set(shortened(run))
    for at in range(len(run) + 1):
        for letter in letters:
            found |= {_squeeze(run[:at] + letter + run[at:]), _squeeze(run[:at] + letter + run[at + 1 :])}
    for at in range(len(run) - 1):
        found.add(_squeeze(run[:at] + run[at + 1] + run[at] + run[at + 2 :]))
    return frozenset(found - {run})


def skeletons(word: bytes) -> tuple[str, ...]:
    """The consonant classes of a word, neighbours that are alike counted once; up to three ways to see it.

    What is written kh or h may be q elsewhere (哈斯木 is Qasim), and a final 夫 may be a Russian v, which has no class.

    >>> from tizim.names.rules import transduce
    >>> skeletons(transduce("хасым", "ru"))
    ('SM', 'KSM')
    """
    found = [_squeeze(consonants(word))]
    if any(code in _throaty() for code in word):
        found.append(_squeeze("".join("K" if code in _throaty() else sounds().classes[code] for code in word)))
    if word.endswith(_final_fu()):
        found.append(_squeeze(consonants(word[: -len(_final_fu())])))
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=65536)
def _squeeze(classes: str) -> str:
    return _TWICE.sub(r"\1", classes.replace("H", ""))


@functools.cache
def _throaty() -> frozenset[int]:
    return frozenset(sounds().number[name] for name in ("H'", "x", "x~", "H~"))


@functools.cache
def _final_fu() -> bytes:
    return encode(["F'", "u'"])


def _readings(name: str | PreparedName) -> tuple[tuple[Word, ...], ...]:
    return (name if isinstance(name, PreparedName) else prepare(name)).readings


def _whole(proper: tuple[Word, ...]) -> set[str]:
    """`n:` by skeletons and, where the lexicon knows the words, by its ids."""
    ways = [_ways(word) for word in proper]
    named = [sorted(word.ids or word.stem_ids) or way[-1:] for word, way in zip(proper, ways, strict=True)]
    choices = [*_choices(ways, MOST_CHOICES), *_choices(named, MOST_CHOICES)]
    return {"n:" + ".".join(sorted(choice)) for choice in choices}


def _runs(words: tuple[Word, ...]) -> set[tuple[str, str]]:
    """All words as one, and the same with the last of them first; fewer than two consonants say too little."""
    choices = _choices([_ways(word) for word in words], MOST_RUNS)
    both = {(_run(choice), _run(choice[-1:] + choice[:-1])) for choice in choices}
    return {(run, turned) for run, turned in both if len(run) > 1}


def _run(choice: tuple[str, ...]) -> str:
    return _squeeze("".join(choice).replace(NO_CONSONANT, ""))


def _pairs(words: tuple[Word, ...]) -> set[str]:
    known = [{*_ways(word), *(word.ids or word.stem_ids)} for word in words]
    if len(known) == 1:
        return {"p:" + one for one in known[0]}
    first = [{way[0] for way in _ways(word)} for word in words]
    return {
        f"p:{one}.{letter}"
        for at, ones in enumerate(known)
        for other, letters in enumerate(first)
        if at != other
        for one in ones
        for letter in letters
    }


def _choices(ways: list, most: int) -> Iterator[tuple[str, ...]]:
    return itertools.islice(itertools.product(*ways), most)


@functools.lru_cache(maxsize=65536)
def _ways(word: Word) -> tuple[str, ...]:
    """Skeletons of the word and of its stem, the plain ones first; "-" for a word of vowels only."""
    both = [*skeletons(word.sounds), *(skeletons(word.stem) if word.stem else ())]
    return tuple(one or NO_CONSONANT for one in dict.fromkeys(both))
