"""The one container for what leaves a workspace: releases, evidence, archives. Whole, and verified before it appears.

What it is: a folder whose every file is listed, whose list is signed, and which carries its part of the custody log.
What it is not: the choice of what may go in (`publish.select` and actions decide), or encryption.
Invariants: a bundle that would not verify never appears under its name · an older bundle is replaced only whole, and
only if it is ours and holds nothing of anybody else's · the same values give the same bytes · spec:
docs/spec/bundle.md.

>>> info = write_bundle(target, "release", [("index.html", b"<p>")], [], signer, checkpoint, log=Tree(), number=1,
...                     date="2026-11-22")
>>> verify_bundle(target, signer.vkey).number
1
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from tizim.core.errors import BadInput, NewerFormat, NotVerified
from tizim.core.i18n import gettext as _
from tizim.vault import head as heads
from tizim.vault import items as item_lines
from tizim.vault import manifest
from tizim.vault.checkpoint import Checkpoint
from tizim.vault.examine import CHECKPOINT, Report, examine_bundle, verify_bundle
from tizim.vault.flaws import check_no_flaws
from tizim.vault.head import Head, head_sha256, parse_head, spell_head
from tizim.vault.note import MAX_NOTE_BYTES, Signer, open_note, sign_note
from tizim.vault.objects import disk_says
from tizim.vault.streams import HashingWriter
from tizim.vault.swap import new_folder
from tizim.vault.tree import Tree
from tizim.vault.untrusted import iter_tree, read_small

__all__ = ["BundleInfo", "Content", "Report", "examine_bundle", "verify_bundle", "write_bundle"]

RESERVED = (heads.NAME, manifest.NAME, CHECKPOINT, item_lines.NAME, item_lines.CONSISTENCY_NAME)
_CHUNK_BYTES = 1 << 20

Content = bytes | Path | Callable[[BinaryIO], object]


@dataclass(frozen=True)
class BundleInfo:
    """What was written. `sha256` (hexadecimal) is what the next bundle names as its `previous`."""

    folder: Path
    head: Head
    sha256: str
    file_count: int
    size_bytes: int


def write_bundle(
    target: Path, kind: str, files: Iterable[tuple[str, Content]], items: Iterable[item_lines.Item], signer: Signer,
    checkpoint: Checkpoint, *, log: Tree, number: int, date: str, previous: str = "",
    earlier: Iterable[Checkpoint] = (),
) -> BundleInfo:  # fmt: skip
    """Write a bundle to `target`, which is new, empty, or an older bundle of the same signer.

    files      (path, content): bytes, a file to copy, or a function that writes to the stream it is given
    items      what to show of the log, in any order; `log` holds at least the leaves of `checkpoint`
    previous   `sha256` of the bundle before this one · earlier: checkpoints that this one is proved to continue

    Raises BadInput (the target holds something else), NotVerified (the values do not fit together), DiskFull, Damaged.
    """
    target = Path(target).absolute()
    with disk_says(_("The bundle cannot be written")):
        _check_target(target, signer)
        with new_folder(target, private=kind != "release") as folder:
            listed = {path: _write(folder, path, content) for path, content in _named(files)}
            for path, content in _log_files(items, checkpoint, earlier, log, dict(listed)):
                listed[path] = _write(folder, path, content)
            lines = manifest.spell_manifest(listed.values())
            here = (heads.sha256(lines), checkpoint.size, checkpoint.root)
            head = Head(kind, checkpoint.origin, number, date, *here, bytes.fromhex(previous))
            _write(folder, manifest.NAME, lines)
            _write(folder, heads.NAME, sign_note(spell_head(head), signer))
            found = examine_bundle(folder, [signer.key])
            check_no_flaws(found.flaws, _("The bundle would not verify and was not written."), "")
    return BundleInfo(target, head, head_sha256(spell_head(head)).hex(), found.file_count, found.size_bytes)


def _named(files: Iterable[tuple[str, Content]]) -> Iterator[tuple[str, Content]]:
    for path, content in files:
        if path in RESERVED:
            raise ValueError(f"{path} is a name that every bundle uses itself")
        yield path, content


def _log_files(
    items: Iterable[item_lines.Item], checkpoint: Checkpoint, earlier: Iterable[Checkpoint], log: Tree,
    listed: Mapping[str, manifest.Listed],
) -> Iterator[tuple[str, Content]]:  # fmt: skip
    size, ordered = checkpoint.size, sorted(items, key=lambda item: item.index)
    before = sorted({(one.size, one.root) for one in earlier if one.size})
    if before and before[-1][0] > size:
        raise NotVerified(
            _("The log has {size} entries; {before} were published before.", size=size, before=before[-1][0]),
            _("This workspace is older than what it published: restore the newest backup."),
        )
    shown = (item_lines.show(item, listed, log.inclusion(item.index, size)) for item in ordered)
    past = (item_lines.spell_consistency(old, root, log.consistency(old, size)) for old, root in before)
    yield CHECKPOINT, checkpoint.note
    yield item_lines.NAME, _lines(item_lines.spell_item(one) for one in shown)
    yield item_lines.CONSISTENCY_NAME, _lines(past)


def _lines(lines: Iterable[bytes]) -> Callable[[BinaryIO], object]:
    def write(stream: BinaryIO) -> None:
        for line in lines:
            stream.write(line + b"\n")

    return write


def _write(folder: Path, path: str, content: Content) -> manifest.Listed:
    if not manifest.is_path(path):
        raise ValueError(f"no bundle may hold a file called {path!r}")
    place = folder / path
    if place.parent != folder:
        place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("xb") as file:
        writer = HashingWriter(file)
        if callable(content):
            content(cast(BinaryIO, writer))
        else:
            with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source:
                while chunk := source.read(_CHUNK_BYTES):
                    writer.write(chunk)
    return manifest.Listed(path, writer.size_bytes, writer.sha256)


def _check_target(target: Path, signer: Signer) -> None:
    if not target.parent.is_dir():
        raise BadInput(_("There is no folder {path}.", path=target.parent), _("Make it first, or choose another."))
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise BadInput(_("{path} is not a folder.", path=target), _("Choose a new name."))
    if target.exists() and any(target.iterdir()) and not _is_ours(target, signer):
        raise BadInput(
            _("{path} holds files that are not part of an older bundle of this workspace.", path=target),
            _("Nothing was changed. Choose a new or an empty folder."),
        )


def _is_ours(target: Path, signer: Signer) -> bool:
    """Whether nothing would be lost: a bundle signed by the same key, without files from elsewhere."""
    try:
        parse_head(open_note(read_small(target / heads.NAME, MAX_NOTE_BYTES), [signer.key]).text)
        listed = {one.path for one in manifest.parse_manifest((target / manifest.NAME).read_bytes())}
    except (OSError, ValueError, NotVerified, NewerFormat):
        return False
    listed |= {heads.NAME, manifest.NAME}
    return all(kind == "folder" or (kind == "file" and path in listed) for path, kind in iter_tree(target))
