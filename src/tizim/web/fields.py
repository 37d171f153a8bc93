"""Fields of forms as values: what `desk/parts/field.html` and `desk/parts/rows.html` draw.

A view makes them, with labels in the reader's language, and makes them again with what was typed and what was wrong:

    Field("told_on", _("When was this told?"), kind="date", value=given.get("told_on", ""), error=tried.error.what)
    Rows("events", _("What happened"), [event_fields(given, row) for row in rows_given(request.POST, "events")])

Nothing is remembered by browsers (autocomplete) and nothing is sent to a spelling service. Not here: what a value
means and whether it holds (`core`, `actions`).

>>> Field("events.0.when", "When", kind="date", error="?").id
'events-0-when'
>>> rows_given({"events.0.what": "taken", "events.1.what": "released", "remove": "events.0"}, "events")
[{'what': 'released'}]
>>> rows_given({"events.0.what": "taken", "add": "events"}, "events")
[{'what': 'taken'}, {}]
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

KINDS = ("text", "search", "password", "number", "tel", "textarea", "select", "radios", "checkboxes", "date", "file")
GROUPS = ("radios", "checkboxes")  # several inputs under one legend
MOST_ROWS = 200  # of one group; more are not read


@dataclass(frozen=True)
class Option:
    """One choice of a select, of radios or of checkboxes."""

    code: str
    label: str
    hint: str
    id: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One question of a form.

    kind: one of KINDS; "date" is an inexact date in words. value: what stands in it; chosen: the codes of checkboxes.
    choices: (code, label) or (code, label, hint). example: how an answer may look. dir: "ltr" for numbers and
    addresses; "auto": as the page while it is empty, then the text decides (by the style sheet). lang: of what is
    typed, if it is known. wide: takes a whole line in a row. beside: choices in columns. brief: a short answer.
    of: which form of the page it stands in, where several ask the same question; only its id changes by it.
    extra: further attributes, as {"hx-get": "/people/like", "accept": "image/*"}; True stands alone, False is left out.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    error: str = ""
    example: str = ""
    required: bool = False
    choices: Sequence[tuple[str, ...]] = ()
    chosen: Sequence[str] = ()
    dir: str = "auto"
    lang: str = ""
    lines: int = 4
    wide: bool = False
    beside: bool = False
    brief: bool = False
    of: str = ""
    extra: Mapping[str, str | bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such kind of field: {self.kind}")

    @property
    def id(self) -> str:
        return re.sub(r"[^\w-]", "-", f"{self.name}-{self.of}" if self.of else self.name)

    @property
    def grouped(self) -> bool:
        return self.kind in GROUPS

    @property
    def options(self) -> list[Option]:
        chosen = set(self.chosen) or {self.value}
        return [
            Option(code, label, hint[0] if hint else "", f"{self.id}-{at}", code in chosen)
            for at, (code, label, *hint) in enumerate(self.choices)
        ]

    @property
    def described(self) -> str:
        """The ids of what describes the field, for `aria-describedby`."""
        parts = {"hint": self.hint, "example": self.example, "error": self.error}
        return " ".join(f"{self.id}-{name}" for name, text in parts.items() if text)

    @property
    def attributes(self) -> SafeString:
        """Everything but type, name, id and value, escaped; begins with a space where there is any."""
        plain = self.kind not in ("select", "file", *GROUPS)
        given: dict[str, str | bool] = {
            "dir": self.dir if plain and self.dir != "auto" else "", "lang": self.lang if plain else "",
            "autocomplete": "off" if plain else "", "spellcheck": "false" if plain else "", "required": self.required,
            "aria-describedby": "" if self.grouped else self.described, "aria-invalid": "true" if self.error else "",
            **self.extra,
        }  # fmt: skip
        stated = [(name, name if value is True else value) for name, value in given.items() if value]
        return format_html_join("", ' {}="{}"', stated)


@dataclass(frozen=True)
class Rows:
    """Rows of fields that can be added and taken away: `rows[n]` holds the fields named `name.n.…`.

    said: what one row is called ("Event"); add: the words of the button. Without scripts the buttons send the whole
    form with add=NAME or remove=NAME.N; `rows_given` reads it, and the view shows the form again.
    """

    name: str
    label: str
    rows: Sequence[Sequence[Field]]
    said: str
    add: str
    hint: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def attributes(self) -> SafeString:
        return format_html_join("", ' {}="{}"', self.extra.items())


def rows_given(given: Mapping[str, Any], name: str) -> list[dict[str, str]]:
    """The rows of a sent form in their order, after the button that was pressed: one more, or one less."""
    found: dict[int, dict[str, str]] = {}
    for key in given:
        parts = re.fullmatch(rf"{re.escape(name)}\.(\d{{1,3}})\.(\w+)", key)
        if parts and int(parts[1]) < MOST_ROWS:
            found.setdefault(int(parts[1]), {})[parts[2]] = str(given[key])
    gone = str(given.get("remove", ""))
    rows = [found[at] for at in sorted(found) if gone != f"{name}.{at}"]
    return [*rows, {}] if given.get("add") == name else rows


def asks_for_rows(given: Mapping[str, Any]) -> bool:
    """Whether a form was sent only to add or to take away a row: nothing is to be recorded then."""
    return "add" in given or "remove" in given
