"""The compiled part gives the numbers of the reference, and no bytes whatever harm it."""

import contextlib
import itertools
import os
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tizim.names import (
    PACKED_VERSION,
    PreparedName,
    native,
    pack,
    prepare,
    scoring,
    similarities,
    similarities_of_pairs,
    similarities_packed,
    similarity,
)
from tizim.names import distance as distances
from tizim.names import packed as packing
from tizim.names.align import align, compare_words
from tizim.names.comparison import reference_similarity
from tizim.names.distance import distance_now
from tizim.names.hints import SYSTEMS
from tizim.names.prepared import MAX_READINGS, MAX_SOUNDS, MAX_WORDS
from tizim.names.sounds import sounds
from tizim.names.tables import read_table

needs_compiled = pytest.mark.skipif(scoring.compiled is None, reason="Tizim was installed without a C compiler")
NEAR = 1e-9


@contextlib.contextmanager
def reference():
    """Everything as where there is no compiler."""
    remembered = (compare_words, distances._distance, distances.split_distance)
    with pytest.MonkeyPatch.context() as patch:
        for module in (native, scoring):
            patch.setattr(module, "compiled", None)
        for cached in remembered:
            cached.cache_clear()
        yield
    for cached in remembered:
        cached.cache_clear()


def test_the_compiled_part_is_there_where_nothing_may_be_left_out():
    assert scoring.compiled is not None or os.environ.get("CI") != "true"


def make_names(count: int, seed: int) -> list[str]:
    """Names of all shapes: known given names and parts of names in every script, letters at random, mixtures."""
    pick = random.Random(seed)
    known = [form for row in read_table("given.tsv") for form in row["forms"].split()]
    parts = [form for row in read_table("parts.tsv") for form in row["forms"].split()]
    letters = ["abcdefghijklmnopqrstuvwxyz'", "абвгдежзиклмнопрстуфхцчшыюяғқңөүұі", "ابپتجچدرزژسشغفقكگڭلمنھوۇۆۈۋېىيئە"]
    syllables = [row["syllable"] for row in read_table("syllables.tsv")]

    def word() -> str:
        shape = pick.random()
        if shape < 0.6:
            return pick.choice(known)
        if shape < 0.7:
            return pick.choice(known) + pick.choice(parts)
        if shape < 0.75:
            return pick.choice(parts)
        if shape < 0.85:
            return "".join(pick.choices(syllables, k=pick.randint(1, 5)))
        return "".join(pick.choices(pick.choice(letters), k=pick.randint(1, 12)))

    names = [word()]
    while len(names) < count:
        before, gaps = names[-1].split(), (" ", " ", " ", "·", "-", ", ", "")
        if pick.random() < 0.2 and len(before) > 1:  # the one before again, turned round or run together
            names.append(pick.choice((" ", "")).join(pick.choice((before, before[::-1]))))
        else:
            words = range(pick.choice((1, 2, 2, 2, 3, 4, 6)))
            names.append("".join(word() + pick.choice(gaps) for _word in words))
    return names


def hinted(names: list[str], seed: int) -> list[PreparedName]:
    pick = random.Random(seed)
    orders, genders = ("", "", "given-first", "surname-first", "free"), ("", "", "male", "female")
    hints = [(pick.choice(("", "", *SYSTEMS)), pick.choice(orders), pick.choice(genders)) for _ in names]
    return [prepare(name, *hint) for name, hint in zip(names, hints, strict=True)]


