"""Drafts against the vocabulary: what is known is coded, what is not stays visible, nothing is dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tizim.core.drafts import AccountDraft, MentionDraft, SourceDraft, StatementDraft, StatementReady
from tizim.core.vocabularies import vocabulary
from tizim.statements import validate

PERSON = MentionDraft("p1", "person", "Tolqyn Demesin")
OTHER = MentionDraft("p2", "person", "Aigul Demesin")
CAMP = MentionDraft("f1", "facility", "the old school")


def draft_of(*statements: StatementDraft, **more) -> AccountDraft:
    fields = {"kind": "sheet_row", "source": SourceDraft("relative"), "language": "en", "origin": "cases.csv"}
    return AccountDraft(**{**fields, **more}, mentions=(PERSON, OTHER, CAMP), statements=statements)


def one(what: str, value: str = "", **more) -> tuple[StatementReady, list]:
    ready, problems = validate(draft_of(StatementDraft("p1", what, value, **more)))
    return ready[0], problems


# fmt: off
READ = [
    # what, value → property, value, qualifiers
    ("event: detained in a camp", "", "event", "sent_to_camp", {}),
    ("event: last contact", "over the telephone", "event", "last_contact", {"detail": "over the telephone"}),
    ("event: held", "in a cell with 40 people", "event", "held", {"detail": "in a cell with 40 people"}),
    ("event: returned home to see a doctor", "", "event", "returned", {"detail": "returned home to see a doctor"}),
    ("event", "jailed", "event", "other", {"detail": "jailed"}),
    ("event", "release denied", "event", "other", {"detail": "release denied"}),
    ("event", "detained, then threatened", "event", "other", {"detail": "detained, then threatened"}),
    ("event", "left arm broken", "event", "other", {"detail": "left arm broken"}),
    ("event", "released?", "event", "other", {"detail": "released?"}),
    ("event", "获释被拒", "event", "other", {"detail": "获释被拒"}),
    ("status", "studying abroad", "status", "studying abroad", {}),
    ("status", "не в лагере", "status", "не в лагере", {}),
    ("event", "sentenced, 15 years", "event", "sentenced", {"detail": "sentenced, 15 years", "sentence_years": "15"}),
    ("событие: осуждён на 7 лет", "", "event", "sentenced", {"detail": "осуждён на 7 лет", "sentence_years": "7"}),
    ("passport confiscated", "", "event", "documents_withheld", {}),
    ("事件：被送进再教育营", "", "event", "sent_to_camp", {}),
    ("status", "whereabouts unknown", "status", "whereabouts_unknown", {}),
    ("current status", "сидит в лагере", "status", "сидит в лагере", {}),
    ("status", "in prison since May", "status", "sentenced", {"detail": "in prison since May"}),
    ("official reason", "talked back to an official", "reason_official", "talked back to an official", {}),
    ("reason", "travel abroad", "reason_suspected", "travel_abroad", {}),
    ("ұлты", "қазақ", "ethnicity", "kazakh", {}),
    ("gender", "f", "sex", "female", {}),
    ("nationality", "Kazakhstan", "nationality", "kz", {}),
    ("birthplace", "Ghulja", "birthplace", "654002", {}),
    ("residence", "house 4, Upper Street", "residence", "house 4, Upper Street", {}),
    ("date of birth", "03.05.1972", "birth", "1972-05-03", {}),
    ("dob", "aged 45 in 2018", "birth", "[1972..1973]", {}),
    ("age", "about 45", "age", "43..47", {}),
    ("number of people held", "up to a million", "number_held", "..1000000", {}),
    ("number of people held", "very many", "number_held", "very many", {}),
    ("relation to the speaker", "father", "relation_to_source", "father", {}),
    ("brother", "Aigul Demesin", "relation", "p2", {"relation": "brother"}),
    ("shoe size", "44", "other", "44", {"property": "shoe size"}),
    ("event: struck by lightning", "", "event", "other", {"detail": "struck by lightning"}),
]
# fmt: on


@pytest.mark.parametrize(("what", "value", "property_", "code", "qualifiers"), READ)
def test_words_of_sheets_become_codes_and_their_words_stay(what, value, property_, code, qualifiers):
    made, _ = one(what, value)
    assert (made.property, made.value, dict(made.qualifiers)) == (property_, code, qualifiers)
    kept = " ".join([made.value_raw, made.value, *made.qualifiers.values()])
    assert value in kept and what.split(":")[-1].strip() in kept + what


@pytest.mark.parametrize(
    ("field", "text"),
    [("when", "when the apples were ripe"), ("place", "Nowhere"), ("how_known", "a bird told me"), ("value", "zzz")],
)
def test_what_cannot_be_read_gives_a_notice_with_file_row_and_field(field, text):
    given = replace(StatementDraft("p1", "ethnicity", "Kazakh", locator="row 12"), **{field: text})
    ready, problems = validate(draft_of(given))
    assert [(p.level, p.file, p.row, p.field, bool(p.try_)) for p in problems] == [
        ("notice", "cases.csv", 12, field, True)
    ]
    assert text in problems[0].message
    assert text in (ready[0].when_raw, ready[0].place_raw, ready[0].qualifiers.get("how_known"), ready[0].value)


def test_a_clean_statement_gives_no_problem_and_keeps_every_word():
    made, problems = one(
        "event", "detained", when="осенью 2017", place="Құлжа", how_known="told by relatives", as_said="әкетті"
    )
    assert problems == []
    assert (made.valid_when, made.when_raw, made.place, made.place_raw) == ("2017-23", "осенью 2017", "654002", "Құлжа")
    assert (made.how_known, made.as_said, made.script, made.value_raw) == (
        "told_by_relative",
        "әкетті",
        "Cyrl",
        "detained",
    )


def test_words_for_not_stated_give_no_notice():
    made, problems = one("event", "detained", when="unknown", place="не указано", how_known="not stated")
    assert problems == [] and (made.valid_when, made.place, made.how_known) == ("", "", "not_stated")
    assert (made.when_raw, made.place_raw) == ("unknown", "не указано")


@pytest.mark.parametrize(
    ("text", "code"),
    [("told by her aunt", "told_by_relative"), ("told by a neighbour", "told_by_acquaintance"),
     ("heard from my cellmate", "told_by_ex_cellmate"), ("told by my wife", "told_by_relative")],
)  # fmt: skip
def test_who_told_it_is_found_by_the_relation(text, code):
    assert one("status", "camp", how_known=text)[0].how_known == code


def test_first_hand_is_lived_through_about_oneself_and_seen_about_another():
    said = StatementDraft("p1", "event", "detained", how_known="first-hand")
    oneself = draft_of(said, source=SourceDraft("released_detainee", public_name="Tolqyn Demesin"))
    another = draft_of(said, source=SourceDraft("relative", relation="daughter", identity={"name": "Aigul Demesin"}))
    assert [validate(draft)[0][0].how_known for draft in (oneself, another)] == ["experienced_it", "saw_it"]


def test_a_statement_about_nobody_or_about_nothing_is_an_error_and_the_others_go_on():
    ready, problems = validate(
        draft_of(
            StatementDraft("p9", "status", "camp"), StatementDraft("p1", " ", "x"), StatementDraft("p1", "sex", "m")
        )
    )
    assert [made.property for made in ready] == ["sex"]
    assert [(p.level, p.field) for p in problems] == [("error", "about"), ("error", "what")]


def test_subjects_facilities_and_relatives_may_be_named_by_key_or_by_label():
    held = StatementDraft("Tolqyn Demesin", "event", "held", qualifiers={"facility": "the old school"})
    kin = StatementDraft("p1", "relation", "p2", qualifiers={"relation": "әкпе-сіңлі"})
    ready, problems = validate(draft_of(held, kin))
    assert (ready[0].subject, ready[0].qualifiers["facility"]) == ("p1", "f1")
    assert (ready[1].value, ready[1].qualifiers) == ("p2", {"relation": "other", "detail": "әкпе-сіңлі"})
    assert [p.field for p in problems] == ["relation"]


def test_a_facility_or_relative_that_is_not_listed_stays_in_words():
    made, problems = one("event", "held", qualifiers={"facility": "a barn"})
    assert made.qualifiers == {"detail": "a barn"} and [p.field for p in problems] == ["facility"]
    made, problems = one("relation", "Somebody Else", qualifiers={"relation": "father"})
    assert (made.value, made.qualifiers["relation"]) == ("Somebody Else", "father") and len(problems) == 1


def test_a_narrowing_that_is_not_understood_narrows_everything():
    made, problems = one("status", "camp", consent={"publish statement": "нет", "date_precision": "год"})
    assert made.consent == {"publish_statement": "no", "date_precision": "year"} and problems == []
    made, problems = one("status", "camp", consent={"publish": "only after March"})
    assert [p.field for p in problems] == ["consent"]
    levels = {code: term.more["levels"][0] for code, term in vocabulary("consent_purposes").terms.items()}
    assert made.consent == {**levels, "keep": "yes"}


def test_an_identity_number_is_in_no_message_and_elsewhere_gives_a_warning():
    for number in ("653125198001010001", "653125198001010002", "12-34"):
        made, problems = one("ID", number)
        assert number.replace("-", "") in made.value.replace("-", "")
        assert not any(sign.isdigit() for p in problems for sign in p.message + p.try_)
    _, problems = one("note", "his card says 653125 19800101 0001, they kept it")
    assert [p.field for p in problems] == ["value"] and "653125" not in problems[0].message


def test_disguised_letters_are_kept_and_flagged():
    made, problems = one("note", "released\u202edlo")
    assert made.value == "released\u202edlo" and "bidi_override" in problems[0].message


TEXT = st.text(max_size=30)


@given(TEXT, TEXT, TEXT, TEXT, TEXT, st.dictionaries(TEXT, TEXT, max_size=2), st.dictionaries(TEXT, TEXT, max_size=2))
@settings(max_examples=200, deadline=None)
def test_nothing_that_is_written_is_dropped(what, value, when, place, how_known, qualifiers, consent):
    given_ = StatementDraft("p1", what, value, when=when, place=place, how_known=how_known, qualifiers=qualifiers,
                            consent=consent)  # fmt: skip
    ready, problems = validate(draft_of(given_))
    if not what.strip():
        assert ready == [] and problems[0].level == "error"
        return
    made = ready[0]
    assert made.property in vocabulary("properties").codes
    assert (made.when_raw, made.place_raw) == (when, place)
    assert value.strip() in made.value_raw or value.strip() in made.qualifiers["detail"]
    assert made.how_known in ("", *vocabulary("how_known").codes)
    assert all(text.strip() in " ".join(made.qualifiers.values()) for text in qualifiers.values())


def test_who_told_it_is_a_person_of_the_account_or_words() -> None:
    for named, kept in (("p2", "p2"), ("Aigul Demesin", "p2"), ("a cousin in Almaty", "a cousin in Almaty")):
        ready, problems = one("status", "camp", how_known="told_by_relative", qualifiers={"told_by": named})
        assert (ready.qualifiers, problems) == ({"told_by": kept}, [])


@pytest.mark.parametrize(
    ("named", "kept"), [("p9", "p9"), ("f1", "the old school"), ("the old school", "the old school")]
)
def test_who_told_it_and_is_nobody_here_is_kept_as_words_that_no_message_repeats(named: str, kept: str) -> None:
    ready, (problem,) = one("status", "camp", how_known="told_by_relative", qualifiers={"told_by": named})
    assert ready.qualifiers == {"told_by": kept}
    assert problem.field == "told_by" and named not in problem.message + problem.try_


def test_what_was_seen_and_yet_told_is_noticed() -> None:
    ready, (problem,) = one("status", "camp", how_known="saw it", qualifiers={"told_by": "p2"})
    assert (ready.how_known, ready.qualifiers, problem.field) == ("saw_it", {"told_by": "p2"}, "told_by")
