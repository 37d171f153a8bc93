"""How many independent origins stand behind a claim in some documents, with the graph and its range.

For each document, what it says about the claim is found by shared words; then:

1. a document drawn from another (`edges`) hands the claim to it;
2. a sentence that names its source (`attributions`) hands it to that source: to another of the documents, if that
   is the medium named, else to a node of its own. A source without a name is known by its description and the medium
   it spoke to: three outlets with one fleeing mechanic are one voice. A text that says itself that it read "the same
   file" as one of the other media is one voice with it;
3. what remains speaks for itself.

Origins are the ends. Documents that only hand the claim round in a ring have none. A document in another language than
earlier ones may be a translation of them: it widens the range, and is not asserted as a voice, unless it names a
source that spoke to itself. So does a source that only says that others say so: estimates, a medium's report, or
whatever a document says that hedges the claim ("an estimated", "is believed to").

What this deliberately is not: a judgement on whether the claim is true, and not an entailment: a document of the set
is taken to be about the claim.

Invariants: low ≤ n_independent ≤ high · the order of documents changes nothing · every step says why.

>>> post = {"id": "a", "publisher": "Harbour Post", "text": "A cook told the Harbour Post that the mill holds 40 men."}
>>> oar = {"id": "b", "publisher": "Daily Oar", "text": "The mill holds 40 men, a cook has told the Harbour Post."}
>>> found = independence("the mill holds 40 men", [post, oar])
>>> found["n_independent"], found["circular"]
(1, False)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .attributions import attributions, guess_language
from .edges import edges
from .frames import languages, read_frames
from .links import PARTIAL_KINDS, ends_of
from .outlets import Outlets, name_words, repeats_others, same_name
from .sentences import iter_sentences
from .words import iter_folded

STEM = 5
ENOUGH = 0.34  # share of the claim's longer words that a sentence must have to be about it
NEAREST = 0.7  # and how near it must come to the nearest sentence of its document
SCALES = frozenset({"milli", "thous", "hundr", "dozen", "милли", "тысяч", "тыся", "сотен", "мың", "万", "億", "亿"})
VAGUE = frozenset({"dozens", "hundreds", "thousands", "millions"})  # no figure that another could repeat
NEEDS_PERSON = "needs a person"
_SAME = re.compile(r"\b(?:the|these|those|this|that) (?:very )?same\b", re.IGNORECASE)
Step = tuple[str, str, str, str]
FindEdges = Callable[[Sequence[Mapping[str, Any]]], list[dict[str, Any]]]


def independence(claim: str, documents: Sequence[Mapping[str, Any]], find_edges: FindEdges = edges) -> dict[str, Any]:
    """{n_independent, low, high, circular, origins, steps}. Documents: {id, text, publisher?, published?, lang?}.

    steps: (document, relation, document or source, why); relations: drawn_from, cites, says, own_words, cannot_compare.
    `find_edges` says which document was drawn from which; an edge that is not certain widens the range, and its step
    says that it needs a person.
    """
    graph = _Graph(claim, documents)
    graph.build(find_edges)
    origins, circular = _ends(graph, graph.links)
    sure_links = {
        node: {t: r for t, r in links.items() if (node, t) not in graph.uncertain}
        for node, links in graph.links.items()
    }
    loose, _ = _ends(graph, sure_links)
    sure = origins - graph.doubtful
    best = len(sure) or min(1, len(origins))
    return {
        "n_independent": best,
        "low": min(best, max(len(_without_namesakes(sure)), min(1, best))),
        "high": max(best, len(loose)),
        "circular": circular,
        "origins": sorted(sure or origins),
        "steps": sorted(graph.steps),
    }


def _ends(graph: _Graph, links: Mapping[str, Mapping[str, str]]) -> tuple[set[str], bool]:
    """Where all documents lead to, and whether some only lead round in a ring."""
    origins: set[str] = set()
    circular = False
    for document_id in graph.ids:
        tails, rings = ends_of(document_id, links)
        origins |= tails
        circular = circular or bool(rings and not tails)
    return origins, circular


def _without_namesakes(origins: Iterable[str]) -> set[tuple[str, ...]]:
    """Sources without a name that are described alike may be one person who spoke to several media."""
    return {name_words(origin.split(" (")[0]) if " (" in origin else (origin,) for origin in origins}


class _Graph:
    """Documents and sources as nodes; a link leads to where a document has the claim from."""

    def __init__(self, claim: str, documents: Sequence[Mapping[str, Any]]) -> None:
        self.documents = {str(document["id"]): document for document in sorted(documents, key=lambda d: str(d["id"]))}
        self.ids = list(self.documents)
        self.outlets = Outlets(self.documents)
        self.links: dict[str, dict[str, str]] = {}
        self.steps: set[Step] = set()
        self.doubtful: set[str] = set()  # may be a translation of another document
        self.uncertain: set[tuple[str, str]] = set()  # links that need a person
        self._stems = _stems(claim)
        self._numbers = _numbers(self._stems)
        self._named: list[str] = []

    def build(self, find_edges: FindEdges) -> None:
        in_part: dict[str, dict[str, Any]] = {}
        for edge in find_edges(list(self.documents.values())):
            if edge.get("by") == "meaning" and edge["kind"] in PARTIAL_KINDS:
                in_part[edge["derived"]] = edge
            else:
                self._draw(edge)
        languages = {document_id: self._language(document_id) for document_id in self.ids}
        for document_id in self.ids:
            if document_id in self.links:
                continue
            about = self._about(document_id)
            if self._follow_same_paper(document_id) or self._follow_attributions(document_id, about):
                continue
            if document_id in in_part:  # what it says more than its source may be its own: its own words come first
                self._draw(in_part[document_id])
                continue
            foreign = self._may_be_translated(document_id, languages)
            if foreign and self._follow_first_credit(document_id):
                continue
            self.steps.add((document_id, "own_words", self.outlets.name_of(document_id), "names no other source"))
            if foreign:
                self.doubtful.add(document_id)
                self.steps.add((document_id, "cannot_compare", "", "another language: may be a translation"))
            if any(hedged for _, hedged in about):
                self.doubtful.add(document_id)
                self.steps.add((document_id, "unresolved", "", "hedges what it says"))

    def _draw(self, edge: Mapping[str, Any]) -> None:
        why = edge["label"] if edge["certain"] else f"{edge['label']}, {NEEDS_PERSON}"
        self._link(edge["derived"], edge["source"], "drawn_from", why)
        if not edge["certain"]:
            self.uncertain.add((edge["derived"], edge["source"]))

    def _language(self, document_id: str) -> str:
        document = self.documents[document_id]
        return str(document.get("lang") or guess_language(str(document.get("text") or "")))

    def _may_be_translated(self, document_id: str, languages: Mapping[str, str]) -> bool:
        """Whether earlier or undated documents exist only in other languages: the first one of all is nobody's copy."""
        own = str(self.documents[document_id].get("published") or "")
        others = [other for other in self.ids if other != document_id and languages[other] != languages[document_id]]
        return any(not own or str(self.documents[other].get("published") or "") < own for other in others)

    def _follow_first_credit(self, document_id: str) -> bool:
        """In a language that the claim cannot be found in: a credit to one of the documents, or a source who spoke
        to this medium itself."""
        text = str(self.documents[document_id].get("text") or "")
        for found in attributions(text, self._language(document_id)):
            media = [self.outlets.find(name) for name in found["chain"]]
            if any(other and other != document_id for other in media) or document_id in media[:-1]:
                return self._follow(document_id, found["chain"])
        return False

    def _follow_same_paper(self, document_id: str) -> bool:
        """A sentence that names another of the documents' media beside "the same file": one paper, read twice."""
        language = self._language(document_id)
        papers = read_frames(language).papers if language in languages() else frozenset()
        for _, sentence in iter_sentences(str(self.documents[document_id].get("text") or "")):
            if _SAME.search(sentence) and papers & set(iter_folded(sentence)):
                other = self.outlets.find_named(sentence, document_id)
                if other:
                    self._link(document_id, other, "cites", sentence.strip())
                    return True
        return False

    def _link(self, document_id: str, target: str, relation: str, why: str) -> None:
        if document_id != target:
            self.links.setdefault(document_id, {})[target] = relation
            self.steps.add((document_id, relation, target, why))

    def _follow_attributions(self, document_id: str, about: Sequence[tuple[list[str], bool]]) -> bool:
        """Hand the claim to the sources that the sentences about it name; whether there was one."""
        doubt = any(hedged for _, hedged in about)  # who hedges once does not know it the second time either
        followed = [self._follow(document_id, chain, doubt) for chain, _ in about if chain]
        return any(followed)

    def _follow(self, document_id: str, chain: Sequence[str], hedged: bool = False) -> bool:
        media = [medium for medium in chain[:-1] if self.outlets.find(medium) != document_id]
        for name in (*media, chain[-1]):
            other = self.outlets.find(name)
            if other == document_id:
                return False
            if other:
                self._link(document_id, other, "cites", name)
                return True
        medium = self.outlets.name_of(document_id) if not media else media[0]
        node = self._node(chain[-1], medium)
        self._link(document_id, node, "says", " ← ".join(chain))
        if hedged or repeats_others(chain[-1]):
            self.doubtful.add(node)
            why = "hedges what it says" if hedged else "says that others say so"
            self.steps.add((node, "unresolved", "", why))
        return True

    def _node(self, name: str, medium: str) -> str:
        """A named source is one node everywhere; one without a name belongs to the medium it spoke to."""
        described = name if any(word[:1].isupper() for word in name.split()) else f"{name} ({medium})"
        for known in self._named:
            if same_name(known, described):
                return known
        self._named.append(described)
        return described

    def _about(self, document_id: str) -> list[tuple[list[str], bool]]:
        """Chains of the attributions in the sentences that come nearest to the claim."""
        text = str(self.documents[document_id].get("text") or "")
        spans = [
            (offset, offset + len(sentence), self._likeness(sentence)) for offset, sentence in iter_sentences(text)
        ]
        best = max((likeness for _, _, likeness in spans), default=0.0)
        near = ENOUGH if self._numbers else max(ENOUGH, NEAREST * best)  # a sentence with the same figure is about it
        about = [(start, end) for start, end, likeness in spans if likeness >= near]
        return [
            (found["chain"], found["hedged"])
            for found in attributions(text, self._language(document_id))
            if any(start <= found["start"] < end for start, end in about)
        ]

    def _likeness(self, sentence: str) -> float:
        """Share of the claim's longer words in a sentence; a number that the claim gives must be there."""
        stems = _stems(sentence)
        if not self._numbers <= stems or not self._stems:
            return 0.0
        return len(self._stems & stems) / len(self._stems)


def _stems(text: str) -> frozenset[str]:
    """Numbers and the longer words of a text, cut short: endings differ from sentence to sentence."""
    words = list(iter_folded(text.replace(",", "")))
    long = (word for word in words if len(word) >= STEM - 1 or word > "\u3400" or word.isdigit())
    return frozenset(word[:STEM] for word in long if word not in VAGUE)


def _numbers(stems: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems if stem.isdigit() or stem in SCALES)