@needs_compiled
@pytest.mark.parametrize("seed", range(2))
def test_the_compiled_part_agrees_with_the_reference(seed):
    names = make_names(700, seed)
    for ready in ([prepare(name) for name in names], hinted(names, seed)):
        pairs = list(itertools.pairwise(ready)) + [(name, ready[at // 2]) for at, name in enumerate(ready)]
        left, right = (tuple(map(pack, side)) for side in zip(*pairs, strict=True))
        fast = scoring.compiled.score_pairs(scoring.tables(), left, right)
        with reference():
            slow = [reference_similarity(one, other) for one, other in pairs]
        assert fast == pytest.approx(slow, abs=NEAR)


@needs_compiled
def test_the_compiled_distance_agrees_with_the_reference():
    words = [word.sounds for name in make_names(300, 8) for word in prepare(name).words] + [b""]
    pairs = list(itertools.product(words[:40], words))
    fast = [distance_now(one, other) for one, other in pairs]
    with reference():
        assert fast == pytest.approx([distances.distance(one, other) for one, other in pairs], abs=NEAR)
    assert distance_now(words[0] * 40, words[0] * 40) == 0.0
    for one, other in itertools.pairwise(words[:200]):
        for run in (one + other, other[::-1] + one, words[0], b""):
            split = distances.split_distance.__wrapped__(run, one, other)
            assert split == pytest.approx(distances.reference_split(run, one, other), abs=NEAR)


def test_the_generated_names_meet_every_way_of_laying_words():
    ready = [prepare(name) for name in make_names(1_500, 0)]
    seen = set()
    for one, other in [*itertools.pairwise(ready), *itertools.pairwise(ready[::-1])]:
        for left, right in itertools.product(one.readings, other.readings):
            is_run = 1 in (len(left), len(right)) and left[0].joined + right[0].joined
            seen.add("two by two" if len(left) == len(right) == 2 else "run" if is_run else "search")
            seen |= {(len(pair.left), len(pair.right)) for pair in align(left, right).pairs}
    assert seen == {"two by two", "run", "search", (1, 1), (1, 2), (2, 1), (1, 3), (3, 1)}


def test_packing_keeps_what_scoring_needs():
    for one, other in itertools.pairwise(hinted(make_names(300, 5), 5)):
        left, right = packing.unpack(pack(one)), packing.unpack(pack(other))
        assert reference_similarity(left, right) == reference_similarity(one, other)


def test_all_ways_of_asking_give_the_same_answer():
    names = make_names(40, 7)
    ready = [prepare(name) for name in names]
    single = [[similarity(one, other) for other in names] for one in names]
    for part in (contextlib.nullcontext(), reference()):
        with part:
            rows = [pytest.approx(row, abs=NEAR) for row in single]
            assert similarities(names, ready) == rows
            assert similarities_of_pairs(ready, names[::-1]) == pytest.approx(
                [row[-1 - at] for at, row in enumerate(single)]
            )
            assert similarities_packed(pack(ready[0]), [pack(name) for name in ready]) == rows[0]
            assert similarity(names[1], ready[2]) == pytest.approx(single[1][2], abs=NEAR)


def test_the_order_of_two_packed_names_is_irrelevant():
    packed = [pack(name) for name in hinted(make_names(80, 3), 3)]
    for one in packed:
        assert similarities_packed(one, packed) == [similarities_packed(other, [one])[0] for other in packed]


def test_nothing_to_compare_is_an_empty_list():
    assert similarities([], ["Aygul"]) == [] == similarities_of_pairs([], [])
    assert similarities(["Aygul"], []) == [[]]
    assert similarities_packed(pack(prepare("Aygul")), []) == []
    with pytest.raises(ValueError, match="1 names cannot be paired with 0"):
        similarities_of_pairs(["Aygul"], [])


def test_a_name_of_nothing_is_like_no_name():
    assert similarities(["", "🙂", 3, None], ["", "Aygul"]) == [[0.0, 0.0]] * 4


def test_a_contradicting_hint_of_gender_lowers():
    one, man, woman = prepare("Nurlan Saparov"), prepare("Nurlan", gender="male"), prepare("Nurlan", gender="female")
    assert similarity(one, woman) < similarity(one, man)
    assert similarity(prepare("Aygul", gender="m"), prepare("Aygul", gender="f")) < similarity("Aygul", "Aygul")


def test_a_hint_of_order_decides_whether_order_counts():
    free, fixed = (prepare("Tursun Memet", order=order) for order in ("free", "given-first"))
    turned = prepare("Memet Tursun", order="given-first")
    assert similarity(fixed, turned) < 0.5
    assert similarity(free, turned) > 0.9


def test_numbers_that_stand_for_given_names_are_their_own():
    ids = {row["id"] for row in read_table("given.tsv")}
    assert len({packing.number_of_id(one) for one in ids}) == len(ids)


def test_the_limits_of_names_fit_into_packed_ones():
    assert (MAX_WORDS, MAX_READINGS) <= (packing.MAX_PACKED_WORDS, packing.MAX_PACKED_READINGS)
    assert MAX_SOUNDS <= 40  # SOUNDS in compiled/packed.h
    assert len(sounds().letters) <= 256


def test_the_version_of_packed_names_follows_the_tables(monkeypatch):
    assert PACKED_VERSION.startswith(f"{packing.FORMAT}.")
    monkeypatch.setattr(packing, "_iter_sources", lambda: iter([b"another table"]))
    assert packing._version() != PACKED_VERSION


PACKED = [pack(name) for name in hinted(make_names(60, 11), 11)]


@st.composite
def damaged(draw) -> bytes:
    """A packed name with bytes changed, cut off or put in."""
    found = bytearray(draw(st.sampled_from(PACKED)))
    for _change in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(found)))
        way = draw(st.sampled_from(("change", "cut", "insert", "repeat")))
        if way == "change" and at < len(found):
            found[at] = draw(st.integers(0, 255))
        elif way == "cut":
            del found[at : at + draw(st.integers(1, 20))]
        elif way == "insert":
            found[at:at] = draw(st.binary(min_size=1, max_size=20))
        elif way == "repeat":
            found += found[at:]
    return bytes(found)


@settings(max_examples=int(os.environ.get("FUZZ", "300")), deadline=None)
@given(st.one_of(damaged(), st.binary(max_size=300)), st.sampled_from(PACKED))
def test_broken_bytes_are_refused_by_both_or_scored_alike(wrong, right):
    try:
        name = packing.unpack(wrong)
    except ValueError:
        name = None
    for one, others in ((wrong, [right, right]), (right, [right, wrong]), (wrong, [wrong])):
        if name is None:
            with pytest.raises(ValueError, match="not a packed name"):
                similarities_packed(one, others)
        else:
            found = similarities_packed(one, others)
            assert all(0.0 <= probability <= 1.0 for probability in found)
    if name is not None:
        assert found == [1.0 if name.readings else 0.0]
        with reference():
            expected = reference_similarity(name, packing.unpack(right))
        assert similarities_packed(wrong, [right]) == pytest.approx([expected], abs=NEAR)


@needs_compiled
def test_what_is_no_bytes_is_an_error_and_no_crash():
    tables, name = scoring.tables(), pack(prepare("Aygul"))
    part = scoring.compiled
    for wrong in (None, "Aygul", 7, bytearray(name), (), b""):
        for call in (
            lambda wrong=wrong: part.score(tables, name, wrong),
            lambda wrong=wrong: part.score(wrong, name, name),
            lambda wrong=wrong: part.score_many(tables, wrong, (name,)),
            lambda wrong=wrong: part.score_many(tables, name, (wrong,)),
            lambda wrong=wrong: part.score_many(wrong, name, (name,)),
            lambda wrong=wrong: part.score_pairs(tables, (name,), (wrong,)),
            lambda wrong=wrong: part.score_pairs(tables, (name, name), wrong),
        ):
            with pytest.raises((TypeError, ValueError)):
                call()
    for wrong in (None, b"\xff", b"\0" * 121):
        with pytest.raises((TypeError, ValueError)):
            part.distance(tables, wrong, b"")
        with pytest.raises((TypeError, ValueError)):
            part.split(tables, b"", b"", wrong)
    for call in (part.score, part.score_many, part.score_pairs, part.distance, part.split):
        with pytest.raises(TypeError):
            call(tables)
    for cut in (tables[:-1], tables + b"\0", tables[:40], b"\xff" * len(tables)):
        with pytest.raises(ValueError, match="tables"):
            part.score(cut, name, name)


@needs_compiled
def test_the_longest_names_cost_less_than_a_few_milliseconds():
    long = ["mahmutmahmut memetmemetmemet batubatubatu " * 9, "maxmudmaxmud baturbatur " * 9, "阿布都" * 90]
    long += ["a" * 10_000, "尔" * 10_000, "Шәһ " * 3_000, "b c " * 900]
    packed = [pack(prepare(name)) for name in long]
    for one in packed:
        times = []
        for _again in range(3):
            started = time.process_time()
            similarities_packed(one, packed)
            times.append((time.process_time() - started) / len(packed))
        assert min(times) < 0.005
