"""Passphrases: how one is read, what makes it good enough, and how it wraps a secret.

What it is: the rules, Argon2id with costs stored beside what they protect, and one wrapped form (a JSON object) used
for slots of the database key, custodian keys and the root key.
What it is not: a store (files are written by `slots` and `custodians`), a strength meter.

Invariants: a passphrase comes by prompt or from a file, never as an argument or a variable · it is NFKC-normalised, so
that the same letters typed on another keyboard are the same passphrase · costs below the floor or above the ceiling are
refused before any work is done, whoever wrote the file · every other field of the object is authenticated with the
secret, so an edited one does not open.

Spec: docs/spec/keys.md, "Wrapped by a passphrase". RFC 9106 (Argon2id), RFC 8439 (ChaCha20-Poly1305).

>>> wrapped = wrap(b"secret", "four plain words here", {"format": "example/1"})
>>> unwrap(wrapped, "four plain words here")
b'secret'
"""

from __future__ import annotations

import getpass
import os
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, Locked
from tizim.core.i18n import gettext as _

from . import crypto
from .files import read_file, restore_hint

ENVIRONMENT = "TIZIM_PASSPHRASE_FILE"
LEAST_CHARACTERS = 12
LEAST_WORDS = 4
MOST_BYTES = 1024


@dataclass(frozen=True)
class Costs:
    """What one guess costs: passes over `memory_kib` KiB in `lanes` parallel lanes."""

    passes: int
    memory_kib: int
    lanes: int


DEFAULT = Costs(passes=12, memory_kib=64 * 1024, lanes=4)
FLOOR = Costs(passes=3, memory_kib=32 * 1024, lanes=1)
CEILING = Costs(passes=64, memory_kib=1024 * 1024, lanes=16)
MOST_WORK_KIB = 8 * 1024 * 1024  # passes × memory: about ten seconds, so that an edited file cannot stall anyone


def read_passphrase(
    prompt: str,
    *,
    file: str | Path | None = None,
    env: Mapping[str, str] | None = None,
    confirm: bool = False,
    ask: Callable[[str], str] | None = None,
) -> str:
    """The passphrase from `file`, else from the file that TIZIM_PASSPHRASE_FILE names, else asked without echo.

    `confirm` asks twice. Raises Locked when there is nobody to ask, BadInput when the answers differ.
    """
    chosen = file or (os.environ if env is None else env).get(ENVIRONMENT)
    if chosen:
        return _first_line(Path(chosen))
    if ask is None:
        if not sys.stdin.isatty():
            raise Locked(
                _("A passphrase is needed and there is no terminal to ask at."),
                _("Give --passphrase-file FILE or set {variable}.", variable=ENVIRONMENT),
            )
        ask = getpass.getpass
    answer = ask(f"{prompt}: ")
    if confirm and normalise(answer) != normalise(ask(_("{prompt}, once more", prompt=prompt) + ": ")):
        raise BadInput(_("The two passphrases are not the same."), _("Type it again, slowly."))
    return answer


def _first_line(path: Path) -> str:
    content = read_file(path, what=_("The passphrase file"), limit_bytes=64 * 1024)
    try:
        return content.decode("utf-8-sig").split("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise BadInput(_("The passphrase file is not UTF-8 text."), _("Save it as UTF-8."), file=str(path)) from error


def normalise(passphrase: str) -> str:
    """NFKC without blanks at the ends. Raises BadInput for what has no bytes (lone surrogates) or no end."""
    plain = unicodedata.normalize("NFKC", passphrase).strip()
    if len(plain.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise BadInput(_("The passphrase is longer than {count} bytes.", count=MOST_BYTES), _("Use a shorter one."))
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in plain):
        raise BadInput(_("The passphrase holds control characters."), _("Use letters, digits, blanks and signs."))
    return plain


def check_passphrase(passphrase: str) -> None:
    """Raises BadInput unless it has 12 characters or 4 words, and more than a handful of different letters.

    Length is what costs a guesser; classes of characters only make people write it down.
    """
    plain = normalise(passphrase)
    words = {word for word in plain.casefold().split() if len(word) > 1}
    if len(plain) < LEAST_CHARACTERS and len(words) < LEAST_WORDS:
        raise BadInput(
            _("The passphrase is too short: whoever takes the laptop can try billions of short ones."),
            _(
                "Use at least {words} unrelated words, or {count} characters.",
                words=LEAST_WORDS,
                count=LEAST_CHARACTERS,
            ),
        )
    if len(set(plain.casefold())) < 5:
        raise BadInput(
            _("The passphrase repeats the same few letters."), _("Use at least {words} words.", words=LEAST_WORDS)
        )


def wrap(secret: bytes, passphrase: str, about: Mapping[str, Any], costs: Costs = DEFAULT) -> dict[str, Any]:
    """`about` (its own fields: format, whose, …) with the secret wrapped beside them."""
    salt = crypto.random_bytes(crypto.SALT_BYTES)
    argon = {"passes": costs.passes, "memory_kib": costs.memory_kib, "lanes": costs.lanes, "salt": salt.hex()}
    document = {**about, "argon2id": argon}
    key = _stretch(passphrase, salt, costs)
    return {**document, "wrapped": crypto.wrap_key(key, secret, canonical_bytes(document)).hex()}


def unwrap(document: Mapping[str, Any], passphrase: str, *, floor: Costs = FLOOR) -> bytes | None:
    """The secret, or None: another passphrase, or a changed field. Raises Damaged for what cannot be ours.

    `floor` is for tests, which would otherwise spend their time in Argon2id.
    """
    try:
        argon, wrapped = document["argon2id"], bytes.fromhex(document["wrapped"])
        costs = Costs(argon["passes"], argon["memory_kib"], argon["lanes"])
        salt = bytes.fromhex(argon["salt"])
        bound_to = canonical_bytes({key: value for key, value in document.items() if key != "wrapped"})
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(_("A key file is damaged: a field is missing or unreadable."), restore_hint()) from error
    check_costs(costs, floor)
    if len(salt) < 16 or len(wrapped) < 28 or document["wrapped"] != wrapped.hex():  # one spelling only
        raise Damaged(_("A key file is damaged: a field was cut short or respelled."), restore_hint())
    return crypto.unwrap_key(_stretch(passphrase, salt, costs), wrapped, bound_to)


def check_costs(costs: Costs, floor: Costs = FLOOR) -> None:
    """Raises Damaged for costs that no Tizim would have written."""
    values = (costs.passes, costs.memory_kib, costs.lanes)
    if not all(type(value) is int for value in values):
        raise Damaged(_("A key file is damaged: its costs are not numbers."), restore_hint())
    low = costs.passes < floor.passes or costs.memory_kib < max(floor.memory_kib, 8 * costs.lanes) or costs.lanes < 1
    high = costs.passes > CEILING.passes or costs.memory_kib > CEILING.memory_kib or costs.lanes > CEILING.lanes
    if low or high or costs.passes * costs.memory_kib > MOST_WORK_KIB:
        raise Damaged(
            _("A key file asks for costs that Tizim never writes: someone changed it."),
            _("Do not type your passphrase again; put the file back from a backup."),
        )


def _stretch(passphrase: str, salt: bytes, costs: Costs) -> bytes:
    plain = normalise(passphrase)
    return crypto.stretch_passphrase(plain, salt, passes=costs.passes, memory_kib=costs.memory_kib, lanes=costs.lanes)
