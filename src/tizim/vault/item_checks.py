"""What a bundle shows of the custody log, checked: each leaf's proof, each erasure, each earlier checkpoint.

What it is: the part of `examine` that knows the log. What it is not: reading files; it gets lines and appends flaws.
Invariants: an item without a proof that holds is a flaw · an item shown as erased needs the entry of its erasure in the
same bundle, later in the log; one whose erasure is there may not be shown otherwise · spec: docs/spec/bundle.md.

>>> flaws = []
>>> check_items([], Checkpoint("example.org/office", 0, bytes(32)), {}, flaws), flaws
(Counts(present=0, withheld=0, erased=0, entries=0), [])
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tizim.core.errors import NotVerified
from tizim.core.i18n import gettext as _
from tizim.vault import items as item_lines
from tizim.vault.checkpoint import Checkpoint, open_checkpoint
from tizim.vault.flaws import Flaw
from tizim.vault.items import Shown
from tizim.vault.log import VERSION, erased_leaf, is_entry, is_exhibit, parse_entry
from tizim.vault.manifest import Listed
from tizim.vault.note import VerifyKey
from tizim.vault.tree import leaf_hash, verify_consistency, verify_inclusion


@dataclass(frozen=True)
class Counts:
    present: int = 0
    withheld: int = 0
    erased: int = 0
    entries: int = 0


def check_items(
    lines: Iterable[bytes], checkpoint: Checkpoint, listed: Mapping[str, Listed], flaws: list[Flaw]
) -> Counts:
    """How many items of each kind there are; everything that does not hold is appended to `flaws`."""
    shown: dict[int, Shown] = {}
    erasures: dict[int, bytes] = {}
    for number, line in enumerate(lines, 1):
        where = f"{item_lines.NAME}:{number}"
        try:
            item = item_lines.parse_item(line)
        except ValueError:
            flaws.append(Flaw("spelling", where, _("This is not an item of the custody log.")))
            continue
        if not next(reversed(shown), -1) < item.index < checkpoint.size:
            flaws.append(Flaw("order", where, _("The items are not in the order of the log, or one is there twice.")))
        shown[item.index] = item
        holds = verify_inclusion(leaf_hash(item.leaf), item.index, checkpoint.size, item.proof, checkpoint.root)
        if not holds or not _opens(item, listed):
            words = _("Entry {index} of the log is not what is shown here.", index=item.index)
            flaws.append(Flaw("proof", where, words))
        elif item.state == "entry":
            _note_erasure(item, where, erasures, flaws)
    _check_erasures(shown, erasures, flaws)
    states = [item.state for item in shown.values()]
    return Counts(*(states.count(state) for state in ("present", "withheld", "erased", "entry")))


def _opens(item: Shown, listed: Mapping[str, Listed]) -> bool:
    """Whether the leaf was made from what the item shows; one that shows nothing has only the right form."""
    if item.state == "present":
        file = listed.get(item.path)
        return file is not None and is_exhibit(item.leaf, item.salt, file.sha256, file.size_bytes)
    if item.state == "entry":
        return is_entry(item.leaf, item.salt, item.payload)
    return item.leaf.startswith(VERSION)


def _note_erasure(item: Shown, where: str, erasures: dict[int, bytes], flaws: list[Flaw]) -> None:
    try:
        erased = erased_leaf(parse_entry(item.payload))
    except ValueError:
        flaws.append(Flaw("spelling", where, _("This is not the payload of an entry, or not rightly an erasure.")))
        return
    if erased and erased[0] < item.index:
        erasures[erased[0]] = erased[1]
    elif erased:
        flaws.append(Flaw("erasure", where, _("An erasure comes after what it erases.")))


def _check_erasures(shown: Mapping[int, Shown], erasures: Mapping[int, bytes], flaws: list[Flaw]) -> None:
    for index, item in shown.items():
        erasure = erasures.get(index)
        if item.state == "erased" and erasure != item.leaf:
            words = _("Item {index} is shown as erased, but the entry of its erasure is not proved here.", index=index)
            flaws.append(Flaw("erasure", item_lines.NAME, words))
        elif erasure and item.state != "erased":
            words = _("Item {index} was erased and is shown all the same.", index=index)
            flaws.append(Flaw("erasure", item_lines.NAME, words))


def check_consistency(lines: Iterable[bytes], checkpoint: Checkpoint, flaws: list[Flaw]) -> dict[int, bytes]:
    """size → root of the earlier states of the log that this one is proved to continue."""
    proved: dict[int, bytes] = {}
    for number, line in enumerate(lines, 1):
        where = f"{item_lines.CONSISTENCY_NAME}:{number}"
        try:
            size, root, proof = item_lines.parse_consistency(line)
        except ValueError:
            flaws.append(Flaw("spelling", where, _("This is not a proof of consistency.")))
            continue
        if verify_consistency(size, root, checkpoint.size, checkpoint.root, proof):
            proved[size] = root
        else:
            words = _("The log is not the continuation of what it was at size {size}.", size=size)
            flaws.append(Flaw("forked", where, words))
    return proved


def check_since(
    note: bytes, keys: Iterable[VerifyKey], checkpoint: Checkpoint, proved: Mapping[int, bytes], flaws: list[Flaw]
) -> None:  # fmt: skip
    """Whether this log continues the one of a checkpoint that the reader kept."""
    where = _("earlier checkpoint")
    try:
        old = open_checkpoint(note, keys)
    except NotVerified as error:
        flaws.append(Flaw("signature", where, str(error)))
        return
    same = {checkpoint.size: checkpoint.root, 0: old.root, **proved}
    if old.origin != checkpoint.origin:
        flaws.append(Flaw("forked", where, _("It is of another log ({origin}).", origin=old.origin)))
    elif old.size > checkpoint.size:
        words = _(
            "This bundle is older: its log has {now} entries, you have seen {then}.", now=checkpoint.size, then=old.size
        )
        flaws.append(Flaw("older", where, words))
    elif same.get(old.size) != old.root:
        words = _("Nothing proves that this log continues the one you saw ({size} entries).", size=old.size)
        flaws.append(Flaw("forked", where, words))
