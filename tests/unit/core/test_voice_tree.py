"""The graph behind a count of voices, read as trees."""

from itertools import pairwise

from tizim.core.profiles import Voices
from tizim.core.values import Account, Derivation, Source, Statement
from tizim.core.voice_tree import DEEPEST, trees
from tizim.corroborate import count_voices

SOURCES = [Source("s1", "S-1", "relative"), Source("s2", "S-2", "press"), Source("s3", "S-3", "press")]
ACCOUNTS = [Account("A", 1, "interview", "s1"), Account("B", 2, "article", "s2"), Account("C", 3, "article", "s3")]


def said(account_id, how_known):
    return Statement(f"t{account_id}", account_id, "m", "status", "camp", how_known=how_known)


def test_a_copy_of_a_copy_leads_down_to_who_saw_it():
    rows = [said("A", "saw_it"), said("B", "press"), said("C", "press")]
    drawn = [Derivation("C", "B", "repost"), Derivation("B", "A", "copy", by="Leila")]
    found = trees(count_voices(rows, ACCOUNTS, SOURCES, drawn), "ABC", {"A", "B", "C"})
    first, _second, third = found
    assert (first.state, first.why, first.links) == ("origin", "speaks of what they saw", ())
    (link,) = third.links
    assert (link.kind, link.why, link.to.account_id) == ("repost", "found by comparing the texts", "B")
    assert (link.to.links[0].why, link.to.links[0].to.state) == ("decided by a reviewer", "origin")


def test_a_ring_ends_and_is_no_voice():
    rows = [said("B", "press"), said("C", "press")]
    ring = [Derivation("B", "C", "repost"), Derivation("C", "B", "repost")]
    found = trees(count_voices(rows, ACCOUNTS, SOURCES, ring), "BC", {"B", "C"})
    assert [(one.account_id, one.state) for one in found] == [("B", "circular"), ("C", "circular")]
    assert found[0].links[0].to.account_id == "C" and not found[0].links[0].to.links


def test_nothing_said_is_no_tree():
    assert trees(Voices(0, 0, 0, 0), [], set()) == []


def _size(tree):
    return 1 + sum(_size(link.to) for link in tree.links)


def _depth(tree):
    return 1 + max((_depth(link.to) for link in tree.links), default=0)


def test_a_long_chain_is_cut_and_says_so():
    chain = [f"a{number:04}" for number in range(1200)]
    steps = tuple((one, "repost", other, "x") for one, other in pairwise(chain))
    (tree,) = trees(Voices(1, 1, 1, 1, steps=steps), chain[:1], set(chain))
    assert _depth(tree) == DEEPEST + 1
    while tree.links:
        tree = tree.links[0].to
    assert tree.state == "further"


def test_what_stands_above_is_not_told_again():
    steps = []
    for number in range(40):
        above, left, right, below = f"n{number}", f"l{number}", f"r{number}", f"n{number + 1}"
        steps += [(above, "copy", left, "x"), (above, "copy", right, "x")]
        steps += [(left, "copy", below, "x"), (right, "copy", below, "x")]
    known = {name for step in steps for name in (step[0], step[2])}
    (tree,) = trees(Voices(1, 1, 1, 1, steps=tuple(steps)), ["n0"], known)
    assert _size(tree) <= len(steps) + 1
    left, right = (link.to for link in tree.links)
    assert left.links[0].to.links and left.links[0].to.state == ""
    assert (right.links[0].to.account_id, right.links[0].to.state, right.links[0].to.links) == ("n1", "above", ())
