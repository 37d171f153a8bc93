"""The recovery sheet: three printed shares, any two of which open the workspace when the passphrase is lost.

What it is: each share is an age identity (Bech32, so that a typing error is noticed). The slot holds the database key
three times, once for each pair of shares, as an age file inside an age file. Anyone with the `age` program and two
sheets can take the key out without Tizim.
What it is not: secret sharing by polynomials; a way in for one person (one sheet alone opens nothing).

Invariants: the shares exist on paper only, and their public halves nowhere · a typing error is reported with the number
of the sheet and, where it can be known, the place · sheets of another workspace are told apart from typing errors.

Spec: docs/spec/keys.md, "Recovery sheets".

>>> shares = new_shares()
>>> slot = new_recovery_slot(key, shares, workspace_id)
>>> recover_key([slot], workspace_id, shares[2], shares[0]) == key
True
"""

from __future__ import annotations

import base64
import binascii
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from tizim.core.canonical import canonical_bytes
from tizim.core.errors import BadInput, Damaged, NotFound, WrongPassphrase
from tizim.core.i18n import gettext as _

from . import crypto, files
from .slots import FORMAT

PREFIX = "AGE-SECRET-KEY-1"
ALPHABET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"  # Bech32
MISREAD = str.maketrans({"O": "0", "I": "L", "1": "L", "B": "8"})  # these are never in a share
LETTERS = 58
INDENT = "      "  # of the letters on a page
PAIRS = tuple(combinations((1, 2, 3), 2))


def new_shares() -> tuple[str, str, str]:
    first, second, third = (crypto.new_age_identity()[0] for _number in range(3))
    return first, second, third


def new_recovery_slot(key: bytes, shares: tuple[str, str, str], workspace_id: str) -> dict[str, Any]:
    """The slot that any two of these shares open."""
    plaintext = canonical_bytes({"workspace_id": workspace_id, "database_key": key.hex()})
    pairs = []
    for pair in PAIRS:
        inner_share, outer_share = (shares[number - 1] for number in pair)
        inner = crypto.age_encrypt(plaintext, crypto.age_recipient(inner_share))
        nested = crypto.age_encrypt(inner, crypto.age_recipient(outer_share))
        pairs.append({"sheets": list(pair), "age": base64.b64encode(nested).decode()})
    slot_id = crypto.random_bytes(8).hex()
    return {"format": FORMAT, "kind": "recovery", "workspace_id": workspace_id, "slot_id": slot_id, "pairs": pairs}


def recover_key(slots: Iterable[dict[str, Any]], workspace_id: str, share_a: str, share_b: str) -> bytes:
    """The database key. Raises BadInput (typing error, the same sheet twice), WrongPassphrase (sheets of another
    workspace, or replaced ones), NotFound (no recovery slot), Damaged."""
    shares = _clean_both(share_a, share_b)
    fitting = [slot for slot in slots if slot.get("kind") == "recovery" and slot.get("workspace_id") == workspace_id]
    if not fitting:
        raise NotFound(
            _("This workspace has no recovery slot."), _("Put the folder “slots” back from a backup, then try again.")
        )
    for slot in fitting:
        for nested in _nested_files(slot):
            plaintext = _open_nested(nested, shares)
            if plaintext is not None:
                return _database_key(plaintext, workspace_id)
    raise WrongPassphrase(
        _("Both sheets are typed correctly, but they do not open this workspace."),
        _("Check that both belong to this workspace and were printed together, or use the third sheet."),
    )


def _clean_both(share_a: str, share_b: str) -> tuple[str, str]:
    problems, cleaned = [], []
    for number, typed in enumerate((share_a, share_b), 1):
        try:
            cleaned.append(clean_share(typed))
        except BadInput as error:
            problems.append(_("Sheet number {number} as typed: {why}", number=number, why=error.what))
    if problems:
        raise BadInput(" ".join(problems), _("Compare it with the paper, group by group."))
    if cleaned[0] == cleaned[1]:
        raise BadInput(_("The same sheet was given twice."), _("Two different sheets are needed."))
    return cleaned[0], cleaned[1]


