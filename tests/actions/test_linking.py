"""Linking the archive in bulk: what is added, what stays, and that one compartment changes nothing in another."""

from __future__ import annotations

import pytest

from tizim.core.errors import Forbidden
from tizim.db import judging, models
from tizim.linking import link_archive
from world import account, said, take_in, who


def told(name: str, year: str = "1980", **more):
    return account(name, said("birth", year), said("sex", "male"), said("residence", "Tekes"), **more)


def proposed(reader: str) -> set[tuple[str, str]]:
    return {(row.a.called, row.b.called) for row in judging.open_proposals(who(reader), 99)}


def test_pairs_are_added_as_proposals_and_nothing_is_judged(archive):
    take_in(archive, told("Tolqyn Demesin"), told("托勒肯·德梅辛"), told("Serik Nurlan", "1961"))
    found = link_archive(who("Leila"))
    assert (found.mentions, found.added) == (3, 1)
    assert proposed("Leila") == {("Tolqyn Demesin (A-1)", "托勒肯·德梅辛 (A-2)")}
    assert models.Judgement.objects.count() == 0
    [row] = models.Proposal.objects.all()
    assert {field for field, *_rest in row.reasons} >= {"start", "name", "birth"}


def test_run_again_it_adds_nothing(archive):
    take_in(archive, told("Tolqyn Demesin"), told("托勒肯·德梅辛"))
    link_archive(who("Leila"))
    before = list(models.Proposal.objects.values())
    assert link_archive(who("Leila")).added == 0
    assert list(models.Proposal.objects.values()) == before


def test_an_interruption_leaves_nothing(archive):
    take_in(archive, told("Tolqyn Demesin"), told("托勒肯·德梅辛"))

    def interrupt(what: str, _done: int, _of: int) -> None:
        if what == "pairs":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link_archive(who("Leila"), progress=interrupt)
    assert models.Proposal.objects.count() == 0


def test_another_compartment_changes_no_proposal(archive):
    take_in(archive, told("Tolqyn Demesin"), told("托勒肯·德梅辛"))
    link_archive(who("Leila"))
    alone = list(models.Proposal.objects.values_list("mention_a", "mention_b", "millionths", "reasons"))
    models.Proposal.objects.all().delete()
    hidden = [told("Tolqyn Demesin", compartment="elsewhere") for _turn in range(3)]
    take_in(archive, *hidden, by="Olga")
    link_archive(who("Leila"))
    assert list(models.Proposal.objects.values_list("mention_a", "mention_b", "millionths", "reasons")) == alone
    assert proposed("Olga") == set()


def test_who_may_not_rebuild_may_not_link(archive):
    with pytest.raises(Forbidden):
        link_archive(who("Clara"))
