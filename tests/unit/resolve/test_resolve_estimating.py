"""Weights learned without labels come near the truth, and near what Splink learns from the same pairs."""

import random
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from tizim.core.values import Judgement
from tizim.resolve.estimating import JUDGED_COUNTS, estimate
from tizim.resolve.learning import judged_by_circle
from tizim.resolve.levels import FIELD_OF, FIELDS, NOTHING, compare_levels
from tizim.resolve.propose import propose_by_compartment
from tizim.resolve.weights import HAND_SET, from_values, hand_set

CODES = [field.code for field in FIELDS]
SHARES = {"sex": (0.97, 2), "ethnicity": (0.9, 4), "county": (0.8, 12), "profession": (0.6, 9)}


@pytest.fixture(scope="module")
def rows():
    """People told of twice, of 600 names: (person, name, sex, ethnicity, county, profession), sometimes wrong."""
    chance, found = random.Random(5), []
    for person in range(1500):
        true = {field: chance.randrange(kinds) for field, (_right, kinds) in SHARES.items()}
        name = chance.randrange(600)
        for _telling in range(2):
            told = [
                value if chance.random() < SHARES[field][0] ** 0.5 else (value + 1) % SHARES[field][1]
                for field, value in true.items()
            ]
            found.append((person, name, *told))
    return found


def pattern(one, other) -> tuple[str, ...]:
    levels = dict.fromkeys(CODES, NOTHING) | {"name": "same" if one[1] == other[1] else "other"}
    for at, field in enumerate(SHARES, 2):
        levels[field] = "same" if one[at] == other[at] else "other"
    return tuple(levels[code] for code in CODES)


def learned(rows):
    blocks: dict[int, list] = {}
    for row in rows:
        blocks.setdefault(row[1], []).append(row)
    rare = hand_set(len(rows)).rarity(len(rows) // 600)  # how many bear a name
    counts = Counter((pattern(a, b), rare) for block in blocks.values() for a, b in combinations(block, 2))
    chance = random.Random(7)
    at_random: Counter = Counter()
    for _pair in range(min(20_000, len(rows) * (len(rows) - 1) // 2)):
        levels = pattern(*chance.sample(rows, 2))
        at_random.update((code, level) for code, level in zip(CODES, levels, strict=True) if level != NOTHING)
    return estimate(counts, at_random, mentions=len(rows))


def truth(rows) -> dict[str, float]:
    pairs = list(zip(rows[::2], rows[1::2], strict=True))
    return {field: sum(a[at] == b[at] for a, b in pairs) / len(pairs) for at, field in enumerate(SHARES, 2)}


def test_shares_come_near_the_truth(rows):
    weights, true = learned(rows), truth(rows)
    for field, share in true.items():
        assert weights.shares[field]["same"].m == pytest.approx(share, abs=0.05)
        assert weights.shares[field]["same"].u == pytest.approx(1 / SHARES[field][1], abs=0.03)
    assert weights.prior == pytest.approx(1500 / (3000 * 2999 / 2), rel=0.3)


def test_splink_learns_about_the_same(rows):
    splink = pytest.importorskip("splink", reason="the extra for linking in bulk is not installed")
    import pyarrow
    from splink import comparison_library as compare

    columns = ["person", "name", *SHARES]
    table = pyarrow.table({name: [row[at] for row in rows] for at, name in enumerate(columns)})
    table = table.append_column("unique_id", pyarrow.array(range(len(rows))))
    api = splink.DuckDBAPI()
    settings = splink.SettingsCreator(
        link_type="dedupe_only", comparisons=[compare.ExactMatch(field) for field in SHARES],
        blocking_rules_to_generate_predictions=[splink.block_on("name")],
        probability_two_random_records_match=1500 / (3000 * 2999 / 2),
    )  # fmt: skip
    linker = splink.Linker([api.register(table)], settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(splink.block_on("name"))
    theirs = {
        one["output_column_name"]: one["comparison_levels"][1]
        for one in linker.misc.save_model_to_json()["comparisons"]
    }
    ours = learned(rows)
    for field in SHARES:
        assert ours.shares[field]["same"].m == pytest.approx(theirs[field]["m_probability"], abs=0.05)
        assert ours.shares[field]["same"].u == pytest.approx(theirs[field]["u_probability"], abs=0.03)


def test_invented_people_teach_what_is_true_of_them():
    sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))
    from invented import archive, features_of, true_pairs

    told = archive(500, 3)
    known = {one.mention_id: features_of(one) for one in told}
    found = propose_by_compartment(list(known.values()), {one.account_id: "" for one in told})
    counts: Counter = Counter()
    for one, other in true_pairs(told):
        counts.update(zip(CODES, compare_levels(known[one], known[other]), strict=True))
    for code, level in (("sex", "same"), ("birth", "same_year"), ("county", "same"), ("father", "same")):
        seen = sum(counts[code, one.code] for one in FIELD_OF[code].levels if one.code != NOTHING)
        assert found.weights[""].shares[code][level].m == pytest.approx(counts[code, level] / seen, abs=0.15)
    pairs = len(told) * (len(told) - 1) / 2
    assert 0.5 < found.weights[""].prior * pairs / len(true_pairs(told)) < 2


def test_the_same_counts_give_the_same_weights_and_come_back_from_storing(rows):
    weights = learned(rows)
    assert weights == learned(rows) == from_values(weights.as_values())


def test_ten_people_change_hardly_anything(rows):
    few = learned(rows[:10])
    for code, levels in few.shares.items():
        for level, share in levels.items():
            assert abs(share.weight - HAND_SET.shares[code][level].weight) < 1.2


def test_judged_pairs_count_as_what_people_said():
    both = (tuple("same" if code in ("name", "county") else NOTHING for code in CODES), 9)
    apart = (tuple({"name": "same", "county": "other"}.get(code, NOTHING) for code in CODES), 9)
    plain = estimate(Counter(), Counter(), mentions=100)
    alike = estimate(Counter(), Counter(), mentions=100, judged=[(both, True)] * 9)
    moved = estimate(Counter(), Counter(), mentions=100, judged=[(apart, True)] * 9)
    assert moved.of("county", "same") < plain.of("county", "same") < alike.of("county", "same")
    assert alike.shares["county"]["same"].same == pytest.approx(9 * JUDGED_COUNTS)
    assert (alike.same, alike.shares["county"]["same"].judged) == (9, 9)


def judgement(number, verdict="same", a="m1", b="m2", **more):
    return Judgement(f"j{number:02}", a, b, verdict, "x", "ann", **more)


def test_what_was_taken_back_or_contradicts_teaches_nothing():
    circles = {f"m{at}": "general" for at in range(30)} | {"x1": "elsewhere"}
    rows = [judgement(at, "different", b=f"m{at}") for at in range(2, 10)]
    taken = judgement(90, "different", b="m2", undoes="j02")
    other = judgement(10, "same", b="m3")
    secret = judgement(11, "same", b="x1")
    assert judged_by_circle(rows[:-1], circles).get("general") == {}
    assert len(judged_by_circle(rows, circles)["general"]) == 8
    assert judged_by_circle([*rows, taken], circles)["general"] == {}
    assert ("m1", "m3") not in judged_by_circle([*rows, *[judgement(at, b=f"m{at}") for at in range(12, 20)], other,
                                                 secret], circles)["general"]  # fmt: skip
