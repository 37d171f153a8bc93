"""Who "I" is: whoever a quotation is ascribed to beside it, else the one who gives the whole account.

Only what stands in the same sentence as the quotation is looked at, before or behind it; a quotation that goes on over
several sentences keeps its speaker. A quotation without one speaks for nobody.
"""

from __future__ import annotations

from bisect import bisect_right

from .scene import Scene
from .spans import Span
from .subjects import Cast

ASIDE = 40  # signs


class Talk:
    """The quotations of one text and who speaks in them."""

    def __init__(self, quotations: list[tuple[int, int]]) -> None:
        self._quotations = quotations
        self._starts = [start for start, _ in quotations]
        self._speakers: dict[int, str] = {}
        self.narrator = ""
        self._paragraph = -1
        self._first = 0

    def quotation(self, at: int) -> tuple[int, int] | None:
        """The quotation that holds the place `at`, or None."""
        index = bisect_right(self._starts, at) - 1
        return self._quotations[index] if index >= 0 and at < self._quotations[index][1] else None

    def speaker(self, span: Span, scene: Scene, cast: Cast) -> str:
        """The key of the person that "I" or "my" stands for, or ""."""
        quotation = self.quotation(span.start)
        if quotation is None:
            if not self.narrator:
                own = scene.lex.data.get("narrator", span.text)
                self.narrator = cast.add("person", own if own else span.text, span.start, span.end)
                cast.narrator = self.narrator
            return self.narrator
        start, end = quotation
        if start not in self._speakers or not self._speakers[start]:
            self._speakers[start] = self._find(start, end, scene)
        return self._speakers[start]

    def is_aside(self, at: int) -> bool:
        """Whether `at` stands in a few quoted words: whoever is named there is not who a text goes on about."""
        quotation = self.quotation(at)
        return quotation is not None and quotation[1] - quotation[0] < ASIDE

    def speaking(self, at: int) -> frozenset[str]:
        """Who speaks in the quotation that holds `at`, as far as known."""
        quotation = self.quotation(at)
        key = self._speakers.get(quotation[0], "") if quotation else self.narrator
        return frozenset({key} - {""})

    def paragraph(self, scene: Scene) -> int:
        """The number of the first sentence of this one's paragraph."""
        if scene.sentence.paragraph != self._paragraph:
            self._paragraph, self._first = scene.sentence.paragraph, scene.number
        return self._first

    @staticmethod
    def _find(start: int, end: int, scene: Scene) -> str:
        offset = scene.sentence.start
        scene.refresh()
        before = scene.masked[: max(0, start - 1 - offset)]
        after = scene.masked[max(0, end - offset) :] if end <= scene.sentence.end else ""
        for name, text, shift in (("speaker_before", before, 0), ("speaker_after", after, end - offset)):
            pattern = scene.lex.patterns.get(name)
            found = pattern.search(text) if pattern and text else None
            if found:
                group = "name" if found["name"] else "of"
                span = scene.starts.get(found.start(group) + shift)
                if span and span.keys and len(span.keys) == 1:
                    return span.keys[0]
        return ""
