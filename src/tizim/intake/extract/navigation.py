"""Which lines of a saved page are the site's navigation and not the article: breadcrumbs, menus, labels, "Related …".

Careful rather than thorough: a line is dropped only where its shape and its place both say so, at the head or at the
tail; long points of a list are content. What is dropped is handed back. Made for plain text, where no tags help.

>>> split_navigation(["Title of it", "1. Home", "2. News", "3. Title of it", "The text begins here."])[0]
['Title of it', 'The text begins here.']
"""

from __future__ import annotations

import re

from .words import alternatives, pattern

HEAD_LINES = 25
MAX_LOOK_CHARS = 400
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)、]|[•·▪◦●■*»>|–-])\s+(\S.*)$")
_CRUMBS = re.compile(r"^\s*\S[^.!?。]{0,40}(?:\s*[>»›→|]\s*\S[^.!?。>»›→|]{0,80}){1,6}\s*$")
_BRACKETS = re.compile(r"^\s*\[[^\]]{2,60}\]\s*$")


def split_navigation(lines: list[str]) -> tuple[list[str], list[str]]:
    """(lines kept, lines dropped), each in their order. The first line with words, the title, is always kept."""
    short = [line[:MAX_LOOK_CHARS] for line in lines]
    dropped = _head(short) | _tail(short)
    kept = [line for position, line in enumerate(lines) if position not in dropped]
    return kept, [lines[position] for position in sorted(dropped)]


def _is_label(line: str) -> bool:
    return bool(_BRACKETS.match(line) or re.match(rf"\s*(?:{alternatives('labels')})\s*[:：].{{0,120}}$", line, re.I))


def _is_button(line: str) -> bool:
    return bool(pattern("buttons").fullmatch(line.strip()))


def _begins_tail(line: str) -> bool:
    return len(line) <= 80 and bool(re.match(rf"\s*(?:{alternatives('tails')})", line, re.IGNORECASE))


def _head(lines: list[str]) -> set[int]:
    filled = [position for position, line in enumerate(lines) if line.strip()][:HEAD_LINES]
    if not filled:
        return set()
    title = _plain(lines[filled[0]])
    dropped = {p for p in filled[1:] if _is_label(lines[p]) or _is_button(lines[p])}
    dropped |= {p for p in filled[1:8] if _CRUMBS.match(lines[p]) and not _ends_sentence(lines[p])}
    run: list[int] = []
    for position in [*filled[1:], -1]:
        if position >= 0 and (position in dropped or _is_menu_item(lines[position], title)):
            run.append(position)
            continue
        if sum(1 for p in run if p not in dropped) >= 2:
            dropped |= set(run)
        run = []
    return dropped


def _is_menu_item(line: str, title: str) -> bool:
    """A numbered or bulleted line that is too short for a thought, or that repeats the title."""
    found = _ITEM.match(line)
    if not found:
        return False
    words = found[1].strip()
    return _plain(words) == title or (len(words) <= 40 and not _ends_sentence(words))


def _tail(lines: list[str]) -> set[int]:
    """From the first heading of "related" things on, if nothing after it looks like the article."""
    filled = [position for position, line in enumerate(lines) if line.strip()]
    for position in filled[max(1, int(len(filled) * 0.5)) :]:
        if _begins_tail(lines[position]):
            rest = [p for p in filled if p >= position]
            if all(len(lines[p]) <= 160 and not (_ends_sentence(lines[p]) and len(lines[p]) > 80) for p in rest):
                return set(rest)
    end: set[int] = set()
    for position in reversed(filled[1:]):
        if not _is_button(lines[position]):
            break
        end.add(position)
    return end


def _ends_sentence(line: str) -> bool:
    return line.rstrip().endswith((".", "!", "?", "。", "！", "？", "؟", "”", ":", "："))


def _plain(line: str) -> str:
    return re.sub(r"\W+", "", line).casefold()