def letters_of(sheet: str) -> str:
    """The letters on a sheet that was saved as it was printed; any other text as it is."""
    rows = [line for line in sheet.splitlines() if line.startswith(INDENT) and line.strip()]
    return "".join(rows) or sheet


def clean_share(typed: str) -> str:
    """The share as age spells it, from what a person typed (blanks, dashes, line breaks, small letters, O for 0).

    Raises BadInput, saying how many letters are missing, which one cannot be, or that the check letters disagree.
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter.isalnum())
    plain = plain.removeprefix(PREFIX.replace("-", "")).translate(MISREAD)
    for place, letter in enumerate(plain, 1):
        if letter not in ALPHABET:
            raise BadInput(_("“{letter}” (place {place}) is never used on a sheet.", letter=letter, place=place))
    if len(plain) != LETTERS:
        raise BadInput(_("there are {found} letters instead of {right}.", found=len(plain), right=LETTERS))
    share = PREFIX + plain
    if crypto.is_age_identity(share):
        return share
    wrong = _find_wrong_letter(plain)
    if wrong:
        raise BadInput(_("the letter in place {place} (group {group}) is wrong.", place=wrong, group=(wrong + 3) // 4))
    raise BadInput(_("the check letters disagree: more than one letter is wrong."))


def _find_wrong_letter(plain: str) -> int | None:
    """The place of the only letter that is wrong. Bech32 tells one wrong letter apart from every other single one."""
    for place in range(LETTERS):
        for letter in ALPHABET:
            if crypto.is_age_identity(f"{PREFIX}{plain[:place]}{letter}{plain[place + 1 :]}"):
                return place + 1
    return None


def _nested_files(slot: dict[str, Any]) -> Iterator[bytes]:
    try:
        for pair in slot["pairs"]:
            yield base64.b64decode(pair["age"], validate=True)
    except (KeyError, TypeError, binascii.Error, ValueError) as error:
        raise Damaged(_("The recovery slot is damaged."), files.restore_hint()) from error


def _open_nested(nested: bytes, shares: tuple[str, str]) -> bytes | None:
    for outer, inner in (shares, shares[::-1]):
        try:
            return crypto.age_decrypt(crypto.age_decrypt(nested, outer), inner)
        except Damaged:  # the usual case: made for another pair
            continue
    return None


def _database_key(plaintext: bytes, workspace_id: str) -> bytes:
    found = files.parse_json(plaintext, what=_("The recovery slot"))
    try:
        key = bytes.fromhex(found["database_key"])
    except (KeyError, TypeError, ValueError):
        key = b""
    if found.get("workspace_id") != workspace_id or len(key) != crypto.KEY_BYTES:
        raise Damaged(_("The recovery slot was put together from another workspace."), files.restore_hint())
    return key


def render_sheet(shares: tuple[str, str, str], workspace_id: str, *, office: str = "") -> str:
    """Three pages of plain text, one a share, divided by form feeds. Print them; do not save them."""
    return "\f".join(_page(number, share, workspace_id, office) for number, share in enumerate(shares, 1))


def _page(number: int, share: str, workspace_id: str, office: str) -> str:
    letters = share.removeprefix(PREFIX)
    groups = [letters[start : start + 4] for start in range(0, LETTERS, 4)]
    rows = [INDENT + "  ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
    lines = [
        _("TIZIM - RECOVERY SHEET {number} OF 3", number=number),
        "",
        *([_("Office: {office}", office=office)] if office else []),
        _("Workspace: {id}", id=workspace_id[:8]),
        "",
        _("Any two of the three sheets open the workspace when the passphrase is lost."),
        _("One sheet alone opens nothing. Keep the three in three places, with three people,"),
        _("never with the laptop, never photographed. Whoever holds two can read everything."),
        "",
        *rows,
        "",
        _("Small or capital letters, blanks and line breaks do not matter."),
        _("There is no letter O, I or B and no digit 1: 0 is zero, L is the letter L, 8 is eight."),
        _("To open: tizim recover (it asks for two sheets)."),
        _("Without Tizim: put {prefix} before the letters; it is an identity of the program age.", prefix=PREFIX),
    ]
    return "\n".join(lines) + "\n"
