"""The words a value may take: statuses, kinds of event, relations … each a small list of terms kept as data.

A vocabulary is a YAML file in `core/data/vocabularies`: codes that never change their meaning, labels in five
languages, and the words people write in sheets and forms (`synonyms`). Code asks `find`; it never spells labels.
This module is not a thesaurus search and does not guess: `find` gives a code or None; `find_leading` looks
whether a longer text *begins* with words of the vocabulary.

Invariants: a written form stands for one code only (a test holds it) · case, spaces, punctuation, tatweel,
zero-width joiners and the keyboard's choice of an Arabic ye, kaf or he do not count when looking up.

Spec: docs/spec/statement.md, "Vocabularies".

>>> vocabulary("statuses").find("whereabouts unknown")
'whereabouts_unknown'
>>> vocabulary("event_kinds").label("released", "ru")
'освобождение'
>>> vocabulary("event_kinds").find_leading("returned to China to see a doctor")
('returned', 'China to see a doctor')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .scripts import fold_letters

NAMES = (
    "statuses",
    "event_kinds",
    "reasons",
    "facility_kinds",
    "relations",
    "source_kinds",
    "how_known",
    "consent_purposes",
    "standards_of_proof",
    "properties",
    "account_kinds",
    "sexes",
    "ethnicities",
    "derivation_kinds",
    "reliabilities",
    "credibilities",
    "urgencies",
    "addressees",
    "endangered",
    "ways_of_consent",
    "second_checks",
    "task_kinds",
)


@dataclass(frozen=True)
class Term:
    """One code. `more` holds what only this vocabulary knows: value_type, section, levels, inverse, rank …"""

    code: str
    labels: Mapping[str, str]
    synonyms: tuple[str, ...] = ()
    note: str = ""
    esf: str = ""  # code of HURIDOCS' micro-thesauri, "mt30:0102"
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def value_type(self) -> str:
        """Of a property: text, name, date, age, place, country, quantity, id_number, mention, code:<vocabulary>."""
        return str(self.more.get("value_type", ""))

    @property
    def section(self) -> str:
        """Of a property: where a profile shows it."""
        return str(self.more.get("section", ""))


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The terms of one list, in the order of the file."""

    name: str
    terms: Mapping[str, Term]
    labels_need_native_check: tuple[str, ...]
    keys: Mapping[str, str]  # folded written form → code
    whole: frozenset[str]  # those that must be the whole text, not its beginning

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.terms)

    def term(self, code: str) -> Term:
        """Raises KeyError for a code that is not of this vocabulary."""
        return self.terms[code]

    def label(self, code: str, language: str) -> str:
        """What people read for `code`; English where the language has no label; the text itself if it is no code."""
        term = self.terms.get(code)
        if term is None:
            return code
        return term.labels.get(language) or term.labels["en"]

    def find(self, text: str) -> str | None:
        """The code that `text` stands for, by code, label or synonym in any language."""
        return self.keys.get(fold(text))

    def find_leading(self, text: str) -> tuple[str, str] | None:
        """The code whose longest written form begins `text` at a word boundary, and the rest of `text`."""
        for end in _word_ends(text):
            folded = fold(text[:end])
            code = self.keys.get(folded) if len(folded) > 1 and folded not in self.whole else None
            if code:
                return code, text[end:].strip(" \t,;:.-–—，；：、（(").strip()
        return None


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of that name (one of `NAMES`). Raises KeyError."""
    if name not in NAMES:
        raise KeyError(name)
    data = load_yaml(Path("vocabularies") / f"{name}.yaml")
    terms = {code: _term(code, entry) for code, entry in data["terms"].items()}
    keys: dict[str, str] = {}
    for code, term in terms.items():
        for written in (code, *term.labels.values(), *term.synonyms, *term.more.get("whole", ())):
            if folded := fold(written):
                keys.setdefault(folded, code)
    return Vocabulary(
        name=name,
        terms=MappingProxyType(terms),
        labels_need_native_check=tuple(data.get("labels_need_native_check", ())),
        keys=MappingProxyType(keys),
        whole=frozenset(fold(word) for term in terms.values() for word in term.more.get("whole", ())),
    )


def load_yaml(name: Path) -> Any:
    """A data file of `core/data`, with every scalar as text (codes such as `no` stay text)."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml's parser is ten times faster, where built
    with (Path(__file__).resolve().parent / "data" / name).open("rb") as stream:
        return yaml.load(stream, Loader=loader)  # noqa: S506 - BaseLoader makes text, lists and maps only


_NO_MEANING = re.compile(r"[\s\-_‐-―'’ʼ`\"“”«»()\u200b-\u200f\u202a-\u202e\u2066-\u2069.,;:!?·、，。；：（）]+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """What two writings of the same words have in common. Only for looking up, never for keeping."""
    return _NO_MEANING.sub("", fold_letters(text))


def _term(code: str, entry: dict[str, Any]) -> Term:
    known = {"labels", "synonyms", "note", "esf"}
    return Term(
        code=code,
        labels=MappingProxyType(dict(entry["labels"])),
        synonyms=tuple(entry.get("synonyms", ())),
        note=entry.get("note", ""),
        esf=entry.get("esf", ""),
        more=MappingProxyType({key: value for key, value in entry.items() if key not in known}),
    )


_BREAK = re.compile(r"(?<=\w)(?!\w)|(?<=[\u3400-\u9fff])")


def _word_ends(text: str) -> list[int]:
    """Where a word may end, longest first; between Chinese characters anywhere. At most 12 words are looked at."""
    ends = [found.end() for found in _BREAK.finditer(text[:200])][:24]
    return ends[::-1]
