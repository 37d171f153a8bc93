"""A proposal is a receipt: every field is on it, nothing is counted that was not said, a name alone never decides."""

import math
import random
import time

import pytest

from tizim.core.i18n import use_language
from tizim.core.values import Mention, Statement
from tizim.resolve import Born, MentionFeatures, candidates, features, level, propose, propose_by_compartment, say
from tizim.resolve.blocks import bands
from tizim.resolve.levels import FIELDS, PICTURE_BITS
from tizim.resolve.weighing import LIKELY, every_field, weigh
from tizim.resolve.weights import Weights, hand_set

NAMES = ("Qali", "Serik", "Marat", "Erbol", "Qanat", "Ospan", "Zholdas", "Amangul")
NAME, CHINESE = "Толқын Демесін", "托勒肯·德梅辛"


def person(mention_id, name=NAME, account="", **known):
    return MentionFeatures(mention_id, account or f"a-{mention_id}", "person", (name,), **known)


def state(property_, value, row_id="s1", **more):
    return Statement(row_id, "a1", "m1", property_, value, **more)


def reason(proposal, field):
    return next(reason for reason in proposal.reasons if reason.field == field)


def test_features_gather_every_name_and_turn_an_age_into_years_of_birth():
    rows = [
        state("name", CHINESE),
        state("age", "34", "s2", valid_when="2018"),
        state("sex", "female", "s3"),
        state("relation", "m9", "s4", qualifiers={"relation": "father"}),
        state("residence", "654021", "s5"),
        Statement("s6", "a1", "m2", "name", "somebody else"),
    ]
    found = features(Mention("m1", "a1", "person", NAME), rows, labels={"m9": "Демесін Қали"})
    assert found.names == (NAME, CHINESE)
    assert (found.born.first, found.born.last) == (1983, 1984)
    assert (found.fathers, found.places, found.sexes) == (("Демесін Қали",), {"654021"}, {"female"})


def test_a_birth_nobody_could_read_is_nothing_to_compare():
    found = features(Mention("m1", "a1", "person", NAME), [state("birth", "the year of the dog")])
    assert found.born is None


@pytest.mark.parametrize(
    ("birth", "span"),
    [("1985", (1985, 1985)), ("198X", (1980, 1989)), ("1985-03-04", (1985, 1985)), ("../1980", None)],
)
def test_birth_is_a_span_of_years(birth, span):
    born = features(Mention("m1", "a1", "person", NAME), [state("birth", birth)]).born
    assert (born and (born.first, born.last)) == span


def test_every_field_is_on_the_receipt_and_what_nobody_said_weighs_nothing():
    proposal = weigh(person("m1"), person("m2", CHINESE))
    silent = [reason for reason in proposal.reasons if reason.field not in ("start", "name", "limit")]
    assert [reason.field for reason in silent if reason.field != "limit"] == [one.code for one in FIELDS[1:]]
    assert {(reason.outcome, reason.weight) for reason in silent} == {("nothing", 0.0)}


def test_a_name_alone_stays_undecided_and_so_does_a_name_with_sex_people_and_county():
    known = {"sexes": frozenset({"male"}), "ethnicities": frozenset({"kazakh"}), "places": frozenset({"654021"})}
    known |= {"villages": frozenset({"qaradong"}), "professions": frozenset({"teacher"})}
    bare, twins = weigh(person("m1"), person("m2")), weigh(person("m1", **known), person("m2", **known))
    assert bare.probability <= 0.6
    assert (level(bare.probability), level(twins.probability)) == ("undecided", "undecided")


def test_a_receipt_adds_up_to_its_probability():
    born, place = Born(1984, 1984), frozenset({"654021"})
    others = [person("m2"), person("m2", born=born), person("m2", places=place), person("m2", "Сейіт Нұрлан")]
    for other in others:
        proposal = weigh(person("m1", born=born, places=place), other, bearers=7)
        odds = sum(reason.weight for reason in proposal.reasons)
        assert proposal.probability == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-5)


def test_a_second_fact_that_agrees_makes_it_likely():
    born = Born(1984, 1984)
    assert weigh(person("m1", born=born), person("m2", CHINESE, born=born)).probability >= LIKELY
    fathers = weigh(person("m1", fathers=("Қали",)), person("m2", CHINESE, fathers=("Qali",)))
    assert reason(fathers, "father").outcome == "agree"


