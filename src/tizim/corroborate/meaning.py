"""Translations and retellings without common words: what `reuse` cannot see, where `tizim[meaning]` is installed.

`reuse`, `edges` and `independence` have the interfaces of the core and answer with what the core finds first; only
where it finds nothing is meaning asked. Everything found so is marked `needs_person`: a machine that reads six
languages a little proposes it, and a person who reads both texts decides.

label: translated, translated_partial, retold beside those of `reuse`.

What this deliberately is not: a part of the core, which answers as before without it; a translation; a way to find out
who a source is.

Invariants: `reuse(a, b)` and `reuse(b, a)` agree, with sides exchanged · direction only by date or credit, else open ·
the same documents in the same order give the same links; a later document never changes which earlier ones a document
is compared with.

>>> by_words = [{"derived": "b", "source": "a"}]
>>> meant = [{"derived": "c", "source": source, "strength": 2.0, "source_date": day}
...          for source, day in (("b", "2018-03-02"), ("a", "2018-03-01"))]
>>> [(edge["derived"], edge["source"]) for edge in with_meaning(by_words, meant)]
[('b', 'a'), ('c', 'a')]
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from .chrome import frame_words
from .direction import credited
from .edges import edges as edges_by_words
from .independence import independence as independence_by_words
from .meaning_candidates import candidates
from .meaning_matches import Likeness, Sentence, fill_gaps, match, told_sentences, without_reported
from .reuse import NO_REUSE, compare, turned
from .sentence_vectors import check_installed
from .words import Words, read_words

KINDS = {"translated": "translation", "translated_partial": "translation", "retold": "retelling"}
IN_PART = "quotation"  # a text that says more than it took over is derived in what both say, and only there
WHOLE = 0.75  # of both articles
PART = 1.4  # strength that a part must have among many documents: two who tell the same facts agree in parts
STEP = 0.25  # strengths closer than this are equal: the earliest source is preferred

Document = Mapping[str, Any]
Progress = Callable[[int, int], None]  # documents done, of how many


def reuse(a_text: str, b_text: str) -> dict[str, Any]:
    """As `tizim.corroborate.reuse`, and where it finds none, by meaning. Adds needs_person."""
    a, b = read_words(a_text), read_words(b_text)
    found = compare(a, b)
    if found["label"] not in NO_REUSE:
        return {**found, "needs_person": False}
    meant = compare_meaning(a, b)
    return {**found, "needs_person": False} if meant is None else meant


def edges(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """As `tizim.corroborate.edges`, with links by meaning beside them (needs_person, never certain)."""
    rows = list(documents)
    by_words = [{**edge, "needs_person": not edge["certain"]} for edge in edges_by_words(rows)]
    return with_meaning(by_words, links(rows))


def independence(claim: str, documents: Sequence[Document]) -> dict[str, Any]:
    """As `tizim.corroborate.independence`, where a translation or retelling is no separate voice with certainty: drawn
    from its source in the number, apart at the upper end, and its step needs a person."""
    return independence_by_words(claim, documents, edges)


def compare_meaning(a: Words, b: Words, reported: bool = True) -> dict[str, Any] | None:
    """What two texts say alike, in the form of `reuse`, or None if meaning does not tell that one used the other.

    Without `reported`, sentences that name who says so count no more than quoted ones.
    """
    if (len(a), a.text) > (len(b), b.text):  # one order, so that the sides never change the answer
        mirrored = compare_meaning(b, a, reported)
        return mirrored and turned(mirrored)
    of_a, of_b = (told_sentences(words, frame) for words, frame in zip((a, b), frame_words(a, b), strict=True))
    if not reported:
        of_a, of_b = without_reported(a, of_a), without_reported(b, of_b)
    likeness = match(a, b, of_a, of_b)
    if not likeness.holds():
        return None
    pairs = [(of_a[i], of_b[j]) for i, j in fill_gaps(likeness.pairs)]
    in_a, in_b = _part(a, of_a, [one for one, _ in pairs]), _part(b, of_b, [other for _, other in pairs])
    return {
        "containment_ab": _contained(a, [one for one, _ in pairs]),
        "containment_ba": _contained(b, [other for _, other in pairs]),
        "label": _label(likeness, in_a, in_b),
        "whole": min(in_a, in_b) >= WHOLE,
        "source": credited(a, b, [one.first for one, _ in pairs], [other.first for _, other in pairs]),
        "passages": [_shown(a, b, one, other) for one, other in pairs],
        "strength": likeness.strength,
        "needs_person": True,
    }


def links(documents: Sequence[Document], progress: Progress | None = None) -> list[dict[str, Any]]:
    """Every pair of documents that say the same, in the form of `edges`. Raises MissingPart.

    What is known by words is left out. Among many documents a part must be stronger than between two texts that a
    person lays side by side: one false link costs more than one missed.
    """
    check_installed()
    by_id = {str(document["id"]): document for document in documents}
    read = lru_cache(maxsize=512)(lambda document_id: read_words(str(by_id[document_id].get("text") or "")))
    found = []
    for done, (later, earlier_ones) in enumerate(candidates(documents), 1):
        for earlier in earlier_ones:
            if compare(read(earlier), read(later))["label"] in NO_REUSE:
                meant = compare_meaning(read(earlier), read(later))
                if meant and (meant["whole"] or _is_part(read(earlier), read(later))):
                    found.append(_link(by_id[earlier], by_id[later], meant))
        if progress:
            progress(done, len(by_id))
    return found


def _is_part(a: Words, b: Words) -> bool:
    """Whether a part was taken over from what the other itself tells: what both report goes back to the speaker, whom
    two reporters may have asked."""
    own = compare_meaning(a, b, reported=False)
    return own is not None and own["strength"] >= PART


def with_meaning(by_words: Iterable[dict[str, Any]], meant: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Edges by words as they are, and for each document whose source they do not know, its nearest source by meaning,
    unless that would close a ring."""
    standing = list(by_words)
    upward: dict[str, set[str]] = {}
    for edge in standing:
        upward.setdefault(edge["derived"], set()).add(edge["source"])
    best: dict[str, dict[str, Any]] = {}
    for link in meant:
        if link["derived"] not in upward:
            rival = best.get(link["derived"])
            best[link["derived"]] = link if rival is None else min(rival, link, key=_preference)
    for link in sorted(best.values(), key=_preference):
        if link["derived"] not in _origins(link["source"], upward):
            upward.setdefault(link["derived"], set()).add(link["source"])
            standing.append(link)
    return sorted(standing, key=lambda edge: (edge["derived"], edge["source"]))


