"""Who told the one who tells: kept with the statement, one voice where reviewers know it is one person, not public."""

import datetime

import pytest

from tizim import pipeline, publication
from tizim.actions import archives
from tizim.actions.judgements import judge
from tizim.cli.profile_text import profile_lines
from tizim.core.drafts import MentionDraft, SourceDraft
from tizim.db import queries
from world import account, mention_of, said, take_in, who

WORDS = "a cousin in Almaty, canary"


def telling(name, told_by, teller="Omar Serik"):
    """A relative who heard of p1 from `told_by`; p2 is somebody the account knows."""
    return account(
        "Tolqyn Demesin", said("status", "camp", how_known="told_by_acquaintance", qualifiers={"told_by": told_by}),
        mentions=(MentionDraft("p1", "person", "Tolqyn Demesin"), MentionDraft("p2", "person", teller)),
        external_id=name,
        source=SourceDraft(kind="relative", relation="daughter"),
    )  # fmt: skip


@pytest.fixture
def told(archive):
    take_in(archive, telling("a", "p2"), telling("b", "p2", "Умар Серік"), telling("c", WORDS))
    by = who("Leila")
    for other in (2, 3):
        judge(by=by, mention_a=mention_of(1), mention_b=mention_of(other), verdict="same", reason="one man")
    return archive


def lines():
    by = who("Leila")
    pipeline.refresh(by)
    facts, clusters = queries.facts(by), queries.clusters(by)
    (profile,) = pipeline.profiles(facts, clusters, [clusters[mention_of(1)]])
    (camp,) = profile.sections["status"]
    voices = camp.voices
    return (voices.low, voices.best, voices.high), "\n".join(profile_lines(profile, facts, "en", graph=True))


def test_two_tellers_of_one_man_are_two_voices_until_a_reviewer_says_who_he_is(told):
    numbers, text = lines()
    assert numbers == (3, 3, 3) and "told by the same person" not in text
    judge(by=who("Leila"), mention_a=mention_of(1, "p2"), mention_b=mention_of(2, "p2"), verdict="same", reason="Omar")
    numbers, text = lines()
    assert numbers == (2, 2, 3)
    assert (
        text.count("told by the same person: ") == 2 and "told by: Умар Серік" in text and f"told by: {WORDS}" in text
    )


def test_it_is_never_among_the_qualifiers_that_publishing_reads(told):
    rows = [row for row in queries.facts(who("Leila")).statements if row.property == "status"]
    assert {row.told_by for row in rows} == {mention_of(1, "p2"), mention_of(2, "p2"), WORDS}
    assert not any(row.qualifiers for row in rows)


def test_it_never_leaves_with_a_release(told):
    judge(by=who("Leila"), mention_a=mention_of(1, "p2"), mention_b=mention_of(2, "p2"), verdict="same", reason="Omar")
    chosen, facts = publication.select(who("Petra"), datetime.date(2026, 11, 22))
    assert all(not row.told_by for row in facts.statements)
    release = {"number": 1, "date_on": chosen.date_on, "vkey": "k"}
    made = [chosen.to_bytes(), *(data for _path, data in publication.render_apart(release, chosen, {}))]
    assert any(b"camp" in data for data in made)
    secrets = ("canary", "Almaty", "Omar", "Умар", '"told_by"', "same_teller")
    assert not [word for word in secrets for data in made if word.encode() in data]


def test_an_archive_keeps_it(told, tmp_path):
    archives.export(by=who("Petra"), second=who("Quentin"), session=told, target=tmp_path / "everything")
    assert WORDS in (tmp_path / "everything" / "facts" / "statement.jsonl").read_text("utf-8")
