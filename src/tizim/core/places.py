"""Places: divisions of the Uyghur region, provinces of China, and the countries of the world, by code.

A code is the six digits of a Chinese division ("654002") or a lower-case ISO 3166 alpha-2 code ("kz"). `find_place`
reads names in any script the gazetteer knows. It is not a map and knows no villages: what it cannot place stays text.

Invariants: a name that fits several places is no answer (None), unless one of them contains all the others
("Hotan" is the prefecture) or the text itself says which ("Yengisheher, Kashgar") · a city of another country
gives that country, nothing finer · a former code leads to today's place · codes never change meaning.

Data: `core/data/divisions.csv` (codes as of 2024, with former ones), `core/data/countries.csv` (names after CLDR).
Spec: docs/spec/statement.md, "Places".

>>> find_place("Құлжа").code, find_place("新疆伊犁伊宁县").code, find_place("Urumchi").code, find_place("Almaty").code
('654002', '654021', '650100', 'kz')
>>> coarsen_place("654002", "prefecture"), place_label("kz", "ru")
('654000', 'Казахстан')
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from .errors import BadInput, NotFound
from .i18n import gettext as _
from .vocabularies import fold

LANGUAGES = ("en", "kk", "ug", "ru", "zh")
LEVELS = ("country", "region", "prefecture", "county")
PRECISIONS = ("none", "country", "region", "prefecture", "county", "exact")


@dataclass(frozen=True)
class Place:
    """level: country | region | prefecture | county; `parent` "" for countries; `names` by language, where known."""

    code: str
    level: str
    parent: str
    names: Mapping[str, str]
    former: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()


@dataclass
class _Gazetteer:
    """exact: folded full names and known spellings; short: names without the word for what they are; within: cities."""

    places: dict[str, Place] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    exact: dict[str, set[str]] = field(default_factory=dict)
    short: dict[str, set[str]] = field(default_factory=dict)
    within: dict[str, set[str]] = field(default_factory=dict)


def get_place(code: str) -> Place:
    """The place of that code, today's for a former one. Raises NotFound."""
    gazetteer = _gazetteer()
    place = gazetteer.places.get(gazetteer.former.get(code, code))
    if place is None:
        raise NotFound(
            _("No place has the code “{code}”.", code=code[:20]),
            _("Use six digits of a division or a country such as kz."),
        )
    return place


def iter_spellings() -> Iterator[tuple[str, str]]:
    """Every name and known spelling of every place, with its code: what a reader of other scripts builds on."""
    for code, place in _gazetteer().places.items():
        yield from ((code, name) for name in (*place.names.values(), *place.spellings))


def place_label(code: str, language: str) -> str:
    """The name in that language, else in English; the code itself if it is none of ours."""
    gazetteer = _gazetteer()
    place = gazetteer.places.get(gazetteer.former.get(code, code))
    if place is None:
        return code
    return place.names.get(language) or place.names["en"]


def iter_parents(code: str) -> Iterator[Place]:
    """What contains the place, from the nearest to the country."""
    place = get_place(code)
    while place.parent:
        place = get_place(place.parent)
        yield place


def is_within(code: str, container: str) -> bool:
    """Whether `code` is `container` or lies in it."""
    return code == container or any(place.code == container for place in iter_parents(code))


def coarsen_place(code: str, precision: str) -> str:
    """The place or what contains it, no finer than `precision`; "" for none. Raises BadInput, NotFound."""
    if precision not in PRECISIONS:
        raise BadInput(
            _("“{precision}” is no precision of a place.", precision=precision),
            _("Choose one of: {kinds}.", kinds=", ".join(PRECISIONS)),
        )
    if not code or precision == "none":
        return ""
    place = get_place(code)
    if precision == "exact":
        return place.code
    finest = LEVELS.index(precision)
    while LEVELS.index(place.level) > finest:
        place = get_place(place.parent)
    return place.code


@lru_cache(maxsize=50_000)
def find_place(text: str) -> Place | None:
    """The place that a text names, None if none or several fit. Parts may say what contains what ("Lop, Hotan")."""
    if not text or len(text) > 200:
        return None
    gazetteer = _gazetteer()
    if text in gazetteer.places or text in gazetteer.former:
        return get_place(text)
    if (found := _one_of(_candidates(text))) is not None:
        return found
    pieces = [piece for piece in re.split(r"[,;/，、；()（）·>→]|\s[-–—]\s", text) if piece.strip()]
    if len(pieces) > 1:
        return _nested([_candidates(piece) for piece in pieces])
    return _nested(_chinese_chain(text.strip())) if re.search("[\u4e00-\u9fff]", text) else None


def _one_of(codes: set[str]) -> Place | None:
    """The only one, or the one that contains all others."""
    if len(codes) == 1:
        return get_place(next(iter(codes)))
    for code in codes:
        if all(is_within(other, code) for other in codes):
            return get_place(code)
    return None


