"""How people were treated and why they were taken: passages kept in their words, reasons as codes where known.

A reason is looked for only behind words that give one ("accused of", "because"); who gives it decides whether it is
official or suspected. Several reasons in one passage are several suggestions; one that no code fits stays in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from tizim.core.suggestions import Suggestion
from tizim.core.vocabularies import vocabulary

from .events import describe_group, passage
from .lexicon import Cue
from .scene import Scene
from .spans import Span
from .subjects import Cast

LEAST_WORD = 4  # letters of a written form of a reason, in alphabets


def read_treatment(scene: Scene, cast: Cast) -> Iterator[Suggestion]:
    """What was done to people: one suggestion a person and sentence, over all clauses that say it."""
    made: dict[str, Suggestion] = {}
    for cue in scene.lex.treatment:
        for match in cue.pattern.finditer(scene.masked):
            start, end = match.span()
            if _denied(scene, start):
                continue
            who = scene.at(match, "who")
            persons = (who,) if who is not None else scene.find(cue.who or "subject", start, end)
            low, high = passage(scene, start, end, persons)
            for person in persons[:1]:
                for key in _keys(person, scene, cast):
                    known = made.get(key)
                    wider = (min(low, known.start), max(high, known.end)) if known else (low, high)
                    one = _suggest(scene, cue, match, key, "treatment", "", wider)
                    made[key] = replace(one, rule=known.rule, cues=(*known.cues, *one.cues)) if known else one
    yield from made.values()


def _keys(person: Span, scene: Scene, cast: Cast) -> tuple[str, ...]:
    if person.kind == "G":
        label, start = describe_group(person, scene)
        return (cast.add("group", label, start, start + len(label), plural=True),)
    return person.keys


def _denied(scene: Scene, at: int) -> bool:
    negated = scene.lex.patterns.get("negated")
    low = max(scene.clause(at)[0], at - 60)
    return bool(negated and negated.search(scene.masked[low:at]))


def read_reasons(scene: Scene, cast: Cast, about: tuple[str, ...]) -> Iterator[Suggestion]:
    """Reasons given in a sentence. `about`: the persons that its events are about, if its grammar does not say more."""
    done: list[tuple[int, int]] = []
    for cue in scene.lex.reasons:
        for match in cue.pattern.finditer(scene.masked):
            group = "reason" if "reason" in match.re.groupindex else "none"
            start, end = match.span(group)
            if any(low < end and start < high for low, high in done):
                continue
            keys = _reason_keys(match, cue, scene, about) or _listed(match, cue, scene, cast)
            codes = (
                ["none_given"] if group == "none" else find_reasons(scene.sentence.text[start:end], scene.lex.language)
            )
            if not keys or (not codes and cue.more.get("words") != "yes"):
                continue
            done.append((start, end))
            words = scene.sentence.text[start:end].strip(" ,.;“”\"'")
            for key in keys:
                for code in codes or [words]:
                    low, high = scene.whole(match.start(), max(end, match.end()))
                    yield _suggest(scene, cue, match, key, cue.code, code, (low, high))


def _reason_keys(match: re.Match[str], cue: Cue, scene: Scene, about: tuple[str, ...]) -> tuple[str, ...]:
    who = scene.at(match, "who")
    if who is not None:
        return who.keys
    if len(set(about)) == 1:
        return about[:1]
    persons = scene.find(cue.who or "subject", scene.without_auxiliary(match.start()), match.start() + 1)
    keys = persons[0].keys if len(persons) == 1 and persons[0].kind == "P" else ()
    return keys if len(keys) == 1 else ()


def _listed(match: re.Match[str], cue: Cue, scene: Scene, cast: Cast) -> tuple[str, ...]:
    """Of a list ("Ground: …") the only person named near it."""
    key = cast.resolve("", scene.number, scene.sentence.start + match.start()) if cue.who == "near" else ""
    return (key,) if key else ()


def find_reasons(text: str, language: str) -> list[str]:
    """The codes of vocabulary `reasons` whose words stand in `text`, in order, without those that lie in a longer one.

    >>> find_reasons("for wearing a veil and a visit to Kazakhstan", "en")
    ['veil', 'travel_abroad']
    """
    found: list[tuple[int, int, str]] = []
    for code, pattern in _reasons(language):
        found += [(match.start(), match.end(), code) for match in pattern.finditer(text)]
    kept: list[tuple[int, int, str]] = []
    for low, high, code in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
        if not any(a <= low and high <= b for a, b, _ in kept):
            kept.append((low, high, code))
    return list(dict.fromkeys(code for _low, _high, code in sorted(kept)))


@cache
def _reasons(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    from .lexicon import lexicon

    data = lexicon(language).data
    chinese = not data.get("spaces", True)
    more = data.get("reason_words") or {}
    never = {str(word).casefold() for word in data.get("not_reasons") or ()}
    found = []
    for code, term in vocabulary("reasons").terms.items():
        if code in ("other", "unknown", "none_given"):
            continue
        forms = {term.labels.get(language, ""), *term.synonyms}
        words = [re.escape(form) for form in forms if _usable(form, language, chinese) and form.casefold() not in never]
        words += [str(form) for form in more.get(code, ())]
        if words:
            edge = ("", "") if chinese else (r"(?<![^\W_])", "" if data.get("open_ends") else r"(?![^\W_])")
            listed = "|".join(sorted(words, key=len, reverse=True))
            found.append((code, re.compile(f"{edge[0]}(?:{listed}){edge[1]}", re.IGNORECASE)))
    return tuple(found)


def _usable(form: str, language: str, chinese: bool) -> bool:
    sign = next((letter for letter in form if letter.isalpha()), "")
    script = (
        "zh"
        if "\u3400" <= sign <= "\u9fff"
        else "ug"
        if "\u0600" <= sign <= "\u06ff"
        else "ru"
        if "\u0400" <= sign <= "\u052f"
        else "en"
    )
    mine = {"zh": "zh", "ug": "ug", "ru": "ru", "kk": "ru"}.get(language, "en")
    return script == mine and len(form) >= (2 if chinese else LEAST_WORD)


def _suggest(
    scene: Scene, cue: Cue, match: re.Match[str], key: str, name: str, value: str, place: tuple[int, int]
) -> Suggestion:
    offset = scene.sentence.start
    text = scene.sentence.text[place[0] - offset : place[1] - offset]
    cues = ((offset + match.start(), offset + min(match.end(), match.start() + 60)),)
    return Suggestion(key, name, value or text, place[0], place[1], text, rule=cue.id, cues=cues)
