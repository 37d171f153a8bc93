"""How much each level of each field weighs: the Fellegi–Sunter model as Splink has it, with hand-set values to begin.

A weight is a log-odds (natural): log(m / u), where `m` is the share of pairs of one person that stand at a level and
`u` the share of pairs of different people. +2.3 makes "one person" ten times as likely, -2.3 a tenth. Names that agree
weigh log(m / share of people who bear the name), so a rare name says more than a common one. A side that does not say
weighs nothing. Not here: how the shares are learned (`estimating`), adding up (`weighing`). Spec: docs/weights.md.

Invariants: frozen · to values and back is the same · nothing depends on the order in which mentions came.

>>> HAND_SET.of("sex", "other") < -3 < HAND_SET.of("sex", "nothing") == 0.0
True
>>> HAND_SET.of("name", "same", bearers=40) < HAND_SET.of("name", "same", bearers=2)
True
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tizim.resolve.levels import AGREE, FIELD_OF, FIELDS, NOTHING

USUAL_NAME = 1 / 500  # the share of people who bear a name of which nothing is known
USUAL_PEOPLE = 1000  # how many mentions the archive needs until its own counts of names say as much as that
OTHERS = 100  # of n mentions, one in (n + this) pairs of each is expected to be the same person

BY_HAND = 20.0  # pairs: as much as what is set by hand counts where `m` is estimated
JUDGED_COUNTS = 5  # a pair that people judged counts as much as so many pairs that are one person by estimate

HAND, ESTIMATED, JUDGED = "hand", "estimated", "judged"


@dataclass(frozen=True)
class Share:
    """`same` and `different`: on how many pairs `m` and `u` rest; `judged`: how many of them people decided."""

    m: float
    u: float
    same: float = 0.0
    different: float = 0.0
    judged: int = 0

    @property
    def weight(self) -> float:
        return math.log(self.m / self.u)


@dataclass(frozen=True)
class Weights:
    """`prior`: the share of all pairs of mentions that are one person. `names`: key of a whole name → its bearers.

    `mentions`: how many it was learned from; `basis` says which (a digest), for telling whether it still holds.
    `same`, `different`: how many judgements went in. `usual`: the share of people who bear the name of a pair, on
    average; a name borne by half as many weighs twice as much.
    """

    prior: float
    shares: Mapping[str, Mapping[str, Share]]
    mentions: int = 0
    names: Mapping[str, int] = field(default_factory=dict)
    same: int = 0
    different: int = 0
    basis: str = ""
    usual: float = USUAL_NAME

    def of(self, field_code: str, level: str, bearers: int = 0) -> float:
        """The weight of one level. `bearers`: how many others have about this name."""
        if level == NOTHING:
            return 0.0
        share = self.shares[field_code][level]
        if field_code == "name" and FIELD_OF["name"].level(level).outcome == AGREE:
            return share.weight + self.rarity_base + math.log(2) * self.rarity(bearers)
        return share.weight

    @property
    def rarity_base(self) -> float:
        """What the rarity of a name is measured against, as a log: half by the names of pairs that are one person, half
        by how often names agree by chance. The first counts too many as one person, the second too few."""
        return (math.log(self.usual) + math.log(self.shares["name"]["same"].u)) / 2

    @property
    def start(self) -> float:
        """The log-odds before anything is compared."""
        return math.log(self.prior / (1 - self.prior))

    def rarity(self, bearers: int) -> int:
        """One in 2 to the power of this bears such a name: in whole steps, so that one more changes little."""
        return rarity(bearers, self.mentions)

    def as_values(self) -> dict[str, Any]:
        """For storing: six digits, so that it comes back as the same."""
        shares = {
            code: {
                level: [_six(one.m), _six(one.u), _six(one.same), _six(one.different), one.judged]
                for level, one in levels.items()
            }
            for code, levels in self.shares.items()
        }
        return {
            "prior": _six(self.prior), "shares": shares, "mentions": self.mentions, "names": dict(self.names),
            "same": self.same, "different": self.different, "basis": self.basis,
            "usual": _six(self.usual),
        }  # fmt: skip


def rarity(bearers: int, mentions: int) -> int:
    share = (bearers + USUAL_NAME * USUAL_PEOPLE) / (mentions + USUAL_PEOPLE)
    return max(0, round(-math.log2(share)))


def from_values(values: Mapping[str, Any]) -> Weights:
    """What `as_values` wrote. A level that was not known when it was written is as set by hand."""
    shares = {
        code: dict(by_hand)
        | {level: Share(m, u, same, different, judged) for level, (m, u, same, different, judged) in levels.items()}
        for code, by_hand in HAND_SET.shares.items()
        for levels in [values["shares"].get(code, {})]
    }
    return Weights(
        values["prior"], shares, values["mentions"], values["names"], values["same"], values["different"],
        values["basis"], values["usual"],
    )  # fmt: skip


def rounded(weights: Weights) -> Weights:
    """As it will be when it comes back from where it is stored."""
    return from_values(weights.as_values())


def hand_set(mentions: int = 0) -> Weights:
    """What is assumed of an archive of this many mentions before anything was learned from it."""
    shares = {
        one.code: {level.code: Share(level.m, level.u) for level in one.levels if level.code != NOTHING}
        for one in FIELDS
    }
    return Weights(1 / (mentions + OTHERS), shares, mentions)


def origin(field_code: str, share: Share) -> str:
    """Where a weight mostly comes from: judged, estimated, or (it rests on less than `BY_HAND` pairs) set by hand."""
    if not FIELD_OF[field_code].whole or max(share.same, share.different) < BY_HAND:
        return HAND
    return JUDGED if share.judged * JUDGED_COUNTS * 2 > share.same else ESTIMATED


def _six(number: float) -> float:
    return float(f"{number:.6g}")


HAND_SET = hand_set()
