"""How many voices stand behind statements that say the same thing."""

import itertools

import pytest
from corroborate_rows import account, said, source

from tizim.core.values import Derivation
from tizim.corroborate.voices import count_voices

REPOST = "repost"


def numbers(count):
    return count.low, count.best, count.high


def test_nothing_said_is_no_voice():
    assert numbers(count_voices([], {}, {})) == (0, 0, 0)


def test_two_relatives_who_saw_it_are_two_voices():
    count = count_voices([said("A"), said("B")], [account("A", "s1"), account("B", "s2")], [source("s1"), source("s2")])
    assert (count.items, numbers(count)) == (2, (2, 2, 2))


def test_the_same_source_speaking_twice_is_one_voice():
    count = count_voices([said("A"), said("B")], [account("A", "s1"), account("B", "s1")], [source("s1")])
    assert numbers(count) == (1, 1, 1)


def test_two_sealed_sources_with_one_custodians_link_are_one_voice():
    sources = [source("s1", same_as="x", sealed=True), source("s2", same_as="x", sealed=True)]
    count = count_voices([said("A"), said("B")], [account("A", "s1"), account("B", "s2")], sources)
    assert numbers(count) == (1, 1, 1)


def test_a_daughters_words_in_a_report_are_one_voice_through_the_report():
    accounts = [
        account("R", "ngo", "article"),
        account("A", "daughter", carried_by="R", through=("report-7", "Green Lamp")),
    ]
    sources = [source("ngo", "ngo", public_name="Green Lamp"), source("daughter")]
    count = count_voices([said("R", "told_by_relative"), said("A")], accounts, sources)
    assert numbers(count) == (1, 1, 1)
    assert ("R", "carries", "A", "the report carries this telling") in count.steps
    assert ("A", "through", "Green Lamp", "carried by") in count.steps


def test_a_report_is_its_own_voice_for_what_the_telling_it_carries_does_not_say():
    accounts = [account("R", "ngo", "article"), account("A", "daughter", carried_by="R")]
    count = count_voices([said("R", "saw_it")], accounts, [source("ngo", "ngo"), source("daughter")])
    assert numbers(count) == (1, 1, 1)
    assert ("R", "origin", "ngo", "speaks of what they saw") in count.steps


def test_an_official_statement_carried_by_ten_outlets_is_one_voice():
    ten = [f"A{i}" for i in range(10)]
    count = count_voices(
        [said(each, "official_statement", property_="official_description", value="schools") for each in ten],
        [account(each, f"s{each}", "article") for each in ten],
        [source(f"s{each}", "press", public_name=each) for each in ten],
    )
    assert (count.items, numbers(count)) == (10, (1, 1, 1))


def test_an_official_statement_that_is_here_itself_takes_in_those_who_carry_it():
    accounts = [account("A", "office"), account("B", "paper"), account("C", "radio")]
    sources = [source("office", "official"), source("paper", "press"), source("radio", "broadcaster")]
    count = count_voices([said(each, "official_statement") for each in "ABC"], accounts, sources)
    assert numbers(count) == (1, 1, 1)


def test_who_detained_somebody_is_not_who_said_so():
    accounts = [account("A", "s1", "article"), account("B", "s2", "article")]
    words = [
        said(each, "official_statement", property_="event", value="detained", qualifiers={"by": by})
        for each, by in (("A", "police"), ("B", "state security"))
    ]
    assert numbers(count_voices(words, accounts, [source("s1", "press"), source("s2", "press")])) == (1, 1, 1)


def test_two_outlets_with_a_leaked_document_may_hold_the_same_one():
    accounts = [account("A", "s1", "article"), account("B", "s2", "article")]
    sources = [source("s1", "press"), source("s2", "ngo")]
    count = count_voices([said("A", "leaked_document"), said("B", "leaked_document")], accounts, sources)
    assert numbers(count) == (1, 1, 2)


def test_estimates_of_others_widen_the_range_and_are_no_certain_voices():
    accounts = [account("A", "s1"), account("B", "s2"), account("C", "s3")]
    sources = [source("s1", "ngo"), source("s2", "international_body"), source("s3", "leaked_file")]
    words = [said("A", "estimate_of_others"), said("B", "estimate_of_others")]
    assert numbers(count_voices(words, accounts, sources)) == (1, 1, 2)
    assert numbers(count_voices([*words, said("C", "leaked_document")], accounts, sources)) == (1, 1, 3)


@pytest.mark.parametrize("how_known", ["rumour", "press", "not_stated", ""])
def test_a_newspaper_that_names_nobody_is_unresolved(how_known):
    accounts = [account("A", "s1"), account("B", "s2")]
    count = count_voices([said("A"), said("B", how_known)], accounts, [source("s1"), source("s2", "press")])
    assert numbers(count) == (1, 1, 2)


def test_a_relative_who_does_not_say_how_she_knows_is_still_a_voice():
    assert numbers(count_voices([said("A", "not_stated")], [account("A", "s1")], [source("s1")])) == (1, 1, 1)


def test_a_rumour_from_someone_who_also_saw_it_adds_nothing():
    words = [said("A", "saw_it"), said("B", "rumour")]
    assert numbers(count_voices(words, [account("A", "s1"), account("B", "s1")], [source("s1")])) == (1, 1, 1)


