"""A person's whole name as one teller writes it: order, surname, honorific, separators, and the slips of `slips.py`."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import lru_cache

from .chances import cumulated, pick
from .chinese import characters_of, pinyin_of
from .given import Given
from .person import Person
from .rates import Rates
from .slips import slip, slip_in_characters, traditional
from .writing import STYLES, sounds_of, spell

_STYLES = {system: cumulated(styles) for system, styles in STYLES.items()}
_PINYIN = cumulated((("joined", 0.55), ("spaced", 0.15), ("upper", 0.15), ("capitals", 0.10), ("one", 0.05)))
_HONORIFICS = {
    (people, sex): tuple(sounds_of(word, people) for word in words)
    for people, sex, words in (
        ("uyghur", "male", ("haji", "qari", "axun", "damolla", "aka", "hajim", "beg")),
        ("uyghur", "female", ("hajixan", "acha", "büwi", "xënim")),
        ("kazakh", "male", ("қажы", "молда", "ақсақал")),
        ("kazakh", "female", ("апа",)),
    )
}
_SUFFIXES = {"male": ("jan", "axun", "qari"), "female": ("xan", "gUl", "ay", "nYsa")}
_ENDINGS = {  # sounds of surnames made from an ancestor's name, by way and sex
    ("uly", "male"): "ulI", ("uly", "female"): "qIzI", ("ov", "male"): "ov", ("ov", "female"): "ova",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Teller:
    """How one account writes names: system, style (a column of `sounds.tsv`, or a way to write pinyin), noise."""

    system: str
    style: str
    rates: Rates
    traditional: bool = False
    capitals: bool = False


def teller(chance: random.Random, system: str, rates: Rates) -> Teller:
    """A teller of that system with a style of theirs."""
    if system == "zh":
        return Teller("zh", "zh", rates, traditional=chance.random() < rates.traditional)
    if system == "pinyin":
        return Teller("pinyin", pick(chance, _PINYIN), rates)
    return Teller(system, pick(chance, _STYLES[system]), rates, capitals=chance.random() < rates.capitals)


def full_name(chance: random.Random, person: Person, by: Teller, plain: bool = False) -> str:
    """The name of that person, as told. `plain`: no noise, no part left out."""
    rates = by.rates
    alone = not plain and chance.random() < rates.no_father and person.people != "hui"
    if person.people == "hui":
        return _hui(chance, person, by)
    words = [_given_word(chance, person, by)]
    if not alone and not (person.twin_kind == "father" and person.people == "uyghur"):
        words += _second_words(chance, person, by)
    if chance.random() < rates.reversed_order:
        words = [*words[1:], words[0]]
    if chance.random() < rates.honorific and person.born[0] < 1998:
        words.append(_honorific(chance, person, by))
    elif len(words) > 1 and by.system not in ("zh", "pinyin") and chance.random() < rates.initial:
        words[-1] = words[-1][0] + "."
    return _joined(chance, words, by)


def father_name(chance: random.Random, person: Person, by: Teller, father: Given, alone: bool = False) -> str:
    """That name as the name of the person's father: the given name alone or, less often, with his own father's."""
    if person.surname:
        return _hui(chance, replace(person, given=father), by)
    words = [_word(chance, father, by)]
    if not alone and chance.random() < by.rates.father_in_full:
        words.append(_word(chance, person.grandfather, by))
    return _joined(chance, words, by)


def village_name(village: str, by: Teller) -> str:
    """A village (in ULY) in the teller's system, without noise; joined in pinyin."""
    sounds = sounds_of(village, "uyghur")
    if by.system in ("zh", "pinyin"):
        word = characters_of(sounds)
        return word if by.system == "zh" else _pinyin_word(word, "joined")
    return spell(sounds, by.style)


def _honorific(chance: random.Random, person: Person, by: Teller) -> str:
    people = "uyghur" if person.people == "uyghur" else "kazakh"
    return _written(chance, chance.choice(_HONORIFICS[people, person.sex]), (), by).lower()


