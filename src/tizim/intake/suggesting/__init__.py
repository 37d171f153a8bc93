"""The reading aid: what a text in prose may state, passage by passage, for a person to accept, correct or reject.

Rules and lexicons only (`data/<language>.yaml`), the same for the same text, offline; every suggestion names its rule
and the words that triggered it. Who says so is not read here (`tizim.reading` joins it). Nothing that is suggested is a
statement until a named person takes it.

What this deliberately is not: complete, or sure. Where a person or a date is not clear, nothing is suggested.

>>> reading = suggest("Tolqyn Demesin was detained in late 2017.")
>>> [(s.property, s.value, s.when, s.rule) for s in reading.statements]
[('event', 'detained', 'late 2017', 'en.events.detained')]
"""

from __future__ import annotations

from .reader import suggest

__all__ = ["suggest"]
