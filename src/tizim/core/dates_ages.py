"""Ages and the births that follow from them: "aged 45 in 2018" means born in 1972 or 1973.

An age is kept as stated, with the date it was true on; the range of birth is derived and never takes its place.
Not here: the East Asian count, in which a child is one at birth. An age said to be counted so (虚岁) is read one or
two years lower, which widens the range.

>>> birth_range(45, 45, "2018"), birth_range(45, 45, "2018-05-03"), parse_age("около 45 лет")
('[1972..1973]', '[1972-05-04..1973-05-03]', (43, 47))
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from .dates_edtf import read_edtf
from .errors import BadInput
from .i18n import gettext as _
from .scripts import fold_letters

OLDEST = 125
_ABOUT = re.compile(
    r"about|around|approx|circa|roughly|около|примерно|приблизительно|шамамен|шамасында|تەخمىنەن|ئەتراپىدا|大约|约|左右|大概|~"
)
_DECADE = re.compile(r"(?:in (?:his|her|their) |за )?(early|mid|late)?[ -]?(\d)0(?:s|多岁|多|-есінде)")
_CHINESE = str.maketrans("一二三四五六七八九", "123456789")


def parse_age(text: str) -> tuple[int, int]:
    """Youngest and oldest age meant: "45" as it is, "about 45" two years either way, "40s" ten. Raises BadInput."""
    plain = fold_letters(text).strip()
    plain = re.sub(r"\d", lambda found: str(unicodedata.decimal(found[0])), plain)
    plain = re.sub("([一二三四五六七八九])十多岁", lambda found: found[1].translate(_CHINESE) + "0多岁", plain)
    if found := _DECADE.search(plain):
        low = int(found[2]) * 10
        thirds = {"early": (low, low + 4), "mid": (low + 3, low + 7), "late": (low + 6, low + 9)}
        return thirds.get(found[1], (low, low + 9))
    numbers = [int(number) for number in re.findall(r"\d+", plain)]
    if not 1 <= len(numbers) <= 2 or max(numbers) > OLDEST or len(plain) > 60:
        raise BadInput(
            _("“{text}” cannot be read as an age.", text=text[:40]), _("Write a number of years, such as 45 or 40-45.")
        )
    low, high = min(numbers), max(numbers)
    if re.search("虚岁|虛歲", plain):
        low -= 2
        high -= 1
    if _ABOUT.search(plain):
        low, high = low - 2, high + 2
    return max(low, 0), high


def birth_range(low: int, high: int, when: str) -> str:
    """EDTF of the birth of someone aged low..high at `when` (EDTF, bounded). Raises BadInput without a bounded date."""
    read = read_edtf(when)
    if read.earliest is None or read.latest is None:
        raise BadInput(_("“{when}” does not say when the age was true.", when=when), _("Give a year."))
    first = _years_before(read.earliest, high + 1) + timedelta(days=1)
    last = _years_before(read.latest, low)
    length = {part.precision for pair in read.parts for part in pair if part}
    sign = read.qualifier
    if length == {"day"}:
        return f"[{first.isoformat()}{sign}..{last.isoformat()}{sign}]"
    cut = 7 if length <= {"month", "season", "day"} else 4
    return f"[{first.isoformat()[:cut]}{sign}..{last.isoformat()[:cut]}{sign}]"


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, or before year 1
        if day.year - years < 1:
            raise BadInput(_("Nobody is that old."), _("Check the age and its date.")) from None
        return day.replace(year=day.year - years, day=28)