def test_a_chain_of_reposts_ends_at_its_first_account_even_if_that_says_nothing_itself():
    accounts = [account(each, f"s{each}", "article") for each in "ABC"]
    sources = [source("sA"), source("sB", "press"), source("sC", "press")]
    links = [Derivation("C", "B", REPOST), Derivation("B", "A", REPOST)]
    count = count_voices([said("B"), said("C")], accounts, sources, links)
    assert numbers(count) == (1, 1, 1)
    assert ("A", "origin", "sA", "speaks of what they saw") in count.steps


def test_a_detected_retelling_widens_the_range_and_a_decided_one_does_not():
    accounts, sources = [account("A", "s1"), account("B", "s2")], [source("s1"), source("s2")]
    words = [said("A"), said("B")]
    for kind, expected in (("retelling", (1, 1, 2)), ("repost", (1, 1, 1)), ("copy", (1, 1, 1))):
        found = Derivation("B", "A", kind, certain=False)
        assert numbers(count_voices(words, accounts, sources, [found])) == expected
    assert numbers(count_voices(words, accounts, sources, [Derivation("B", "A", "spun")])) == (1, 1, 2)
    assert numbers(count_voices(words, accounts, sources, [Derivation("B", "A", "spun", by="r")])) == (1, 1, 1)
    doubt = Derivation("B", "A", "spun", by="r", certain=False)
    assert numbers(count_voices(words, accounts, sources, [doubt])) == (1, 1, 2)


def test_uncertain_links_are_not_chained_in_the_number_that_is_asserted():
    accounts, sources = [account(each, each) for each in "ABC"], [source(each) for each in "ABC"]
    links = [Derivation("C", "B", "spun"), Derivation("B", "A", "spun")]
    assert numbers(count_voices([said(each) for each in "ABC"], accounts, sources, links)) == (1, 2, 3)


def test_a_reviewers_independent_takes_a_detected_link_away():
    accounts, sources = [account("A", "s1"), account("B", "s2")], [source("s1"), source("s2")]
    links = [Derivation("B", "A", REPOST), Derivation("A", "B", "independent", by="reviewer")]
    assert numbers(count_voices([said("A"), said("B")], accounts, sources, links)) == (2, 2, 2)


def test_a_quotation_counts_only_for_what_the_quoted_account_says():
    accounts, sources = [account("A", "s1"), account("B", "s2")], [source("s1"), source("s2")]
    links = [Derivation("B", "A", "quotation", by="reviewer")]
    assert numbers(count_voices([said("B")], accounts, sources, links)) == (1, 1, 1)
    assert ("B", "origin", "s2", "speaks of what they saw") in count_voices([said("B")], accounts, sources, links).steps
    assert numbers(count_voices([said("A"), said("B")], accounts, sources, links)) == (1, 1, 1)


def test_accounts_that_only_cite_each_other_have_no_origin():
    accounts, sources = [account("A", "s1"), account("B", "s2")], [source("s1"), source("s2")]
    ring = [Derivation("A", "B", REPOST), Derivation("B", "A", REPOST)]
    count = count_voices([said("A"), said("B")], accounts, sources, ring)
    assert (numbers(count), count.circular) == ((0, 0, 0), True)


def test_a_ring_beside_one_witness_counts_the_witness_and_stays_flagged():
    accounts, sources = [account(each, each) for each in "ABC"], [source(each) for each in "ABC"]
    ring = [Derivation("A", "B", REPOST), Derivation("B", "A", REPOST)]
    count = count_voices([said(each) for each in "ABC"], accounts, sources, ring)
    assert (numbers(count), count.circular) == ((1, 1, 1), True)


def test_a_ring_that_also_cites_an_outsider_goes_back_to_the_outsider():
    accounts, sources = [account(each, each) for each in "ABC"], [source(each) for each in "ABC"]
    links = [Derivation("A", "B", REPOST), Derivation("B", "A", REPOST), Derivation("B", "C", REPOST)]
    count = count_voices([said(each) for each in "ABC"], accounts, sources, links)
    assert (numbers(count), count.circular) == ((1, 1, 1), False)


def test_the_order_of_rows_changes_nothing_and_the_range_always_holds():
    accounts, sources = [account(each, each) for each in "ABCD"], [source(each) for each in "ABCD"]
    words = [said("A"), said("B"), said("C", "rumour"), said("D", "press")]
    links = [Derivation("B", "A", "spun"), Derivation("D", "B", REPOST), Derivation("C", "D", "spun_partial")]
    results = {
        count_voices(order, accounts, sources, flow)
        for order in itertools.permutations(words)
        for flow in itertools.permutations(links)
    }
    assert len(results) == 1
    (count,) = results
    assert count.low <= count.best <= count.high


@pytest.mark.parametrize("first", ["AB", "BA"])
@pytest.mark.parametrize("second", ["BC", "CB"])
def test_a_teller_is_shared_only_by_accounts_that_both_say_so(first, second):
    shared = [Derivation(*first, "same_teller", by="Leila"), Derivation(*second, "same_teller", by="Leila")]
    accounts = [account("A", "s1"), account("B", "s2"), account("C", "s3")]
    sources = [source("s1"), source("s2"), source("s3")]
    assert numbers(count_voices([said("A"), said("B")], accounts, sources, shared)) == (1, 2, 2)
    assert numbers(count_voices([said("A"), said("C")], accounts, sources, shared)) == (2, 2, 2)
