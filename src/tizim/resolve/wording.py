"""A line of a receipt, and a weight, in the reader's language. Nothing is computed here.

>>> from tizim.resolve.weighing import Reason
>>> say(Reason("name", "same", "agree", 6.02, ("Самат", "Samat", 99, 400)))
'“Самат” and “Samat”: 99 % alike; about one in 400 has such a name'
>>> times_words(2.3), times_words(-2.3), times_words(0.1)
('10 times as likely', '10 times less likely', 'says hardly anything')
"""

from __future__ import annotations

import math

from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.places import place_label
from tizim.core.vocabularies import vocabulary
from tizim.core.wording import field_label
from tizim.resolve.levels import FIELDS, NOTHING
from tizim.resolve.weighing import Reason
from tizim.resolve.weights import ESTIMATED, HAND, JUDGED, Weights, origin

SAYS_LITTLE = 0.2


def say(reason: Reason) -> str:
    """What a line compares, in words."""
    if reason.field == "start":
        return _("before comparing: two mentions of this archive, whoever they are")
    if reason.field == "limit" and reason.level == "names":
        return _("held back: the names differ, and relatives share much else")
    if reason.field == "limit":
        return _(
            "held back: a name needs a second fact that agrees"
            " (birth, father, relatives, village, ID number, photograph)"
        )
    if reason.level == "nothing":
        return _("nothing to compare")
    return _SAYS[reason.field](reason)


def level_words(field: str, level: str) -> str:
    """What a level of a field means, for the table of weights."""
    words = {
        "same": _("the same"), "near": _("nearly the same"), "loose": _("somewhat alike"), "hardly": _("hardly alike"),
        "turned": _("the same words in another order"),
        "other": _("another"), "same_day": _("the same day"), "same_year": _("the same year"),
        "spans_meet": _("may be the same year"), "within_one": _("a year apart"),
        "within_three": _("two or three years apart"), "far": _("more than three years apart"),
        "same_prefecture": _("the same prefecture"), "same_file": _("the same file"),
        "same_picture": _("the same picture, saved again"), "one_account": _("one account names them as two"),
        "nothing": _("nothing to compare"),
    }  # fmt: skip
    return _("another of the same prefecture") if (field, level) == ("county", "near") else words[level]


def weight_rows(weights: Weights) -> list[tuple[str, ...]]:
    """One row a level: field, level, m, u, weight, in words, pairs of one person it rests on, judged, where from.

    Of names the weight is that of a name as rare as most.
    """
    return [
        (
            field_label(field.code), level_words(field.code, level.code), _percent(share.m), _percent(share.u),
            f"{weights.of(field.code, level.code):+.2f}", times_words(weights.of(field.code, level.code)),
            str(round(share.same)), str(share.judged), origin_words(origin(field.code, share)),
        )
        for field in FIELDS
        for level in field.levels
        if level.code != NOTHING
        for share in [weights.shares[field.code][level.code]]
    ]  # fmt: skip


def origin_words(code: str) -> str:
    """Where a weight mostly comes from."""
    return {HAND: _("set by hand"), ESTIMATED: _("estimated"), JUDGED: _("judged")}[code]


def _percent(share: float) -> str:
    return f"{share * 100:.3g} %"


def times_words(weight: float) -> str:
    """A log-odds as "ten times as likely", in round numbers."""
    if abs(weight) < SAYS_LITTLE:
        return _("says hardly anything")
    times = math.exp(abs(weight))
    count = f"{times:.1f}" if times < 3 else str(_round(times))
    if weight > 0:
        return _("{count} times as likely", count=count)
    return _("{count} times less likely", count=count)


def _round(number: float) -> int:
    size = 10 ** max(0, math.floor(math.log10(number)))
    return round(number / size) * size


def _name(reason: Reason) -> str:
    one, other, percent, one_in = reason.values
    words = _("“{one}” and “{other}”: {percent} % alike", one=one, other=other, percent=percent)
    if reason.outcome != "agree":
        return words
    if reason.level == "turned":
        words = _("“{one}” and “{other}”: the same words in another order", one=one, other=other)
    return words + _("; about one in {count} has such a name", count=one_in)


def _names(reason: Reason) -> str:
    one, other, percent = reason.values
    return _("“{one}” and “{other}”: {percent} % alike", one=one, other=other, percent=percent)


def _birth(reason: Reason) -> str:
    one, other = reason.values
    return _("born {one} and {other}", one=one, other=other)


def _codes(reason: Reason) -> str:
    names = {"sex": "sexes", "ethnicity": "ethnicities"}
    words = vocabulary(names[reason.field])
    one, other = (words.label(str(v), current_language()) if v in words.codes else str(v) for v in reason.values)
    return one if one == other else _("{one} and {other}", one=one, other=other)


def _places(reason: Reason) -> str:
    one, other = (place_label(str(code), current_language()) for code in reason.values)
    return _("both: {place}", place=one) if one == other else _("{one} and {other}", one=one, other=other)


def _words(reason: Reason) -> str:
    one, other = reason.values
    return str(one) if one == other else _("{one} and {other}", one=one, other=other)


def _numbers(reason: Reason) -> str:
    return _("the same ID number") if reason.level == "same" else _("other ID numbers")


def _photographs(reason: Reason) -> str:
    if reason.level == "same_file":
        return _("the same photograph file lies with both")
    return _("the same picture lies with both, saved again or scaled; faces are not compared")


def _account(_reason: Reason) -> str:
    return _("one account names them as two")


_SAYS = {
    "name": _name, "birth": _birth, "sex": _codes, "ethnicity": _codes, "father": _names, "relatives": _names,
    "county": _places, "village": _names, "profession": _words, "id_number": _numbers, "photograph": _photographs,
    "account": _account,
}  # fmt: skip
