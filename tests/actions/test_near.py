"""Bounded reads about one subject say what the reads of the whole archive say, to every reader."""

import dataclasses
import random

import pytest

from tizim import pipeline
from tizim.actions.judgements import judge, record_derivation, record_finding, undo_judgement
from tizim.actions.members import set_member
from tizim.core.drafts import SourceDraft
from tizim.db import homes, listing, models, near, queries
from world import account, mention_of, said, take_in, who

READERS = ("Leila", "Olga", "Axel", "Zara", "Ines")


@pytest.fixture
def mixed(archive):
    """Forty accounts in two compartments, joined, parted, corrected, copied, carried and found about, by one seed."""
    set_member(by=who("Ines"), name="Zara", roles=("reviewer", "collector"), compartments=("*",))
    chance = random.Random(7)
    source = SourceDraft(kind="relative", ref="r-1", public_name="Aynur")
    for n in range(40):
        more = {"compartment": "elsewhere"} if n % 3 == 0 else {}
        more |= {"source": source} if n % 5 == 0 else {}
        more |= {"carried_by": f"f-{n - 1}"} if n % 7 == 6 else {}
        take_in(archive, account(f"Tolqyn {n % 9}", external_id=f"f-{n}", **more), by="Olga" if n % 3 == 0 else "Marat")
    mentions = list(models.Mention.objects.order_by("id").values_list("id", flat=True))
    for n in range(50):
        a, b = chance.sample(mentions, 2)
        verdict = chance.choice(("same", "same", "different", "undecided"))
        row = judge(by=who("Zara"), mention_a=a, mention_b=b, verdict=verdict, reason=f"reason {n}")
        if n % 6 == 0:
            undo_judgement(by=who("Zara"), judgement_id=row.id, reason="too soon")
    for n in range(0, 40, 4):  # corrected: a new version, with mentions of its own
        more = {"compartment": "elsewhere"} if n % 3 == 0 else {}
        by = "Olga" if n % 3 == 0 else "Marat"
        take_in(archive, account(f"Tolqyn {n % 9}", said("birth", "1980"), external_id=f"f-{n}", **more), by=by)
    for n in (2, 5, 8):
        record_derivation(by=who("Leila"), derived=f"A-{n}", source=f"A-{n + 3}", kind="retelling", reason="its words")
    judge(by=who("Zara"), mention_a=mention_of(2), mention_b=mention_of(3), verdict="same", reason="one man")
    pipeline.refresh(who("Leila"))
    finding = {"standard_of_proof": "grounds_to_suspect", "reasons": "x", "would_change": ""}
    first = record_finding(by=who("Leila"), second=who("Tomas"), mention_id=mention_of(2), conclusion="One.", **finding)
    record_finding(by=who("Leila"), second=who("Tomas"), mention_id=mention_of(3), conclusion="Two.",
                   replaces=first.id, **finding)  # fmt: skip
    pipeline.refresh(who("Leila"))
    return models.Mention.objects.order_by("id").values_list("id", flat=True)


def test_to_every_reader_the_bounded_reads_say_what_the_whole_archive_says(mixed):
    for name in READERS:
        belongs_together_as_in_the_whole(who(name))
        facts_are_those_of_the_whole(who(name))
    theirs = set(listing.account_ids(who("Leila")))
    assert theirs and near.facts(who("Olga"), theirs) == queries.facts(who("Olga"), theirs)
    about = {row.id for row in near.facts(who("Leila"), theirs).mentions}
    assert not homes.visible(who("Olga"), about) and not homes.judgements_near(who("Olga"), about)
    whole = queries.facts(who("Axel"))
    assert whole.derivations and whole.findings and whole.judgements, "nothing was bounded"


def belongs_together_as_in_the_whole(reader):
    of, called = queries.clusters(reader), listing.seen_as(reader)
    seen = {one.id for one in queries.facts(reader).mentions}
    expected = {one: called.get(of.get(one, one), of.get(one, one)) for one in seen}
    assert len(seen) > 10 and len(set(expected.values())) < len(seen), "nothing was joined"
    assert homes.homes(reader, seen) == expected
    together = homes.members(reader, seen)
    for one in seen:
        assert homes.homes(reader, [one]) == {one: expected[one]}
        assert together[one] == {other for other in seen if expected[other] == expected[one]}, one


def facts_are_those_of_the_whole(reader):
    chance, ids = random.Random(3), listing.account_ids(reader)
    for size in (1, 2, 5, 20, len(ids)):
        some = chance.sample(ids, min(size, len(ids)))
        one, other = queries.facts(reader, some), near.facts(reader, some)
        for part in dataclasses.fields(one):
            assert getattr(one, part.name) == getattr(other, part.name), part.name
        assert near.origins(reader, some) == queries._with_origins(reader, set(some))
