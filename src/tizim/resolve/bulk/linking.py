"""Linking a million mentions, from top to bottom: encode, read names, train, find and weigh pairs, group.

Nothing is stored and nothing decided here: the outcome is values, which a caller may put away as proposals. The same
mentions give the same outcome on either engine, whatever their order was before.

>>> from tizim.resolve.features import Born, MentionFeatures
>>> told = [MentionFeatures(f"m{n}", f"a{n}", "person", (name,), born=Born(1983, 1983)) for n, name in
...         enumerate(["Толқын Демесін", "托勒肯·德梅辛", "Sanubar Tursun"])]
>>> [(pair.one, pair.other) for pair in link(told).pairs]           # doctest: +SKIP
[('m0', 'm1')]
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tizim.bulk.engines import DuckDB, Engine, open_engine
from tizim.bulk.tables import as_arrow
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.resolve.bulk import candidates, training
from tizim.resolve.bulk import model as models
from tizim.resolve.bulk.alike import Progress, Reader
from tizim.resolve.bulk.encoding import Encoded, encode
from tizim.resolve.bulk.grouping import group
from tizim.resolve.features import MentionFeatures
from tizim.resolve.levels import FIELD_OF
from tizim.resolve.weighing import DECIDE_TOGETHER, DECIDES, WITHOUT_NAME

MENTIONS_AT_ONCE = 100_000
NAME_ALONE = 0.6  # no more probable than this without a second fact that agrees
TOGETHER = 0.5  # decided pairs at least so probable make groups
APART = 0.05  # no two of a group are less probable, whatever brought them there
IMPOSSIBLE = 1e-12  # less than anything that is asked for


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions, how probable it is that they are one person, and whether a second fact agrees."""

    one: str
    other: str
    probability: float
    decided: bool


@dataclass
class Linked:
    """`groups`: mention → the first mention of its group, for those that are not alone. `compared`: pairs weighed."""

    pairs: list[Pair] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    mentions: int = 0
    compared: int = 0
    model: training.Model | None = None


def link(
    mentions: Iterable[MentionFeatures], *, engine: str = "duckdb", master: str = "", above: float = 0.2,
    known: training.Model | None = None, memory_gib: float = 0, progress: Progress | None = None,
) -> Linked:  # fmt: skip
    """Pairs at least `above` probable, and groups. `known`: a model to use instead of estimating one.

    Raises MissingPart where Splink or Spark is not installed, BadInput for an engine that does not exist and where
    memory does not suffice.
    """
    encoded = encode(mentions)
    try:
        return _link(encoded, engine, master, above, known, memory_gib, progress)
    except Exception as error:
        if "OutOfMemory" in f"{type(error).__name__} {error.__cause__!r}":
            what = _("Linking does not fit into the memory of this machine.")
            raise BadInput(what, _("Try it on a larger one, or on a cluster: --engine spark.")) from error
        raise


def _link(
    encoded: Encoded, engine: str, master: str, above: float, known: training.Model | None, memory_gib: float,
    progress: Progress | None,
) -> Linked:  # fmt: skip
    with Reader(encoded.called, progress) as reader:
        with open_engine(engine, master, memory_gib) as where:
            found = Linked(mentions=len(encoded.ids))
            candidates.load(where, encoded, reader)
            if known or where.estimates:
                encoded.lists.clear()  # the engine has them
            found.model = known or _trained(where, encoded, reader, memory_gib)
            scorer = _Scorer(where, reader, found.model, found.mentions)
            rows = _weigh_all(where, reader, scorer, found, above, progress)
            _put_together(where, reader, scorer, encoded, found, rows)
    return found


def _trained(where: Engine, encoded: Encoded, reader: Reader, memory_gib: float) -> training.Model:
    """Estimated in DuckDB in any case: Spark is slow at it, and so both engines weigh alike."""
    if where.estimates:
        return training.train(where, reader, len(encoded.ids))
    with DuckDB(memory_gib) as here:
        candidates.load(here, encoded, reader)
        return training.train(here, reader, len(encoded.ids))


def _weigh_all(
    where: Engine, reader: Reader, scorer: _Scorer, found: Linked, above: float, progress: Progress | None
) -> list[tuple[int, int, float, bool]]:
    """(one, other, probability, decided) of every pair that is probable enough."""
    rows: list[tuple[int, int, float, bool]] = []
    for start in range(0, found.mentions, MENTIONS_AT_ONCE):
        end = min(start + MENTIONS_AT_ONCE, found.mentions)
        candidates.find(where, reader, start, end)
        compared, weighed = scorer.weigh(above)
        found.compared += compared
        rows += ((a, b, _probability(bits, sure), sure) for a, b, bits, sure in weighed)
        if progress:
            progress("pairs", end, found.mentions)
    return rows


class _Scorer:
    """Splink over the mentions of one engine, asked again and again with other pairs."""

    def __init__(self, where: Engine, reader: Reader, model: training.Model, mentions: int) -> None:
        from splink import Linker

        self.where = where
        self.api = where.splink()
        settings = models.settings(model.shares, model.chance, where.overlap)
        self.linker = Linker(self.api.register("mentions"), settings, log_level=logging.ERROR, validate_settings=False)
        where.put("single", as_arrow(called=_numbers(reader.single)))
        where.make("bearers", _bearers(mentions))
        self.linker.table_management.register_term_frequency_lookup(self.api.register("bearers"), "called")
        self.decided = _decided(model)

    def weigh(self, above: float) -> tuple[int, list[tuple[int, int, float, bool]]]:
        """How many pairs there were in table `pairs`, and of those at least so probable the weight in bits, and whether
        a second fact agrees."""
        [[compared]] = self.where.columns("select cast(count(*) as int) as pairs from pairs")
        if not compared:
            return 0, []
        self.linker.table_management.register_blocked_pairs_for_predict(self.api.register("pairs"))
        least = math.log2(above / (1 - above))
        weighed = self.linker.inference.predict(threshold_match_weight=least, warning_mode="never")
        one, other, weight, decided = self.where.columns(f"""
            select cast(unique_id_l as int), cast(unique_id_r as int), cast(match_weight as double) as weight,
                   cast(case when {self.decided} then 1 else 0 end as int) as decided
            from {weighed.physical_name}""")
        weighed.drop_table_from_database_and_remove_from_cache()
        self.where.drop("pairs")
        rows = zip(one, other, weight, decided, strict=True)
        return compared, [(a, b, bits, bool(sure)) for a, b, bits, sure in rows]


