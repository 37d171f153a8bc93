"""Whether a bundle is what its signer signed: every file, every proof, every erasure. Reports all flaws, not the first.

What it is: the rules of docs/spec/bundle.md, "Verifying", in their order. What it is not: `verify/verify.py`, which
another hand wrote from the same page, nor a judgement about what the files say.
Invariants: nothing is trusted before the signature of a key you named · nothing outside the folder is read, no link is
followed · the files are read as a stream · a folder that cannot be read is a flaw, not a crash.

>>> [flaw.code for flaw in examine_bundle(folder, [key]).flaws]
[]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tizim.core.errors import NewerFormat, NotVerified
from tizim.core.i18n import gettext as _
from tizim.vault import head as heads
from tizim.vault import items as item_lines
from tizim.vault import manifest
from tizim.vault.checkpoint import Checkpoint, open_checkpoint
from tizim.vault.flaws import Flaw, check_no_flaws
from tizim.vault.head import Head, parse_head
from tizim.vault.item_checks import Counts, check_consistency, check_items, check_since
from tizim.vault.note import MAX_NOTE_BYTES, VerifyKey, open_note, parse_vkey, split_note
from tizim.vault.untrusted import hash_file, iter_lines, iter_tree, read_small

CHECKPOINT = "checkpoint"
_MAX_LIST_BYTES = 1 << 28


@dataclass(frozen=True)
class Report:
    """What was examined. `head` is None when the bundle could not be read so far; only without `flaws` it counts."""

    head: Head | None
    signed_by: tuple[str, ...]
    file_count: int
    size_bytes: int
    counts: Counts
    flaws: tuple[Flaw, ...]

    @property
    def number(self) -> int:
        return self.head.number if self.head else 0


def verify_bundle(
    folder: Path, public_key: str | Sequence[str], *, previous_checkpoint: bytes | None = None
) -> Report:  # fmt: skip
    """The report of a bundle that holds in every respect; `public_key` is a vkey, or several.

    `previous_checkpoint`: a checkpoint that you kept from an earlier bundle; this one must continue it.
    Raises NotVerified with all problems, BadInput for a public key that is none.
    """
    keys = [parse_vkey(one) for one in ([public_key] if isinstance(public_key, str) else public_key)]
    report = examine_bundle(folder, keys, previous_checkpoint=previous_checkpoint)
    check_no_flaws(
        report.flaws,
        _("This bundle is not what was signed."),
        _("Fetch it again; if that does not help, tell the office."),
    )
    return report


def examine_bundle(
    folder: Path, keys: Iterable[VerifyKey], *, previous_checkpoint: bytes | None = None
) -> Report:  # fmt: skip
    """As `verify_bundle`, with all flaws in the report instead of an error."""
    folder, keys = Path(folder), list(keys)
    flaws: list[Flaw] = []
    head, signed_by = _read_head(folder, keys, flaws)
    listed = _read_manifest(folder, head, flaws) if head else None
    if head is None or listed is None:
        return Report(head, signed_by, 0, 0, Counts(), tuple(flaws))
    _check_files(folder, listed, flaws)
    checkpoint, counts = _check_checkpoint(folder, head, keys, flaws), Counts()
    if checkpoint:
        counts = check_items(iter_lines(folder / item_lines.NAME), checkpoint, listed, flaws)
        proved = check_consistency(iter_lines(folder / item_lines.CONSISTENCY_NAME), checkpoint, flaws)
        if previous_checkpoint is not None:
            check_since(previous_checkpoint, keys, checkpoint, proved, flaws)
    size_bytes = sum(one.size_bytes for one in listed.values())
    return Report(head, signed_by, len(listed), size_bytes, counts, tuple(flaws))


def _read_head(folder: Path, keys: list[VerifyKey], flaws: list[Flaw]) -> tuple[Head | None, tuple[str, ...]]:
    """The head; when its signature does not hold, still its text, so that all other flaws can be named as well."""
    try:
        data = read_small(folder / heads.NAME, MAX_NOTE_BYTES)
        text = split_note(data)[0]
    except (OSError, NotVerified) as error:
        flaws.append(Flaw("missing" if isinstance(error, OSError) else "signature", heads.NAME, _no_head()))
        return None, ()
    signed_by: tuple[str, ...] = ()
    try:
        note = open_note(data, keys)
        signed_by = note.signed_by
        if note.unknown:
            names = ", ".join(note.unknown)
            flaws.append(
                Flaw("signature", heads.NAME, _("It is also signed by a key you did not name: {names}.", names=names))
            )
    except NotVerified as error:
        flaws.append(Flaw("signature", heads.NAME, str(error)))
    try:
        return parse_head(text), signed_by
    except NewerFormat as error:
        flaws.append(Flaw("version", heads.NAME, str(error)))
    except ValueError:
        flaws.append(Flaw("spelling", heads.NAME, _("This is not the head of a bundle.")))
    return None, signed_by


def _no_head() -> str:
    return _("There is no signed head: this folder is not a bundle, or not a whole one.")


def _check_files(folder: Path, listed: Mapping[str, manifest.Listed], flaws: list[Flaw]) -> None:
    on_disk = dict(iter_tree(folder))
    for path, kind in sorted(on_disk.items()):
        if kind != "folder" and path not in listed and path not in (heads.NAME, manifest.NAME):
            flaws.append(Flaw("extra", path, _("This is not in the signed list of files.")))
    for path, one in listed.items():
        if on_disk.get(path) != "file":
            flaws.append(Flaw("missing", path, _("The file is not there, or it is a link.")))
        elif hash_file(folder / path) != (one.sha256, one.size_bytes):
            flaws.append(Flaw("changed", path, _("The file is not the one that was signed.")))
    for path in (item_lines.NAME, item_lines.CONSISTENCY_NAME, CHECKPOINT):
        if path not in listed:
            flaws.append(Flaw("missing", path, _("Every bundle lists this file; this one does not.")))


def _read_manifest(folder: Path, head: Head, flaws: list[Flaw]) -> dict[str, manifest.Listed] | None:
    try:
        data = read_small(folder / manifest.NAME, _MAX_LIST_BYTES)
    except OSError:
        flaws.append(Flaw("missing", manifest.NAME, _("The list of files is not there.")))
        return None
    if heads.sha256(data) != head.manifest:
        flaws.append(Flaw("changed", manifest.NAME, _("The list of files is not the one that was signed.")))
    try:
        lines = manifest.parse_manifest(data)
    except ValueError:
        flaws.append(Flaw("spelling", manifest.NAME, _("This is not a list of files.")))
        return None
    if lines != sorted({one.path.lower(): one for one in lines}.values(), key=lambda one: one.path):
        flaws.append(Flaw("order", manifest.NAME, _("The list of files is not in order, or names one twice.")))
    bad = [one.path for one in lines if not manifest.is_path(one.path)]
    flaws += [Flaw("spelling", path, _("No bundle may hold a file of this name.")) for path in bad]
    return {one.path: one for one in lines if one.path not in bad}


def _check_checkpoint(folder: Path, head: Head, keys: list[VerifyKey], flaws: list[Flaw]) -> Checkpoint | None:
    try:
        checkpoint = open_checkpoint(read_small(folder / CHECKPOINT, MAX_NOTE_BYTES), keys)
    except OSError:
        return None  # named as missing already
    except NotVerified as error:
        flaws.append(Flaw("signature", CHECKPOINT, str(error)))
        return None
    if (checkpoint.origin, checkpoint.size, checkpoint.root) != (head.origin, head.log_size, head.log_root):
        flaws.append(Flaw("log", CHECKPOINT, _("This is not the checkpoint that the head of the bundle names.")))
    return checkpoint
