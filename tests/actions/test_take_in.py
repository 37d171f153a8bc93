"""Taking accounts in: everything in one transaction, corrections supersede, sources are one where they are one."""

import pytest

from tizim.actions.consents import record_consent, withdraw
from tizim.core.drafts import MentionDraft, SourceDraft
from tizim.core.errors import BadInput, Forbidden
from tizim.db import models, queries
from world import KEEP_ONLY, PUBLIC, account, mention_of, said, take_in, who


def test_an_account_comes_with_its_statements_its_consent_and_one_leaf(archive):
    leaves = models.LogLeaf.objects.count()
    take_in(archive, account())
    facts = queries.facts(who("Marat"))
    assert [row.number for row in facts.accounts] == [1]
    assert {row.property for row in facts.statements} == {"name", "event"}
    assert facts.consents[0].purposes["publish_name"] == "full"
    assert models.LogLeaf.objects.count() == leaves + 1


def test_a_collector_of_another_compartment_cannot_write_here(archive):
    with pytest.raises(Forbidden, match="compartment"):
        take_in(archive, account(), by="Olga")
    assert not models.Account.objects.exists()


def test_without_a_custodian_no_identity_is_taken_in(archive):
    archive.custodians = None
    with pytest.raises(BadInput, match="tizim custodian new"):
        take_in(archive, account())
    assert not models.Source.objects.exists()
    take_in(archive, account(source=SourceDraft(kind="relative")))


def test_a_failing_batch_writes_nothing(archive, monkeypatch):
    monkeypatch.setattr("tizim.actions.take_in.append", lambda entries: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take_in(archive, account(), account("Serik"))
    assert not models.Account.objects.exists()
    assert not models.Source.objects.exists()


def test_the_same_external_id_with_the_same_content_changes_nothing(archive):
    take_in(archive, account(external_id="OFFICE-1"))
    again = take_in(archive, account(external_id="OFFICE-1"))
    assert (again.new, again.updated, again.unchanged) == (0, 0, 1)


def test_other_content_supersedes_and_keeps_number_and_judgements(archive):
    take_in(archive, account(external_id="OFFICE-1"), account("Tolkyn Demesin"))
    from tizim.actions.judgements import judge

    judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(2), verdict="same", reason="same daughter")
    changed = account("Tolqyn Demesin", said("event", "released", when="2018-12"), external_id="OFFICE-1")
    assert take_in(archive, changed).updated == 1
    facts = queries.facts(who("Marat"))
    assert sorted(row.number for row in facts.accounts) == [1, 2]
    assert {row.value for row in facts.statements if row.property == "event"} == {"released", "detained"}
    assert {facts.judgements[0].mention_a, facts.judgements[0].mention_b} == {mention_of(1), mention_of(2)}


def test_a_withdrawn_account_stays_withdrawn_when_it_comes_again(archive):
    from tizim.actions.consents import withdraw

    take_in(archive, account(external_id="OFFICE-1"))
    withdraw(by=who("Marat"), account="OFFICE-1", reason="asked by telephone")
    take_in(archive, account("Tolqyn Demesin", said("health", "ill"), external_id="OFFICE-1"))
    newest = [row for row in queries.facts(who("Marat")).consents if not row.statement_id][-1]
    assert newest.withdrawn


def test_one_public_voice_is_one_source_and_private_ones_are_not(archive):
    paper = SourceDraft(kind="press", public_name="Tulip Courier")
    take_in(archive, account(source=paper), account(source=paper), account(), account())
    assert models.Source.objects.count() == 3


def test_one_ref_in_one_import_is_one_source_and_another_import_is_another(archive):
    one = SourceDraft(kind="relative", ref="S1", identity={"name": "Canary Source"})
    take_in(archive, account(source=one), account(source=one), scope="first")
    take_in(archive, account(source=one), scope="second")
    assert models.Source.objects.count() == 2
    assert models.Seal.objects.count() == 2


def test_an_identity_number_is_sealed_and_kept_as_keyed_digest_only(archive):
    number = "653125198001010001"
    take_in(archive, account("Tolqyn", said("id_number", number, as_said=f"his number is {number}")))
    row = models.Statement.objects.get(property="id_number")
    assert row.value.startswith("hmac:")
    assert number not in "".join(map(str, vars(row).values()))
    assert models.Seal.objects.filter(record_id=row.id, purpose="id_number").count() == 1
    take_in(archive, account("Tolqyn", said("id_number", number)))
    assert models.Statement.objects.filter(property="id_number", value=row.value).count() == 2


