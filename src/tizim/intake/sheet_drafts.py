"""Rows of a sheet become an account: its source, its subjects, its statements, its consent, and what is left over.

Two layouts, which may occur in one sheet: a statement a row (`statement.what`), and a person a row (`about.birth`,
`about.event.detained.when` …). Everything is text as given; the vocabulary is asked only to take "event: released"
apart. A row that cannot be understood is left out with an error that names it; a cell that cannot be placed
stays in `leftovers`. Keys of mentions are made from what is written, so that a later version of the sheet
finds the same ones whatever the order of its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tizim.core.drafts import AccountDraft, ConsentDraft, ExhibitDraft, Problem, SourceDraft, StatementDraft
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import fold, vocabulary

from .exhibit_files import get_exhibit_file, guess_media_type
from .plan import Plan
from .row_groups import RowGroup
from .row_statements import Mentions, RowStatements
from .speakers import Speakers, kind_of_relation
from .table import Row
from .targets import ACCOUNT, CONSENT, load_columns

_ONE_A_GROUP = tuple(name for name in ACCOUNT if name not in ("id", "through"))


class SheetDrafts:
    """Makes drafts of one sheet, group by group. `folder`: where the files lie that the sheet names."""

    def __init__(self, plan: Plan, *, file: str, folder: Path | None) -> None:
        self.plan, self.file, self.folder = plan, file, folder
        self.speakers = Speakers()
        self.statements = RowStatements(plan, file)

    def iter_group(self, group: RowGroup) -> Iterator[AccountDraft | Problem]:
        """The problems of the group, then its account (none when no row of it could be understood)."""
        mentions = Mentions()
        statements: list[StatementDraft] = []
        taken: list[Row] = []
        problems: list[Problem] = []
        for row in group.rows:
            try:
                statements += self.statements.read(row, mentions)
                taken.append(row)
            except BadInput as error:
                problems.append(
                    Problem("error", error.what, file=self.file, row=row.number, field=error.field, try_=error.try_)
                )
        fields, leftovers = self._fields(taken, problems)
        yield from problems
        if taken and (mentions.drafts or fields.get("text")):
            yield from self._account(group, taken, fields, leftovers, mentions, statements)
        elif taken:
            what = _("The row names nobody and holds no account in its own words.")
            yield Problem("error", what, file=self.file, row=taken[0].number, try_=_("Fill in whom it is about."))

    def _account(self, group, taken, fields, leftovers, mentions, statements) -> Iterator[AccountDraft | Problem]:
        exhibits, missing = self._exhibits(taken, leftovers, mentions)
        consent, unclear = self._consent(taken)
        yield from missing
        yield from unclear
        through = tuple(dict.fromkeys(text for row in taken for text in self.plan.texts(row, "account.through")))
        carried_by = fields.get("carried_by", "")
        external_id = self.plan.text(taken[0], "account.id")
        yield AccountDraft(
            kind=fields.pop("kind", "") or "sheet_row",
            source=self._source(taken, fields, through, mentions, statements),
            external_id=f"{external_id}#{group.part}" if external_id and group.part > 1 else external_id,
            through=((carried_by,) if carried_by else ()) + through,
            mentions=tuple(mentions.drafts),
            statements=tuple(statements),
            consent=consent,
            exhibits=exhibits,
            leftovers=leftovers,
            origin=_origin(self.file, group),
            **fields,
        )

    def _fields(self, rows: list[Row], problems: list[Problem]) -> tuple[dict[str, str], dict[str, str]]:
        """What holds for the whole account, and the cells that found no place, by header."""
        fields: dict[str, str] = {}
        leftovers: dict[str, str] = {}
        for row in rows:
            for name in _ONE_A_GROUP:
                text = self.plan.text(row, f"account.{name}")
                if text and fields.setdefault(name, text) != text:
                    self._keep(leftovers, name, row, text, len(rows))
                    problems.append(
                        Problem(
                            "notice",
                            _("“{words}” differs from the rows above, which are the same account.", words=text[:80]),
                            file=self.file,
                            row=row.number,
                            field=name,
                            try_=_("It was kept beside the account; correct the sheet if it should hold."),
                        )
                    )
            for header, position in self.plan.leftover_columns:
                if text := row.cells[position].strip():
                    self._keep(leftovers, header, row, text, len(rows))
        return fields, leftovers

    def _keep(self, leftovers: dict[str, str], header: str, row: Row, text: str, count: int) -> None:
        line = text if count == 1 else f"row {row.number}: {text}"
        leftovers[header] = f"{leftovers[header]}\n{line}" if header in leftovers else line

    def _source(self, rows, fields, through, mentions: Mentions, statements) -> SourceDraft:
        def first(name: str) -> str:
            return next((text for row in rows if (text := self.plan.text(row, f"source.{name}"))), "")

        said_in = fields.get("carried_by") or fields.get("publication") or fields.get("url") or "; ".join(through)
        guessed = self.speakers.source(first("speaker"), statements, mentions.labels(), said_in=said_in)
        names = self.plan.names("source.identity.")
        identity = {name: text for name in names if (text := first(f"identity.{name}"))}
        relation = first("relation") or guessed.relation
        kind = guessed.kind
        if kind in ("other", "anonymous"):
            kind = kind_of_relation(relation) or ("other" if identity else kind)
        return SourceDraft(
            kind=first("kind") or kind,
            ref=first("ref") or guessed.ref,
            public_name=first("public_name") or guessed.public_name,
            relation=relation,
            language=first("language"),
            identity={**guessed.identity, **identity},
        )

    def _consent(self, rows: list[Row]) -> tuple[ConsentDraft, list[Problem]]:
        given = {
            name: next((text for row in rows if (text := self.plan.text(row, f"consent.{name}"))), "")
            for name in self.plan.names("consent.")
        }
        purposes: dict[str, str] = {}
        problems: list[Problem] = []
        for purpose in vocabulary("consent_purposes").codes:
            if not given.get(purpose):
                continue
            if level := find_level(purpose, given[purpose]):
                purposes[purpose] = level
            else:
                problems.append(unclear_level(purpose, given[purpose], self.file, rows[0].number))
        return ConsentDraft(purposes=purposes, **{name: given.get(name, "") for name in CONSENT}), problems

    def _exhibits(
        self, rows: list[Row], leftovers: dict[str, str], mentions: Mentions
    ) -> tuple[tuple[ExhibitDraft, ...], list[Problem]]:
        found, problems = [], []
        for row in rows:
            for name in self.plan.texts(row, "exhibit.file"):
                try:
                    path = get_exhibit_file(self.folder, name)
                except BadInput as error:
                    self._keep(leftovers, "exhibit_file", row, name, len(rows))
                    problems.append(Problem("notice", error.what, file=self.file, row=row.number, try_=error.try_))
                    continue
                caption = self.plan.text(row, "exhibit.caption")
                subject = mentions.key_of(self.plan.text(row, "about.name"))
                found.append(ExhibitDraft(str(path), path.name, guess_media_type(path.name), caption, subject=subject))
        return tuple(found), problems


def find_level(purpose: str, text: str) -> str | None:
    """The level of consent that `text` means for `purpose` ("да" → "yes"), or None."""
    written = fold(text) or text.strip()
    for level in vocabulary("consent_purposes").term(purpose).more["levels"]:
        words = load_columns()["consent_levels"].get(level, ())
        if written == level or written in {fold(word) or word for word in words}:
            return str(level)
    return None


def unclear_level(purpose: str, text: str, file: str, row: int) -> Problem:
    levels = ", ".join(vocabulary("consent_purposes").term(purpose).more["levels"])
    return Problem(
        "notice",
        _("“{words}” does not say what is allowed; it was taken as not allowed.", words=text[:80]),
        file=file,
        row=row,
        field=purpose,
        try_=_("Write one of: {levels}.", levels=levels),
    )


def _origin(file: str, group: RowGroup) -> str:
    if group.first == group.last:
        return f"{file} row {group.first}"
    return f"{file} rows {group.first}-{group.last}"
