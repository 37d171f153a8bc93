"""Whether one text was drawn from another: planted copies, and pairs that only look like copies."""

import pytest
from stories import BRIDGE, CHINESE, COLUMN, MILL, RUSSIAN, SITE_END, SITE_TOP, TRIAL, framed, scanned, sentences, spun

from tizim.corroborate.reuse import NO_REUSE, reuse

LINES = sentences(BRIDGE)
LIFTED = " ".join(LINES[1:4])
TRIMMED = BRIDGE.split("\n\n“We")[0]
SHUFFLED = "\n\n".join(" ".join(LINES[i : i + 2]) for i in (6, 2, 8, 4, 0))
_PARAGRAPHS, _OTHERS = BRIDGE.split("\n\n"), TRIAL.split("\n\n")
LATER_VERSION = "\n\n".join([_PARAGRAPHS[0], *_OTHERS[:2], _PARAGRAPHS[-1]])
QUOTE = (
    "“Every weaver who left us left with a blessing,” the toll master, Oss Brannik, told a wedding party in Lower Kesh."
)
BRIDGE_WITH_QUOTE = BRIDGE.replace("The list names", QUOTE + " The list names")


def on_site(story):
    return f"{SITE_TOP}\n\n{story}\n\n{SITE_END}"


def on_talkative_site(story):
    """The line above the story is frame by its words; what stands below says nothing that a list would know."""
    below = """The press stands in a barn that eleven of us inherited from an aunt, and each of us sleeps beside \
it one night in eleven so that nobody can carry it away.
Whoever finds a mistake may come in by the side door, sit down at the long table and have it mended before supper."""
    return f"LOOM AND LEDGER / Sign in / Letters\nIt is dry today, and the toll bridge is open.\n\n{story}\n\n{below}"


COPIES = {
    "repost": (BRIDGE, framed(BRIDGE), "repost", "a"),
    "trimmed": (BRIDGE, TRIMMED, "trimmed", "a"),
    "partial quotation": (COLUMN % LIFTED, BRIDGE, "partial_quotation", "b"),
    "spun": (BRIDGE, spun(BRIDGE), "spun", None),
    "spun in part": (COLUMN % spun(" ".join(LINES[1:5])), BRIDGE, "spun_partial", None),
    "reordered": (BRIDGE, SHUFFLED, "reordered", None),
    "scanned": (scanned(BRIDGE), BRIDGE, "near_copy", "b"),
    "trimmed on one talkative site": (on_talkative_site(BRIDGE), on_talkative_site(TRIMMED), "trimmed", "a"),
    "own beginning and end around another middle": (BRIDGE, LATER_VERSION, "partial_quotation", None),
    "russian repost": (RUSSIAN, framed(RUSSIAN), "repost", "a"),
    "chinese trimmed": (CHINESE.split("\n\n名单")[0], CHINESE, "trimmed", None),
}
NO_COPIES = {
    "other reporter, same matter": (BRIDGE, MILL, "none"),
    "one official quoted by two": (BRIDGE_WITH_QUOTE, MILL, "shared_quote"),
    "same frame, other article": (on_site(TRIAL), on_site(BRIDGE), "boilerplate"),
    "same talkative frame, other article": (on_talkative_site(TRIAL), on_talkative_site(BRIDGE), "boilerplate"),
    "same topic": (TRIAL, BRIDGE, "none"),
    "another language": (RUSSIAN, BRIDGE, "none"),
    "nothing to compare": ("", BRIDGE, "none"),
}  # fmt: skip


@pytest.mark.parametrize("name", COPIES)
def test_a_planted_copy_is_found_and_its_way_named(name):
    a, b, label, source = COPIES[name]
    found = reuse(a, b)
    assert (found["label"], found["source"]) == (label, source)


@pytest.mark.parametrize("name", NO_COPIES)
def test_what_only_looks_like_a_copy_is_none(name):
    a, b, label = NO_COPIES[name]
    found = reuse(a, b)
    assert found["label"] == label and label in NO_REUSE
    assert found["source"] is None


@pytest.mark.parametrize("name", COPIES)
def test_exchanging_the_texts_exchanges_the_sides_and_nothing_else(name):
    a, b, _, _ = COPIES[name]
    one, other = reuse(a, b), reuse(b, a)
    assert one["label"] == other["label"]
    assert (one["containment_ab"], one["containment_ba"]) == (other["containment_ba"], other["containment_ab"])
    assert {"a": "b", "b": "a", None: None}[one["source"]] == other["source"]
    assert sorted((p["a_start"], p["b_start"]) for p in one["passages"]) == sorted(
        (p["b_start"], p["a_start"]) for p in other["passages"]
    )


def test_containment_is_the_share_of_letters_that_is_found_in_the_other_text():
    found = reuse(BRIDGE, framed(BRIDGE))
    assert found["containment_ab"] == 1.0
    assert found["containment_ba"] == pytest.approx(len(BRIDGE) / len(framed(BRIDGE)), abs=0.03)
    half = reuse(BRIDGE, TRIMMED)
    assert half["containment_ab"] == pytest.approx(len(TRIMMED) / len(BRIDGE), abs=0.03)


def test_passages_point_at_the_same_words_in_both_texts_as_given():
    host = COLUMN % LIFTED
    (passage,) = reuse(host, BRIDGE)["passages"]
    left = host[passage["a_start"] : passage["a_end"]]
    right = BRIDGE[passage["b_start"] : passage["b_end"]]
    assert left.split() == right.split()
    assert left.startswith("The guild wrote down") and left.endswith("go away")


def test_shared_names_and_numbers_alone_are_no_evidence():
    facts = "On 9 August 2018 Ilka Torm of Upper Kesh met 19 weavers of Lower Kesh at 14 Toll Street."
    again = "Upper Kesh, 9 August 2018: nineteen people spoke. Ilka Torm, 14 Toll Street, Lower Kesh, read 19 names."
    assert reuse(facts, again)["label"] == "none"


def test_invisible_characters_and_accents_do_not_hide_a_copy():
    hidden = BRIDGE.replace("weavers", "wea\u00advers").replace("van", "v\u200ban").replace("“", '"').replace("”", '"')
    assert reuse(BRIDGE, hidden)["label"] == "repost"


def test_a_credit_line_says_which_text_is_the_derived_one():
    credited = f"The following is reprinted with permission.\n\n{BRIDGE}"
    assert reuse(credited, BRIDGE)["source"] == "b"
