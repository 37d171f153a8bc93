"""How long a sentence is: years and months in figures or words, and "life" or "suspended" in the words of the text.

Read from the clause of the verb, behind it first; nothing where the text tells no length.
"""

from __future__ import annotations

import re

from .lexicon import Cue
from .numerals import read_joined, read_numeral
from .scene import Scene

MOST_YEARS = 60
MONTHS = 12


def length_of(cue: Cue, scene: Scene, start: int, end: int) -> dict[str, str]:
    """Qualifiers of a sentence that the cue at start..end of the mask tells: `sentence_years`, `detail`."""
    if cue.code != "sentenced":
        return {}
    low, high = scene.clause(start)[0], scene.clause(max(end - 1, start))[1]
    behind, whole = scene.sentence.text[start:high], scene.sentence.text[low:high]
    found: dict[str, str] = {}
    pattern = scene.lex.patterns.get("years")
    match = (pattern.search(behind) or pattern.search(whole)) if pattern else None
    told = scene.lex.patterns.get("years_told")  # "is in prison; his term is nine years"
    match = match or (told.search(scene.sentence.text[start:]) if told else None)
    if match and (years := _years(match, scene.lex.language)):
        found["sentence_years"] = years
    detail = scene.lex.patterns.get("years_detail")
    words = (detail.search(behind) or detail.search(whole)) if detail else None
    if words:
        found["detail"] = words[0].strip()
    return found


def _years(match: re.Match[str], language: str) -> str:
    groups = match.groupdict()
    written = groups.get("n") or ""
    if re.fullmatch(r"[0-9]{1,2}[.,]5", written):
        return written.replace(",", ".")
    read = read_joined(groups["joined"]) if groups.get("joined") else read_numeral(written, language)
    if read is None or not 0 < read <= MOST_YEARS:
        return ""
    months = read_numeral(groups.get("months") or "", language) or 0
    part = 0.5 if groups.get("half") else round(min(months, MONTHS) / MONTHS, 2)
    return f"{read + part:g}"
