"""Relations: "her father", "the father of Aigul", «её отец Толкын», 艾古丽的父亲: one person of description and name.

A description and the name beside it become one span and one subject; who is whose what is suggested as a relation. Of
"my" in somebody's own account it is what the subject is to the source. Nothing is related to a pronoun that is unclear.
"""

from __future__ import annotations

import re
from functools import cache

from tizim.core.suggestions import Suggestion

from .lexicon import Cue, Lexicon, lexicon
from .scene import Scene
from .spans import Span
from .subjects import Cast
from .talk import Talk

NESTED = 3  # "her father's brother's wife"


def join_kin(scene: Scene, cast: Cast, talk: Talk) -> list[Suggestion]:
    """Join the relations of a sentence into persons; `scene` and `cast` are changed, statements come back."""
    found: list[Suggestion] = []
    for _depth in range(NESTED):
        matches = [(match, cue) for cue in scene.lex.relations for match in cue.finditer(scene.masked, scene.lowered)]
        changed = False
        for match, cue in sorted(matches, key=lambda pair: (pair[0].start(), -pair[0].end(), _rank(pair[1], cast))):
            made = _join(match, cue, scene, cast, talk)
            if made is not None:
                found += made
                changed = True
                break
        while changed and (more := _again(scene, cast, talk)) is not None:
            found += more
        if not changed:
            break
    return found


def _rank(cue: Cue, cast: Cast) -> bool:
    """Of two readings of the same words, a writer's own kin comes first in a letter, else last."""
    return (cue.more.get("own") == "yes") != cast.personal


def _again(scene: Scene, cast: Cast, talk: Talk) -> list[Suggestion] | None:
    for cue in scene.lex.relations:
        for match in cue.finditer(scene.masked, scene.lowered):
            made = _join(match, cue, scene, cast, talk)
            if made is not None:
                return made
    return None


def _join(match: re.Match[str], cue: Cue, scene: Scene, cast: Cast, talk: Talk) -> list[Suggestion] | None:
    """One relation; None if the words are none after all (a possessor without its case)."""
    name = scene.at(match, "name") if "name" in match.re.groupindex else None
    text = scene.sentence.text
    start, end = match.span()
    if cue.more.get("beside") == "yes":  # "我和丈夫": the person before stays who they are
        start = match.start("rel")
    code, gender, plural = relation_of(text[match.start("rel") : match.end("rel")], scene.lex)
    if not code or (name is not None and (name.form or len(name.keys) != 1 or name.notes.get("kin"))):
        return None
    if cue.more.get("of") == "near" and name is None and _ending(text[start:end], scene.lex) not in ("", "acc"):
        return None
    possessor = _possessor(match, cue, code, scene, cast, talk)
    if possessor is None:
        return None
    key = _person(scene, cast, (start, end), possessor, code, gender, name, plural)
    if key in (possessor, ""):
        return None
    _replace(scene, start, end, key, cue, name)
    if plural or not possessor:
        return []
    cast.relate(possessor, code, key)
    low, high = scene.whole(start, end)
    quoted = text[low - scene.sentence.start : high - scene.sentence.start]
    cues = ((scene.sentence.start + match.start("rel"), scene.sentence.start + match.end("rel")),)
    if possessor == talk.narrator:
        return [Suggestion(key, "relation_to_source", code, low, high, quoted, rule=cue.id, cues=cues)]
    more = {"relation": code}
    return [Suggestion(possessor, "relation", key, low, high, quoted, rule=cue.id, cues=cues, qualifiers=more)]


