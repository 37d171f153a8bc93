"""Who may do what, as a truth table; and the same rule inside the queries."""

import pytest

from tizim.core.errors import Forbidden
from tizim.db import queries
from tizim.policies import ROLES, ROLES_FOR, TWO_PEOPLE, Actor, can, check, readable_compartments
from world import account, take_in, who


def actor(*roles, name="A", compartments=("general",)):
    return Actor(name, frozenset(roles), frozenset(compartments))


@pytest.mark.parametrize("verb", sorted(ROLES_FOR))
@pytest.mark.parametrize("role", ROLES)
def test_a_verb_belongs_to_its_roles_and_to_no_other(verb, role):
    helper = actor(*sorted(ROLES_FOR[verb]), name="B")
    assert can(actor(role), verb, second=helper) == (role in ROLES_FOR[verb])


@pytest.mark.parametrize("verb", sorted(ROLES_FOR))
def test_no_verb_reaches_into_another_compartment(verb):
    mine, helper = actor(*ROLES), actor(*ROLES, name="B")
    assert can(mine, verb, compartment="general", second=helper)
    assert not can(mine, verb, compartment="elsewhere", second=helper)


@pytest.mark.parametrize("verb", sorted(TWO_PEOPLE))
def test_some_verbs_take_a_second_person_who_is_someone_else(verb):
    me = actor(*ROLES)
    assert not can(me, verb)
    assert not can(me, verb, second=me)
    assert not can(me, verb, second=actor("administrator", name="B"))
    assert can(me, verb, second=actor(*ROLES, name="B"))


def test_a_refusal_says_who_could(archive):
    with pytest.raises(Forbidden, match="reviewer"):
        check(who("Marat"), "judge")


def test_an_administrator_sees_no_data():
    assert readable_compartments(actor("administrator")) == frozenset()


def test_what_a_reader_may_not_see_changes_no_count(archive):
    before = queries.counts(who("Olga")), queries.facts(who("Olga")), queries.name_rows(who("Olga"))
    take_in(archive, account(), account("Serik Sultan"))
    assert (queries.counts(who("Olga")), queries.facts(who("Olga")), queries.name_rows(who("Olga"))) == before
    assert queries.counts(who("Marat"))["accounts"] == 2


def test_someone_elses_account_is_as_if_it_were_not_there(archive):
    take_in(archive, account(external_id="OFFICE-1"))
    assert queries.find_account(who("Marat"), "OFFICE-1").number == 1
    assert queries.find_account(who("Olga"), "OFFICE-1") is None
    assert queries.find_account(who("Olga"), "A-1") is None
