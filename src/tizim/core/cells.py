"""A text as a cell of a table that other people's programs open.

>>> safe_cell("=HYPERLINK(1)"), safe_cell("Толқын"), safe_cell("-5")
("'=HYPERLINK(1)", 'Толқын', "'-5")
"""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """`text` so that no spreadsheet runs it."""
    return f"'{text}" if text.startswith(_FORMULA) else text
