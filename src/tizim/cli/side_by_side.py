"""Two mentions in two columns, field by field, for the terminal or a pipe. Nothing is computed or decided here.

Cells are as wide as their signs are (a Chinese character takes two), and each line of a cell is isolated in its own
direction. What only one account says has an empty cell beside it: nothing to compare, which is not "differs".

>>> print("\\n".join(columns([("sex", ["male"], [])], 40)))
sex │ male            │
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

from tizim.cli.judgement_text import isolated
from tizim.core.dates import show_date
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.places import place_label
from tizim.core.values import Account, Facts, Statement
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import qualifier_words, source_label, value_label

if TYPE_CHECKING:
    from tizim.db.judging import MentionRow

LABEL, LEAST, MOST = 16, 60, 120
HANGING = 4
WORDS = 240  # letters of an account's text that stand for its words when no statement has any
Row = tuple[str, Sequence[str], Sequence[str]]


def two_columns(sides: Sequence[MentionRow], facts: Facts, width: int) -> list[str]:
    """Everything that the two accounts say of the two mentions."""
    cells = [_cells(side, facts) for side in sides]
    order = list(dict.fromkeys([*_order(), *cells[0], *cells[1]]))
    rows = [(name, cells[0].get(name, ()), cells[1].get(name, ())) for name in order]
    return columns([row for row in rows if row[1] or row[2]], width)


def columns(rows: Iterable[Row], width: int) -> list[str]:
    """Rows of (label, left, right), wrapped to `width` cells (60 to 120)."""
    rows = list(rows)
    side = max(1, min(LABEL, max((cell_len(label) for label, _left, _right in rows), default=0)))
    each = (max(LEAST if width >= LEAST else width, min(width, MOST)) - side - 6) // 2
    found = []
    for label, left, right in rows:
        parts = [wrapped([label], side), wrapped(left, each), wrapped(right, each)]
        for at in range(max(map(len, parts))):
            name, one, other = (part[at] if at < len(part) else "" for part in parts)
            found.append(f"{_padded(name, side)} │ {_padded(one, each)} │ {isolated(other)}".rstrip())
    return found


def wrapped(texts: Iterable[str], width: int) -> list[str]:
    """The texts in lines of at most `width` cells; a word that is too long is cut."""
    lines = []
    for text in texts:
        line = ""
        for word in text.split():
            if line and cell_len(line) + 1 + cell_len(word) > width:
                lines.append(line)
                line = ""
            *whole, line = chop_cells(f"{line} {word}".strip(), width) or [word]
            lines += whole
        lines.append(line)
    return lines


def _padded(text: str, width: int) -> str:
    return isolated(text) + " " * (width - cell_len(text))


def _order() -> list[str]:
    language = current_language()
    own = [_("account"), _("source"), vocabulary("properties").label("name", language)]
    return [*own, *(vocabulary("properties").label(code, language) for code in vocabulary("properties").codes)]


def _cells(side: MentionRow, facts: Facts) -> dict[str, list[str]]:
    """Label → lines of one mention."""
    account = next(row for row in facts.accounts if row.id == side.account_id)
    source = next(row for row in facts.sources if row.id == account.source_id)
    own = [row for row in facts.statements if row.mention_id == side.id]
    labels = {row.id: row.label for row in facts.mentions}
    names = [row for row in own if row.property == "name"]
    known, language = vocabulary("properties"), current_language()
    cells = {
        _("account"): [_account(account)],
        _("source"): [source_label(source)],
        known.label("name", language): list(_names(side.label, names)),
    }
    for row in own:
        if row.property != "name":
            label = known.label(row.property, language) if row.property in known.codes else row.property
            cells.setdefault(label, []).append(value_words(row, labels))
    cells[_("in their words")] = _said(own, account)
    return cells


def _account(account: Account) -> str:
    told = account.told_on or account.published_on
    when = show_date(told, current_language()) if told else ""
    return " · ".join(part for part in (f"A-{account.number}", account.kind, account.language, when) if part)


def _names(label: str, names: Iterable[Statement]) -> dict[str, None]:
    written = [label, *(text for row in names for text in (row.value, row.value_raw))]
    return dict.fromkeys(text for text in written if text)


def value_words(row: Statement, labels: dict[str, str]) -> str:
    """“detained · October 2017 · Ghulja · saw it”."""
    language, known = current_language(), vocabulary("how_known")
    parts = [value_label(row.property, row.value, language, labels) or row.value_raw]
    parts += [show_date(row.valid_when, language) if row.valid_when else row.when_raw]
    parts += [place_label(row.place, language) if row.place else row.place_raw]
    parts += [qualifier_words(key, text, language, labels) for key, text in sorted(row.qualifiers.items()) if text]
    parts += [known.label(row.how_known, language) if row.how_known in known.codes else row.how_known]
    return " · ".join(part for part in parts if part)


def _said(own: Iterable[Statement], account: Account) -> list[str]:
    """The passages of the statements; without any, how the account's own text begins."""
    said = list(dict.fromkeys(f"“{row.as_said}”" for row in own if row.as_said))
    text = " ".join(account.text.split())
    cut = text if len(text) <= WORDS else text[:WORDS].rsplit(" ", 1)[0] + " …"
    return said or ([f"“{cut}”"] if cut else [])


def below(lines: Iterable[str], title: str, width: int) -> Iterator[str]:
    """A part under the columns: its title, then its lines, wrapped and indented; nothing without lines."""
    listed = list(lines)
    if listed:
        yield from ("", title)
    for line in listed:
        indent = " " * (2 + len(line) - len(line.lstrip()))
        for at, part in enumerate(wrapped([line], max(LEAST, min(width, MOST)) - len(indent) - HANGING)):
            yield indent + (" " * HANGING if at else "") + part