def test_wide_ranges_of_birth_that_touch_decide_nothing():
    known = {"born": Born(1950, 1985), "places": frozenset({"654021"}), "sexes": frozenset({"male"})}
    proposal = weigh(person("m1", **known), person("m2", **known))
    assert reason(proposal, "birth").outcome == "agree"
    assert proposal.probability <= 0.6


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("born", Born(1950, 1950), Born(1984, 1984)),
        ("sexes", frozenset({"male"}), frozenset({"female"})),
        ("fathers", ("Демесін",), ("Ербол",)),
    ],
)
def test_a_plain_difference_makes_the_same_name_unlikely(field, ours, theirs):
    assert level(weigh(person("m1", **{field: ours}), person("m2", **{field: theirs})).probability) == "unlikely"


def test_the_more_people_bear_a_name_the_less_it_says():
    archive = hand_set(5000)
    few, many = (weigh(person("m1"), person("m2"), archive, bearers) for bearers in (2, 400))
    assert many.probability < few.probability
    assert "one in 16 " in say(reason(many, "name"))


def test_one_account_that_names_two_people_speaks_against_one():
    assert reason(weigh(person("m1", account="a"), person("m2", account="a")), "account").weight < 0


def test_what_has_nothing_to_compare_need_not_be_stored():
    proposal = weigh(person("m1", born=Born(1984, 1984)), person("m2"))
    kept = {line.field: line for line in proposal.reasons if line.weight or line.level != "nothing"}
    assert len(kept) < 5
    assert every_field(kept) == list(proposal.reasons)


def test_a_receipt_is_put_into_words_when_it_is_shown():
    line = reason(weigh(person("m1", sexes=frozenset({"male"})), person("m2", sexes=frozenset({"male"}))), "sex")
    with use_language("ru"):
        russian = say(line)
    assert say(line) == "male"
    assert russian not in ("man", "male")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("born", Born(1984, 1984)),
        ("fathers", ("Демесін Қали",)),
        ("relatives", (("spouse", "Гүлнар"),)),
        ("id_numbers", frozenset({"hmac:1"})),
        ("photographs", frozenset({"sha256:1"})),
    ],
)
def test_each_second_fact_that_agrees_lifts_the_limit(field, value):
    found = weigh(person("m1", **{field: value}), person("m2", **{field: value}))
    assert level(found.probability) == "likely"
    assert "limit" not in [line.field for line in found.reasons]


@pytest.mark.parametrize(
    ("ours", "theirs", "level"),
    [
        ("Демесін", "Demesin", "nothing"),  # stands in the name already
        ("Демесін", "Demesin Qali", "nothing"),
        ("Демесін Қали", "Demesin Qali", "same"),
        ("Қали", "Qali", "same"),
        ("Қали", "Serik", "other"),
    ],
)
def test_a_father_who_stands_in_the_name_is_no_second_fact(ours, theirs, level):
    found = weigh(person("m1", fathers=(ours,)), person("m2", "Demesin Tolqyn", fathers=(theirs,)))
    assert reason(found, "father").level == level


def test_siblings_are_not_one_person_however_much_they_share():
    shared = {"fathers": ("Қали",), "relatives": (("spouse", "Гүлнар"),), "places": frozenset({"654021"})}
    found = weigh(person("m1", **shared), person("m2", "Ербол Демесін", **shared))
    assert level(found.probability) == "undecided"
    assert reason(found, "limit").level == "names"


def test_a_name_of_one_word_is_as_common_as_the_word():
    many = [person(f"m{at:03}", f"Tolqyn {name}", account=f"a{at}") for at, name in enumerate(NAMES * 4)]
    word = propose_by_compartment([*many, person("n1", "Tolqyn"), person("n2", "Tolqyn Seit")], dict.fromkeys(
        [*(f"a{at}" for at in range(len(many))), "a-n1", "a-n2"], "g"))  # fmt: skip
    [pair] = [one for one in word.proposals if (one.mention_a, one.mention_b) == ("n1", "n2")] or [None]
    assert pair is None or reason(pair, "name").values[-1] < 100


PICTURE = "00ff13c7" * 8


def pictured(mention_id, name=NAME, *, file="", bits=0, **more):
    """Somebody with a picture whose hash differs in `bits` bits, evenly, from PICTURE."""
    flipped = int(PICTURE, 16) ^ sum(1 << (at * 25) for at in range(bits))
    kept = {f"picture:{flipped:064x}"} | ({"sha256:" + file} if file else set())
    return person(mention_id, name, photographs=frozenset(kept), **more)


