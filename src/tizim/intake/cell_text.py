"""What a person sees in a cell of a spreadsheet, as text.

Numbers as their format shows them, as far as the format is one of the plain ones (00000, 0.00, #,##0, 0%); dates in
one spelling that can be read one way only, and no more precise than the cell shows them. Colours, currency signs
and conditional formats are not followed: then the number itself is shown.

>>> show_cell(7, "00000"), show_cell(0.45, "0%"), show_cell(2.0, "General")
('00007', '45%', '2')
"""

from __future__ import annotations

import datetime
import math
import re
from typing import Any


def is_formula(value: Any) -> bool:
    """Whether openpyxl gave a formula instead of a value."""
    if isinstance(value, str):
        return value.startswith("=")
    return value is not None and not isinstance(value, (int, float, datetime.date, datetime.time, datetime.timedelta))


def show_cell(value: Any, number_format: str = "General") -> str:
    """What a person sees in a cell that is not text, spelled so that a date can be read one way only."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return _show_date(value, number_format)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if isinstance(value, (int, float)):
        return _show_number(value, number_format)
    return str(value)


def _show_date(value: datetime.datetime, number_format: str) -> str:
    shown = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", number_format).lower()
    if value.time() != datetime.time() and ("h" in shown or "d" not in shown):
        return value.isoformat(" ", "minutes")
    if "y" in shown and "d" not in shown:
        return value.strftime("%Y-%m") if "m" in shown else value.strftime("%Y")
    return value.date().isoformat()


def _show_number(value: float, number_format: str) -> str:
    if not math.isfinite(value):
        return str(value)
    if re.fullmatch(r"0{2,}", number_format) and value == int(value):
        return str(int(value)).zfill(len(number_format))
    if percent := re.fullmatch(r"0(?:\.(0+))?%", number_format):
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    if decimals := re.fullmatch(r"(?:#,##)?0(?:\.(0+))?", number_format):
        return f"{value:.{len(decimals[1] or '')}f}" if decimals[1] or isinstance(value, float) else str(value)
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return repr(value)
