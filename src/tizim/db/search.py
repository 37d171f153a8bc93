"""Reads of the search index: which names share keys with a name, and which mentions bear them.

Every question names the scopes it is about; what lies in others is not touched, not counted and cannot push anything
out (`db.postings`). The index is derived and may be older than the facts, so `current_among` has the last word on what
is shown. Work is bounded by the constants below, however common a name is. Not here: reading or comparing names.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from tizim.db import models
from tizim.db.postings import AT_ONCE, key_id, read_lists
from tizim.db.queries import current_accounts
from tizim.policies import Actor

Scope = tuple[str, str]  # compartment, kind

MANY = 6000  # names counted for one kind of key
RARE = 1000  # a word with fewer names is looked for alone
LONG = 120  # parts of a list that are read to find what it has in common with another
MOST_YEARS = 40  # a wider span says too little to look names up by it
SHORT = 1  # parts of a list that names something closely
BEARERS = 1500  # rows of one question
WEIGHTS = {"=": 100, "n": 12, "c": 8, "both": 6, "respelt": 4, "rare": 3, "alone": 2, "p": 1}


@dataclass(frozen=True)
class Wanted:
    """What a name is looked for by. Each is a collection of key texts (`names.keys`).

    whole    of the whole name
    alone    of its words as if each were a whole name
    respelt  one error away from it
    pairs    one word and a hint of another
    words    for each word, the keys of that word, the surest first
    wrong    of a single word: the keys of words one error away from it
    """

    text: str = ""
    whole: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    respelt: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed by; None or "" where it is not. `born`: first and last year. Codes of vocabularies.

    Where nothing is known of a person, a filter leaves them out. `place` finds what lies in it.
    """

    born: tuple[int, int] | None = None
    place: str = ""
    sex: str = ""
    status: str = ""

    def marks(self) -> list[str]:
        """The marks (`SearchBearer`) that a mention must have."""
        given = (("p", self.place), ("s", self.sex), ("t", self.status))
        return [f"{letter}:{code}" for letter, code in given if code]


NO_FILTERS = Filters()


@dataclass
class Near:
    """Ids of names, the likeliest first. `more`: others have the same keys, and were not looked at."""

    names: list[int] = field(default_factory=list)
    more: bool = False


def scopes(compartments: frozenset[str] | None, kinds: Collection[str] = ()) -> list[Scope]:
    """The scopes of some compartments (None: of all) and kinds (none given: of all), in order."""
    rows = _ask("SELECT compartment, kind FROM tizim_searchscope ORDER BY compartment, kind")
    return [(c, k) for c, k in rows if (compartments is None or c in compartments) and (not kinds or k in kinds)]


