"""What is told to have happened when, sorted into lanes for the drawing and the table beside it. No markup of drawings.

A bar spans all days that a date leaves open: a longer bar is a less exact date, not a longer time. What has no end in
one direction ("before 2018") fades there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tizim.core.dates import from_edtf, show_date
from tizim.core.errors import TizimError
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.places import place_label
from tizim.core.profiles import ProfileValue
from tizim.core.wording import value_label

TAKEN, CAMP, PRISON, WATCHED, RELEASED, PAPERS, CONTACT, OTHER = (
    "taken", "camp", "prison", "watched", "released", "papers", "contact", "other",
)  # fmt: skip
LANE_OF = {
    "event": {
        "summoned": TAKEN, "interrogated": TAKEN, "detained": TAKEN, "arrested": TAKEN, "held": TAKEN,
        "transferred": TAKEN, "sent_to_camp": CAMP, "sentenced": PRISON, "house_arrest": WATCHED,
        "forced_labour": WATCHED, "released": RELEASED, "documents_withheld": PAPERS, "exit_banned": PAPERS,
        "last_contact": CONTACT, "no_news": CONTACT,
    },
    "status": {
        "custody": TAKEN, "pretrial": TAKEN, "camp": CAMP, "sentenced": PRISON, "house_arrest": WATCHED,
        "forced_labour": WATCHED, "released_restricted": RELEASED, "released_free": RELEASED,
        "documents_withheld": PAPERS, "exit_ban": PAPERS, "no_contact": CONTACT, "whereabouts_unknown": CONTACT,
    },
}  # fmt: skip
ORDER = (TAKEN, CAMP, PRISON, WATCHED, RELEASED, PAPERS, CONTACT, OTHER)


@dataclass(frozen=True)
class Bar:
    """One dated value: the days it may be about, as ordinals; None where it is open."""

    lane: str
    words: str
    when: str
    where: str
    numbers: tuple[int, ...]
    first: int | None
    last: int | None
    about: bool
    status: bool

    @property
    def marks(self) -> str:
        """ "A-1 A-4 +2": the accounts that say so."""
        shown = " ".join(f"A-{number}" for number in self.numbers[:3])
        return f"{shown} +{len(self.numbers) - 3}" if len(self.numbers) > 3 else shown


def lane_label(lane: str) -> str:
    return {
        TAKEN: _("Taken"), CAMP: _("Camp"), PRISON: _("Prison"), WATCHED: _("House arrest, forced work"),
        RELEASED: _("Released"), PAPERS: _("Papers"), CONTACT: _("Last contact"), OTHER: _("Other events"),
    }[lane]  # fmt: skip


def bars(values: Iterable[ProfileValue]) -> list[Bar]:
    """Every dated event and status, lane by lane, each lane in the order of time."""
    found = [bar for value in values if (bar := _bar(value)) is not None]
    far = date.max.toordinal()
    return sorted(found, key=lambda bar: (ORDER.index(bar.lane), bar.first or 0, bar.last or far, bar.words))


def _bar(value: ProfileValue) -> Bar | None:
    if value.property not in LANE_OF or not value.valid_when:
        return None
    try:
        when = from_edtf(value.valid_when)
    except (TizimError, ValueError):
        return None
    if when.earliest is None and when.latest is None:
        return None
    language = current_language()
    return Bar(
        LANE_OF[value.property].get(value.value, OTHER),
        value_label(value.property, value.value, language, {}) or value.value_raw,
        show_date(value.valid_when, language), place_label(value.place, language) if value.place else "",
        tuple(sorted({item.account_number for item in value.items})),
        when.earliest.toordinal() if when.earliest else None, when.latest.toordinal() if when.latest else None,
        bool(when.qualifier), value.property == "status",
    )  # fmt: skip