def test_another_picture_says_nothing_and_the_same_one_saved_again_says_a_lot():
    one, again = pictured("m1", file="1"), pictured("m2", file="2", bits=PICTURE_BITS)
    other = pictured("m3", file="3", bits=PICTURE_BITS + 1)
    assert reason(weigh(one, again), "photograph").level == "same_picture"
    assert say(reason(weigh(one, again), "photograph")).startswith("the same picture lies with both, saved again")
    assert reason(weigh(one, other), "photograph").level == "nothing"
    assert level(weigh(one, again).probability) == "likely"
    assert reason(weigh(one, pictured("m4", file="1")), "photograph").level == "same_file"


def test_pictures_that_were_saved_again_meet_whatever_bits_differ():
    chance = random.Random(5)
    for _ in range(300):
        one = chance.getrandbits(256)
        other = one
        for bit in chance.sample(range(256), PICTURE_BITS):
            other ^= 1 << bit
        assert bands(f"picture:{one:064x}") & bands(f"picture:{other:064x}")


def test_a_picture_brings_two_of_other_names_together_but_never_above_undecided():
    shared = {"born": Born(1984, 1984), "fathers": ("Қали",), "places": frozenset({"654021"})}
    for file in ("1", "2"):  # a group photograph, as it was and saved again
        [found] = propose([pictured("m1", file="1", **shared), pictured("m2", "Гүлнар Серік", file=file, **shared)])
        assert reason(found, "photograph").outcome == "agree"
        assert reason(found, "limit").level == "names"
        assert level(found.probability) == "undecided"


def test_what_one_circle_holds_changes_nothing_in_another():
    general = [person(f"m{at}", name, account=f"g{at}") for at, name in enumerate([NAME, CHINESE, "Demesin Tolqyn"])]
    secret = [person(f"n{at}", NAME, account=f"s{at}", born=Born(1984, 1984)) for at in range(40)]
    circles = {f"g{at}": "general" for at in range(3)} | {f"s{at}": "secret" for at in range(40)}
    alone = propose_by_compartment(general, circles)
    beside = propose_by_compartment([*secret[:20], *general, *secret[20:]], circles)
    own = {one.mention_id for one in general}
    assert [one for one in beside.proposals if {one.mention_a, one.mention_b} <= own] == alone.proposals
    assert beside.weights["general"] == alone.weights["general"]
    assert isinstance(alone.weights["general"], Weights)


def test_two_of_different_circles_are_weighed_by_what_those_two_hold():
    people = [person(f"m{at}", NAME, account=f"{'abc'[at % 3]}{at}") for at in range(30)]
    circles = {one.account_id: one.account_id[0] for one in people}
    without = [one for one in people if circles[one.account_id] != "c"]
    kept = {one.mention_id for one in without}
    found = propose_by_compartment(people, circles).proposals
    assert [p for p in found if {p.mention_a, p.mention_b} <= kept] == propose_by_compartment(
        without, circles
    ).proposals


def test_the_order_of_the_mentions_is_irrelevant():
    known = [person("m1"), person("m2", CHINESE), person("m3", "Demesin Tolqyn"), person("m4", "Нұрлан Сейіт")]
    assert propose(known) == propose(known[::-1])
    assert all(proposal.mention_a < proposal.mention_b for proposal in propose(known))


def test_a_new_mention_meets_its_candidates_first():
    others = [person("m1", "Нұрлан Сейіт"), person("m2", CHINESE), person("m3", "Ербол Қанат")]
    assert [proposal.mention_a for proposal in candidates(person("m9"), others)] == ["m2"]


def test_hundreds_of_mentions_need_no_time():
    chance = random.Random(3)
    first = ["".join(chance.choice("бдғжзклмнпрст") + chance.choice("аеоұы") for _ in range(3)) for _ in range(150)]
    known = [person(f"m{at:05}", f"{chance.choice(first)} {chance.choice(first)}") for at in range(400)]
    known += [person(f"n{at:05}", known[at].names[0]) for at in range(50)]
    started = time.process_time()
    found = {(proposal.mention_a, proposal.mention_b) for proposal in propose(known)}
    assert time.process_time() - started < 5
    assert {(f"m{at:05}", f"n{at:05}") for at in range(50)} <= found
