"""The form's answers as an account: the examples hold, nothing answered is dropped, nothing else is stated."""

from __future__ import annotations

import doctest

import pytest

from tizim.core.interview_form import EXCEPT, FORM, IDENTITY, PURPOSES, SECTIONS
from tizim.core.vocabularies import vocabulary
from tizim.intake import form_answers
from tizim.intake.form_answers import form_account, inside_only, narrowing, relation_of_source
from tizim.intake.form_checks import lacking, taken_lately
from tizim.statements import validate

FREE = ("except", "as", "same_as", "language", "given_how", "given_before", "given_on", "kind", "told_on")


def test_the_examples_hold():
    assert doctest.testmod(form_answers).failed == 0


@pytest.mark.parametrize("section", [one.code for one in SECTIONS])
def test_every_answer_reaches_the_account(section):
    """A word of its own in each field, one at a time: it stands in a statement, in the identity or in the text."""
    rows = {f"{section}.{group}": [0] for group in FORM[section].groups}
    for name in FORM[section].names(rows):
        if name.rsplit(".", 1)[1] in FREE or section == "consent":
            continue
        if name in ("status.as_of", "status.how"):
            assert [one.field for one in lacking({name: "x", "person.names.0.name": "x"}, custodian=True)][-1:] == [
                "status.status"
            ], "a day or a way of knowing alone states nothing, and is asked about"
            continue
        values = {name: "child" if name == "source.relation" else "unmistakable"}
        draft = form_account(values, rows, "x").draft
        assert "unmistakable" in str(draft) or any(one.value == "child" for one in draft.statements), name


def test_all_that_tells_who_speaks_is_identity_and_nothing_else_is():
    values = {f"source.{name}": f"secret {name}" for name in IDENTITY} | {"risks.source": "secret risk"}
    draft = form_account(values, {}, "x").draft
    assert set(draft.source.identity) == {*IDENTITY, "risk"}
    assert "secret" not in str((draft.statements, draft.mentions, draft.text, draft.exhibits, draft.leftovers))


@pytest.mark.parametrize("code", EXCEPT)
def test_not_this_sentence_only_ever_narrows(code):
    terms = vocabulary("consent_purposes").terms
    assert all(level == terms[purpose].more["levels"][0] for purpose, level in narrowing(code).items())
    assert "keep" not in narrowing(code)
    assert narrowing("inside") == inside_only() and set(inside_only()) == set(PURPOSES) - {"keep"}


def test_a_word_that_no_exception_knows_narrows_everything():
    assert narrowing("no such thing") == inside_only()


@pytest.mark.parametrize(
    ("person", "speaker"), [("father", "child"), ("brother", "sibling"), ("self", "self"), ("x", "")]
)
def test_the_one_who_speaks_is_the_other_side_of_the_relation(person, speaker):
    assert relation_of_source(person) == speaker


@pytest.mark.parametrize(
    ("when", "status", "said"),
    [
        ("2018-04-20", "", "yes"),
        ("2018-02-10", "", "yes"),
        ("2018-01-02", "", ""),
        ("2018", "", "maybe"),
        ("about March 2018", "", "maybe"),
        ("2018-04-20", "released_free", ""),
        ("no date", "", ""),
    ],
)
def test_whether_somebody_was_taken_less_than_three_months_ago(when, status, said):
    values = {"person.names.0.name": "Asan", "events.events.0.what": "detained", "events.events.0.when": when,
              "status.status": status}  # fmt: skip
    ready, _problems = validate(form_account(values, {"person.names": [0], "events.events": [0]}, "x").draft)
    assert taken_lately(ready, "2018-05-03") == said
