"""A suggestion becomes a statement only by a named person: accepted, corrected, rejected, and decided otherwise."""

from dataclasses import replace

import pytest

from suggested import REPORT, report_reading, subject, suggestion
from tizim import pipeline
from tizim.actions.consents import record_consent, withdraw
from tizim.actions.erase import erase_account
from tizim.actions.imports import end_import, start_import, undo_import
from tizim.actions.rebuild import derived_sha256
from tizim.actions.scrubbing import scrub
from tizim.actions.stating import NEW, Correction
from tizim.actions.suggestions import accept, correct, reject
from tizim.core.drafts import MentionDraft, SourceDraft
from tizim.core.errors import BadInput, Forbidden, NotFound
from tizim.core.suggestions import Reading
from tizim.db import models, queries
from tizim.db.suggestions import decisions
from world import KEEP_ONLY, PUBLIC, account, said, take_in, who

READING = report_reading()
OWN, QUOTED, NAMELESS, RELATED = READING.statements
CAMP = replace(QUOTED, qualifiers={})
HERALD = SourceDraft("press", public_name="The Lantern Herald")


def report(**more):
    given = {"text": REPORT, "source": HERALD, "kind": "article", "mentions": (), "statements": ()}
    return account("", **{**given, **more})


@pytest.fixture
def article(archive):
    """A-1: a published report without a statement."""
    take_in(archive, report())
    return archive


def take(archive, one, by="Leila", **more):
    return accept(by=who(by), session=archive, account="A-1", reading=READING, suggestion=one, **more)


def stated():
    return {(row.account_id, row.value): row for row in queries.facts(who("Leila")).statements}


def number_of(row):
    return models.Account.objects.get(id=row.account_id).number


def test_an_accepted_suggestion_is_a_statement_of_its_account_with_the_passage_word_for_word(article):
    made = take(article, OWN)
    (row,) = queries.facts(who("Leila")).statements
    assert (row.property, row.value, row.valid_when) == ("event", "detained", "2017-39")
    assert row.as_said == "Tolqyn Demesin was detained in late 2017." and row.language == "en"
    start, end = (int(part) for part in row.locator.removeprefix("chars ").split("-"))
    assert REPORT[start:end] == row.as_said
    assert [(one.key, one.label, one.kind) for one in models.Mention.objects.all()] == [
        ("p1", "Tolqyn Demesin", "person")
    ]
    (kept,) = decisions(who("Leila"), made.row.account_id)
    assert (kept.decision, kept.by, kept.statement_id) == ("accepted", "Leila", row.id)
    assert kept.proposed.label == "Tolqyn Demesin" and kept.proposed.rule == OWN.rule
    assert kept.at


def test_everything_that_was_written_verifies_and_a_change_behind_its_back_is_found(article):
    for one in READING.statements:
        take(article, one)
    assert scrub(session=article).problems == []
    row = models.SuggestionDecision.objects.first()
    models.ErasePermit.objects.create(record_id=row.id)
    models.SuggestionDecision.objects.filter(id=row.id).update(reason="changed")
    assert any(row.id in problem for problem in scrub(session=article).problems)


def test_a_statement_smuggled_into_the_account_is_found(article):
    take(article, OWN)
    mention = models.Mention.objects.get()
    models.Statement.objects.create(account=mention.account, mention=mention, property="status", value="camp")
    assert any("account" in problem for problem in scrub(session=article).problems)


def test_a_second_suggestion_about_the_same_name_meets_the_same_mention(archive):
    take_in(archive, report(mentions=(MentionDraft("x", "person", "Tolqyn Demesin"),)))
    take(archive, OWN)
    take(archive, RELATED)
    assert {row.label: row.key for row in models.Mention.objects.all()} == {"Tolqyn Demesin": "x", "Gulnar Dala": "p1"}
    relation = models.Statement.objects.get(property="relation")
    assert relation.value == models.Mention.objects.get(key="p1").id
    assert relation.qualifiers["relation"] == "daughter"


def test_of_two_mentions_of_one_name_the_person_says_which(archive):
    two = tuple(MentionDraft(key, "person", "Tolqyn Demesin") for key in ("x", "y"))
    take_in(archive, report(mentions=two))
    with pytest.raises(BadInput, match="A-1/x, A-1/y"):
        take(archive, OWN)
    assert take(archive, OWN, subject="y").statement.mention.key == "y"
    assert models.Mention.objects.count() == 2


def test_a_new_mention_can_be_asked_for_although_the_name_is_there(archive):
    take_in(archive, report(mentions=(MentionDraft("x", "person", "Tolqyn Demesin"),)))
    assert take(archive, OWN, subject=NEW).statement.mention.key == "p1"
    with pytest.raises(BadInput, match="no mention A-1/z"):
        take(archive, RELATED, subject="z")


