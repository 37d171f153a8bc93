"""Signed notes and their keys: a text, an empty line, signature lines. One spelling of each, Ed25519 only.

What it is: C2SP signed-note (c2sp.org/signed-note@v1) as the log and releases use it.
What it is not: the meaning of the text (`checkpoint`, `head`), or where the secret key is kept.
Invariants: a text counts only through `open_note`, which has seen a good signature of a key you named · a signature
line of a known key that does not verify refuses the whole note · unknown keys are listed, never trusted.

>>> from tizim.vault import crypto
>>> signer = Signer("example.org/office", crypto.new_signing_key()[0])
>>> open_note(sign_note("hello\\n", signer), [parse_vkey(signer.vkey)]).text
'hello\\n'
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tizim.core.errors import BadInput, NotVerified
from tizim.core.i18n import gettext as _
from tizim.vault import crypto
from tizim.vault.spelling import parse_base64, spell_base64

ED25519 = b"\x01"
MAX_NOTE_BYTES = 1 << 20
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")


@dataclass(frozen=True)
class VerifyKey:
    """Who signs: `name` and `key_id` find the signature line, `public` (32 bytes) checks it."""

    name: str
    key_id: bytes
    public: bytes


@dataclass(frozen=True)
class Signer:
    """A name and an Ed25519 secret key (32 bytes)."""

    name: str
    secret: bytes = field(repr=False)

    @property
    def key(self) -> VerifyKey:
        public = crypto.signing_public(self.secret)
        return VerifyKey(self.name, key_id(self.name, public), public)

    @property
    def vkey(self) -> str:
        """The public key as text to hand out: name+hash+base64."""
        return spell_vkey(self.key)


@dataclass(frozen=True)
class Note:
    """A text that at least one known key signed. `signed_by` are their names, `unknown` those nobody vouches for."""

    text: str
    signed_by: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def spell_vkey(key: VerifyKey) -> str:
    return f"{key.name}+{key.key_id.hex()}+{spell_base64(ED25519 + key.public)}"


def parse_vkey(text: str) -> VerifyKey:
    """A public key as text, `name+hash+base64`. Raises BadInput."""
    try:
        name, hexed, body = text.split("+", 2)
        data = parse_base64(body, 33)
        if not _NAME.fullmatch(name) or data[:1] != ED25519 or key_id(name, data[1:]).hex() != hexed:
            raise ValueError("the parts do not belong together")
    except ValueError as error:
        raise BadInput(
            _("This is not a public key of a log."),
            _("It is one line: a name, a plus sign, 8 letters, a plus, the key."),
        ) from error
    return VerifyKey(name, bytes.fromhex(hexed), data[1:])


def sign_note(text: str, *signers: Signer) -> bytes:
    """The whole note. Raises ValueError for a text that no note can carry."""
    _check_text(text)
    return (text + "\n" + "".join(_signature_line(text, signer) for signer in signers)).encode()


def open_note(data: bytes, keys: Iterable[VerifyKey]) -> Note:
    """The text, once a signature of one of `keys` has been verified. Raises NotVerified."""
    text, lines = split_note(data)
    known = {(key.name, key.key_id): key for key in keys}
    signed_by, unknown = [], []
    for name, number, signature in lines:
        key = known.get((name, number))
        if key is None:
            unknown.append(name)
        elif not crypto.verify_signature(key.public, text.encode(), signature):
            raise NotVerified(_("The signature of {name} does not hold: the text was changed.", name=name))
        else:
            signed_by.append(name)
    if not signed_by:
        raise NotVerified(_("No key that you named signed this."), _("Ask the office for its public key."))
    return Note(text, tuple(signed_by), tuple(unknown))


def split_note(data: bytes) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """(text, [(name, key id, signature)]), nothing verified yet. Raises NotVerified for what is not a note."""
    try:
        if len(data) > MAX_NOTE_BYTES:
            raise ValueError("too long")
        whole = data.decode("utf-8")
        text, gap, tail = whole.rpartition("\n\n")
        text += "\n"
        if not gap or not tail.endswith("\n"):
            raise ValueError("no signature lines")
        _check_text(text)
        lines = [_parse_signature_line(line) for line in tail[:-1].split("\n")]
        if len({line[:2] for line in lines}) != len(lines):
            raise ValueError("a key signed twice")
    except ValueError as error:
        raise NotVerified(_("This is not a signed note.")) from error
    return text, lines


def _signature_line(text: str, signer: Signer) -> str:
    signature = signer.key.key_id + crypto.sign(signer.secret, text.encode())
    return f"— {signer.name} {spell_base64(signature)}\n"


def _parse_signature_line(line: str) -> tuple[str, bytes, bytes]:
    dash, name, body = line.split(" ")
    data = parse_base64(body)
    if dash != "—" or not _NAME.fullmatch(name) or len(data) < 5:
        raise ValueError("not a signature line")
    return name, data[:4], data[4:]


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(letter < " " and letter != "\n" for letter in text):
        raise ValueError("a note's text ends with a newline and has no other control characters")