def near_names(inside: Sequence[Scope], wanted: Wanted, filters: Filters, most: int) -> Near:
    """Names that may be meant, at most `most`: what fits the whole first, then what bridges an error, then parts."""
    allowed = _facets(inside, filters)
    parts = SHORT if allowed is None else LONG
    votes = Counter(dict.fromkeys(_ids(inside, ["=" + wanted.text] if wanted.text else []), WEIGHTS["="]))
    more = _vote(votes, inside, wanted.whole, parts)
    enough = len(votes) >= most
    if not enough:
        _vote(votes, inside, wanted.pairs, parts)
        _vote(votes, inside, wanted.respelt, parts, WEIGHTS["respelt"])
        _vote(votes, inside, wanted.alone, parts, WEIGHTS["alone"])
    if not enough and len(wanted.words) > 1:
        _vote_together(votes, inside, wanted.words)
    found = [one for one in votes if allowed is None or one in allowed]
    found.sort(key=lambda one: (-votes[one], one))
    if len(wanted.words) == 1:  # those who are called only so come first, then all who are called so among other words
        sure = [one for one in found if votes[one] >= WEIGHTS["c"]][: most // 2]
        singles, left = _singles(inside, wanted, allowed, most - len(sure), set(sure))
        found, more = list(dict.fromkeys([*sure, *singles, *found])), more or left
    return Near(found[:most], more)


def _ids(inside: Sequence[Scope], keys: Iterable[str]) -> dict[int, str]:
    return {key_id(*scope, key): key for key in keys for scope in inside}


def _vote(votes: Counter[int], inside: Sequence[Scope], keys: Iterable[str], parts: int, weight: int = 0) -> bool:
    """Count every name once for each of the keys that it has, short lists first, until MANY of them are counted.

    Whether there were more.
    """
    numbers = _ids(inside, keys)
    lists, longer = read_lists(numbers, parts)
    counted = 0
    for number in sorted(lists, key=lambda one: (len(lists[one]), one)):
        if counted and counted + len(lists[number]) > MANY:
            return True
        counted += len(lists[number])
        each = weight or WEIGHTS[numbers[number][0]]
        for name in lists[number]:
            votes[name] += each
    return bool(longer)


def _vote_together(votes: Counter[int], inside: Sequence[Scope], words: Sequence[Sequence[str]]) -> None:
    """Names that have two of the words, or a rare one. The longest list never becomes a set."""
    lists = [list(read_lists(_ids(inside, keys), LONG)[0].values()) for keys in words]
    lists.sort(key=lambda one: sum(map(len, one)))
    for at, short in enumerate(lists):
        if sum(map(len, short)) > RARE and at == len(lists) - 1:
            break
        few: set[int] = set().union(*short)
        if len(few) <= RARE:
            votes.update(dict.fromkeys(few, WEIGHTS["rare"]))
        for others in lists[at + 1 :]:
            both = set().union(*(few.intersection(other) for other in others))
            votes.update(dict.fromkeys(both, WEIGHTS["both"]))


def _singles(
    inside: Sequence[Scope], wanted: Wanted, allowed: set[int] | None, room: int, known: set[int]
) -> tuple[list[int], bool]:
    """Names with one word: every way to see it has its turn, the surest first, so that none takes the whole room.

    Also whether names with the word itself were left out.
    """
    keys = [*wanted.words[0], *wanted.wrong]
    numbers = _ids(inside, keys)
    lists, longer = read_lists(numbers, SHORT if allowed is None else LONG)
    order = {key: at for at, key in enumerate(keys)}
    own: list[list[int]] = []
    wrong: list[list[int]] = []
    for number in sorted(lists, key=lambda one: (order[numbers[one]], one)):
        new = {name for name in lists[number] if name not in known and (allowed is None or name in allowed)}
        known |= new
        (own if order[numbers[number]] < len(wanted.words[0]) else wrong).append(sorted(new))
    found: list[int] = []
    share, left = max(20, room // 2), [*own, *wrong]
    while len(found) < room and any(left):
        for names in left:
            take = min(share, room - len(found))
            found += names[:take]
            del names[:take]
        share = max(20, share // 2)
    unread = any(order[numbers[number]] < len(wanted.words[0]) for number in longer)
    return found, unread or any(own)


def _facets(inside: Sequence[Scope], filters: Filters) -> set[int] | None:
    """Names borne by somebody in the place, of those years, of that status; None where that says too little."""
    allowed: set[int] | None = None
    groups = [[f"@{mark}"] for mark in filters.marks() if is_facet(mark)]
    if filters.born and filters.born[1] - filters.born[0] < MOST_YEARS:
        groups.append([*(f"@y:{year}" for year in range(filters.born[0], filters.born[1] + 1)), "@y:wide"])
    for keys in groups:
        lists, longer = read_lists(_ids(inside, keys), LONG)
        if not longer:
            found: set[int] = set().union(*lists.values())
            allowed = found if allowed is None else allowed & found
    return allowed


def is_facet(mark: str) -> bool:
    """Whether names are listed by this mark: not by sex, and not by regions and countries, which say too little."""
    letter, _colon, code = mark.partition(":")
    return letter == "t" or (letter == "p" and code.isdigit() and not code.endswith("0000"))


@dataclass(frozen=True)
class NameRow:
    """A name as it is stored. `packed` is empty where it was made by other tables than `version`."""

    id: int
    text: str
    packed: bytes


def names_of(inside: Sequence[Scope], ids: Sequence[int], version: str) -> list[NameRow]:
    """The names that there are, in the order asked for."""
    known, found = set(inside), {}
    for row in _ask_about("SELECT id, compartment, kind, text, packed, version FROM tizim_searchname WHERE id IN", ids):
        row_id, compartment, kind, text, packed, made_by = row
        if (compartment, kind) in known:
            found[row_id] = NameRow(row_id, text, bytes(packed) if made_by.startswith(version) else b"")
    return [found[one] for one in ids if one in found]


def bearers(name_ids: Sequence[int], filters: Filters = NO_FILTERS) -> tuple[list[tuple[int, str]], bool]:
    """(name, mention) of those who bear the names and fit the filters, in the order of the names; whether all are."""
    more, values = "", list[object]()
    if filters.born:
        more += " AND born_first <= %s AND born_last >= %s"
        values += [filters.born[1], filters.born[0]]
    for mark in filters.marks():
        more += " AND marks LIKE %s"
        values.append(f"% {mark} %")
    more += f" ORDER BY name_id, mention_id LIMIT {BEARERS}"
    found = _ask_about("SELECT name_id, mention_id FROM tizim_searchbearer WHERE name_id IN", name_ids, more, values)
    if len(found) == BEARERS and len(name_ids) > 1:  # one common name must not hide those after it
        alone = [bearers([one], filters) for one in name_ids]
        return [row for some, _all_of_them in alone for row in some], all(whole for _some, whole in alone)
    order = {one: at for at, one in enumerate(name_ids)}
    found.sort(key=lambda row: (order[row[0]], row[1]))
    return found, len(found) < BEARERS


def candidate_mentions(compartments: frozenset[str] | None, keys: Collection[str], kind: str, limit: int) -> list[str]:
    """Mentions of some compartments (None: of all) whose names share such keys (`names.keys`), best first.

    As old as the index: what was retracted since may be among them. `d:` keys bridge an error on either side.
    """
    inside = scopes(compartments, [kind])
    parts: dict[str, list[str]] = {}
    for key in sorted(keys):
        parts.setdefault(key[:1], []).append(key)
    wanted = Wanted(
        whole=(*parts.get("n", ()), *parts.get("c", ())),
        respelt=tuple("c:" + key[2:] for key in parts.get("d", ())),
        pairs=tuple(parts.get("p", ())),
        words=tuple((key,) for letter in "xlw" for key in parts.get(letter, ())),
    )
    near = near_names(inside, wanted, NO_FILTERS, limit)
    found: dict[str, None] = {}
    for start in range(0, len(near.names), AT_ONCE):
        found.update(dict.fromkeys(mention for _name, mention in bearers(near.names[start : start + AT_ONCE])[0]))
    return list(found)[:limit]


def current_among(reader: Actor, mention_ids: Collection[str]) -> dict[str, tuple[str, str, int]]:
    """mention id → (label, account id, account number) of those that are current and that the reader may see."""
    rule, values = _rule(reader, connection.vendor)
    if not rule:
        return {}
    rows = _ask_about("SELECT id, label, account_id FROM tizim_mention WHERE id IN", mention_ids)
    accounts = sorted({account_id for _id, _label, account_id in rows})
    numbers = dict(_ask_about(f"SELECT id, number FROM ({rule}) AS seen WHERE id IN", accounts, first=values))
    return {row_id: (label, a, numbers[a]) for row_id, label, a in sorted(rows) if a in numbers}


@functools.lru_cache(maxsize=256)
def _rule(reader: Actor, _vendor: str) -> tuple[str, tuple]:
    """`queries.current_accounts` in SQL, with its values: half the time of a search would go into writing it again."""
    try:
        return current_accounts(reader).order_by().values_list("id", "number").query.sql_with_params()
    except EmptyResultSet:  # no compartment at all
        return "", ()


def clusters_of(mention_ids: Collection[str]) -> dict[str, str]:
    """mention id → whom it belongs to (derived), for those that belong to anybody."""
    start = "SELECT mention_id, cluster_id FROM tizim_cluster WHERE NOT public AND mention_id IN"
    return dict(_ask_about(start, mention_ids))


def mentions_of(cluster_ids: Collection[str]) -> dict[str, str]:
    """mention id → whom it belongs to (derived), for all mentions of these."""
    start = "SELECT mention_id, cluster_id FROM tizim_cluster WHERE NOT public AND cluster_id IN"
    return dict(_ask_about(start, cluster_ids))


def said_of(mention_ids: Collection[str], properties: Collection[str]) -> list[tuple[str, str, str, str, str]]:
    """(mention, property, value, value as given, place) of what is said of mentions that are known to be current."""
    start = """SELECT id, mention_id, property, value, value_raw, place FROM tizim_statement AS one
        WHERE NOT EXISTS (SELECT 1 FROM tizim_statement AS newer WHERE newer.supersedes_id = one.id)
          AND NOT EXISTS (SELECT 1 FROM tizim_retraction AS gone
                          WHERE gone.record_kind = 'statement' AND gone.record_id = one.id)
          AND mention_id IN"""
    # Properties are chosen here: SQLite would go by them, and read all birthdays of the archive.
    return [row[1:] for row in sorted(_ask_about(start, mention_ids)) if row[2] in properties]


def mentions_in(account_id: str, kinds: Collection[str] = ()) -> list[str]:
    """The mentions of an account, in the order in which they were written down."""
    rows = models.Mention.objects.filter(account_id=account_id)
    return list((rows.filter(kind__in=list(kinds)) if kinds else rows).order_by("id").values_list("id", flat=True))


def _ask(sql: str, values: Sequence[Any] = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()


def _ask_about(
    start: str, ids: Collection[object], more: str = "", values: Sequence[object] = (), first: Sequence[object] = ()
) -> list[tuple]:
    """Rows of `start` (ids) `more`; `first` and `values` stand before and after the ids. Plain SQL: asked often."""
    wanted, found = list(ids), []
    for at in range(0, len(wanted), AT_ONCE):
        some = wanted[at : at + AT_ONCE]
        found += _ask(f"{start} ({', '.join(['%s'] * len(some))}){more}", [*first, *some, *values])
    return found