def _origins(document_id: str, upward: Mapping[str, Collection[str]]) -> set[str]:
    """The document and all that it was drawn from, directly or not."""
    seen, waiting = {document_id}, [document_id]
    while waiting:
        found = set(upward.get(waiting.pop(), ())) - seen
        seen |= found
        waiting.extend(found)
    return seen


def _preference(link: Mapping[str, Any]) -> tuple[Any, ...]:
    """The strongest, and of equally strong ones the earliest: its copies are no better."""
    return -round(float(link["strength"]) / STEP), link["source_date"] or "9999", link["source"]


def _link(earlier: Document, later: Document, meant: Mapping[str, Any]) -> dict[str, Any]:
    """An edge; the direction by date, else by a credit, else open (then the one that was given later is derived)."""
    dates = [str(document.get("published") or "") for document in (earlier, later)]
    derived, source, direction = later, earlier, "open"
    if all(dates) and not dates[0].startswith(dates[1]) and not dates[1].startswith(dates[0]):
        direction = "date"
        if dates[0] > dates[1]:
            derived, source = earlier, later
    elif meant["source"]:
        direction = "signs"
        if meant["source"] == "b":
            derived, source = earlier, later
    view = meant if derived is earlier else turned(meant)  # the derived text is `a`
    return {
        "derived": str(derived["id"]),
        "source": str(source["id"]),
        "kind": KINDS[meant["label"]] if meant["whole"] or view["containment_ab"] >= WHOLE else IN_PART,
        "label": meant["label"],
        "certain": False,
        "direction": direction,
        "containment": view["containment_ab"],
        "passages": view["passages"],
        "shared": 0,
        "by": "meaning",
        "strength": meant["strength"],
        "source_date": str(source.get("published") or ""),
        "needs_person": True,
    }


def _label(likeness: Likeness, in_a: float, in_b: float) -> str:
    if likeness.same_language:
        return "retold"
    return "translated" if min(in_a, in_b) >= WHOLE or max(in_a, in_b) >= 0.9 else "translated_partial"


def _part(words: Words, sentences: Sequence[Sentence], matched: Collection[Sentence]) -> float:
    """Share of an article's letters that lie in matched sentences."""
    return _letters(words, matched) / max(1, _letters(words, sentences))


def _contained(words: Words, matched: Collection[Sentence]) -> float:
    """Share of all letters of a text as given."""
    return round(_letters(words, matched) / max(1, words.letters(0, len(words))), 4)


def _letters(words: Words, sentences: Iterable[Sentence]) -> int:
    return sum(words.letters(each.first, each.end) for each in sentences)


def _shown(a: Words, b: Words, one: Sentence, other: Sentence) -> dict[str, Any]:
    return {
        "a_start": a.starts[one.first],
        "a_end": a.ends[one.end - 1],
        "b_start": b.starts[other.first],
        "b_end": b.ends[other.end - 1],
        "matched": 0,
        "how": "meaning",
        "quoted": one.spoken and other.spoken,
    }