def test_a_correction_states_what_the_person_says_and_keeps_what_was_suggested(article):
    made = correct(
        by=who("Marat"), session=article, account="A-1", reading=READING, suggestion=OWN, reason="a prison, not a camp",
        correction=Correction(value="sentenced", when="2018", place="Tekes", how_known="saw it",
                              name="Tolqyn Demesinuly", qualifiers={"sentence_years": "9"}),
    )  # fmt: skip
    row = made.statement
    assert (row.value, row.valid_when, row.place, row.how_known) == ("sentenced", "2018", "654027", "saw_it")
    assert (row.mention.label, row.qualifiers) == ("Tolqyn Demesinuly", {"sentence_years": "9"})
    assert row.as_said == OWN.as_said
    (kept,) = decisions(who("Marat"), row.account_id)
    assert (kept.decision, kept.reason, kept.proposed.value) == ("corrected", "a prison, not a camp", "detained")
    assert kept.proposed.suggested["when"] == "late 2017"


def test_a_correction_of_nothing_is_refused(article):
    with pytest.raises(BadInput, match="Nothing is corrected"):
        correct(by=who("Leila"), session=article, account="A-1", reading=READING, suggestion=OWN,
                correction=Correction())  # fmt: skip


def test_a_rejection_is_kept_with_its_reason_and_states_nothing(article):
    with pytest.raises(BadInput, match="reason"):
        reject(by=who("Leila"), account="A-1", reading=READING, suggestion=OWN, reason=" ")
    reject(by=who("Leila"), account="A-1", reading=READING, suggestion=OWN, reason="another man")
    (kept,) = decisions(who("Leila"), models.Account.objects.get().id)
    assert (kept.decision, kept.reason, kept.statement_id) == ("rejected", "another man", "")
    assert not models.Statement.objects.exists()


def test_nothing_is_decided_twice_unless_the_earlier_decision_is_named(article):
    first = take(article, OWN)
    with pytest.raises(BadInput, match="decided already: accepted, by Leila"):
        take(article, OWN, by="Marat")
    with pytest.raises(BadInput, match="decided already"):
        reject(by=who("Marat"), account="A-1", reading=READING, suggestion=OWN, reason="no")
    with pytest.raises(NotFound, match="no standing decision"):
        take(article, RELATED, supersedes=first.row.id)
    assert models.SuggestionDecision.objects.count() == 1


def test_deciding_otherwise_takes_the_statement_back_and_can_be_undone(article):
    first = take(article, OWN)
    second = reject(by=who("Marat"), account="A-1", reading=READING, suggestion=OWN, reason="another man",
                    supersedes=first.row.id)  # fmt: skip
    assert queries.facts(who("Leila")).statements == ()
    third = take(article, OWN, supersedes=second.row.id)
    assert [row.id for row in queries.facts(who("Leila")).statements] == [third.statement.id]
    assert [row.id for row in decisions(who("Leila"), third.row.account_id)] == [third.row.id]
    assert scrub(session=article).problems == []


def test_a_correction_of_an_acceptance_supersedes_its_statement_and_keeps_its_narrowing(article):
    first = take(article, OWN)
    record_consent(by=who("Petra"), second=who("Quentin"), account="A-1", purposes=KEEP_ONLY,
                   statement_id=first.statement.id)  # fmt: skip
    second = correct(by=who("Leila"), session=article, account="A-1", reading=READING, suggestion=OWN,
                     correction=Correction(when="2018"), supersedes=first.row.id)  # fmt: skip
    assert second.statement.supersedes_id == first.statement.id
    facts = queries.facts(who("Leila"))
    assert [row.valid_when for row in facts.statements] == ["2018"]
    assert [row.purposes for row in facts.consents if row.statement_id == second.statement.id] == [KEEP_ONLY]
    assert scrub(session=article).problems == []


