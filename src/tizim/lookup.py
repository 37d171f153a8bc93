"""Finding people, facilities and groups by name, and their profiles: what shells ask for when someone types a name.

The reader's rule is in every question, so a row they may not see changes no result, no count and no order. Work is
bounded whatever is asked: at most `LOOKED_AT` names are compared, and the answer says when there were more. Not here:
deciding who is meant, and how the index is kept (`db.search`).

>>> find(reader, "Kairat Samarkhan").rows[0]    # doctest: +SKIP
Match(alike=0.98, id='01M8…', name='Қайрат Самарқан', why=('script',), …)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tizim import names, pipeline
from tizim.core.errors import BadInput
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.places import find_place
from tizim.core.profiles import Profile
from tizim.core.values import Facts
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import value_label
from tizim.db import queries, search
from tizim.db.search import NO_FILTERS, Filters, NameRow, Wanted
from tizim.names.keys import word_keys, wrong_keys
from tizim.names.systems import script_of
from tizim.policies import Actor, readable_compartments

LONGEST = 200  # no name that anyone looks for is longer
LOOKED_AT = 400  # names compared
ALIKE = 0.05  # below this a name is not found
SAME_SOUND = 0.12  # distance of words below which they are one word written in two ways
LIMIT = 100
AT_ONCE = 100  # mentions looked up together
SHOWN = ("sex", "birth", "birthplace", "residence", "registered_at", "status")
_PLACES = ("birthplace", "residence", "registered_at")
_YEARS = re.compile(r"\s*(\d{4})\s*(?:(?:-|–|—|\.\.|/)\s*(\d{4})\s*)?")


@dataclass(frozen=True)
class Match:
    """Somebody who is called so. `name` fits best, `names` are all, `numbers` the accounts; `said` the facts beside.

    why: codes of WHY; said: (property, value), as the accounts give it.
    """

    alike: float
    id: str
    name: str
    why: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Found:
    """The answer to a search, best first. `more`: others are called so too who are not among the rows."""

    rows: tuple[Match, ...] = ()
    more: bool = False

    def __iter__(self) -> Iterator[Match]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def profiles_named(facts: Facts, clusters: dict[str, str], wanted: list[str]) -> list[Profile]:
    """These profiles, best first; groups of one name are shown as one."""
    together = pipeline.groups_together(facts, clusters)
    order = list(dict.fromkeys(together.get(one, one) for one in wanted))
    found = {profile.id: profile for profile in pipeline.profiles(facts, together, order)}
    return [found[cluster] for cluster in order if cluster in found]


def profile_of(reader: Actor, cluster_id: str) -> Profile:
    """The profile of one person, facility or group, from everything the reader may see."""
    facts, clusters = queries.facts_about(reader, [cluster_id]), queries.clusters(reader)
    return next(iter(pipeline.profiles(facts, clusters, [cluster_id])))


def find(
    reader: Actor, text: str, *, kinds: tuple[str, ...] = (), filters: Filters = NO_FILTERS, limit: int = LIMIT
) -> Found:
    """Everybody called like `text`, in any script and spelling, whole or in part, best first, at most `limit`.

    The id of a mention or profile, or the number of an account (A-17), finds who is meant by it.
    """
    text = text.strip()[:LONGEST]
    sight = _Sight(reader)
    named = _by_number(sight, text, kinds)
    if named:
        return Found(tuple(replace(row, why=("number",)) for row in _complete(sight, text, named[:limit])))
    if not text:
        return Found()
    inside = search.scopes(readable_compartments(reader), kinds)
    near = search.near_names(inside, wanted_by(text), filters, LOOKED_AT)
    alike = compared(text, search.names_of(inside, near.names, names.PACKED_VERSION))
    found, more = _bearing(sight, alike, filters, limit)
    rows = [row for row in _complete(sight, text, found) if row.why]
    return Found(tuple(rows), more or near.more)


def wanted_by(text: str) -> Wanted:
    """The search keys by which a name is looked for: its own, those of parts of it, and those one error away."""
    ready = names.prepare(text)
    keys = sorted(names.keys(ready))
    words, wrong = word_keys(ready), wrong_keys(ready)
    alone = ["n:" + key[2:] for word in words for key in word if key[0] in "wl"] if len(words) > 1 else []
    if len(words) == len(ready.words) == 3:
        for some in itertools.combinations(ready.words, 2):
            part = names.prepare(" ".join(word.text for word in some))
            alone += [key for key in names.keys(part) if key[0] == "n"]
    return Wanted(
        text=text,
        whole=tuple(key for key in keys if key[0] in "nc"),
        alone=tuple(dict.fromkeys(alone)),
        respelt=tuple(sorted(key for key in wrong if key[0] == "c")),
        pairs=tuple(key for key in keys if key[0] == "p"),
        words=words,
        wrong=tuple(sorted(key for key in wrong if key[0] == "w")),
    )


def compared(text: str, rows: Sequence[NameRow]) -> list[tuple[float, NameRow]]:
    """(how alike, name) of those that are alike at all, best first; equally good ones by their text."""
    others = [row.packed or names.pack(names.prepare(row.text)) for row in rows]
    scores = names.similarities_packed(names.pack(names.prepare(text)), others) if others else []
    alike = [(1.0 if row.text == text else score, row) for score, row in zip(scores, rows, strict=True)]
    return sorted(((a, row) for a, row in alike if a > ALIKE), key=lambda one: (-one[0], one[1].text, one[1].id))


def _bearing(
    sight: _Sight, alike: Sequence[tuple[float, NameRow]], filters: Filters, limit: int
) -> tuple[list[tuple[float, str, str, str]], bool]:
    """(how alike, cluster, mention, name) of the first `limit` who bear the names, and whether there are others."""
    best: dict[str, tuple[float, str, str, str]] = {}
    names_by_id = {row.id: (score, row.text) for score, row in alike}
    order, at, share = list(names_by_id), 0, 2 * limit
    while at < len(order):
        rows, whole = search.bearers(order[at : at + share], filters)
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            current = search.current_among(sight.reader, {mention for _name, mention in some})
            of = sight.of(list(current))
            for name, mention in some:
                if mention in current:
                    score, text = names_by_id[name]
                    cluster = of.get(mention, mention)
                    best.setdefault(cluster, (score, cluster, mention, text))
            if len(best) > limit:
                return list(best.values())[:limit], True
        if not whole:
            return list(best.values()), True
        at, share = at + share, share * 4
    return list(best.values()), False


class _Sight:
    """What one reader sees: mentions, and who belongs together, by judgements that they see."""

    def __init__(self, reader: Actor) -> None:
        self.reader = reader
        self.stored = readable_compartments(reader) is None or queries.sees_all(reader)
        self.judged = {} if self.stored else queries.clusters(reader)

    def of(self, mentions: Collection[str]) -> dict[str, str]:
        return search.clusters_of(mentions) if self.stored else self.judged

    def members(self, clusters: Collection[str]) -> dict[str, str]:
        """mention → cluster, for all mentions of these."""
        if self.stored:
            return search.mentions_of(clusters)
        return {mention: cluster for mention, cluster in self.judged.items() if cluster in clusters}


def _by_number(sight: _Sight, text: str, kinds: Collection[str]) -> list[tuple[float, str, str, str]]:
    """Who is meant by the id of a mention or profile, or who is mentioned in the account of that number."""
    if re.fullmatch(r"[Aa]-\d{1,9}", text):
        account = queries.find_account(sight.reader, text)
        wanted = search.mentions_in(account.id, kinds) if account else []
    elif re.fullmatch(r"[0-9A-Z]{26}", text):
        wanted = sorted({text, *sight.members({text})})
    else:
        return []
    current = search.current_among(sight.reader, wanted)
    of = sight.of(list(current))
    found = {
        of.get(one, one): (1.0, of.get(one, one), one, current[one][0]) for one in reversed(wanted) if one in current
    }
    return list(found.values())[::-1]


def _complete(sight: _Sight, text: str, found: Sequence[tuple[float, str, str, str]]) -> Iterator[Match]:
    """With everything that is said beside a name. Whose name is no longer said anywhere has no reason and is none."""
    members = sight.members({cluster for _alike, cluster, _mention, _name in found})
    members |= {mention: cluster for _alike, cluster, mention, _name in found}
    current = search.current_among(sight.reader, members)
    labels: dict[str, list[str]] = {}
    numbers: dict[str, set[int]] = {}
    said: dict[str, dict[tuple[str, str], None]] = {}
    for mention, (label, _account, number) in current.items():
        labels.setdefault(members[mention], []).append(label)
        numbers.setdefault(members[mention], set()).add(number)
    for mention, property_, value, raw, place in search.said_of(list(current), ("name", *SHOWN)):
        if property_ == "name":
            labels[members[mention]] += [value, raw]
        elif value or place:
            said.setdefault(members[mention], {})[property_, value or place] = None
    for alike, cluster, _mention, name in found:
        called = tuple(one for one in dict.fromkeys(labels.get(cluster, ())) if one)
        facts = tuple(sorted(said.get(cluster, ()), key=lambda one: SHOWN.index(one[0])))
        why = _why(text, name) if name in called else ()
        yield Match(alike, cluster, name, why, called, tuple(sorted(numbers.get(cluster, ()))), facts)


def _why(text: str, name: str) -> tuple[str, ...]:
    if text == name:
        return ("same",)
    shown = names.compare(text, name)
    if "unreadable" in shown.flags:
        return ("number",)
    one, other = script_of(text), script_of(name)
    codes = ["script"] if one != other else []
    far = max((far for here, there, far in shown.pairs if here and there), default=0.0)
    if far > SAME_SOUND:
        codes.append("error")
    elif one == other and text.casefold() != name.casefold():
        codes.append("spelling")
    codes += [code for flag, code in _FLAGS.items() if flag in shown.flags]
    if "part" in codes and len(codes) > 1 and codes[0] == "spelling":
        codes.remove("spelling")
    return tuple(codes) or ("same",)


_FLAGS = {"order": "order", "word_missing": "part", "joined": "joined", "gender": "gender"}


def why_words(match: Match) -> str:
    """Why somebody was found, in words."""
    words = {
        "same": _("the same name"),
        "number": _("found by its number"),
        "script": _("another script"),
        "spelling": _("another spelling"),
        "error": _("a similar name or a slip of the pen"),
        "order": _("another order of the words"),
        "part": _("a word more or less"),
        "joined": _("words written as one"),
        "gender": _("endings of a woman and of a man"),
    }
    return ", ".join(words[code] for code in match.why)


def said_words(match: Match) -> list[str]:
    """The facts beside a name, in words, each once."""
    found = (value_label(property_, value, current_language(), {}) for property_, value in match.said)
    return list(dict.fromkeys(found))


def read_filters(*, born: str = "", county: str = "", sex: str = "", status: str = "") -> Filters:
    """What people typed as filters. Raises BadInput saying what could not be read."""
    years = _YEARS.fullmatch(born) if born.strip() else None
    if born.strip() and (years is None or int(years[1]) > int(years[2] or years[1])):
        raise BadInput(_("“{text}” is no year of birth.", text=born[:20]), _("Write 1980, or 1980-1985."))
    place = find_place(county.strip()) if county.strip() else None
    if county.strip() and place is None:
        raise BadInput(_("“{text}” is no place that is known here, or several.", text=county[:40]),
                       _("Write its name in full, or its six-digit code."))  # fmt: skip
    return Filters(
        (int(years[1]), int(years[2] or years[1])) if years else None,
        place.code if place else "",
        _code("sexes", sex),
        _code("statuses", status),
    )


def _code(name: str, text: str) -> str:
    if not text.strip():
        return ""
    found = vocabulary(name).find(text)
    if found is None:
        raise BadInput(_("“{text}” is not one of the words for this.", text=text[:40]),
                       _("Choose one of: {kinds}.", kinds=", ".join(vocabulary(name).codes)))  # fmt: skip
    return found
