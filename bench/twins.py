"""Whether people of one name in one county are kept apart, and those who are one found, on invented people.

    python bench/twins.py [PEOPLE] [SEED]

Prints, for planted twins (one name, one county, different people) and for true pairs, at which level they were
proposed: as proposals are made, by plain Fellegi–Sunter with the same learned weights but without the rule that a name
needs a second fact, and by similarity of names alone. Above "undecided" no twin may stand without a second fact that
agrees; true pairs with such a fact should.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from invented import archive, features_of, planted_pairs, true_pairs

from tizim.resolve.levels import FIELDS, compare_levels, name_share
from tizim.resolve.propose import propose_by_compartment
from tizim.resolve.weighing import level

LEVELS = ("likely", "undecided", "unlikely", "not proposed")
SAME_NAME = 0.9


def main(people: int, seed: int) -> None:
    told = archive(people, seed, twins=0.05)
    known = {one.mention_id: features_of(one) for one in told}
    started = time.process_time()
    found = propose_by_compartment(list(known.values()), {one.account_id: "" for one in told})
    spent = time.process_time() - started
    by_pair = {(one.mention_a, one.mention_b): one for one in found.proposals}
    twins, true = planted_pairs(told), true_pairs(told)
    print(f"{len(told)} mentions of {people} people; {spent:.1f} s CPU; prior one in {1 / found.weights[''].prior:.0f}")
    decided = {pair for pair in twins | true if has_second_fact(known, pair)}
    sets = (
        ("twins, no second fact agrees", twins - decided), ("twins, a second fact agrees", twins & decided),
        ("one person, no second fact agrees", true - decided), ("one person, a second fact agrees", true & decided),
    )  # fmt: skip
    for words, pairs in sets:
        print(f"\n{words}: {len(pairs)} pairs")
        show("proposals", Counter(proposed(by_pair, pair) for pair in pairs))
        show("without the rule", Counter(proposed(by_pair, pair, limited=False) for pair in pairs))
        alike = sum(name_share(known[one], known[other]) >= SAME_NAME for one, other in pairs)
        show("names alone", Counter({"likely": alike, "not proposed": len(pairs) - alike}))
    rest = [pair for pair, one in by_pair.items() if level(one.probability) == "likely" and pair not in true]
    likely = sum(level(one.probability) == "likely" for one in by_pair.values())
    print(f"\nof {likely} pairs proposed as likely, {likely - len(rest)} are one person ({1 - len(rest) / likely:.1%})")
    wrong = sum(proposed(by_pair, pair) == "likely" for pair in twins - decided)
    print(f"twins above undecided without a second fact: {wrong}")
    sys.exit(bool(wrong))


def has_second_fact(known, pair: tuple[str, str]) -> bool:
    """Whether birth, father, relatives, village, ID number or photograph agree."""
    levels = compare_levels(known[pair[0]], known[pair[1]], 0.0)
    agree = {field.code: code in field.deciding for field, code in zip(FIELDS, levels, strict=True)}
    return any(agree.values()) or levels[list(agree).index("village")] == "same"


def proposed(by_pair, pair: tuple[str, str], *, limited: bool = True) -> str:
    one = by_pair.get(pair)
    if one is None:
        return "not proposed"
    if limited:
        return level(one.probability)
    odds = sum(reason.weight for reason in one.reasons if reason.field != "limit")
    return level(1 / (1 + 2.718281828 ** -max(-30.0, min(30.0, odds))))


def show(words: str, counts: Counter[str]) -> None:
    total = sum(counts.values()) or 1
    print(f"  {words:18}" + "".join(f"{name} {counts[name]} ({counts[name] / total:.1%})  " for name in LEVELS))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
