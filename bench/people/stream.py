"""The stream of mentions: chunks of a thousand people, each with its own seed, so that a longer run begins alike."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from .chances import cumulated, pick
from .naming import Teller, teller
from .person import Person
from .population import people_of
from .rates import LEVELS, MENTIONS, Rates, rates_of
from .telling import system_for, tell
from .told import Told

CHUNK = 1000


def generate(
    people: int,
    seed: int,
    *,
    mentions: str | Sequence[tuple[int, float]] = "one",
    noise: str | Rates = "normal",
    knowledge: str = "normal",
    families: float = 0.15,
    twins: float = 0.01,
    only_twins: bool = False,
) -> Iterator[Told]:
    """Mentions of that many invented people, about a thousand people in memory at a time.

    mentions    "one", "mix" (1 to 6, on average 2.26), or (number, share) pairs
    noise       "none", "light", "normal", "heavy", or Rates
    knowledge   how much is told: "sparse", "normal", "full"
    families    share of households of which several members are told of
    twins       share of people who are planted twins; only_twins: leave everybody else out

    The same arguments give the same mentions; with more people the stream begins with the same mentions, up to the
    last full thousand.
    """
    shares = MENTIONS[mentions] if isinstance(mentions, str) else tuple((str(n), share) for n, share in mentions)
    rates = rates_of(noise, knowledge)
    numbers = cumulated(tuple(shares))
    for chunk in range(-(-people // CHUNK)):
        chance = random.Random(f"people/{seed}/{chunk}")
        least = min(CHUNK, people - chunk * CHUNK)
        yield from _chunk(chance, chunk, least, rates, numbers, families, twins, only_twins)


def _chunk(
    chance: random.Random, chunk: int, least: int, rates: Rates, numbers: tuple[list[str], list[float]],
    families: float, twins: float, only_twins: bool,
) -> list[Told]:  # fmt: skip
    """The mentions of one chunk in a shuffled order: those of one person do not stand together."""
    out: list[Told] = []
    for group in people_of(chance, CHUNK, families, twins, str(chunk)):
        alike = _shared_teller(chance, group, rates)
        shared = f"a{chunk}-{len(out)}s" if alike and not group[0].twin else ""
        for person in group:
            for turn in range(int(pick(chance, numbers))):
                by = alike if alike and turn == 0 else teller(chance, system_for(chance, person), rates)
                account = shared if shared and turn == 0 else f"a{chunk}-{len(out)}"
                out.append(tell(chance, person, by, f"m{chunk}-{len(out)}", account))
    chance.shuffle(out)
    kept = (told for told in out if int(told.person_id.rpartition("-")[2]) < least)
    return [told for told in kept if told.twin_group or not only_twins]


def _shared_teller(chance: random.Random, group: Sequence[Person], rates: Rates) -> Teller | None:
    """One teller for the first mention of everybody: half of the planted twins, some of the families."""
    if len(group) < 2 or chance.random() >= (0.5 if group[0].twin else rates.shared_account):
        return None
    return teller(chance, system_for(chance, group[0]), LEVELS["none"] if group[0].twin else rates)
