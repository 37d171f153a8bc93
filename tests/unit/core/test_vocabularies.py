"""The vocabularies as data: complete labels, one code a written form, links that lead somewhere."""

from __future__ import annotations

import pytest

from tizim.core.i18n import LANGUAGES
from tizim.core.scripts import dominant_script
from tizim.core.vocabularies import NAMES, fold, vocabulary

CODES = {
    "statuses": "camp custody pretrial sentenced house_arrest hospital forced_labour released_free released_restricted "
    "documents_withheld exit_ban no_contact whereabouts_unknown deceased_in_custody deceased deported child_in_care "
    "left_country disputed unknown",
    "event_kinds": "summoned interrogated detained arrested sent_to_camp held transferred sentenced released "
    "house_arrest forced_labour documents_withheld exit_banned last_contact no_news travelled returned resettled "
    "hospitalised died deported child_taken left_country other",
    "how_known": "experienced_it saw_it told_by_person told_by_relative told_by_acquaintance told_by_official "
    "told_by_ex_cellmate official_notice official_statement document leaked_document press rumour estimate_of_others "
    "not_stated",
    "source_kinds": "relative released_detainee eyewitness acquaintance press broadcaster news_agency ngo official "
    "state_media international_body leaked_file court_document official_document researcher database anonymous other",
    "account_kinds": "interview letter form sheet_row article press_release official_statement leaked_document "
    "court_document photograph post quotation other",
    "consent_purposes": "keep count share_un share_partner publish_statement publish_words publish_name publish_photo "
    "date_precision place_precision",
    "properties": "name father_name birth age sex ethnicity nationality birthplace residence registered_at profession "
    "id_number event status reason_suspected reason_official relation relation_to_source health treatment "
    "official_description official_response number_held rules facility_kind located_in step_taken urgency dependants "
    "risk note other",
}
SCRIPT = {"kk": "Cyrl", "ru": "Cyrl", "ug": "Arab", "zh": "Hani"}


@pytest.mark.parametrize("name", CODES)
def test_codes_that_stored_statements_rely_on_are_all_there(name):
    assert set(vocabulary(name).codes) == set(CODES[name].split())


@pytest.mark.parametrize("name", NAMES)
def test_every_term_has_a_label_in_every_language_and_in_its_script(name):
    for code, term in vocabulary(name).terms.items():
        assert set(term.labels) == set(LANGUAGES), code
        for language, script in SCRIPT.items():
            assert dominant_script(term.labels[language]) == script, (code, language)


@pytest.mark.parametrize("name", NAMES)
def test_a_written_form_stands_for_one_code_only(name):
    known = vocabulary(name)
    for code, term in known.terms.items():
        for written in (code, *term.labels.values(), *term.synonyms):
            assert fold(written) == "" or known.find(written) == code, written


@pytest.mark.parametrize("name", NAMES)
def test_labels_in_kazakh_and_uyghur_are_marked_for_a_native_check(name):
    assert vocabulary(name).labels_need_native_check == ("kk", "ug")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("how_known", "first-hand", "experienced_it"),
        ("how_known", "TOLD  by relatives", "told_by_relative"),
        ("how_known", "told by police", "told_by_official"),
        ("how_known", "estimate of others", "estimate_of_others"),
        ("how_known", "official broadcast", "official_statement"),
        ("how_known", "со слов родственников", "told_by_relative"),
        ("how_known", "туыстары айтты", "told_by_relative"),
        ("how_known", "听亲戚说", "told_by_relative"),
        ("how_known", "تۇغقانلىرىدىن ئاڭلىغان", "told_by_relative"),
        ("event_kinds", "passport confiscated", "documents_withheld"),
        ("event_kinds", "detained in a camp", "sent_to_camp"),
        ("event_kinds", "护照被没收", "documents_withheld"),
        ("event_kinds", "отправлен в лагерь", "sent_to_camp"),
        ("statuses", "Whereabouts Unknown", "whereabouts_unknown"),
        ("statuses", "下落不明", "whereabouts_unknown"),
        ("properties", "number of people held", "number_held"),
        ("properties", "official description", "official_description"),
        ("properties", "relation to the speaker", "relation_to_source"),
        ("properties", "ұлты", "ethnicity"),
        ("ethnicities", "қазақ", "kazakh"),
        ("ethnicities", "uighur", "uyghur"),
        ("facility_kinds", "centre for transformation through education", "reeducation_camp"),
        ("relations", "father-in-law", "parent_in_law"),
    ],
)
def test_words_that_people_write_are_found(name, text, code):
    assert vocabulary(name).find(text) == code


def test_unknown_words_and_signs_alone_are_not_found():
    for text in ("", "  ", "-", "?", "shoe size", "نام"):
        assert vocabulary("properties").find(text) is None


def test_the_longest_words_at_the_beginning_of_a_text_decide():
    events = vocabulary("event_kinds")
    assert events.find_leading("sent to a camp in Example Town") == ("sent_to_camp", "in Example Town")
    assert events.find_leading("returned to China to see a doctor") == ("returned", "China to see a doctor")
    assert events.find_leading("被判刑15年") == ("sentenced", "15年")
    assert events.find_leading("not released") is None
    assert events.find_leading("relead") is None


def test_words_that_must_fill_the_cell_do_not_begin_a_longer_text():
    events = vocabulary("event_kinds")
    assert events.find("left") == "left_country" and events.find_leading("left in pieces") is None
    assert events.find("death") == "died" and events.find_leading("death threat") is None


def test_keyboard_variants_of_arabic_letters_do_not_matter_for_looking_up():
    assert vocabulary("ethnicities").find("ئۇیغۇر") == vocabulary("ethnicities").find("ئۇيغۇر") == "uyghur"


def test_unknown_codes_and_languages_fall_back_without_failing():
    statuses = vocabulary("statuses")
    assert statuses.label("no such code", "en") == "no such code"
    assert statuses.label("camp", "fr") == statuses.label("camp", "en")
    with pytest.raises(KeyError):
        statuses.term("no such code")
    with pytest.raises(KeyError):
        vocabulary("../secrets")


def test_properties_name_value_types_and_sections_that_exist():
    sections = "testifying about location chronology reasons status additional eyewitness supplementary official"
    for code, term in vocabulary("properties").terms.items():
        kind, _, name = term.value_type.partition(":")
        assert kind in {"text", "name", "date", "age", "place", "country", "quantity", "id_number", "mention", "code"}
        assert name in NAMES if kind == "code" else name == ""
        assert term.section in sections.split(), code
        assert term.more["applies_to"], code


def test_every_relation_has_an_inverse_that_is_a_relation():
    relations = vocabulary("relations")
    assert {term.more["inverse"] for term in relations.terms.values()} <= set(relations.codes)


def test_levels_of_consent_begin_with_the_narrowest():
    for code, term in vocabulary("consent_purposes").terms.items():
        assert term.more["levels"][0] in ("no", "none"), code
