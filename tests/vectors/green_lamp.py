"""The small fictional log of "Green Lamp", a bundle made from it, and the tools to spoil it.

What it is: values for `make_vectors` and for the tests of the verifiers. Keys, salts and blinds are fixed numbers, so
the same bytes come out on every run. What it is not: secret. The keys in here sign nothing but test vectors.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tizim.core.canonical import canonical_bytes
from tizim.vault import items as item_lines
from tizim.vault import manifest
from tizim.vault.bundle import write_bundle
from tizim.vault.checkpoint import sign_checkpoint
from tizim.vault.head import parse_head, sha256, spell_head
from tizim.vault.items import Erased, Opened, Present, Withheld
from tizim.vault.log import Entry, exhibit_leaf, seal_entry
from tizim.vault.note import Signer, sign_note, split_note
from tizim.vault.spelling import spell_base64
from tizim.vault.tree import Tree

SIGNER = Signer("example.org/green-lamp", bytes(range(32)))
STRANGER = Signer("example.org/stranger", bytes(range(1, 33)))
PHOTO, DRAWING = b"a photograph of a lamp, drawn by hand\n", b"a drawing of a bridge\n"


def fixed(label: str) -> bytes:
    """32 bytes that stand for random ones."""
    return hashlib.sha256(label.encode()).digest()


def exhibit(label: str, content: bytes) -> tuple[bytes, bytes, str]:
    """(leaf, salt, hash of the ciphertext) of an exhibit whose ciphertext is of no interest here."""
    salt, ciphertext = fixed(f"salt {label}"), fixed(f"ciphertext {label}").hex()
    return exhibit_leaf(ciphertext, salt, hashlib.sha256(content).hexdigest(), len(content)), salt, ciphertext


def entry(kind: str, **values: object) -> Entry:
    payload = canonical_bytes({"entry": kind, **values})
    return seal_entry(payload, fixed(f"blind {payload!r}"), fixed(f"salt {payload!r}"))


def erasure(index: int, leaf: bytes) -> Entry:
    return entry("erased", index=index, leaf=spell_base64(leaf), on="2026-11-20")


PHOTO_LEAF, PHOTO_SALT, PHOTO_CIPHERTEXT = exhibit("photo", PHOTO)
DRAWING_LEAF, DRAWING_SALT, DRAWING_CIPHERTEXT = exhibit("drawing", DRAWING)
LETTER_LEAF = exhibit("letter", b"a letter that nobody may see yet")[0]
RECORDING_LEAF = exhibit("recording", b"a recording that was withdrawn")[0]
ERASURE = erasure(3, RECORDING_LEAF)
APPROVAL = entry("approval", number=2)
LEAVES = [
    PHOTO_LEAF, entry("import", rows=12).leaf, LETTER_LEAF, RECORDING_LEAF, entry("consent", withdrawn=True).leaf,
    ERASURE.leaf, APPROVAL.leaf, DRAWING_LEAF, entry("opened", reason="hearing").leaf,
    entry("release", number=2).leaf, entry("import", rows=3).leaf,
]  # fmt: skip
SIZE = 9
ITEMS = [
    Present(0, "exhibits/photo.txt", PHOTO_SALT, PHOTO_CIPHERTEXT),
    Withheld(2, LETTER_LEAF),
    Erased(3, RECORDING_LEAF),
    Opened(5, ERASURE.blind, ERASURE.salt, ERASURE.payload),
    Opened(6, APPROVAL.blind, APPROVAL.salt, APPROVAL.payload),
    Present(7, "exhibits/drawing.txt", DRAWING_SALT, DRAWING_CIPHERTEXT),
]
PAGES = [("index.html", b"<h1>Register</h1>\n"), ("kk/index.html", "<h1>Тізім</h1>\n".encode())]


def tree_of(size: int, *, forked: bool = False) -> Tree:
    return Tree(([entry("import", rows=99).leaf, *LEAVES[1:]] if forked else LEAVES)[:size])


def checkpoint_of(size: int, *, forked: bool = False, signer: Signer = SIGNER):
    return sign_checkpoint(signer, size, tree_of(size, forked=forked).root())


@dataclass
class Made:
    """A bundle in memory, to be spoilt."""

    files: dict[str, bytes]
    keys: list[str] = field(default_factory=lambda: [SIGNER.vkey])
    since: bytes | None = None
    links: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    def swap(self, path: str, old: str, new: str) -> Made:
        """Replace text in a file; it must be there."""
        assert old.encode() in self.files[path], (path, old)
        self.files[path] = self.files[path].replace(old.encode(), new.encode())
        return self

    def lines(self, path: str) -> list[bytes]:
        return self.files[path].splitlines(keepends=True)

    def resign(self, *signers: Signer, lines: bytes | None = None, swap: tuple[str, str] = ("", "")) -> Made:
        """A list and a head that fit the files again, signed by the right key: only the rules can find the flaw."""
        listed = {path: data for path, data in self.files.items() if path not in ("bundle.note", "manifest.txt")}
        rows = [manifest.Listed(path, len(data), hashlib.sha256(data).hexdigest()) for path, data in listed.items()]
        self.files["manifest.txt"] = manifest.spell_manifest(rows) if lines is None else lines
        head = parse_head(split_note(self.files["bundle.note"])[0])
        text = spell_head(type(head)(**{**vars(head), "manifest": sha256(self.files["manifest.txt"])}))
        assert swap[0] in text
        self.files["bundle.note"] = sign_note(text.replace(*swap) if swap[0] else text, *(signers or [SIGNER]))
        return self


def valid_bundle(items=ITEMS, size: int = SIZE, earlier=(4, 6), previous: str = "ab" * 32, pages=PAGES) -> Made:
    exhibits = [("exhibits/photo.txt", PHOTO), ("exhibits/drawing.txt", DRAWING)] if items else []
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "bundle"
        write_bundle(
            target, "release", [*pages, *exhibits], items, SIGNER, checkpoint_of(size), log=tree_of(size), number=2,
            date="2026-11-22", previous=previous, earlier=[checkpoint_of(one) for one in earlier],
        )  # fmt: skip
        found = sorted(path for path in target.rglob("*") if path.is_file())
        return Made({path.relative_to(target).as_posix(): path.read_bytes() for path in found})


def item_line(made: Made, number: int, **changes: object) -> Made:
    """Change values of the line (0 = first) of items.jsonl; None takes a value out."""
    lines = made.lines("items.jsonl")
    value = {**json.loads(lines[number]), **changes}
    lines[number] = canonical_bytes({key: one for key, one in value.items() if one is not None}) + b"\n"
    made.files["items.jsonl"] = b"".join(lines)
    return made


def keep_lines(made: Made, path: str, *numbers: int) -> Made:
    lines = made.lines(path)
    made.files[path] = b"".join(lines[number] for number in numbers)
    return made


def with_items(*items) -> Made:
    """The bundle as a careless or dishonest office would make it from these items: signed, and wrong."""
    made, log = valid_bundle(), tree_of(SIZE)
    rows = {
        path: manifest.Listed(path, len(data), hashlib.sha256(data).hexdigest()) for path, data in made.files.items()
    }
    shown = [item_lines.show(item, rows, log.inclusion(item.index, SIZE)) for item in items]
    made.files["items.jsonl"] = b"".join(item_lines.spell_item(one) + b"\n" for one in shown)
    return made.resign()


def malleable(note: bytes) -> bytes:
    """The same signature with the group order added to its second half: equal in value, not in spelling."""
    order = (1 << 252) + 27742317777372353535851937790883648493
    text, (line,) = split_note(note)
    scalar = int.from_bytes(line[2][32:], "little") + order
    forged = line[1] + line[2][:32] + scalar.to_bytes(32, "little")
    return f"{text}\n— {line[0]} {spell_base64(forged)}\n".encode()


def add(made: Made, path: str, data: bytes) -> Made:
    made.files[path] = data
    return made


def drop(made: Made, path: str) -> Made:
    del made.files[path]
    return made


def link(made: Made, path: str, to: str) -> Made:
    made.files.pop(path, None)
    made.links[path] = to
    return made


def listing(made: Made, change: Callable[[list[bytes]], list[bytes]]) -> Made:
    return made.resign(lines=b"".join(change(made.lines("manifest.txt"))))


def renamed(made: Made, new: str) -> Made:
    """The list, signed, calls a page by another name; the file stands under that name wherever it can."""
    lines = made.files["manifest.txt"].replace(b" kk/index.html\n", f" {new}\n".encode()).splitlines(keepends=True)
    data = made.files.pop("kk/index.html")
    if not new.startswith(("/", "../")) and "//" not in new and "/../" not in new:
        made.files[new] = data
    ordered = sorted(lines, key=lambda line: line.split(b" ", 2)[2][:-1])
    note = made.files.pop("bundle.note")
    made.files["bundle.note"] = note
    return made.resign(lines=b"".join(ordered))


Case = tuple[str, list[str], Made]


def case(about: str, flaws: str, made: Made) -> Case:
    return about, flaws.split(), made


def respelled(text: str) -> str:
    """The same bytes in base64 with unused bits set: what a lenient reader would take for the same."""
    letter = {"A": "B", "E": "F", "I": "J", "M": "N", "Q": "R", "U": "V", "Y": "Z"}.get(text[-2]) or chr(
        ord(text[-2]) + 1
    )
    return text[:-2] + letter + "="