def _possessor(match: re.Match[str], cue: Cue, code: str, scene: Scene, cast: Cast, talk: Talk) -> str | None:
    """Whose relative it is, "" if that is not clear; None if the words make no relation."""
    of = scene.at(match, "of") if "of" in match.re.groupindex else None
    needed = str(cue.more.get("of_case", ""))
    if of is not None and needed and of.case not in needed.split("|"):
        return None
    offset = scene.sentence.start
    start, end = match.span()
    if cue.more.get("bare") == "yes":  # "with my brother", once we know of one
        mine = talk.narrator and (cast.kin(talk.narrator, code) or cast.tells_of_own(talk.narrator))
        return talk.narrator if mine else None
    if cue.more.get("of") == "near":  # "әкесі": of whom, the sentence leaves open
        return cast.resolve("", scene.number, offset + start)
    if cue.more.get("of") == "known":  # "the daughter, Tolqyn": of whom a daughter was told of
        return cast.owner(code) or None
    if cue.more.get("own") == "yes" and not (cast.personal or talk.quotation(offset + start)):
        return None  # "uncle Tolqyn" in a letter is the writer's; elsewhere anybody's
    if cue.more.get("mine") == "yes" or cue.more.get("own") == "yes":
        probe = Span(offset + start, offset + end, "P", text=scene.sentence.text[start:end], form="1")
        return talk.speaker(probe, scene, cast)
    return of.keys[0] if of is not None and len(of.keys) == 1 else ""


def _person(
    scene: Scene,
    cast: Cast,
    place: tuple[int, int],
    possessor: str,
    code: str,
    gender: str,
    name: Span | None,
    plural: bool,
) -> str:
    """The key of the related person: by name, else as found before, else as described."""
    start, end = place
    offset, text = scene.sentence.start, scene.sentence.text
    known = cast.kin(possessor, code) if possessor else ""
    described = text[start:end].strip(" ,")
    if name is not None:
        described = re.sub(r"[\s,]*$", "", _without(described, text[name.start - offset : name.end - offset]))
        key = name.keys[0]
        if known and known != key and not cast.is_named(known):
            if cast.drop(key, known, name.start):
                for span in scene.spans:
                    span.keys = tuple(known if one == key else one for one in span.keys)
            cast.name_it(known, name.text, name.start, name.start + len(name.text))
            key = known
    else:
        key = known or cast.add(
            "person",
            described,
            offset + start,
            offset + start + len(described),
            gender=gender,
            plural=plural,
        )
    if described and len(described) < 60:  # noqa: PLR2004
        cast.also(key, described, gender)
    cast.mention(key, scene.number, offset + start)
    return key


def _without(described: str, name: str) -> str:
    return described.replace(name, "").strip(" ,")


def _replace(scene: Scene, start: int, end: int, key: str, cue: Cue, name: Span | None) -> None:
    offset = scene.sentence.start
    tail = scene.masked[end : end + 3]
    case = str(cue.more.get("case", "")) or (name.case if name is not None and name.end - offset == end else "")
    inside = scene.sentence.text[start:end]
    last = scene.lex.data.get("kin_cases") or {}
    for form, its in last.items() if name is None else ():
        if re.search(f"(?:{form})$", inside, re.IGNORECASE):
            case = its
    if re.match(r"['’]s\b", tail):
        case, end = "gen", end + 2
    joined = Span(offset + start, offset + end, "P", (key,), case, text=inside, notes={"kin": "yes"})
    scene.spans = [span for span in scene.spans if span.end <= joined.start or span.start >= joined.end]
    scene.spans.append(joined)
    scene.spans.sort(key=lambda span: span.start)
    scene.refresh()


def _ending(words: str, lex: Lexicon) -> str:
    """The case that a description ends in ("әкесінің"), where the language tells."""
    cases = lex.data.get("kin_cases") or {}
    return next((str(case) for form, case in cases.items() if re.search(f"(?:{form})$", words, re.IGNORECASE)), "")


def relation_of(words: str, lex: Lexicon) -> tuple[str, str, bool]:
    """Code, gender of the person and whether it is several, of a word such as "brothers"; ("", "", False) for none."""
    folded = words.strip().casefold()
    for code, pattern in _relations(lex.language):
        if pattern.fullmatch(folded):
            genders = lex.data.get("relation_gender") or {}
            simple = folded.split()[-1] if folded.split() else folded
            gender = next((sex for sex, listed in genders.items() if simple in listed or folded in listed), "")
            plural = simple in (lex.data.get("relation_plural") or ())
            return code, gender, plural
    return "", "", False


@cache
def _relations(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon(language).data["relation_words"]
    return tuple((code, re.compile("|".join(map(str, forms)), re.IGNORECASE)) for code, forms in words.items())
