"""Small sheets for the tests: rows in, a file out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tizim.core.drafts import AccountDraft, Problem
from tizim.intake.registry import read_drafts


def csv_bytes(*rows: list[str], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def read(path: Path, content: bytes | str, **more) -> tuple[list[AccountDraft], list[Problem]]:
    """Writes `content` to `path` and reads it: accounts, problems."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    results = list(read_drafts(path, **more))
    accounts = [result for result in results if isinstance(result, AccountDraft)]
    return accounts, [result for result in results if isinstance(result, Problem)]


def save_xlsx(path: Path, *rows: list, formats: dict[str, str] | None = None, title: str = "Cases") -> Path:
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    workbook.save(path)
    return path
