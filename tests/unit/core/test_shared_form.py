"""A form that several people fill: whoever saw less replaces nothing, and the same thing sent twice is one thing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tizim.core.shared_form import KEPT, SharedForm, form_of

NAMES = ("person.sex", "person.birth", "person.names.0.name", "person.names.1.name")
TEXTS = st.sampled_from(["", "a", "b", "c"])


def test_the_same_form_sent_twice_changes_nothing_the_second_time():
    form = SharedForm()
    form.send({"person.sex": "male"}, since=0, by="Ana", at="1")
    before = form.as_values()
    assert form.send({"person.sex": "male"}, since=0, by="Ana", at="2") == [] and form.as_values() == before


def test_what_is_kept_comes_back_as_it_was():
    form = SharedForm()
    form.add_row("person.names")
    form.send({"person.names.1.name": "Асан"}, since=1, by="Ana", at="1")
    assert form_of(form.as_values()) == form


def test_whoever_saw_what_is_no_longer_remembered_is_asked():
    form = SharedForm()
    for number in range(KEPT + 3):
        form.send({"person.sex": str(number)}, since=form.version, by="Ana", at="1")
    assert [one.mine for one in form.send({"person.sex": "x"}, since=2, by="Bo", at="2")] == ["x"]
    assert form.value("person.sex") == str(KEPT + 2)


def test_a_row_that_is_taken_away_while_somebody_writes_in_it_comes_back_whole():
    form = SharedForm()
    form.send({"events.events.0.what": "held", "events.events.0.when": "2017"}, since=0, by="Ana", at="1")
    seen = form.version
    form.take_row("events.events", 0, by="Bo", at="2")
    assert form.values == {} and len(form.rows["events.events"]) == 1
    form.send({"events.events.0.what": "held", "events.events.0.when": "2018"}, since=seen, by="Ana", at="3")
    assert form.values == {"events.events.0.what": "held", "events.events.0.when": "2018"}


def test_two_new_rows_are_never_one():
    form = SharedForm()
    assert form.add_row("steps.steps") != form.add_row("steps.steps")


@given(st.lists(st.tuples(st.integers(0, 1), st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=3)), max_size=12))
def test_no_answer_is_ever_replaced_by_somebody_who_had_not_seen_it(sendings):
    """Two people, each with the version they saw last: what stands was written by whoever had seen what stood there."""
    form, saw = SharedForm(), [{}, {}]
    seen = [0, 0]
    form.add_row("person.names")
    for who, sent in sendings:
        before = {name: form.value(name) for name in sent}
        conflicts = {one.field for one in form.send(sent, since=seen[who], by=str(who), at="1")}
        for name, value in sent.items():
            if before[name] != saw[who].get(name, "") and value not in (saw[who].get(name, ""), before[name]):
                assert name in conflicts and form.value(name) == before[name]
            elif value == saw[who].get(name, ""):
                assert form.value(name) == before[name]
            else:
                assert form.value(name) == value
        seen[who], saw[who] = form.version, {name: form.value(name) for name in NAMES}
