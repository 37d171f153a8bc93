"""The drawing of a family: three generations around a person, two or four boxes a line, joined as statements say.

Who is held is marked by three bars on the box and by the word, not by colour alone. Everybody stands in the list beside
the drawing too, with the accounts that say so; whoever has no place in three generations stands only there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tizim.core.i18n import gettext as _
from tizim.web.people.drawing import element, joined, page_direction, said, shortened, text
from tizim.web.people.kin import PARTNERS, Relative

BOX, HEIGHT, GAP, BETWEEN = 158, 62, 12, 30  # widths and heights in units; BETWEEN generations
MOST = 16  # boxes around the person
LETTERS = 19  # of a name in a box


@dataclass(frozen=True)
class Box:
    """Where somebody stands. `relative` is None for the person of the page."""

    x: float
    y: float
    relative: Relative | None


def drawn(relatives: Sequence[Relative]) -> list[Relative]:
    """Those who stand in the drawing: of the three generations that say most, the first `MOST`."""
    own = [one for one in relatives if not one.of and one.rank is not None]
    ranks = {one.rank for one in own}
    shown = {0, 1, -1}
    if -1 not in ranks and 2 in ranks:
        shown = {0, 1, 2}
    elif 1 not in ranks and -2 in ranks:
        shown = {0, -1, -2}
    return [one for one in own if one.rank in shown][:MOST]


def family(name: str, state: str, relatives: Sequence[Relative], *, held: bool, columns: int) -> SafeString:
    """The drawing, `columns` boxes wide; nothing where nobody can be placed."""
    shown = drawn(relatives)
    if not shown:
        return SafeString("")
    width, y, boxes, lines = columns * (BOX + GAP) + GAP, GAP, [], []
    for rank in sorted({one.rank or 0 for one in shown} | {0}, reverse=True):
        for row in _lines([one for one in shown if one.rank == rank], rank, columns):
            placed = _placed(row, y, width)
            boxes += placed
            lines.append((rank, placed))
            y += HEIGHT + GAP
        y += BETWEEN - GAP
    height = y - BETWEEN + GAP
    label = f"family-{columns}"
    title = said("title", _("The family of {name}, as it is told", name=name), id=label)
    inside = [title, _joined_by_lines(lines, width / 2), *(_box(box, name, state, held=held) for box in boxes)]
    return element(
        "svg", joined(inside), class_=f"family c{columns}", viewBox=f"0 0 {width} {height}", width=width,
        height=height, role="group", aria_labelledby=label,
    )  # fmt: skip


def _lines(rows: list[Relative], rank: int, columns: int) -> list[Sequence[Relative | None]]:
    """The lines of boxes of one generation; the person stands with who they are or were married to."""
    if rank:
        return [rows[at : at + columns] for at in range(0, len(rows), columns)]
    partners = [one for one in rows if one.code in PARTNERS]
    others = [one for one in rows if one.code not in PARTNERS]
    if len(rows) < columns:
        return [[*others, None, *partners]]
    found = [others[at : at + columns] for at in range(0, len(others), columns)]
    own: list[Relative | None] = [None, *partners[: columns - 1]]
    rest = partners[columns - 1 :]
    return [*found, own, *(rest[at : at + columns] for at in range(0, len(rest), columns))]


def _placed(row: Sequence[Relative | None], y: float, width: float) -> list[Box]:
    """In the middle of the drawing, in the direction of the page."""
    whole = len(row) * (BOX + GAP) - GAP
    start = (width - whole) / 2
    xs = [start + at * (BOX + GAP) for at in range(len(row))]
    if page_direction() == "rtl":
        xs = [width - x - BOX for x in xs]
    return [Box(x, y, one) for x, one in zip(xs, row, strict=True)]


def _joined_by_lines(lines: Sequence[tuple[int, list[Box]]], middle: float) -> SafeString:
    """A trunk behind the boxes, with a branch to everybody of a line: below parents, above all others. Whoever is or
    was married to the person is joined to them, not to the trunk."""
    parts, ats = [], []
    for at, (rank, placed) in enumerate(lines):
        top = placed[0].y
        for one, other in zip(placed, placed[1:], strict=False):
            if _with_own(placed) and not _hangs(other):
                level = top + HEIGHT / 2
                parts.append(_line(one.x + BOX / 2, level, other.x + BOX / 2, level))
        ends = [box.x + BOX / 2 for box in placed if _hangs(box)]
        if at == 0 and rank <= 0 and len(ends) < 2:
            ats.append(top + HEIGHT / 2)
            continue
        level = top + HEIGHT + GAP / 2 if rank > 0 else top - GAP / 2
        ats.append(level)
        parts.append(_line(min([*ends, middle]), level, max([*ends, middle]), level))
        parts += [_line(end, level, end, top + HEIGHT / 2) for end in ends]
    return joined([*parts, _line(middle, ats[0], middle, ats[-1])])


def _with_own(placed: Sequence[Box]) -> bool:
    return any(box.relative is None for box in placed)


def _hangs(box: Box) -> bool:
    """Whether somebody hangs on the trunk: all but partners."""
    return box.relative is None or box.relative.code not in PARTNERS


def _line(x1: float, y1: float, x2: float, y2: float) -> SafeString:
    return element("line", class_="kin", x1=x1, x2=x2, y1=y1, y2=y2)


def _box(box: Box, name: str, state: str, *, held: bool) -> SafeString:
    one = box.relative
    called, word = (one.name, one.word) if one else (name, "")
    status, locked = (one.state_word, one.held) if one else (state, held)
    kind = f"box{' own' if one is None else ''}{' held' if locked else ''}"
    middle = box.x + BOX / 2
    parts = [
        said("title", called or _("(no name)")),
        element("rect", class_=kind, x=box.x, y=box.y, width=BOX, height=HEIGHT, rx=4),
        text(shortened(called or _("(no name)"), LETTERS - 3 * locked), middle, box.y + 21, name=called, class_="name"),
    ]
    below = [words for words in (word, status) if words]
    for at, words in enumerate(below[:2]):
        parts.append(text(shortened(words, 26), middle, box.y + 38 + 16 * at, class_="soft"))
    if locked:
        parts.append(_bars(box))
    inside = joined(parts)
    return element("a", inside, href=f"/people/{one.id}") if one else element("g", inside)


def _bars(box: Box) -> SafeString:
    """Three upright bars at the edge where a line begins."""
    ltr = page_direction() == "ltr"
    xs = [box.x + 5 + 4 * at if ltr else box.x + BOX - 5 - 4 * at for at in range(3)]
    return joined([element("line", class_="bars", x1=x, x2=x, y1=box.y + 6, y2=box.y + HEIGHT - 6) for x in xs])