def _nested(sets: list[set[str]]) -> Place | None:
    """The finest place that lies within (or contains) what every other known part of the text names."""
    known = [codes for codes in sets if codes]
    fitting = {
        code
        for codes in known
        for code in codes
        if all(any(is_within(code, other) for other in others) for others in known if others is not codes)
    }
    return _one_of(fitting)


_BEFORE = re.compile(r"^(?:in|at|from|near|the|в|во|из|г\.|город|город\.|с\.)\s+", re.IGNORECASE)
_ENDINGS = re.compile(
    "(?:ның|нің|дың|дің|тың|тің|нан|нен|дан|ден|тан|тен|да|де|та|те|ға|ге|қа|ке|نىڭ|دىن|تىن|دا|دە|تا|تە|غا|گە|قا|كە)$"
)


def _candidates(text: str) -> set[str]:
    gazetteer = _gazetteer()
    plain = _BEFORE.sub("", text.strip())
    for key in dict.fromkeys((_key(text), _key(plain), _key(_ENDINGS.sub("", plain)))):
        for table in (gazetteer.exact, gazetteer.short, gazetteer.within):
            if codes := table.get(key):
                return codes
    return set()


def _chinese_chain(text: str) -> list[set[str]]:
    """新疆伊犁伊宁县 → what 新疆, 伊犁 and 伊宁县 may mean; empty if a piece is unknown at the start."""
    sets, at = [], 0
    while at < len(text):
        for end in range(len(text), at + 1, -1):
            if codes := _candidates(text[at:end]):
                sets.append(codes)
                at = end
                break
        else:
            break  # a township or village: what is known so far contains it
    return sets


@lru_cache(maxsize=50_000)
def _key(text: str) -> str:
    """Folded; marks on Latin letters do not count (Ürümqi, Urumqi)."""
    if re.search("[A-Za-z]", text):
        decomposed = unicodedata.normalize("NFD", text)
        text = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return fold(text)


_KINDS = re.compile(
    r"(?:\s+(?:uyghur|hui|mongol|kazakh|kyrgyz|tajik|xibe))?(?:\s+autonomous)?\s+(?:city|county|prefecture|district|region)$"
    r"|(?:回族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔)?(?:自治区|自治州|自治县|地区|[市县区省州])$"
    r"|(?:\s+(?:خۇيزۇ|موڭغۇل|قازاق|قىرغىز|تاجىك|شىبە|ئۇيغۇر))?(?:\s+ئاپتونوم)?\s+(?:شەھىرى|ناھىيىسى|ۋىلايىتى|رايونى|ئوبلاستى)$"
    r"|(?:\s+(?:қазақ|моңғол|хұй|қырғыз|сібе|тәжік|ұйғыр))?(?:\s+автономиял(?:ы|ық))?\s+(?:қаласы|ауданы|аймағы|облысы)$"
    r"|-\S+ский автономный (?:округ|уезд|район)$|\s+\((?:город|округ)\)$|\s+(?:уезд|округ)$|^(?:уезд|округ)\s+",
    re.IGNORECASE,
)

_KIND_WORDS = (("地区", "Prefecture"), ("自治州", "Prefecture"), ("市", "City"), ("区", "District"), ("县", "County"))


@cache
def _gazetteer() -> _Gazetteer:
    gazetteer = _Gazetteer()
    folder = Path(__file__).resolve().parent / "data"
    for row in _rows(folder / "countries.csv"):
        _add(gazetteer, row, "country", "")
    for row in _rows(folder / "divisions.csv"):
        _add(gazetteer, row, row["level"], row["parent"])
    return gazetteer


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _add(gazetteer: _Gazetteer, row: dict[str, str], level: str, parent: str) -> None:
    code = row["code"]
    names = {language: row[language] for language in LANGUAGES if row[language]}
    former = tuple(filter(None, row.get("former", "").replace(";", "|").split("|")))
    also = tuple(filter(None, row["also"].split("|")))
    gazetteer.places[code] = Place(code, level, parent, MappingProxyType(names), former, also)
    gazetteer.former.update(dict.fromkeys(former, code))
    kind = next((word for sign, word in _KIND_WORDS if row["zh"].endswith(sign)), "") if parent else ""
    for name in (*names.values(), *also):
        if kind and name.isascii() and kind not in name:
            gazetteer.exact.setdefault(_key(f"{name} {kind}"), set()).add(code)
        gazetteer.exact.setdefault(_key(name), set()).add(code)
        bare = _KINDS.sub("", name.strip())
        if bare != name and len(bare) > 1:
            gazetteer.short.setdefault(_key(bare), set()).add(code)
    for name in filter(None, row.get("within", "").split("|")):
        gazetteer.within.setdefault(_key(name), set()).add(code)
