"""A file that came through a page: looked at, its columns guessed, and taken in as one on the disk would be.

The readers of `intake` want a file; it stands in a folder of its own, in memory where the system has such a place, for
as long as one reading takes. Not here: pages, threads.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tizim import pipeline
from tizim.actions.imports import save_mapping
from tizim.actions.session import Session
from tizim.core.errors import BadInput
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.reports import Report
from tizim.core.vocabularies import vocabulary
from tizim.deriving import Progress
from tizim.intake.format import ReadOptions
from tizim.intake.mapping import ColumnMapping, mapping_from
from tizim.intake.sheet import guess_sheet
from tizim.intake.targets import known_targets, load_columns
from tizim.policies import Actor, check

SHEETS = (".xlsx", ".xlsm", ".csv", ".tsv")
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of ours is made in it, for us alone
SAMPLES = 3
EVENT_PARTS = ("", "when", "place")


@dataclass
class Arrived:
    """A file as it was sent. `mapping`: how its columns are read, once somebody has looked at them.

    compartment, leaked: what was said of it last, so that looking first does not forget it.
    """

    name: str
    data: bytes
    mapping: ColumnMapping | None = None
    compartment: str = ""
    leaked: bool = False

    @property
    def is_sheet(self) -> bool:
        return self.name.lower().endswith(SHEETS)


@dataclass(frozen=True)
class Column:
    """A column of a sheet: what it is read as ("": kept as it is), how sure a guess is (0..1), some of its cells."""

    header: str
    target: str
    sure: float
    cells: tuple[str, ...]


@contextmanager
def on_disk(arrived: Arrived) -> Iterator[Path]:
    """The file under its own name, alone in a folder, while the block runs."""
    beside = IN_MEMORY if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix=f"tizim-{os.getpid()}-", dir=beside) as folder:
        path = Path(folder) / safe_name(arrived.name)
        path.write_bytes(arrived.data)
        yield path


def safe_name(name: str) -> str:
    """A name of one part, without signs that no file should have."""
    plain = "".join(letter for letter in name.replace("\\", "/").rsplit("/", 1)[-1] if letter.isprintable())
    stem, dot, ending = plain.strip(". ").rpartition(".")
    return f"{stem[:80]}{dot}{ending[:10]}" if stem else (ending[:80] or "file")


def columns(arrived: Arrived) -> list[Column]:
    """The columns of a sheet with what each is read as: as somebody said, else as guessed. Raises BadInput."""
    with on_disk(arrived) as path:
        guess, header, rows = guess_sheet(path)
    if arrived.mapping is None:
        arrived.mapping = guess.mapping
    said = arrived.mapping.columns
    return [
        Column(name, said.get(name, ""), guess.sure.get(name, 0.0) if said.get(name) == guess.mapping.columns.get(name)
               else 1.0, tuple(row[at] for row in rows if row[at].strip())[:SAMPLES])
        for at, name in enumerate(header)
    ]  # fmt: skip


def chosen(arrived: Arrived, targets: dict[str, str]) -> ColumnMapping:
    """The mapping with what somebody chose for each header. Raises BadInput for what a column cannot be."""
    before = arrived.mapping or ColumnMapping({})
    said = {header: target for header, target in targets.items() if target}
    values = "statement.value" in said.values()
    mapping = replace(
        before, columns=said, group_by=tuple(name for name in before.group_by if name in said),
        always={target: text for target, text in before.always.items() if values or target != "statement.what"},
        values={header: words for header, words in before.values.items() if header in said},
    )  # fmt: skip
    return mapping_from(mapping.as_dict())


def saved(mapping: dict[str, object], headers: list[str]) -> ColumnMapping:
    """A saved mapping, as far as this sheet has its columns."""
    found = mapping_from(mapping)
    return replace(
        found, columns={name: target for name, target in found.columns.items() if name in headers},
        group_by=tuple(name for name in found.group_by if name in headers),
        values={name: words for name, words in found.values.items() if name in headers},
    )  # fmt: skip


def keep_mapping(*, by: Actor, name: str, mapping: ColumnMapping) -> None:
    """Save it for the next sheet of the same make. Raises BadInput."""
    if not name.strip():
        raise BadInput(_("A mapping is kept under a name."), field="save_as")
    save_mapping(by=by, name=name.strip()[:80], mapping=replace(mapping, name=name.strip()[:80]).as_dict())


def look(*, by: Actor, arrived: Arrived, compartment: str = "", progress: Progress | None = None) -> Report:
    """What taking it in would do; nothing is written."""
    check(by, "take_in", compartment=compartment or None)
    with on_disk(arrived) as path:
        return pipeline.preview(path, options=_options(arrived), by=by, progress=progress)


def take_in(
    *, by: Actor, session: Session, arrived: Arrived, compartment: str = "", progress: Progress | None = None
) -> Report:
    """Take it in, whatever comes from a leaked file into quarantine, and bring what is derived up to date."""
    check(by, "take_in", compartment=compartment or None)
    with on_disk(arrived) as path:
        report = pipeline.take_in_path(
            session, by, path, options=_options(arrived), compartment=compartment, progress=progress, quarantine=True
        )
    pipeline.refresh_new(by, report.account_ids)
    return report


def _options(arrived: Arrived) -> ReadOptions:
    return ReadOptions(mapping=arrived.mapping if arrived.is_sheet else None)


def target_choices() -> list[tuple[str, str]]:
    """(target, words) for everything that a column may be, in the reader's language."""
    language = current_language()
    found = {column["target"]: _label(column["labels"], language) for column in load_columns()["columns"]}
    properties, purposes = vocabulary("properties"), vocabulary("consent_purposes")
    for target in known_targets():
        section, _dot, code = target.partition(".")
        if section == "about" and code in properties.codes:
            found.setdefault(target, properties.label(code, language))
        elif section == "consent" and code in purposes.codes:
            found.setdefault(target, purposes.label(code, language))
    events = vocabulary("event_kinds")
    for code in events.codes:
        for part in EVENT_PARTS:
            found.setdefault(f"about.event.{code}.{part}".rstrip("."), event_words(code, part))
    rows = [(target, words) for target, words in found.items() if target not in ("leftover", "ignore")]
    return sorted(rows, key=lambda row: row[1].casefold())


def event_words(code: str, part: str) -> str:
    """ "detained: when"."""
    language = current_language()
    words = vocabulary("event_kinds").label(code, language)
    return f"{words}: {_label(load_columns()['parts'][part]['labels'], language)}" if part else words


def target_words(target: str) -> str:
    """Of one that is not among the choices; the last part of it, where nothing better is known."""
    match target.split("."):
        case ["about", "event", code, part] if part in load_columns()["parts"]:
            return event_words(code, part)
        case [*_before, last]:
            return last.replace("_", " ")
    return target


def _label(labels: dict[str, str], language: str) -> str:
    return labels.get(language) or labels["en"]
