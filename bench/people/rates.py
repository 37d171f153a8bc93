"""How often tellers and typists do what, at three levels of noise: the numbers of docs/synthetic-people.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True)
class Rates:
    """Probabilities. Of names: a word, or a name; of facts: a mention."""

    # names
    other_spelling: float = 0.18  # a word: another spelling of the same given name (Memet, Muhemmet)
    slip: float = 0.05  # a word: one slip of the pen
    second_slip: float = 0.1  # of the words with a slip: one more
    look_alike: float = 0.04  # of the slips: as a machine reading print makes them
    no_father: float = 0.10  # a name: the given name alone
    initial: float = 0.02  # a name: the second word abbreviated to a letter
    reversed_order: float = 0.04  # a name: the second word first
    honorific: float = 0.04  # a name of an adult: haji, qari, akhun …
    suffix: float = 0.06  # a given name: -jan, -khan, -gül … comes or goes
    short: float = 0.01  # a given name: cut short, as friends do
    other_surname: float = 0.08  # a Kazakh or Kyrgyz name: the surname made in another way
    patronymic: float = 0.08  # a Kazakh or Kyrgyz name in Cyrillic: three words
    hyphen: float = 0.03  # a Latin or Cyrillic name: a hyphen within or between the words
    capitals: float = 0.06  # a Latin or Cyrillic name: all in capitals
    traditional: float = 0.05  # a name in Chinese characters: in traditional ones
    other_name: float = 0.12  # a mention: a second name, in another system
    # facts
    sex_told: float = 0.85
    sex_wrong: float = 0.004
    birth_told: float = 0.60
    birth_day: float = 0.25  # of the births told: to the day; the others as a month, a year, about a year, an age
    birth_off: float = 0.06  # of the births told: a year off
    birth_wrong: float = 0.015  # of the births told: another year altogether, up to ten off
    ethnicity_told: float = 0.70
    county_told: float = 0.80
    county_neighbour: float = 0.05  # of the counties told: another one of the prefecture
    prefecture_only: float = 0.05  # of the counties told: only the prefecture
    village_told: float = 0.30
    father_told: float = 0.40
    father_in_full: float = 0.2  # of the fathers told: with the grandfather's name
    father_wrong: float = 0.01  # of the fathers told: somebody else
    occupation_told: float = 0.30
    relatives_told: float = 0.40  # a mention: one to three relatives are named
    id_number_told: float = 0.03
    shared_account: float = 0.25  # a household with several told members: they share an account


_NAMES = (
    "other_spelling", "slip", "second_slip", "look_alike", "no_father", "initial", "reversed_order", "honorific",
    "suffix", "short", "other_surname", "hyphen", "county_neighbour", "birth_off", "birth_wrong", "father_wrong",
    "sex_wrong", "prefecture_only",
)  # fmt: skip
NORMAL = Rates()
LIGHT = replace(NORMAL, **{name: getattr(NORMAL, name) * 0.4 for name in _NAMES})
HEAVY = replace(NORMAL, **{name: min(getattr(NORMAL, name) * 2.2, 0.5) for name in _NAMES})
NONE = replace(NORMAL, **dict.fromkeys(_NAMES, 0.0), patronymic=0.0, capitals=0.0, traditional=0.0)
LEVELS: Mapping[str, Rates] = MappingProxyType({"none": NONE, "light": LIGHT, "normal": NORMAL, "heavy": HEAVY})

# How much is told. "full" is what lists of offices hold; "sparse" a list of names with a few notes.
KNOWLEDGE: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "sparse": {
            "sex_told": 0.6, "birth_told": 0.35, "birth_day": 0.1, "ethnicity_told": 0.4, "county_told": 0.5,
            "village_told": 0.12, "father_told": 0.15, "occupation_told": 0.15, "relatives_told": 0.15,
            "id_number_told": 0.01,
        },
        "normal": {},
        "full": {
            "sex_told": 0.97, "birth_told": 0.97, "birth_day": 0.8, "birth_off": 0.02, "birth_wrong": 0.01,
            "ethnicity_told": 0.9, "county_told": 0.97, "county_neighbour": 0.02, "prefecture_only": 0.02,
            "village_told": 0.6, "father_told": 0.7, "occupation_told": 0.5, "relatives_told": 0.6,
            "id_number_told": 0.15, "no_father": 0.03, "initial": 0.005, "reversed_order": 0.02, "honorific": 0.02,
            "suffix": 0.04, "other_surname": 0.05,
        },
    }
)  # fmt: skip

# How many mentions one person has.
MENTIONS: Mapping[str, tuple[tuple[str, float], ...]] = MappingProxyType(
    {
        "one": (("1", 1.0),),
        "mix": (("1", 0.42), ("2", 0.24), ("3", 0.14), ("4", 0.10), ("5", 0.06), ("6", 0.04)),
    }
)
# In which system a mention of somebody of that people is written.
SYSTEMS_OF: Mapping[str, tuple[tuple[str, float], ...]] = MappingProxyType(
    {
        "uyghur": (
            ("ug_arab", 0.20), ("uly", 0.13), ("en", 0.20), ("zh", 0.20), ("pinyin", 0.10), ("ru", 0.05), ("tr", 0.06),
            ("ug_cyr", 0.03), ("kk_cyr", 0.03),
        ),
        "kazakh": (
            ("kk_cyr", 0.36), ("ru", 0.20), ("zh", 0.12), ("pinyin", 0.06), ("en", 0.11), ("kk_tote", 0.08),
            ("kk_latn", 0.05), ("ug_arab", 0.02),
        ),
        "kyrgyz": (
            ("ky_cyr", 0.30), ("kk_cyr", 0.06), ("ru", 0.26), ("zh", 0.14), ("pinyin", 0.08), ("en", 0.14),
            ("ug_arab", 0.02),
        ),
        "hui": (("zh", 0.55), ("pinyin", 0.45)),
    }
)  # fmt: skip


def rates_of(noise: str | Rates, knowledge: str) -> Rates:
    """The rates of a level of noise at a level of knowledge: of two shares of errors the smaller one holds."""
    rates = LEVELS[noise] if isinstance(noise, str) else noise
    shares = {
        name: share if name.endswith("_told") or name == "birth_day" else min(share, getattr(rates, name))
        for name, share in KNOWLEDGE[knowledge].items()
    }
    return replace(rates, **shares)