def test_text_that_no_database_can_hold_is_marked_and_kept(archive):
    take_in(archive, account(text="before\0after \ud800 end", mentions=(MentionDraft("p1", "person", "A\0B"),)))
    assert models.Account.objects.get().text == "beforeafter \ufffd end"
    assert models.Mention.objects.get().label == "AB"


def test_keep_only_is_what_an_account_without_consent_allows(archive):
    take_in(archive, account(purposes=KEEP_ONLY))
    assert queries.facts(who("Marat")).consents[0].purposes == {"keep": "yes"}


def test_a_corrected_account_keeps_its_source(archive):
    take_in(archive, account(external_id="OFFICE-1"))
    take_in(archive, account("Tolqyn Demesin", said("health", "ill"), external_id="OFFICE-1"))
    assert [row.code for row in models.Source.objects.all()] == ["S-1"]
    assert models.Seal.objects.count() == 2


def test_statements_stand_in_the_order_in_which_they_were_told(archive):
    told = [said("note", f"note {number}") for number in range(40)]
    take_in(archive, account("Tolqyn", *told))
    facts = queries.facts(who("Marat"))
    assert [row.value for row in facts.statements if row.property == "note"] == [f"note {n}" for n in range(40)]


def test_an_external_id_of_another_compartment_is_nobodys_to_correct(archive):
    take_in(archive, account("Tolqyn Demesin", external_id="E-7"))
    hers = take_in(archive, account("Somebody Else", external_id="E-7", compartment="elsewhere"), by="Olga")
    assert (hers.new, hers.updated) == (1, 0)
    mine = queries.facts(who("Marat"))
    assert [row.number for row in mine.accounts] == [1] and [one.label for one in mine.mentions] == ["Tolqyn Demesin"]
    assert [row.number for row in queries.facts(who("Olga")).accounts] == [2]


def told_again(archive, **more):
    first = account("Tolqyn Demesin", said("profession", "baker"), external_id="E-1")
    take_in(archive, first)
    record_consent(by=who("Marat"), account="A-1", purposes=KEEP_ONLY)
    statement = models.Statement.objects.get(property="profession")
    withdraw(by=who("Leila"), account="A-1", statement_id=statement.id, reason="not the trade")
    take_in(
        archive, account("Tolqyn Demesin", said("profession", more.pop("trade", "baker")), external_id="E-1", **more)
    )
    return queries.facts(who("Leila"))


@pytest.mark.parametrize("trade", ["baker", "baker of the lane"])
def test_a_file_taken_in_again_allows_nothing_that_was_narrowed(archive, trade):
    facts = told_again(archive, trade=trade, title="mended")
    whole = [row for row in facts.consents if not row.statement_id][-1]
    assert {level for name, level in whole.purposes.items() if name != "keep"} <= {"no", "none"}
    own = [row for row in facts.consents if row.statement_id]
    assert [row.withdrawn for row in own] == [True]
    assert own[0].statement_id == next(row.id for row in facts.statements if row.property == "profession")


def test_a_file_taken_in_again_may_narrow(archive):
    take_in(archive, account(external_id="E-1"))
    take_in(archive, account(external_id="E-1", title="mended", purposes=KEEP_ONLY))
    assert queries.facts(who("Leila")).consents[-1].purposes == KEEP_ONLY


def test_an_external_id_that_looks_like_another_accounts_number_or_id_captures_nothing(archive):
    take_in(archive, account("First"))
    first = queries.facts(who("Leila")).accounts[0]
    take_in(archive, account("Second", external_id="A-1"), account("Third", external_id=first.id))
    assert queries.find_account(who("Leila"), "A-1").number == 1
    assert queries.find_account(who("Leila"), first.id).number == 1


def test_of_two_narrowings_that_meet_in_one_statement_the_strictest_holds(archive):
    both = (said("profession", "baker"), said("profession", "miller"))
    take_in(archive, account("Tolqyn Demesin", *both, external_id="E-1"))
    first, second = models.Statement.objects.filter(property="profession").order_by("id")
    withdraw(by=who("Leila"), account="A-1", statement_id=first.id, reason="x")
    record_consent(by=who("Marat"), account="A-1", statement_id=second.id, purposes={**PUBLIC, "publish_words": "no"})
    take_in(archive, account("Tolqyn Demesin", said("profession", "smith"), external_id="E-1"))
    left = [row for row in queries.facts(who("Leila")).consents if row.statement_id]
    assert len(left) == 1 and left[0].withdrawn and left[0].purposes["publish_words"] == "no"
