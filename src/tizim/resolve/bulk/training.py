"""Shares of the levels by expectation maximisation, without labels, on Splink and DuckDB.

Pairs are sampled by name alone, so that every other field is seen as it falls among people of one name: most of them
two people, some one. Spark estimates slowly, so the sample is always drawn and weighed in DuckDB and the numbers are
carried over. A small archive, or an estimate that cannot be true, keeps the shares set by hand (`levels`).

Splink makes pairs by blocking rules only. So that it sees exactly the sampled pairs, each stands in its input as two
rows of one block, with the way of the pair on both.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from tizim.bulk.engines import Engine
from tizim.resolve.bulk import candidates, model
from tizim.resolve.bulk.alike import Reader

SAMPLED_MENTIONS = 25_000
LEAST_PAIRS = 3_000
COVERED = 0.94  # of the pairs that are one person, those whose names are at least loosely alike
BY_HAND_PARTNERS = 0.5  # other mentions of the same person, on average, where nothing is known


@dataclass(frozen=True)
class Model:
    """`chance`: that two mentions taken at random are one person. `pairs`: seen in training; 0: set by hand."""

    shares: model.Shares
    chance: float
    pairs: int = 0


def by_hand(mentions: int) -> Model:
    return Model(model.shares(), BY_HAND_PARTNERS / max(mentions, 2))


def train(engine: Engine, reader: Reader, mentions: int) -> Model:
    """A model of these mentions; `engine` holds them (`candidates.load`)."""
    step = max(1, mentions // SAMPLED_MENTIONS)
    candidates.sample(engine, reader, step)
    [[pairs]] = engine.columns("select cast(count(*) as int) as pairs from pairs")
    if pairs < LEAST_PAIRS:
        return by_hand(mentions)
    engine.make("halves", _HALVES)
    start = model.shares()
    found, share = _estimate(engine, start)
    engine.drop("halves", "pairs")
    everywhere = pairs / (1 - (1 - 1 / step) ** 2)  # pairs whose names are alike, in the whole archive
    possible = mentions * (mentions - 1) / 2
    if not 0.001 < share < 0.95:
        return by_hand(mentions)
    chance = share * everywhere / COVERED / possible
    found["name"] = {
        code: (m * COVERED, u * (1 - share) * everywhere / possible)
        if code in candidates.ALIKE_ENOUGH
        else start["name"][code]
        for code, (m, u) in found["name"].items()
    }
    return Model(found, chance, pairs)


_HALVES = """
    with numbered as (select row_number() over (order by join_key_l, join_key_r) as pair, * from pairs)
    select cast(2 * p.pair as bigint) as unique_id, p.pair, p.match_key as way, m.* exclude (unique_id, match_key)
    from numbered p join mentions m on m.unique_id = p.join_key_l
    union all
    select cast(2 * p.pair + 1 as bigint), p.pair, p.match_key, m.* exclude (unique_id, match_key)
    from numbered p join mentions m on m.unique_id = p.join_key_r"""


def _estimate(engine: Engine, start: model.Shares) -> tuple[dict[str, dict[str, tuple[float, float]]], float]:
    """The shares, and the share of the sampled pairs that are one person."""
    from splink import Linker

    api = engine.splink()
    settings = model.settings(_among_alike(start), 0.1, engine.overlap, "way_l")
    linker = Linker(api.register("halves"), settings, log_level=logging.ERROR, validate_settings=False)
    session = linker.training.estimate_parameters_using_expectation_maximisation(
        "l.pair = r.pair", estimate_without_term_frequencies=True, fix_u_probabilities=False
    )
    found = model.learned(linker.misc.save_model_to_json(), start)
    share = session.core_model_settings.probability_two_random_records_match
    linker.table_management.delete_tables_created_by_splink_from_db()
    return found, share


def _among_alike(start: model.Shares) -> model.Shares:
    """The shares to start from among pairs whose names are alike: those of the name's levels that occur there."""
    levels = {code: start["name"][code] for code in candidates.ALIKE_ENOUGH}
    ms, us = (sum(shares) for shares in zip(*levels.values(), strict=True))
    name = {code: (m / ms, u / us) for code, (m, u) in levels.items()}
    return {"name": name, **{code: of for code, of in start.items() if code != "name" and code not in model.BY_HAND}}
