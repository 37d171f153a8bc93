"""What the desk shows of copies, of the graph behind a number, of assessments and findings."""

import pytest

from tizim import pipeline
from tizim.actions.assessing import assess_item, assess_source
from tizim.actions.judgements import judge, record_derivation, record_finding
from tizim.core.drafts import MentionDraft, SourceDraft
from world import account, mention_of, said, take_in, who

pytest_plugins = ["at_the_desk"]

STORY = (
    "The grey van stood in our lane every night until the snow, and nobody opened the door to it. In the morning the "
    "baker and both of his sons were gone from their house, and the oven was still warm when we dared to look inside."
)


@pytest.fixture
def copied(archive):
    take_in(
        archive,
        account("Tolqyn", text=STORY, published_on="2018-02-01", publication="The Wire"),
        account("Tolqyn", text=STORY, published_on="2018-03-01", publication="Herald"),
    )
    judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(2), verdict="same", reason="one man")
    pipeline.refresh(who("Leila"))


def test_a_proposed_copy_stands_with_both_passages_and_leaves_once_it_is_decided(copied, read):
    page = read("Leila", "/derivations")
    assert page.count("nobody opened the door to it") == 2 and "repost" in page and "Herald" in page
    record_derivation(by=who("Leila"), derived="A-2", source="A-1", kind="independent", reason="one press release")
    assert "nobody opened the door" not in read("Leila", "/derivations")
    everything = read("Leila", "/derivations?all=1")
    assert "one press release" in everything and "independent" in everything


def test_who_does_not_see_both_accounts_reads_no_passage(copied, read):
    for page in ("/derivations", "/derivations?all=1", "/"):
        assert "nobody opened the door" not in read("Olga", page)


def test_a_value_shows_where_each_telling_comes_from(copied, read):
    page = read("Leila", f"/people/{mention_of(1)}")
    assert "Where it comes from" in page and "found by comparing the texts" in page and "a voice" in page


def test_the_three_things_stand_apart(copied, read):
    assess_source(by=who("Leila"), account="A-1", reliability="cannot_be_judged", reasons="never met her")
    assess_item(by=who("Tomas"), account="A-1", credibility="doubtful", reasons="the road was closed")
    record_finding(by=who("Leila"), second=who("Tomas"), mention_id=mention_of(1), conclusion="He was taken.",
                   standard_of_proof="grounds_to_suspect", reasons="one voice", would_change="a register")  # fmt: skip
    page = read("Leila", "/accounts/1")
    source, item = page.index("Reliability of the source"), page.index("Credibility of this account")
    assert source < page.index("never met her") < item < page.index("the road was closed")
    profile = read("Leila", f"/people/{mention_of(1)}")
    assert "What would change it" in profile and "a register" in profile and "never met her" not in profile


def test_who_told_the_one_who_tells_stands_at_the_desk_and_joins_what_reviewers_joined(archive, read):
    people = (MentionDraft("p1", "person", "Tolqyn"), MentionDraft("p2", "person", "Omar Serik"))
    for name, told_by in (("a", "p2"), ("b", "p2"), ("c", "a cousin in Almaty")):
        status = said("status", "camp", how_known="told_by_acquaintance", qualifiers={"told_by": told_by})
        take_in(archive, account("Tolqyn", status, mentions=people, source=SourceDraft("relative"), external_id=name))
    for key, others in (("p1", (2, 3)), ("p2", (2,))):
        for other in others:
            judge(by=who("Leila"), mention_a=mention_of(1, key), mention_b=mention_of(other, key), verdict="same",
                  reason="one")  # fmt: skip
    pipeline.refresh(who("Leila"))
    page = read("Leila", f"/people/{mention_of(1)}")
    assert "3 items, 2–3 independent voices" in page and page.count("told by the same person") == 2
    assert "Omar Serik" in page and "a cousin in Almaty" in page
    assert "a cousin in Almaty" in read("Leila", "/accounts/3")
