"""Tizim's own sheet, empty: headings in the office's language, an example, and the codes with their labels.

Two layouts: `per="account"` has a row a person, with columns for what is told most often; `per="statement"` has a row
a statement, for everything else. Both are read back without a mapping, in each of the five languages. CSV holds the
heading row and the example only. Not here: reading.

>>> heading("en", per="statement")[:2]
['account number', 'kind of account']
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from tizim.core.errors import BadInput
from tizim.core.i18n import LANGUAGES, language_code
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary

from .targets import load_columns

OTHER_SHEETS = ("example", "columns", "codes", "كودلار")
LAYOUTS = {"account": "cases", "statement": "statements"}
CODES_OF = (
    "account_kinds", "source_kinds", "relations", "properties", "event_kinds", "statuses", "reasons",
    "how_known", "facility_kinds", "sexes", "ethnicities", "consent_purposes",
)  # fmt: skip
_CONSENT_WORD = {"en": "consent", "kk": "келісім", "ug": "رازىلىق", "ru": "согласие", "zh": "同意"}
_EXAMPLES = {
    "account_id": "EXAMPLE-001", "account_kind": "interview", "account_language": "kk", "told_on": "2018-05-03",
    "source_ref": "S1", "source_kind": "relative", "source_relation": "daughter", "source_name": "…",
    "consent_given_how": "signed", "consent_given_on": "2018-05-03", "about": "Example Person", "about_kind": "person",
    "what": "event", "value": "detained", "when": "late 2017", "place": "…", "how_known": "told_by_relative",
    "birth": "1970", "detained_when": "late 2017", "consent_keep": "yes", "consent_count": "yes",
}  # fmt: skip


def write_template(target: Path, *, language: str = "en", per: str = "account") -> None:
    """Write the empty sheet to `target` (.xlsx or .csv). Raises BadInput for another ending, or where a file stands."""
    suffix = target.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise BadInput(_("A template is .xlsx or .csv."), _("Name the file cases.xlsx, for example."), file=target.name)
    content = template_bytes(suffix, language=language, per=per)
    try:
        with target.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise BadInput(_("There is a file already."), _("Choose another name."), file=target.name) from error
    except OSError as error:
        raise BadInput(
            _("The template cannot be written here: {reason}.", reason=error.strerror), file=target.name
        ) from error


def template_bytes(suffix: str, *, language: str = "en", per: str = "account") -> bytes:
    """The empty sheet as bytes."""
    language = language_code(language)
    return _csv(language, per) if suffix == ".csv" else _xlsx(language, per)


def heading(language: str, *, per: str) -> list[str]:
    """The headings of the template, in order."""
    return [labels[language] for _code, labels, _note in _columns(LAYOUTS[per])]


def _columns(layout: str) -> list[tuple[str, dict[str, str], str]]:
    """(code, language → heading, note) of every column of a layout, in order."""
    found = []
    for column in load_columns()["columns"]:
        if layout not in column.get("templates", ()):
            continue
        found.append((column["code"], column["labels"], column.get("note", "")))
        if column["code"] == "other_name":
            found += _case_columns()
    return found + _consent_columns()


def _case_columns() -> list[tuple[str, dict[str, str], str]]:
    data = load_columns()
    properties, events = vocabulary("properties"), vocabulary("event_kinds")
    found = []
    for code in data["case_properties"]:
        found.append((code, {lang: properties.label(code, lang) for lang in LANGUAGES}, properties.term(code).note))
        if code == "status":
            parts = data["parts"]["when"]["labels"]
            found.append(("status_when", _joined(properties, code, parts), ""))
    for code, parts in data["case_events"].items():
        for part in parts:
            found.append((f"{code}_{part}", _joined(events, code, data["parts"][part]["labels"]), ""))
    return found


def _joined(words: Any, code: str, parts: dict[str, str]) -> dict[str, str]:
    return {lang: f"{words.label(code, lang)}: {parts[lang]}" for lang in LANGUAGES}


def _consent_columns() -> list[tuple[str, dict[str, str], str]]:
    purposes = vocabulary("consent_purposes")
    return [
        (
            f"consent_{code}",
            {lang: f"{_CONSENT_WORD[lang]}: {purposes.label(code, lang)}" for lang in LANGUAGES},
            " / ".join(purposes.term(code).more["levels"]),
        )
        for code in purposes.codes
    ]


def _csv(language: str, per: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading(language, per=per))
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")  # with the mark, office programs read it as UTF-8


def _xlsx(language: str, per: str) -> bytes:
    from openpyxl import Workbook

    columns = _columns(LAYOUTS[per])
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = LAYOUTS[per]
    sheet.append([labels[language] for _code, labels, _note in columns])
    _dress(sheet, rtl=LANGUAGES[language].direction == "rtl", widths=[22] * len(columns))
    for dimension in sheet.column_dimensions.values():
        dimension.number_format = "@"  # text: leading zeros stay, dates are not rewritten
    example = workbook.create_sheet(OTHER_SHEETS[0])
    example.append([labels[language] for _code, labels, _note in columns])
    example.append([_EXAMPLES.get(code, "") for code, _labels, _note in columns])
    _dress(example, rtl=LANGUAGES[language].direction == "rtl", widths=[22] * len(columns))
    _add_columns_sheet(workbook, columns)
    _add_codes_sheet(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _add_columns_sheet(workbook: Any, columns: list[tuple[str, dict[str, str], str]]) -> None:
    sheet = workbook.create_sheet(OTHER_SHEETS[1])
    sheet.append(["column", *LANGUAGES, "note"])
    for code, labels, note in columns:
        sheet.append([code, *(labels[lang] for lang in LANGUAGES), note])
    _dress(sheet, rtl=False, widths=[24, *([32] * len(LANGUAGES)), 60])


def _add_codes_sheet(workbook: Any) -> None:
    """Codes with labels in five languages; for Uyghur once more from right to left, as its readers read."""
    sheet = workbook.create_sheet(OTHER_SHEETS[2])
    mirrored = workbook.create_sheet(OTHER_SHEETS[3])
    sheet.append(["list", "code", *LANGUAGES])
    mirrored.append(["list", "code", "ug"])
    for name in CODES_OF:
        words = vocabulary(name)
        for code in words.codes:
            sheet.append([name, code, *(words.label(code, lang) for lang in LANGUAGES)])
            mirrored.append([name, code, words.label(code, "ug")])
    _dress(sheet, rtl=False, widths=[20, 26, *([34] * len(LANGUAGES))])
    _dress(mirrored, rtl=True, widths=[20, 26, 48])


def _dress(sheet: Any, *, rtl: bool, widths: list[int]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.sheet_view.rightToLeft = rtl
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=2 if rtl else 1)
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
