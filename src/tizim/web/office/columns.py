"""The columns of a sheet as fields of a form: what each is read as, guessed or said by a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from tizim import arriving
from tizim.arriving import Column
from tizim.core.i18n import gettext as _
from tizim.web.fields import Field
from tizim.web.isolated import bdi

KEEP = ""
MOST = 200  # columns that a page asks about; the others are read as guessed


def column_fields(request: HttpRequest, columns: list[Column]) -> list[Field]:
    """A select for each column, with some of its cells beside it; what was chosen stays."""
    known = [(KEEP, _("keep as it is, beside the account")), ("ignore", _("not needed")), *arriving.target_choices()]
    codes = {code for code, _words in known}
    fields = []
    for at, column in enumerate(columns[:MOST]):
        value = request.POST.get(f"col.{at}", column.target)
        more = [(value, arriving.target_words(value))] if value not in codes and value == column.target else []
        cells = format_html_join(" · ", "{}", ((bdi(cell[:60]),) for cell in column.cells))
        unsure = _("Guessed. Please look.") if column.target and column.sure < 1 else ""
        hint = format_html("{} {}", unsure, cells)
        fields.append(Field(f"col.{at}", bdi(column.header), "select", value, hint,
                            choices=[*more, *known]))  # fmt: skip
    return fields


def targets_given(given: Mapping[str, Any], columns: list[Column]) -> dict[str, str]:
    """header → what the form says, or what it was read as where the form does not ask."""
    return {column.header: str(given.get(f"col.{at}", column.target)) for at, column in enumerate(columns)}
