"""Two accounts of which one was perhaps drawn from the other, as the page shows them: passages beside each other.

Not here: what is proposed and what holds (`db.copies`).
"""

from __future__ import annotations

from typing import Any

from tizim.core.dates import show_date
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.wording import derivation_words, direction_words
from tizim.db.copies import Beside, Side
from tizim.db.derivations import Decision
from tizim.web.isolated import bdi

OPEN_PASSAGES = 3  # shown at once; more are folded


def shown_pair(one: Beside) -> dict[str, Any]:
    """What is proposed, on what it rests, and who decided what."""
    pair = one.pair
    passages = [(bdi(a, one.derived.language), bdi(b, one.source.language)) for a, b in one.passages]
    return {
        "derived": _side(one.derived), "source": _side(one.source),
        "directed": one.directed, "kind": derivation_words(pair.detected) if pair.detected else "",
        "share": round(100 * float(pair.evidence.get("containment") or 0)),
        "direction": direction_words(str(pair.evidence.get("direction", ""))), "certain": pair.certain,
        "passages": passages[:OPEN_PASSAGES], "more": passages[OPEN_PASSAGES:],
        "decided": [_decision(row, one.way(row), pair.held) for row in pair.decided],
    }  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    when = show_date(side.date, current_language()) if side.date else ""
    return {"number": side.number, "called": bdi(side.called), "when": when}


def _decision(row: Decision, way: str, held: Decision | None) -> dict[str, Any]:
    state = _("holds") if row == held else _("taken back") if row.taken_back else _("decided otherwise since")
    day = show_date(row.at[:10], current_language())
    return {
        "kind": derivation_words(row.kind), "way": way, "by": bdi(row.by), "day": day, "reason": bdi(row.reason),
        "state": state, "holds": row == held, "id": row.id,
    }  # fmt: skip
