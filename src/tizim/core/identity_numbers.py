"""Identity numbers of China (18 or 15 characters) and Kazakhstan (IIN): spelling, checksum and date, nothing more.

A number opens every police and travel file on a person. It is checked here, stored sealed or as a keyed code by
others, and never logged, shown in full, put into a message or compared in clear. Whether the division existed in the
year of birth is not asked: numbers are issued long after birth, and real ones fail that test.

Invariants: no function here writes anything · no error text and no repr holds a digit of the number · what a number
says of birth and sex is what was registered, which may differ from the truth: it becomes no statement by itself.

Source: GB 11643-1999 (MOD 11-2); the law of Kazakhstan on registers of identification numbers (2007).

>>> found = find_identity_number("653125198001010001")
>>> found.country, found.born_on, found.sex, found.division, found.valid
('cn', '1980-01-01', 'female', '653125', True)
>>> found
IdentityNumber(cn, valid)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from .errors import BadInput
from .i18n import gettext as _


@dataclass(frozen=True, repr=False)
class IdentityNumber:
    """What a number says. `valid`: the check character agrees (for the old Chinese form: True, it has none).

    digits     the number itself, without spaces: sealed material
    born_on    ISO date as registered; the old Chinese form is read as of the twentieth century
    division   first six digits of a Chinese number: where it was first registered, as divisions were then
    """

    country: str
    digits: str
    born_on: str
    sex: str
    division: str = ""
    old_form: bool = False
    valid: bool = True

    def __repr__(self) -> str:
        return f"IdentityNumber({self.country}, {'valid' if self.valid else 'check fails'})"

    __str__ = __repr__


def parse_identity_number(text: str) -> IdentityNumber:
    """The number in `text`. Raises BadInput (without repeating it) if the spelling, the date or the check is wrong."""
    found = find_identity_number(text)
    if found is None:
        raise BadInput(_("This is no identity number of China or Kazakhstan."), _("Check it against the document."))
    if not found.valid:
        raise BadInput(_("The check character of the identity number does not agree."), _("Look for a mistyped digit."))
    return found


def find_identity_number(text: str) -> IdentityNumber | None:
    """As `parse_identity_number`, with `valid=False` for a wrong check character and None for anything else."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)
    plain = re.sub(r"[\s\-–.]", "", plain).upper().replace("Х", "X")  # the Cyrillic letter looks the same
    if re.fullmatch(r"\d{17}[\dX]", plain):
        return _chinese(plain)
    if re.fullmatch(r"\d{15}", plain):
        return _old_chinese(plain)
    return _kazakh(plain) if re.fullmatch(r"\d{12}", plain) else None


def _chinese(number: str) -> IdentityNumber | None:
    born = _date(int(number[6:10]), number[10:12], number[12:14])
    if born is None or number[0] not in "12345689":
        return None
    total = sum(int(digit) * (2 ** (17 - i) % 11) for i, digit in enumerate(number[:17]))
    check = "10X98765432"[total % 11]
    return IdentityNumber("cn", number, born, _sex(number[16]), number[:6], valid=check == number[17])


def _old_chinese(number: str) -> IdentityNumber | None:
    born = _date(1900 + int(number[6:8]), number[8:10], number[10:12])
    if born is None or number[0] not in "12345689":
        return None
    return IdentityNumber("cn", number, born, _sex(number[14]), number[:6], old_form=True)


def _kazakh(number: str) -> IdentityNumber | None:
    century_and_sex = int(number[6])
    if not 1 <= century_and_sex <= 6:
        return None
    century = 1800 + 100 * ((century_and_sex - 1) // 2)
    born = _date(century + int(number[:2]), number[2:4], number[4:6])
    if born is None:
        return None
    check = _weighted(number, range(1, 12))
    if check == 10:
        check = _weighted(number, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
    return IdentityNumber("kz", number, born, _sex(number[6]), valid=check < 10 and check == int(number[11]))


def _weighted(number: str, weights: range | tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11


def _sex(digit: str) -> str:
    return "male" if int(digit) % 2 else "female"


def _date(year: int, month: str, day: str) -> str | None:
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None