@pytest.mark.parametrize(
    "wrong",
    [
        replace(OWN, start=OWN.start + 1), replace(OWN, end=10_000), replace(OWN, start=-3),
        replace(OWN, end=OWN.start), replace(OWN, subject="s9"),
        replace(OWN, as_said="Tolqyn Demesin was released in late 2017."),
        replace(OWN, property="id_number", value="653125198001010001"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_words_of_the_account_is_refused_and_nothing_is_written(article, wrong):
    before = models.LogLeaf.objects.count()
    with pytest.raises(BadInput):
        take(article, wrong)
    assert (models.LogLeaf.objects.count(), models.Mention.objects.count()) == (before, 0)


def test_an_identity_number_is_not_smuggled_in_by_a_correction(article):
    with pytest.raises(BadInput, match="identity number"):
        correct(by=who("Leila"), session=article, account="A-1", reading=READING, suggestion=OWN,
                correction=Correction(property="id_number", value="653125198001010001"))  # fmt: skip
    assert not models.SuggestionDecision.objects.exists()


def test_who_may_not_decide_and_who_sees_no_account(article):
    for name in ("Petra", "Axel", "Clara"):
        with pytest.raises(Forbidden, match="decide_suggestion"):
            take(article, OWN, by=name)
    with pytest.raises(NotFound):
        take(article, OWN, by="Olga")
    assert decisions(who("Olga"), models.Account.objects.get().id) == []
    assert not models.SuggestionDecision.objects.exists()


def test_a_retracted_account_and_an_erased_one_take_no_decision(archive):
    row, _resumed = start_import(by=who("Marat"), file_name="report.txt", file_sha256="0" * 64)
    take_in(archive, report(), taken_in=row, scope=row.id)
    take_in(archive, report())
    end_import(by=who("Marat"), of=row, report={})
    made = take(archive, QUOTED)
    undo_import(by=who("Marat"), import_id=row.id, reason="the wrong file")
    with pytest.raises(NotFound):
        take(archive, OWN)
    assert {one.number for one in queries.current_accounts(who("Leila"))} == {2}, "its quotations went with it"
    assert made.statement.account.number == 3
    erase_account(by=who("Petra"), session=archive, account="A-2", reason="danger", second=who("Quentin"))
    with pytest.raises(NotFound):
        accept(by=who("Leila"), session=archive, account="A-2", reading=READING, suggestion=OWN)


def test_what_is_stated_is_found_and_counted_after_the_next_refresh_and_a_rebuild_is_identical(article):
    take(article, OWN)
    pipeline.refresh(who("Leila"))
    first = derived_sha256()
    facts = queries.facts(who("Leila"))
    (profile,) = pipeline.profiles(facts, queries.clusters())
    assert profile.names == ("Tolqyn Demesin",) and queries.counts(who("Leila"))["statements"] == 1
    pipeline.refresh(who("Marat"))
    assert derived_sha256() == first


# Whom an account quotes


def test_what_is_attributed_belongs_to_the_speaker_in_an_account_that_the_report_carries(article):
    made = take(article, QUOTED)
    home = queries.facts(who("Leila"), [made.statement.account_id])
    (row,), (source,) = home.accounts, home.sources
    assert (row.kind, row.text, row.language, row.through) == ("quotation", "", "en", ("The Lantern Herald",))
    assert queries.facts(who("Leila")).accounts[1].carried_by == made.row.account_id
    assert (source.kind, source.public_name) == ("other", "Gulnar Dala")
    assert made.row.speaker == ["Gulnar Dala"]
    assert {one.label for one in home.mentions} == {"Tolqyn Demesin", "Tekes Centre"}
    assert made.statement.qualifiers["facility"] in {one.id for one in home.mentions}


def test_one_speaker_has_one_account_in_a_report_and_one_source_in_the_archive(article):
    take_in(article, report(text=REPORT))
    again = suggestion(REPORT, QUOTED.as_said, "s1", "Tekes", "residence", said_by=("GULNAR DALA",))
    first, second = take(article, QUOTED), take(article, again)
    assert first.statement.account_id == second.statement.account_id
    other = accept(by=who("Leila"), session=article, account="A-2", reading=READING, suggestion=QUOTED)
    assert other.statement.account_id != first.statement.account_id
    assert other.statement.account.source_id == first.statement.account.source_id


def test_people_whom_nobody_names_belong_to_one_report(article):
    take_in(article, report(source=SourceDraft("press", public_name="The Oar")))
    one = take(article, NAMELESS).statement.account.source
    two = accept(
        by=who("Leila"), session=article, account="A-2", reading=READING, suggestion=NAMELESS
    ).statement.account.source
    assert one.kind == two.kind == "released_detainee"
    assert one.id != two.id


def test_a_private_account_does_not_make_its_neighbours_public(archive):
    take_in(archive, report(source=SourceDraft("relative", identity={"name": "Canary Source"}), kind="interview"))
    before = models.Seal.objects.count()
    source = take(archive, QUOTED, speaker="relative").statement.account.source
    assert (source.kind, source.public_name, source.ref) == ("relative", "", "")
    assert models.Seal.objects.filter(record_id=source.id).exists() and models.Seal.objects.count() == before + 1
    again = suggestion(REPORT, QUOTED.as_said, "s1", "Tekes", "residence", said_by=("Gulnar Dala",))
    assert take(archive, again).statement.account.source_id == source.id


@pytest.mark.parametrize("speaker", ["", "official", "press"])
@pytest.mark.parametrize(
    "words",
    ["police officer Alim Sabit", "his friend in the police", "her cousin, an official", "Alim Sabit", "an official"],
)  # fmt: skip
def test_a_person_of_an_office_stays_sealed_in_a_private_account_whatever_kind_is_said(archive, words, speaker):
    take_in(archive, report(source=SourceDraft("relative", identity={"name": "Canary Source"}), kind="interview"))
    source = take(archive, replace(QUOTED, said_by=(words,)), speaker=speaker).statement.account.source
    assert (source.public_name, source.ref) == ("", "")
    assert models.Seal.objects.filter(record_id=source.id).exists()
    assert source.kind == speaker or not speaker


def test_after_an_undone_import_words_go_to_no_quotation_that_went_with_it(archive):
    take_in(archive, report(external_id="r", title="one"))
    row, _resumed = start_import(by=who("Marat"), file_name="report.txt", file_sha256="0" * 64)
    take_in(archive, report(external_id="r", title="two"), taken_in=row)
    end_import(by=who("Marat"), of=row, report={})
    gone = take(archive, NAMELESS).statement.account
    undo_import(by=who("Marat"), import_id=row.id, reason="the wrong file")
    made = take(archive, NAMELESS).statement
    assert made.account_id != gone.id
    assert [one.id for one in queries.facts(who("Leila")).statements] == [made.id]


@pytest.mark.parametrize("words", ["wife", "His wife"])
def test_the_wives_of_two_men_are_two_sources_and_the_wife_of_one_is_one(archive, words):
    text = (
        "Serik Dala was detained, his wife said. Kairat Ulgi was held, his wife said. She said Serik Dala was released."
    )
    first, second, third = (
        suggestion(text, passage, key, value, said_by=(words,))
        for passage, key, value in (("Serik Dala was detained", "s1", "detained"),
                                    ("Kairat Ulgi was held", "s2", "held"),
                                    ("Serik Dala was released", "s1", "released"))
    )  # fmt: skip
    subjects = (subject(text, "s1", "Serik Dala"), subject(text, "s2", "Kairat Ulgi"))
    reading = Reading("en", subjects, (first, second, third))
    take_in(archive, report(text=text))
    a, b, c = (
        accept(by=who("Leila"), session=archive, account="A-1", reading=reading, suggestion=one).statement.account
        for one in reading.statements
    )
    assert a.id == c.id != b.id
    assert a.source_id != b.source_id


def test_without_a_custodian_a_private_speaker_is_refused_and_nothing_is_half_written(archive):
    take_in(archive, report(source=SourceDraft("other"), kind="letter"))
    before, archive.custodians = models.LogLeaf.objects.count(), None
    with pytest.raises(BadInput, match="custodian"):
        take(archive, QUOTED)
    assert (models.LogLeaf.objects.count(), models.Account.objects.count()) == (before, 1)
    official = replace(QUOTED, said_by=("the county police",))
    assert take(archive, official, speaker="official").statement.account.source.public_name == "the county police"


def test_a_speaker_is_called_as_the_text_names_them_and_their_kind_is_in_the_words(article):
    described = replace(QUOTED, said_by=("The Oar", "his daughter Gulnar Dala"))
    source = take(article, described).statement.account.source
    assert (source.public_name, source.kind) == ("Gulnar Dala", "relative")


def test_a_medium_that_names_itself_speaks_for_itself_and_a_chain_is_kept(article):
    own = replace(OWN, said_by=("the lantern herald",))
    assert take(article, own).statement.account.number == 1
    chained = replace(QUOTED, said_by=("The Lantern Herald", "The Oar", "Gulnar Dala"))
    row = take(article, chained).statement.account
    assert row.through == ["The Lantern Herald", "The Oar"]


def test_a_person_gives_the_words_to_another_speaker_or_to_the_account_itself(article):
    made = correct(by=who("Leila"), session=article, account="A-1", reading=READING, suggestion=QUOTED,
                   correction=Correction(said_by=()))  # fmt: skip
    assert made.statement.account.number == 1
    other = Correction(said_by=("Erbol Ulgi",), speaker="eyewitness")
    moved = correct(by=who("Leila"), session=article, account="A-1", reading=READING, suggestion=QUOTED,
                    correction=other, supersedes=made.row.id)  # fmt: skip
    assert moved.statement.account.source.public_name == "Erbol Ulgi"
    assert moved.statement.account.source.kind == "eyewitness"
    assert [row.id for row in queries.facts(who("Leila")).statements] == [moved.statement.id]
    with pytest.raises(BadInput, match="no kind of source"):
        take(article, NAMELESS, speaker="somebody")


def voices(*numbers):
    """Of “sent to a camp” for the people mentioned in these accounts, taken as one person."""
    facts = queries.facts(who("Leila"))
    of = {account.id: account.number for account in facts.accounts}
    one = {mention.id: "01HF7YAT00E008000000000001" for mention in facts.mentions if mention.label.startswith("Tolqyn")}
    (profile,) = [row for row in pipeline.profiles(facts, one) if row.id == "01HF7YAT00E008000000000001"]
    (value,) = [v for values in profile.sections.values() for v in values if v.value == "sent_to_camp"]
    assert sorted(item.account_number for item in value.items) == sorted(numbers), of
    return value.voices


def test_a_quoted_daughter_who_also_speaks_for_herself_is_one_voice(article):
    camp = said("event", "sent_to_camp")
    take_in(article, account("Tolqyn Demesin", camp, source=SourceDraft("relative", public_name="Gulnar Dala")))
    take(article, CAMP, speaker="relative")
    counted = voices(2, 3)
    assert (counted.items, counted.low, counted.best, counted.high) == (2, 1, 1, 1)


def test_the_report_that_says_the_same_in_its_own_voice_is_no_further_voice(article):
    take(article, CAMP, speaker="relative")
    text = "He was taken to the Tekes Centre"
    own = suggestion(REPORT, text, "s1", "sent_to_camp")
    take(article, own)
    counted = voices(1, 2)
    assert (counted.items, counted.low, counted.best, counted.high) == (2, 1, 1, 1)
    take_in(article, account("Tolqyn Demesin", said("event", "sent_to_camp")))
    assert voices(1, 2, 3).best == 2, "a neighbour who speaks for herself is another"


def test_what_the_report_was_told_by_a_relative_is_not_how_she_knows(article):
    told = replace(QUOTED, said_by=("his daughter",), how_known="told_by_relative")
    made = take(article, told).statement
    assert (made.account.source.kind, made.how_known) == ("relative", "")
    seen = correct(by=who("Leila"), session=article, account="A-1", reading=READING, suggestion=NAMELESS,
                   correction=Correction(how_known="saw it")).statement  # fmt: skip
    assert seen.how_known == "saw_it"


# Consent and erasing


def test_a_quotation_begins_with_the_consent_of_its_carrier_and_follows_it_down_but_never_up(article):
    made = take(article, QUOTED)

    def allowed():
        rows = [row for row in queries.facts(who("Leila")).consents if row.account_id == made.statement.account_id]
        return rows[-1].withdrawn, dict(rows[-1].purposes)

    assert allowed() == (False, PUBLIC)
    year = {**PUBLIC, "date_precision": "year"}
    record_consent(by=who("Petra"), account="A-1", purposes=year)
    assert allowed() == (False, year)
    record_consent(by=who("Petra"), second=who("Quentin"), account="A-1", purposes=PUBLIC)
    assert allowed() == (False, year)
    withdraw(by=who("Petra"), account="A-1", reason="afraid")
    assert allowed()[0] is True
    assert scrub(session=article).problems == []


def test_erasing_a_report_erases_what_was_taken_from_its_words(article):
    take_in(article, report(text="Nothing of him.", source=SourceDraft("press", public_name="Oar")))
    for one in READING.statements:
        take(article, one, reason="read by Tolqyn's canary")
    erase_account(by=who("Petra"), session=article, account="A-1", reason="danger", second=who("Quentin"))
    for model in (*models.FACTS, *models.DERIVED, models.LogLeaf):
        for row in model.objects.all():
            shown = " ".join(map(str, vars(row).values())).lower()
            assert "tolqyn" not in shown and "canary" not in shown and "gulnar" not in shown, (model, shown)
    assert [row.number for row in queries.facts(who("Leila")).accounts] == [2]
    assert scrub(session=article).problems == []


def test_erasing_a_quotation_leaves_the_report_and_its_own_statements(article):
    own, quoted = take(article, OWN), take(article, QUOTED)
    erase_account(by=who("Petra"), session=article, account="A-2", reason="danger", second=who("Quentin"))
    assert [row.id for row in queries.facts(who("Leila")).statements] == [own.statement.id]
    emptied = models.SuggestionDecision.objects.get(id=quoted.row.id)
    assert (emptied.value, emptied.label, emptied.suggested, emptied.speaker) == ("", "", {}, [])
    assert scrub(session=article).problems == []
