"""Translations among the accounts: proposed and never decided, kept by what comes after, dropped by a rebuild."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tizim import pipeline
from tizim.actions import translations
from tizim.actions.rebuild import derived_sha256
from tizim.core.errors import Forbidden, MissingPart
from tizim.corroborate import sentence_vectors
from tizim.db import models, queries
from tizim.db import translations as found
from tizim.translating import find_translations
from world import account, take_in, who

sys.path.insert(0, str(Path(__file__).parent.parent / "unit" / "corroborate"))
import tellings  # noqa: E402

needs_model = pytest.mark.skipif(not sentence_vectors.is_installed(), reason="the extra “meaning” is not installed")


def article(text: str, day: str, **more):
    return account("Tolqyn Demesin", kind="article", text=text, published_on=day, **more)


@pytest.fixture
def articles(archive):
    """A-1 in Russian, A-2 about something else, A-3 a translation of A-1."""
    take_in(
        archive, article(tellings.CLERK_RU, "2018-04-01"), article(tellings.SAME_NIGHT_EN, "2018-04-02"),
        article(tellings.CLERK_EN, "2018-04-05", external_id="clerk-en"),
    )  # fmt: skip
    pipeline.refresh(who("Leila"))
    return archive


def proposed() -> list[tuple[int, int, str]]:
    numbers = dict(models.Account.objects.values_list("id", "number"))
    return sorted((numbers[row.derived_id], numbers[row.source_id], row.kind) for row in models.ReuseEdge.objects.all())


@needs_model
def test_a_translation_is_proposed_and_nothing_is_decided(articles):
    assert proposed() == []
    found = find_translations(who("Leila"))
    assert (found.accounts, found.proposed, found.added) == (3, 1, 1)
    assert proposed() == [(3, 1, "translation")]
    assert models.Derivation.objects.count() == 0
    [row] = queries.facts(who("Leila")).derivations
    assert (row.kind, row.by, row.certain) == ("translation", "", False)
    assert find_translations(who("Leila")).added == 0


@needs_model
def test_new_accounts_leave_it_in_place_and_looking_again_finds_the_same(articles):
    find_translations(who("Leila"))
    new = take_in(articles, article(tellings.SHEETS_EN, "2018-05-01"))
    pipeline.refresh_new(who("Leila"), new.account_ids)
    assert proposed() == [(3, 1, "translation")]
    before = derived_sha256()
    pipeline.refresh(who("Leila"))
    assert derived_sha256() == before
    find_translations(who("Leila"))
    assert derived_sha256() == before
    translations.forget()
    pipeline.refresh(who("Leila"))
    assert proposed() == []
    find_translations(who("Leila"))
    assert derived_sha256() == before


@needs_model
def test_a_corrected_account_takes_its_proposal_with_it(articles):
    find_translations(who("Leila"))
    corrected = article(tellings.SHEETS_EN, "2018-04-05", external_id="clerk-en")
    assert take_in(articles, corrected).updated == 1
    pipeline.refresh(who("Leila"))
    assert proposed() == []


@needs_model
def test_who_sees_none_of_it_takes_nothing_away_and_learns_no_number(articles):
    find_translations(who("Leila"))
    take_in(articles, article(tellings.SHEETS_ZH, "2018-05-01", compartment="elsewhere"), by="Olga")
    found = find_translations(who("Olga"))
    assert (found.accounts, found.proposed, found.added) == (1, 0, 0)
    assert proposed() == [(3, 1, "translation")]


@needs_model
def test_who_does_not_see_both_accounts_proposes_nothing(archive):
    take_in(archive, article(tellings.CLERK_RU, "2018-04-01"))
    take_in(archive, article(tellings.CLERK_EN, "2018-04-05", compartment="elsewhere"), by="Olga")
    pipeline.refresh(who("Leila"))
    assert find_translations(who("Leila")).proposed == 0
    assert find_translations(who("Olga")).proposed == 0


def test_not_everybody_may_ask_for_it(archive):
    with pytest.raises(Forbidden):
        find_translations(who("Axel"))


def test_without_the_extra_it_says_what_to_install(archive, monkeypatch):
    monkeypatch.setattr(sentence_vectors, "is_installed", lambda: False)
    with pytest.raises(MissingPart, match="tizim\\[meaning\\]"):
        find_translations(who("Leila"))


def test_what_is_known_by_words_and_what_by_meaning_are_told_apart(articles):
    ids = dict(models.Account.objects.values_list("number", "id"))
    by_words = {"needs_person": False, "passages": []}
    models.ReuseEdge.objects.create(derived_id=ids[2], source_id=ids[1], kind="repost", evidence=by_words)
    meant = {"derived": ids[3], "source": ids[1], "kind": "translation", "by": found.BY_MEANING, "needs_person": True}
    translations.replace(edges=[meant])
    assert [(row["derived"], row["kind"]) for row in found.known_by_words()] == [(ids[2], "repost")]
    assert [(row["derived"], row["kind"]) for row in found.found_by_meaning()] == [(ids[3], "translation")]
