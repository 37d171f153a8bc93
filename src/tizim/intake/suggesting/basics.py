"""Who a person is: birth, age, people, citizenship, trade, where from and where they live.

Only from words that stand in an apposition of a name ("Tolqyn Demesin, 45, a farmer from Ghulja"), right beside it
("Kazakh farmer Tolqyn"), or that a clause says of its subject ("Tolqyn was born in 1972").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tizim.core.places import coarsen_place, find_place, place_label
from tizim.core.suggestions import Suggestion
from tizim.core.vocabularies import vocabulary

from .lexicon import Cue
from .numerals import read_joined, read_numeral
from .scene import Scene
from .spans import Span, mask
from .subjects import Cast

WITH_VERB = ("residence", "birth", "birthplace", "health")  # whose words hold a verb of their own
OLDEST = 119  # years
NEAR = 2  # signs between a description and the name right behind it


def read_basics(scene: Scene, cast: Cast) -> list[Suggestion]:
    """What is said of persons. Appositions are joined to the names they stand beside, for the readers that follow."""
    found: list[Suggestion] = []
    spans = [span for span in scene.spans if span.kind != "Q"]  # an age is a number too
    masked = mask(scene.sentence.text, scene.sentence.start, spans)
    ranges = _appositions(scene, masked)
    lowered = masked.lower()
    matches = [(match, cue) for cue in scene.lex.basics for match in cue.finditer(masked, lowered)]
    values = [_value(cue.code, match, scene) for match, cue in matches]
    later: list[tuple[re.Match[str], Cue, str]] = []
    for (match, cue), value in zip(matches, values, strict=True):
        person = _beside(match, scene, ranges)
        if person is not None and value and len(person.keys) == 1:
            found.append(_suggest(match, cue, person, value, scene))
        elif person is None and value:
            later.append((match, cue, value))
    for span, end in ranges:
        span.end = end + scene.sentence.start
    scene.spans = [one for one in scene.spans if not any(_inside(one, span) for span, _ in ranges)]
    scene.refresh()
    for match, cue, value in later:  # of the subject of the clause, once appositions no longer stand between
        person = _subject(match, scene, cue)
        if person is None and cue.more.get("list") == "yes":  # "Age: 44": of the only one named near it
            person = _listed(match, scene, cast)
        if person is not None and len(person.keys) == 1:
            found.append(_suggest(match, cue, person, value, scene))
    return list(_once(found))


def _inside(one: Span, span: Span) -> bool:
    return one is not span and span.start <= one.start and one.end <= span.end


def _appositions(scene: Scene, masked: str) -> list[tuple[Span, int]]:
    """Persons with where their apposition ends, in the mask."""
    pattern = scene.lex.patterns.get("apposition")
    found = []
    for span in scene.spans:
        if pattern and span.kind == "P" and not span.form and span.case in ("", "nom", "acc"):
            end = span.end - scene.sentence.start
            for _more in range(3):
                match = pattern.match(masked, end)
                if not match or match.end() == end:
                    break
                end = match.end()
            if end > span.end - scene.sentence.start:
                found.append((span, end))
    return found


def _beside(match: re.Match[str], scene: Scene, ranges: list[tuple[Span, int]]) -> Span | None:
    """Whom the words are about that stand with a name."""
    start, end = match.span()
    own = scene.at(match, "who")
    if own is not None:
        return own
    offset = scene.sentence.start
    if start in scene.starts and scene.starts[start].kind == "P":
        return scene.starts[start]
    for span, high in ranges:
        if span.end - offset <= start < high:
            return span
    for span in scene.spans:
        if span.kind == "P" and 0 <= span.start - offset - end <= NEAR and not span.form:
            return span
    return None


def _listed(match: re.Match[str], scene: Scene, cast: Cast) -> Span | None:
    at = scene.sentence.start + match.start()
    key = cast.resolve("", scene.number, at)
    return Span(at, at, "P", (key,)) if key else None


def _subject(match: re.Match[str], scene: Scene, cue: Cue) -> Span | None:
    """The subject of the clause, if a verb such as "is" or "worked as" joins it to the words."""
    start, end = match.span()
    offset = scene.sentence.start
    says = scene.lex.patterns.get("copula")
    at = scene.without_auxiliary(start)
    for span in scene.find("subject", at, end):
        between = scene.masked[span.end - offset : start]
        verb = cue.code in WITH_VERB or cue.more.get("verb") == "yes"
        lead = (scene.lex.patterns.get("trade_lead") if cue.code == "profession" else None) or says
        if verb or lead is None or lead.search(between):
            return span
    return None


def _value(code: str, match: re.Match[str], scene: Scene) -> str:
    """The value as a statement takes it, "" for words that the vocabulary or the gazetteer does not know."""
    start, end = match.span("value")
    text = scene.sentence.text[start:end].strip()
    span = scene.starts.get(start)
    if code in ("ethnicity", "sex"):
        return vocabulary("ethnicities" if code == "ethnicity" else "sexes").find(text) or ""
    if code == "nationality":
        return text if span is not None else _country(text, scene)
    if code in ("birthplace", "residence") and span is None:  # a village that no gazetteer has
        return "" if text.split()[0].casefold() in scene.lex.words("not_names") else text
    if code == "birth" and span is not None and span.notes.get("year"):
        return ""  # a birthday takes no year from what happened later
    if code in ("birthplace", "residence", "birth"):
        return span.text if span is not None else text
    return _years_of_age(text, scene.lex.language) if code == "age" else text


def _years_of_age(text: str, language: str) -> str:
    """In figures; "" for what is no age of a person."""
    read = read_numeral(text, language)
    read = read_joined(text) if read is None and language == "ru" else read
    return str(read) if read is not None and 0 < read <= OLDEST else ""


def _country(text: str, scene: Scene) -> str:
    listed = scene.lex.data.get("nationalities") or {}
    written = listed.get(text.casefold(), text)
    place = find_place(str(written))
    return place_label(coarsen_place(place.code, "country"), scene.lex.language) if place else ""


def _suggest(match: re.Match[str], cue: Cue, person: Span, value: str, scene: Scene) -> Suggestion:
    offset = scene.sentence.start
    low = min(match.start(), person.start - offset)
    high = max(match.end(), person.start - offset + len(person.text))
    start, end = scene.whole(low, high)
    text = scene.sentence.text[start - offset : end - offset]
    cues = ((offset + match.start(), offset + match.end()),)
    when = ""
    if cue.code == "age":
        date = re.match(r"^ in (\ue005\ue000*)", scene.masked[match.end() :])
        when = scene.sentence.text[match.end() + 4 : match.end() + date.end()] if date else ""
    return Suggestion(person.keys[0], cue.code, value, start, end, text, when=when, rule=cue.id, cues=cues)


def _once(found: list[Suggestion]) -> Iterator[Suggestion]:
    """Of one property and person in one sentence the longest words: "primary school teacher", not "teacher" too."""
    best: dict[tuple[str, str], Suggestion] = {}
    for one in found:
        known = best.get((one.subject, one.property))
        if known is None or len(one.value) > len(known.value):
            best[(one.subject, one.property)] = one
    yield from best.values()
