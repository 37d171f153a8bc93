"""A new account meets at entry whom a rebuild would propose: one by one or in one go, the tables end the same."""

import random

import pytest
from django.db.models import AutoField

from tizim import entering, pipeline
from tizim.actions.erase import erase_account
from tizim.actions.judgements import judge
from tizim.actions.rebuild import derived_sha256
from tizim.core.drafts import MentionDraft
from tizim.db import meeting, models
from tizim.db.postings import from_bytes
from tizim.resolve import Born, MentionFeatures
from world import account, mention_of, said, take_in, who

FIRST = ("Tolqyn", "Серік", "Айгүл", "Samat", "居马")
FATHERS = ("Demesin", "Нұрлан", "Qali", "克里木")


def invented(count: int, seed: int = 1) -> list:
    """Accounts of invented people of few names, in two compartments, some with a group, a relative, an ID number."""
    chance, found = random.Random(seed), []
    for at in range(count):
        name = f"{chance.choice(FIRST)} {chance.choice(FATHERS)}"
        more = [said("birth", str(chance.choice((1980, 1981, 1990))))] if chance.random() < 0.7 else []
        more += [said("birth", "1975")] if chance.random() < 0.1 else [said("status", "camp", when="2018-05")]
        mentions = [MentionDraft("p1", "person", name)]
        if chance.random() < 0.3:
            mentions.append(MentionDraft("g1", "group", chance.choice(("the camps", "The camps "))))
            more.append(said("ethnicity", chance.choice(("kazakh", "uyghur")), subject="g1"))
        if chance.random() < 0.3:
            mentions.append(MentionDraft("p2", "person", f"{chance.choice(FIRST)} {chance.choice(FATHERS)}"))
            more.append(said("relation", "p2", qualifiers={"relation": "spouse"}))
        compartment = "elsewhere" if chance.random() < 0.3 else "general"
        text = "They took him away at night, to the old school by the river." if chance.random() < 0.1 else ""
        found.append(account(name, *more, mentions=tuple(mentions), compartment=compartment, text=text,
                             external_id=f"X-{at}"))  # fmt: skip
    return found


def tables() -> dict[str, list]:
    """Everything derived. The lists of the search index are sets: who was told of first stands anywhere in them."""
    found = {}
    for model in models.DERIVED:
        names = [field.attname for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
        found[model.__name__] = sorted(model.objects.values_list(*names), key=repr)
    lists = [(key, parts, set(from_bytes(names))) for key, parts, names in found["NameKey"]]
    return found | {"NameKey": lists}


def take_in_one(archive, draft, by="Marat"):
    by = "Olga" if draft.compartment == "elsewhere" else by
    return take_in(archive, draft, by=by).account_ids


def test_one_by_one_or_anew_the_derived_tables_are_the_same(archive):
    at_once = [entering.refresh_new(who("Ines"), take_in_one(archive, draft)) for draft in invented(41)]
    assert at_once.count(True) > 25
    assert models.Proposal.objects.count() > 20
    assert set(models.Contradiction.objects.values_list("rule", flat=True)) == {"two_births", "two_ethnicities"}
    one_by_one, digest = tables(), derived_sha256()
    pipeline.refresh(who("Ines"))
    assert tables() == one_by_one
    assert derived_sha256() == digest


def test_some_at_a_time_end_the_same_as_well(archive):
    drafts = [draft for draft in invented(40, seed=2) if draft.compartment == "general"]
    for start in range(0, len(drafts), 3):
        entering.refresh_new(who("Ines"), take_in(archive, *drafts[start : start + 3]).account_ids)
    some_at_a_time = tables()
    pipeline.refresh(who("Ines"))
    assert tables() == some_at_a_time


def test_an_account_that_was_corrected_makes_everything_anew(archive):
    for draft in invented(9, seed=3):
        entering.refresh_new(who("Ines"), take_in_one(archive, draft))
    corrected = account("Tolqyn Demesin", said("birth", "1980"), external_id="X-1")
    assert not entering.refresh_new(who("Ines"), take_in_one(archive, corrected))
    after = derived_sha256()
    pipeline.refresh(who("Ines"))
    assert derived_sha256() == after


def test_tables_that_are_behind_are_noticed(archive):
    drafts = [draft for draft in invented(12, seed=4) if draft.compartment == "general"]
    take_in(archive, *drafts[:4])
    pipeline.refresh(who("Ines"))
    take_in(archive, drafts[4])  # and the machine went off
    assert not entering.refresh_new(who("Ines"), take_in(archive, drafts[5]).account_ids)
    erase_account(by=who("Clara"), session=archive, account="A-1", reason="asked for", second=who("Petra"))
    assert not entering.refresh_new(who("Ines"), take_in(archive, drafts[6]).account_ids)


def test_weights_are_learned_anew_after_eight_judgements(archive):
    take_in(archive, *(account("Tolqyn Demesin", said("birth", "1980")) for _ in range(9)))
    pipeline.refresh(who("Ines"))
    before = meeting.circle_weights()["general"][1]
    for other in range(2, 10):
        judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(other), verdict="same", reason="x")
    assert not entering.refresh_new(who("Ines"), take_in(archive, account("Samat Qali")).account_ids)
    after = meeting.circle_weights()["general"][1]
    assert (before["same"], after["same"]) == (0, 8)
    assert after["shares"]["birth"]["same_year"][0] > before["shares"]["birth"]["same_year"][0]


@pytest.fixture
def described():
    return MentionFeatures("", "", "person", ("Толқын Демесін",), born=Born(1980, 1980))


def test_a_description_meets_whom_it_may_mean_and_writes_nothing(archive, described):
    take_in(archive, account("Tolqyn Demesin", said("birth", "1980")), account("Samat Qali"))
    pipeline.refresh(who("Ines"))
    before = derived_sha256()
    [met] = entering.meet(who("Leila"), described)
    assert (met.called, met.mention_id) == ("Tolqyn Demesin (A-1)", mention_of(1))
    assert ("birth", "agree") in [(field, outcome) for field, outcome, _weight, _words in met.receipt]
    assert derived_sha256() == before


def test_a_description_meets_nobody_of_another_compartment(archive, described):
    take_in(archive, account("Tolqyn Demesin", said("birth", "1980")))
    pipeline.refresh(who("Ines"))
    ours = entering.meet(who("Leila"), described)
    many = [account("Tolqyn Demesin", said("birth", "1980"), compartment="elsewhere") for _ in range(20)]
    take_in(archive, *many, by="Olga")
    pipeline.refresh(who("Ines"))
    assert entering.meet(who("Leila"), described) == ours
    assert len(entering.meet(who("Olga"), described, limit=50)) == 20
