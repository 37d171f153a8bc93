"""Who is perhaps the same person, as the panel beside the form says it: reasons for and against, never a figure."""

from __future__ import annotations

from typing import Any

from tizim.core.wording import field_label
from tizim.entering import Met
from tizim.web.isolated import bdi

LIKELY, MAYBE = 0.9, 0.5


def shown_met(one: Met) -> dict[str, Any]:
    """One of those who are perhaps meant: name, account, and what speaks for and against."""
    name, _sign, number = one.called.removesuffix(")").rpartition(" (A-")
    said = [(field_label(field), bdi(words or outcome), weight) for field, outcome, weight, words in one.receipt
            if field != "start"]  # fmt: skip
    return {
        "id": one.mention_id, "name": bdi(name), "number": number,
        "how": "likely" if one.probability >= LIKELY else "maybe" if one.probability >= MAYBE else "little",
        "for": [row[:2] for row in said if row[2] > 0 and row[0]],
        "against": [row[:2] for row in said if row[2] < 0],
    }  # fmt: skip