def _given_word(chance: random.Random, person: Person, by: Teller) -> str:
    draw = chance.random()
    if draw < by.rates.short:
        sounds = person.given.spellings[0]
        cut = next((i for i in range(4, len(sounds)) if sounds[i] not in "aAEoOuUeiIYW"), len(sounds))
        return _written(chance, sounds[:cut], (), by)
    if draw < by.rates.short + by.rates.suffix:
        sounds = person.given.spellings[0]
        suffix = chance.choice(_SUFFIXES[person.sex]) if person.people == "uyghur" else "jan"
        longer = sounds[: -len(suffix)] if sounds.endswith(suffix) and len(sounds) > 6 else sounds + suffix
        return _written(chance, longer, (), by)
    return _word(chance, person.given, by)


def _second_words(chance: random.Random, person: Person, by: Teller) -> list[str]:
    """The father's name, or a surname made from an ancestor's."""
    if person.people == "uyghur":
        return [_word(chance, person.father, by)]
    way = person.way
    if chance.random() < by.rates.other_surname:
        way = chance.choice(("father", "uly", "ov"))
    ancestor = person.grandfather if way in ("grandfather", "ov") else person.father
    if by.system in ("zh", "pinyin") or way in ("father", "grandfather"):
        return [_word(chance, ancestor, by)]
    sounds = ancestor.spellings[0]
    ending = _ENDINGS[way, person.sex]
    if ending.startswith("ov") and sounds[-1] in "eiYkgjJSAE":
        ending = "e" + ending[1:]
    words = [_written(chance, sounds + ending, (), by)]
    if by.system in ("ru", "kk_cyr") and chance.random() < by.rates.patronymic:
        patronymic = {"male": "ovYc", "female": "ovna"} if by.system == "ru" else {"male": "ulI", "female": "qIzI"}
        words.append(_written(chance, person.father.spellings[0] + patronymic[person.sex], (), by))
    return words


def _word(chance: random.Random, name: Given, by: Teller) -> str:
    if len(name.spellings) > 1 and chance.random() < by.rates.other_spelling:
        return _written(chance, chance.choice(name.spellings[1:]), (), by)
    return _written(chance, name.spellings[0], name.characters, by)


def _written(chance: random.Random, sounds: str, settled: tuple[str, ...], by: Teller) -> str:
    """One word in the teller's system, with slips."""
    rates = by.rates
    if by.system in ("zh", "pinyin"):
        if settled and chance.random() < 0.8:
            word = settled[0] if len(settled) == 1 or chance.random() < 0.65 else settled[1]
        else:
            word = characters_of(sounds, chance if rates.other_spelling else None)
        return _in_chinese(chance, word, by)
    word = spell(sounds, by.style)
    if chance.random() < rates.slip:
        word = slip(chance, word, rates.look_alike)
        if chance.random() < rates.second_slip:
            word = slip(chance, word, rates.look_alike)
    return word


def _in_chinese(chance: random.Random, word: str, by: Teller) -> str:
    rates = by.rates
    if by.system == "zh":
        word = slip_in_characters(chance, word, rates.look_alike) if chance.random() < rates.slip else word
        return traditional(word) if by.traditional else word
    written = _pinyin_word(word, by.style)
    return slip(chance, written, 0.0) if chance.random() < rates.slip * 0.6 else written


@lru_cache(maxsize=100_000)
def _pinyin_word(word: str, style: str) -> str:
    syllables = pinyin_of(word)
    if style in ("spaced", "upper"):
        text = " ".join(one.capitalize() for one in syllables)
        return text if style == "spaced" else "".join(syllables).upper()
    if style == "capitals":
        return " ".join(syllables).upper()
    return "".join(syllables).capitalize()


def _hui(chance: random.Random, person: Person, by: Teller) -> str:
    """Surname first; in pinyin now and then the given name first."""
    assert person.surname is not None
    words = [_in_chinese(chance, name.characters[0], by) for name in (person.surname, person.given)]
    if by.system == "zh":
        return "".join(words)
    return " ".join(words if chance.random() >= by.rates.reversed_order * 2 else reversed(words))


def _joined(chance: random.Random, words: list[str], by: Teller) -> str:
    if by.system == "zh":
        draw = chance.random()
        return (
            "·" if draw < 0.72 else "" if draw < 0.82 else "•" if draw < 0.88 else "." if draw < 0.94 else " "
        ).join(words)
    if by.system == "pinyin":
        return (words[0] + "".join(w.lower() for w in words[1:])) if by.style == "one" else " ".join(words)
    text = ("-" if chance.random() < by.rates.hyphen else " ").join(words)
    return text.upper() if by.capitals else text
