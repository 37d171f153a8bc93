"""One sentence as the readers see it: its spans, its mask, its clauses, and whom a cue is about.

A clause is what stands between the words that `patterns.clause` lists. Whom a cue is about (`who`):

    subject   the nearest person before it in its clause; one that a clause before has, where "and" only goes on
    object    the nearest person behind it
    around    the nearest person on either side, in languages with free order
    patient   as around, also "to them"
    done_to   the nearest before it in any case but the subject's
    acc       the nearest person before it whose ending says that something is done to them (also gen, dat)
    main      the subject of the sentence, for "after returning …"

Invariant: if two persons are as likely, nobody is proposed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from .lexicon import Lexicon
from .passages import Sentence
from .spans import Span, mask

AROUND = 70  # signs between a cue and its person
PERSONS = ("P", "G", "T")
DONE_TO = ("acc", "dat", "gen", "obl")
PATIENT = ("acc", "amb", "dat", "", "nom")
_JOINT = re.compile(
    r"^(?:\s*,\s*|\s+(?:and|и|және|мен|бен|пен|ve|و|ۋە)\s+|\s*、\s*|\s*(?:和|与|及|以及)\s*|\s*,\s*and\s+|\s+بىلەن\s+)$"
)


_LIST_ENDS = re.compile(
    r"[’'”»)]?\s*(?:$|[.,;:!?)，。；、！？،؛؟]|[\ue003-\ue006]|"
    r"(?:in|on|at|from|to|for|together|and|over|during|last|after|before|when|as|by|both|away|up|"
    r"были|был|в|во|на|из|за|по|с|к|под|для|и|прямо|均|都|被|分别|双双|бірге|екеуі)(?![^\W_])|[均都被等])"
)
_COUNTED = re.compile("\ue006\ue000*\\s?(?:of (?:the )?)?(?:\\w+ )?$")


@dataclass
class Scene:
    """`number`: which sentence of the text; `fronted`: a date or place before the first clause."""

    sentence: Sentence
    number: int
    lex: Lexicon
    spans: list[Span]
    masked: str = ""
    lowered: str = ""
    cuts: list[int] = field(default_factory=list)
    starts: dict[int, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spans.sort(key=lambda span: span.start)
        self.refresh()

    def refresh(self) -> None:
        """Look at the spans again after some were joined."""
        self.masked = mask(self.sentence.text, self.sentence.start, self.spans)
        self.lowered = self.masked.lower()
        self.starts = {span.start - self.sentence.start: span for span in self.spans}
        self.cuts = [0, *(found.start() for found in self.lex.patterns["clause"].finditer(self.masked))]

    def at(self, found: re.Match[str], group: str) -> Span | None:
        """The span that a group of a pattern stands on."""
        return self.starts.get(found.start(group)) if group in found.re.groupindex and found[group] else None

    def rank(self, span: Span) -> int:
        """Which one it is of the spans in their order."""
        return bisect_left(self.spans, span.start, key=lambda each: each.start)

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause that holds `at` begins and ends, in the mask."""
        index = bisect_right(self.cuts, at) - 1
        return self.cuts[index], self.cuts[index + 1] if index + 1 < len(self.cuts) else len(self.masked)

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """A place of the mask as a place of the text, without spaces at its edges."""
        text = self.sentence.text[start:end]
        low = start + len(text) - len(text.lstrip(" ,;:–—-，、；：،"))
        high = start + len(text.rstrip(" ,;:–—-，、；：،"))
        return self.sentence.start + low, self.sentence.start + max(high, low)

    def without_auxiliary(self, at: int) -> int:
        """The place `at`, moved left over "was a" and the like, so that a subject before them is near."""
        pattern = self.lex.patterns.get("aux")
        found = pattern.search(self.masked[max(0, at - 40) : at]) if pattern else None
        return at - len(found[0]) if found else at

    def find(self, who: str, start: int, end: int) -> tuple[Span, ...]:
        """The persons that a cue at start..end is about; none if that is not clear."""
        if who == "object":
            return self._after(end)
        if who == "around":
            return self._before(start, ("", "nom", "acc", "amb")) or self._after(end)
        if who == "patient":  # to whom or with whom it is done
            return self._before(start, PATIENT) or self._after(end, PATIENT)
        if who == "done_to":
            return self._before(start, DONE_TO)
        if who == "acc":
            return self._before(start, ("acc",))
        if who in ("gen", "dat"):
            return self._before(start, (who,))
        if who == "main":
            return self._main(start)
        return self._subject(start)

    def _subject(self, at: int) -> tuple[Span, ...]:
        low, high = self.clause(at)
        found = self._nearest(low, at)
        if found or self._persons(low, at):
            return found
        opening = self.masked[low:at]
        kin = self.lex.patterns.get("kin_word")
        if kin and kin.search(opening):  # "the younger brother", whose we do not know: nobody else is meant
            return ()
        gone_on = self.lex.patterns.get("goes_on")
        relative = self.lex.patterns.get("relative")
        if relative and relative.match(opening):
            return self._antecedent(low)
        if low and gone_on and gone_on.match(opening):
            return self._earlier(low)
        return ()

    def _earlier(self, before: int) -> tuple[Span, ...]:
        """The subject of the clause before, whose verb this one goes on with."""
        for start in reversed(self.cuts[: bisect_right(self.cuts, before - 1)]):
            end = self.clause(start)[1]
            if self.lex.data.get("drops_subject") and self._reports(start, end):
                return ()  # "X said, was beaten": who is left out there is not who speaks
            subordinate = self.lex.patterns["subordinate"].match(self.masked[start:end])
            persons = [
                span for span in self._persons(start, end) if span.case in ("", "nom") and not self._oblique(span)
            ]
            if persons and not subordinate:
                return self.coordinated(persons[0])
            relative = self.lex.patterns.get("relative")
            if relative and relative.match(self.masked[start:end]):
                found = self._antecedent(start)
                if found:
                    return found
        return ()

    def _reports(self, start: int, end: int) -> bool:
        said = self.lex.patterns.get("said")
        return self.lex.language == "zh" and bool(said and said.search(self.masked, start, end))

    def _antecedent(self, at: int) -> tuple[Span, ...]:
        before = [span for span in self._persons(0, at) if span.end - self.sentence.start >= at - 3]
        return (before[-1],) if before else ()

    def _main(self, at: int) -> tuple[Span, ...]:
        low, high = self.clause(at)
        for start, end in ((high, len(self.masked)), (0, low), (at, high)):
            persons = [
                span for span in self._persons(start, end) if span.case in ("", "nom") and not self._oblique(span)
            ]
            if persons:
                return self.coordinated(persons[0])
        return ()

    def _nearest(self, low: int, at: int) -> tuple[Span, ...]:
        persons = [span for span in self._persons(low, at) if span.case in ("", "nom") and not self._oblique(span)]
        if not persons:
            return ()
        last = persons[-1]
        between = self.masked[last.end - self.sentence.start : at]
        gap = self.lex.patterns.get("gap")
        chained = self.lex.patterns.get("chained")
        if gap and not gap.match(between) and not (chained and len(persons) == 1 and chained.search(between)):
            return ()
        return self._joined(last)

    def _joined(self, last: Span) -> tuple[Span, ...]:
        """A person and those that "X, Y and Z" puts before it."""
        found = [last]
        index = self.rank(last)
        for span in reversed(self.spans[:index]):
            between = self.sentence.text[span.end - self.sentence.start : found[0].start - self.sentence.start]
            if span.kind not in PERSONS or span.case not in ("", "nom", last.case) or not _JOINT.match(between):
                break
            found.insert(0, span)
        return tuple(found) if len(found) == 1 or "," not in self._between(found) or len(found) > 2 else (last,)  # noqa: PLR2004

    def _between(self, found: list[Span]) -> str:
        return self.sentence.text[found[0].end - self.sentence.start : found[-1].start - self.sentence.start]

    def _before(self, at: int, cases: tuple[str, ...]) -> tuple[Span, ...]:
        low, _ = self.clause(at)
        persons = [span for span in self._persons(max(low, at - AROUND * 2), at) if span.case in cases]
        persons = [span for span in persons if not self._oblique(span)]
        kin = self.lex.patterns.get("kin_word")
        if persons and kin and kin.search(self.masked[persons[-1].end - self.sentence.start : at]):
            return ()  # "Дядя …, сына отпустили": it is told of the son, whom nothing names
        return self._joined(persons[-1]) if persons else ()

    def _after(self, at: int, cases: tuple[str, ...] = ("", "acc", "nom", "amb")) -> tuple[Span, ...]:
        _, high = self.clause(max(at - 1, 0))
        persons = [span for span in self._persons(at, min(high, at + AROUND)) if span.case in cases]
        persons = [span for span in persons if not self._oblique(span)]
        return self.coordinated(persons[0], before=False) if persons else ()

    def coordinated(self, first: Span, *, behind: bool = True, before: bool = True) -> tuple[Span, ...]:
        """A person and those that "X, Y and Z" puts around it, as far as the list clearly ends there."""
        found = list(self._joined(first)) if before else [first]
        index = self.rank(first)
        more: list[Span] = []
        for span in self.spans[index + 1 :] if behind else ():
            between = self.sentence.text[
                (more or [first])[-1].end - self.sentence.start : span.start - self.sentence.start
            ]
            if span.kind not in PERSONS or span.case not in ("", "nom", "acc", first.case) or not _JOINT.match(between):
                break
            more.append(span)
        if more and not _LIST_ENDS.match(self.masked, more[-1].end - self.sentence.start):
            return tuple(found)  # "X and Y fled": the second is the subject of what follows
        commas = more and "," in self._between([first, *more]) and len(more) < 2  # noqa: PLR2004
        return tuple(found) if commas else (*found, *more)

    def _persons(self, low: int, high: int) -> list[Span]:
        start = self.sentence.start
        return [s for s in self.spans if s.kind in PERSONS and low <= s.start - start and s.end - start <= high]

    def _is_second(self, span: Span) -> bool:
        """Whether 和 puts it beside somebody, with whom no word behind says that they only spoke."""
        together = self.lex.patterns.get("with_whom")
        index = self.rank(span)
        if together is None or not index or self.spans[index - 1].kind not in PERSONS:
            return False
        between = self.sentence.text[self.spans[index - 1].end - self.sentence.start : span.start - self.sentence.start]
        behind = span.end - self.sentence.start
        return bool(_JOINT.match(between)) and not together.match(self.masked, behind)

    def _oblique(self, span: Span) -> bool:
        pattern = self.lex.patterns.get("oblique")
        at = span.start - self.sentence.start
        if self._is_second(span):
            return False
        if span.kind == "G" and _COUNTED.search(self.masked[max(0, at - 30) : at]):
            return False
        return bool(pattern and pattern.search(self.masked[max(0, at - 40) : at]))
