"""A column mapping: what the columns of somebody's sheet are. Saved under a name, used again for the next such sheet.

A mapping is data, never code: header → target, which columns make rows one account, what stands in every row,
and which words of the sheet mean which of ours. It is written as YAML or kept by the workspace as a map.
This module does not guess (`guess_columns`) and reads no sheet.

Spec: docs/spec/spreadsheet.md, "Mapping".

>>> mapping = parse_mapping(b"tizim: mapping/1\\ncolumns: {Who: about.name, Born: about.birth}\\n")
>>> mapping.columns["Born"]
'about.birth'
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

from .strict_yaml import iter_documents
from .targets import parse_target

VERSION = "mapping/1"
KEYS = ("tizim", "name", "sheet", "columns", "group_by", "always", "values")


@dataclass(frozen=True)
class ColumnMapping:
    """columns   header → target (`tizim.intake.targets`); a header that is not named is a leftover
    group_by  headers: rows next to each other with the same cells there are one account; none: every row is one,
              or, where a column is `account.id`, the rows of one id
    always    target → text that holds where the row itself gives none
    values    header → what the sheet writes → what is meant
    sheet     name of the worksheet, "" for the first
    """

    columns: Mapping[str, str]
    group_by: tuple[str, ...] = ()
    always: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheet: str = ""
    name: str = ""

    def as_dict(self) -> dict[str, Any]:
        """What `mapping_from` reads back: plain maps, lists and text."""
        return {
            "tizim": VERSION,
            "name": self.name,
            "sheet": self.sheet,
            "columns": dict(self.columns),
            "group_by": list(self.group_by),
            "always": dict(self.always),
            "values": {header: dict(words) for header, words in self.values.items()},
        }


def parse_mapping(data: bytes, *, file: str = "") -> ColumnMapping:
    """The mapping in a YAML or JSON file. Raises BadInput with the key that is wrong."""
    documents = list(iter_documents(data, file=file))
    if len(documents) != 1:
        raise BadInput(_("A mapping file holds one document."), file=file)
    return mapping_from(documents[0].value, file=file)


def mapping_from(value: Any, *, file: str = "") -> ColumnMapping:
    """The mapping in a map such as `as_dict` makes. Raises BadInput."""
    if not isinstance(value, dict) or value.get("tizim") != VERSION:
        raise BadInput(
            _("This is not a column mapping."),
            _("Begin it with the line “tizim: {version}”.", version=VERSION),
            file=file,
        )
    for key in value:
        if key not in KEYS:
            close = difflib.get_close_matches(key, KEYS, n=1)
            try_ = _("Did you mean “{word}”?", word=close[0]) if close else ""
            raise BadInput(_("There is no key “{key}” in a mapping.", key=key), try_, file=file, field=key)
    columns = _texts(value.get("columns"), "columns", file)
    always = _texts(value.get("always"), "always", file)
    _check_targets([*columns.items(), *((target, target) for target in always)], file)
    group_by = value.get("group_by") or []
    if not isinstance(group_by, list) or not all(isinstance(header, str) for header in group_by):
        raise BadInput(_("This must be a list of headers."), _("Write [Report, Speaker]."), file=file, field="group_by")
    values = value.get("values") or {}
    if not isinstance(values, dict):
        raise BadInput(_("This must be a map of headers."), file=file, field="values")
    return ColumnMapping(
        columns=columns,
        group_by=tuple(group_by),
        always=always,
        values={header: _texts(words, f"values.{header}", file) for header, words in values.items()},
        sheet=_text(value, "sheet", file),
        name=_text(value, "name", file),
    )


def dump_mapping(mapping: ColumnMapping) -> str:
    """The mapping as YAML, for a person to look at, change and keep."""
    import yaml

    kept = {key: value for key, value in mapping.as_dict().items() if value}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def check_headers(mapping: ColumnMapping, header: list[str], *, file: str = "") -> None:
    """Raises BadInput when the mapping names a column that the sheet does not have."""
    for name in [*mapping.columns, *mapping.group_by, *mapping.values]:
        if name not in header:
            close = difflib.get_close_matches(name, header, n=1, cutoff=0.6)
            raise BadInput(
                _("The mapping names a column “{name}”, which the sheet does not have.", name=name),
                _("Did you mean “{word}”?", word=close[0])
                if close
                else _("Its columns are: {names}.", names=", ".join(header[:30])),
                file=file,
            )


def _check_targets(pairs: list[tuple[str, str]], file: str) -> None:
    for header, target in pairs:
        try:
            parse_target(target)
        except BadInput as error:
            raise BadInput(error.what, error.try_, file=file, field=header) from error


def _texts(value: Any, field_: str, file: str) -> dict[str, str]:
    if value in (None, ""):
        return {}
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise BadInput(
            _("This must be a map of texts."), _("Write “header: target”, one a line."), file=file, field=field_
        )
    return dict(value)


def _text(value: dict[str, Any], key: str, file: str) -> str:
    text = value.get(key, "")
    if not isinstance(text, str):
        raise BadInput(_("This must be text."), file=file, field=key)
    return text
