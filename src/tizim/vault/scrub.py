"""Everything in the vault and the log derived anew: what is stored as a result is never trusted.

What it is: rows and leaves in (as values), a report out. Every object is read and opened; its hashes, its leaf and the
tree with all roots that were ever signed are computed. What it is not: a repair; it changes nothing.
Invariants: plaintext goes nowhere · one unreadable object does not end the run · flaws are values with a code:

    missing    an object is gone             changed   its bytes are not those of its row
    leaf       its leaf is not the log's     orphan    an object that no row knows
    erased     an erased object still lies there
    opening    an entry is not what its leaf was made from
    tree       the stored frontier is not that of the leaves
    forked     the log is not the one of an earlier checkpoint     behind   it is shorter than that checkpoint

Spec: docs/spec/vault.md, "Scrubbing".

>>> scrub(folder, [row], [row_leaf], frontier=frontier).flaws
()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from tizim.core.errors import NotFound, NotVerified, TizimError
from tizim.core.i18n import gettext as _
from tizim.vault import objects
from tizim.vault.checkpoint import Checkpoint
from tizim.vault.flaws import Flaw, check_no_flaws
from tizim.vault.log import exhibit_leaf, open_entry
from tizim.vault.streams import HashingReader
from tizim.vault.tree import Frontier, Tree, leaf_hash

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class ObjectRow:
    """What the database says of an object; an erased one has neither identity nor salt."""

    name: str
    size_bytes: int
    sha256: str
    ciphertext_sha256: str
    salt: bytes = field(repr=False)
    identity: str = field(repr=False)
    leaf_index: int
    erased: bool = False


@dataclass(frozen=True)
class EntryRow:
    """An entry of the log with what its leaf was made from."""

    index: int
    blind: bytes
    salt: bytes
    payload: bytes


@dataclass(frozen=True)
class Scrubbed:
    """What was derived anew. Only without `flaws` all is well."""

    objects: int
    size_bytes: int
    leaves: int
    root: bytes
    flaws: tuple[Flaw, ...]

    def check(self) -> None:
        """Raises NotVerified with all flaws, if there are any."""
        check_no_flaws(
            self.flaws, _("The archive is not whole."), _("Restore the newest backup beside it and compare.")
        )


class _Nowhere:
    """Takes the plaintext and forgets it."""

    def write(self, data: bytes) -> int:
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def scrub(
    folder: Path, rows: Iterable[ObjectRow], leaves: Iterable[bytes], *, frontier: Frontier | None = None,
    entries: Iterable[EntryRow] = (), checkpoints: Iterable[Checkpoint] = (), progress: Progress | None = None,
) -> Scrubbed:  # fmt: skip
    """Compare the vault in `folder` and the log with what was ever said of them.

    frontier      the one that the database keeps · checkpoints: all that were signed, verified already
    progress      hears ("log", leaves) and ("objects", objects) as they are done
    """
    flaws: list[Flaw] = []
    kept = list(leaves)
    tree = Tree(kept)
    if progress:
        progress("log", tree.size)
    _check_tree(tree, frontier, checkpoints, flaws)
    _check_entries(kept, entries, flaws)
    on_disk, known, size_bytes, count = set(objects.iter_names(folder)), set(), 0, 0
    for row in rows:
        known.add(row.name)
        count += 1
        size_bytes += _check_object(folder, row, tree, row.name in on_disk, flaws)
        if progress:
            progress("objects", count)
    flaws += [Flaw("orphan", name, _("No exhibit knows this object.")) for name in sorted(on_disk - known)]
    return Scrubbed(count, size_bytes, tree.size, tree.root(), tuple(flaws))


def _check_tree(tree: Tree, frontier: Frontier | None, checkpoints: Iterable[Checkpoint], flaws: list[Flaw]) -> None:
    if frontier is not None and frontier != tree.frontier():
        flaws.append(Flaw("tree", "", _("The log's tree is not that of its leaves.")))
    for one in checkpoints:
        if one.size > tree.size:
            words = _("The log has {now} entries; {then} were signed.", now=tree.size, then=one.size)
            flaws.append(Flaw("behind", "", words))
        elif tree.root(one.size) != one.root:
            flaws.append(
                Flaw("forked", "", _("The first {size} entries are not those that were signed.", size=one.size))
            )


def _check_entries(leaves: list[bytes], entries: Iterable[EntryRow], flaws: list[Flaw]) -> None:
    for entry in entries:
        leaf = leaves[entry.index] if entry.index < len(leaves) else b""
        try:
            open_entry(leaf, entry.blind, entry.salt, entry.payload)
        except NotVerified as error:
            flaws.append(Flaw("opening", str(entry.index), str(error)))


def _check_object(folder: Path, row: ObjectRow, tree: Tree, on_disk: bool, flaws: list[Flaw]) -> int:
    """The bytes of plaintext that were verified."""
    if row.erased:
        if on_disk:
            flaws.append(Flaw("erased", row.name, _("This object was erased and is still there.")))
        return 0
    try:
        found = _read_object(folder, row)
    except NotFound:
        flaws.append(Flaw("missing", row.name, _("The object is not there.")))
        return 0
    except TizimError as error:
        flaws.append(Flaw("changed", row.name, error.what))
        return 0
    if found != (row.ciphertext_sha256, row.sha256, row.size_bytes):
        flaws.append(Flaw("changed", row.name, _("The object is not the one that was kept.")))
    leaf = exhibit_leaf(found[0], row.salt, found[1], found[2])
    if not 0 <= row.leaf_index < tree.size or leaf_hash(leaf) != tree.leaf_hash(row.leaf_index):
        words = _("Entry {index} of the log was not made from this object.", index=row.leaf_index)
        flaws.append(Flaw("leaf", row.name, words))
    return found[2]


def _read_object(folder: Path, row: ObjectRow) -> tuple[str, str, int]:
    with objects.open_object(folder, row.name) as file:
        reader = HashingReader(file)
        while reader.read(1 << 20):
            pass
    return reader.sha256, *objects.get(folder, row.name, row.identity, cast(BinaryIO, _Nowhere()))
