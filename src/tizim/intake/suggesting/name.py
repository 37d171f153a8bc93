"""A name as it stands in a text: what the readers of names of every script give."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """start..end is the name without case ending; `stop` where the word ends with it. `case` as in `Span`."""

    start: int
    end: int
    stop: int
    label: str
    case: str = ""
    gender: str = ""
    whole: bool = True  # a single word may be part of somebody's fuller name