def _numbers(flags: bytearray) -> Any:
    from array import array

    return array("i", (number for number, flag in enumerate(flags) if flag))


def _bearers(mentions: int) -> str:
    """How common a name is: the share of mentions that share a key with it, the middle one of its keys.

    Whoever is called by one word may be everybody with that word in their name: there the most common key counts.
    The pair that is weighed is itself among the bearers, so two are taken off and half a one is left for the unseen.
    """
    return f"""
        with uses as (select called, count(*) as times from mentions where called >= 0 group by called),
        counted as (
            select k.key, sum(u.times) as times from whole_keys k join uses u on u.called = k.called
            where k.partial = 0 group by k.key
        ),
        worded as (
            select k.key, sum(u.times) as times from word_keys k join uses u on u.called = k.called group by k.key
        ),
        every as (
            select k.called, median(c.times) as times from whole_keys k join counted c on c.key = k.key
            left join single s on s.called = k.called where s.called is null and k.partial = 0 group by k.called
            union all
            select k.called, max(w.times) as times from word_keys k join worded w on w.key = k.key
            join single s on s.called = k.called group by k.called
        )
        select called, cast(greatest(times - 1.5, 0.5) as double) / {mentions} as tf_called from every"""


def _decided(model: training.Model) -> str:
    """SQL condition that a pair is free to be more than undecided, as `weighing.held_back` has it for one pair.

    A second fact agrees, or those that help do, by the weights (in bits) that Splink gives; and the names do, or an ID
    number does. What is set by hand does not know how common a village is: there only a deciding fact counts.
    """
    bits = {code: {one: math.log2(m / u) for one, (m, u) in levels.items()} for code, levels in model.shares.items()}
    agree = _deciding(bits)
    alone = [condition for code, condition in agree.items() if code in WITHOUT_NAME]
    beside = " or ".join([*agree.values(), *(_helping(bits) if model.pairs else [])]) or "false"
    return " or ".join([*alone, f"substr(match_key, 1, 1) >= '{candidates.NAMES_AGREE}' and ({beside})"])


def _deciding(bits: dict[str, dict[str, float]]) -> dict[str, str]:
    """Field → SQL condition that it agrees at a level that decides."""
    least, found = DECIDES / math.log(2), {}
    for code, levels in bits.items():
        deciding = FIELD_OF[code].deciding
        if any(levels[one] >= least for one in levels.keys() & deciding):
            others = [weight for one, weight in levels.items() if one not in deciding]
            found[code] = f"mw_{code} > {max(least - 1e-9, *others, 0.0)!r}"
    return found


def _helping(bits: dict[str, dict[str, float]]) -> list[str]:
    """At most one SQL condition: that fields agree at levels that help, with enough weight together."""
    agree = {
        code: " or ".join(f"abs(mw_{code} - {levels[one]!r}) < 1e-6" for one in sorted(helping))
        for code, levels in bits.items()
        if (helping := {one for one in levels.keys() & FIELD_OF[code].helping if levels[one] > 0})
    }
    weight = " + ".join(f"(case when {which} then mw_{code} else 0 end)" for code, which in agree.items())
    return [f"{weight} >= {DECIDE_TOGETHER / math.log(2) - 1e-9!r}"] if weight else []


def _probability(bits: float, decided: bool) -> float:
    probability = round(1 / (1 + 2 ** -min(bits, 60.0)), 6)
    return probability if decided else min(probability, NAME_ALONE)


def _put_together(
    where: Engine, reader: Reader, scorer: _Scorer, encoded: Encoded, found: Linked,
    rows: list[tuple[int, int, float, bool]],
) -> None:  # fmt: skip
    """Groups of the decided pairs, without those that contradict themselves."""
    ids = encoded.ids
    rows.sort()
    found.pairs = [Pair(ids[a], ids[b], probability, decided) for a, b, probability, decided in rows]
    links = [(a, b, probability) for a, b, probability, decided in rows if decided and probability >= TOGETHER]
    heads = group(len(ids), links, _apart(where, reader, scorer, group(len(ids), links)))
    sizes: dict[int, int] = {}
    for head in heads:
        sizes[head] = sizes.get(head, 0) + 1
    found.groups = {ids[row]: ids[head] for row, head in enumerate(heads) if sizes[head] > 1}


def _apart(where: Engine, reader: Reader, scorer: _Scorer, groups: list[int]) -> Iterator[tuple[int, int]]:
    """The pairs within these groups that contradict each other: told apart by one account, or all that is known of
    them together says that they are two."""
    for inside in candidates.inside(where, reader, groups):
        _count, weighed = scorer.weigh(IMPOSSIBLE)
        together = {(a, b) for a, b, bits, _sure in weighed if bits >= math.log2(APART / (1 - APART))}
        yield from (pair for pair in inside if pair not in together)
