"""Why people were taken: reasons as codes of the vocabulary, behind words that give one ("accused of", "because").

Who gives a reason decides whether it is official or suspected: a court, a charge, a notice, the police; else those who
tell. It is said of whom the nearest taking, holding or sentencing is about; where its sentence tells of none ("The
ground was extremism"), of the one that the sentence before told of. What is denied, asked or only possible is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tizim.core.suggestions import Suggestion
from tizim.core.vocabularies import vocabulary

from .lexicon import Cue, expand
from .scene import Scene
from .subjects import Cast

LEAST_WORD = 4  # letters of a written form of a reason, in alphabets
FAR = 90  # signs between an event and its reason
DONE_TO = frozenset(
    {
        *("detained", "arrested", "sent_to_camp", "held", "transferred", "sentenced", "interrogated", "summoned"),
        *("documents_withheld", "exit_banned", "forced_labour", "deported", "house_arrest", "camp", "custody"),
        *("pretrial", "exit_ban", "released_restricted"),
    }
)


def read_reasons(scene: Scene, cast: Cast, events: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Reasons given in a sentence, of which `events` are read already."""
    done: list[tuple[int, int]] = []
    for cue in scene.lex.reasons:
        for match in cue.finditer(scene.masked, scene.lowered):
            group = "reason" if "reason" in match.re.groupindex else "none"
            start, end = match.span(group)
            if group == "reason":
                start, end = _since(match, scene, start, end), _until(scene, start, end)
            if any(low < end and start < high for low, high in done) or (
                group == "reason" and _denied(scene, match, start, end)
            ):
                continue
            words = scene.sentence.text[start:end]
            codes = ["none_given"] if group == "none" else find_reasons(words, scene.lex.language)
            keys = _whose(match, (start, end), cue, scene, cast, events) if codes else ()
            if not keys:
                continue
            done.append((start, end))
            written = cast.official_text and group == "reason" and cue.more.get("guessed") != "yes"
            name = "reason_official" if written else cue.code
            low, high = scene.whole(match.start(), max(end, _last(match, end)))
            for key in keys:
                yield from (_suggest(scene, cue, match, key, name, code, (low, high)) for code in codes)


def _last(match: re.Match[str], end: int) -> int:
    """Where the passage ends: behind the verb that follows a reason, not behind a reason that was cut."""
    group = "reason" if "reason" in match.re.groupindex else "none"
    return match.end() if match.end(group) < match.end() else end


def _since(match: re.Match[str], scene: Scene, start: int, end: int) -> int:
    """Where reasons stand before their verb, they begin behind the name or the date before them."""
    if match.end("reason") == match.end():
        return start
    offset = scene.sentence.start
    ends = [
        span.end - offset
        for span in scene.spans
        if start <= span.start - offset < end and (span.kind == "D" or (span.kind == "P" and not span.notes.get("kin")))
    ]
    return max((at for at in ends if at < end), default=start)


def _until(scene: Scene, start: int, end: int) -> int:
    """A reason ends where the sentence goes on with something else ("…, but", "…, his sister said")."""
    stop = scene.lex.patterns.get("reason_until")
    found = stop.search(scene.masked, start, end) if stop else None
    return found.start() if found and found.start() > start else end


def _denied(scene: Scene, match: re.Match[str], start: int, end: int) -> bool:
    pattern, behind = scene.lex.patterns.get("reason_denied"), scene.lex.patterns.get("reason_denied_behind")
    if behind and behind.match(scene.masked, match.end()):
        return True
    low = max(scene.clause(match.start())[0], match.start() - 60)
    return bool(pattern and any(pattern.search(scene.masked[a:b]) for a, b in ((low, match.start()), (low, start))))


def _whose(
    match: re.Match[str], place: tuple[int, int], cue: Cue, scene: Scene, cast: Cast, events: Sequence[Suggestion]
) -> tuple[str, ...]:
    """The keys of those whom a reason is given for; none if that is not clear."""
    who = scene.at(match, "who")
    if who is not None:
        return who.keys if len(who.keys) == 1 else ()
    if found := _taken(match, place, scene, cast, events):
        return found
    if cue.more.get("event") == "yes":
        return ()
    if cue.who == "near":
        key = cast.resolve("", scene.number, scene.sentence.start + match.start())
        return (key,) if key else ()
    if cue.more.get("back") == "first" and (told := cast.told_of(scene.number)):
        return told
    near, own = scene.clause(max(place[0] - 2, 0))[0], scene.clause(match.start())[0]
    for low in (max(match.start(), near), match.start(), own):
        if named := _named(scene, low, place[0]):
            return named
    if "back" not in cue.more:
        persons = scene.find(cue.who or "subject", scene.without_auxiliary(match.start()), match.start() + 1)
        keys = persons[0].keys if len(persons) == 1 and persons[0].kind == "P" else ()
        return keys if len(keys) == 1 else _only(match, scene, cast)
    return cast.told_of(scene.number) or _named(scene, 0, match.start()) or _only(match, scene, cast)


def _only(match: re.Match[str], scene: Scene, cast: Cast) -> tuple[str, ...]:
    """In a notice, a verdict or an answer of an office: whom it is about ("the above-named")."""
    key = cast.resolve("", scene.number, scene.sentence.start + match.start()) if cast.official_text else ""
    return (key,) if key else ()


def _named(scene: Scene, low: int, high: int) -> tuple[str, ...]:
    """The only person that a part of the sentence names."""
    offset = scene.sentence.start
    found = {span.keys for span in scene.spans if span.kind == "P" and low <= span.start - offset < high}
    return next(iter(found)) if len(found) == 1 and len(next(iter(found))) == 1 else ()


def _taken(
    match: re.Match[str], place: tuple[int, int], scene: Scene, cast: Cast, events: Sequence[Suggestion]
) -> tuple[str, ...]:
    """Whom the nearest taking, holding or sentencing of the sentence is about."""
    offset = scene.sentence.start
    low, high = min(match.start(), place[0]) + offset, max(match.end(), place[1]) + offset
    near: list[tuple[int, int, Suggestion]] = []
    for one in events:
        if one.value in DONE_TO and one.cues and cast.kind(one.subject) == "person":
            start, end = one.cues[0]
            if end > low - FAR and start < high + FAR:
                near.append((max(place[0] + offset - end, start - place[1] - offset, 0), start, one))
    if not near:
        return ()
    best = min(near, key=lambda each: each[:2])
    return tuple(dict.fromkeys(one.subject for _gap, start, one in near if start == best[1]))


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
        if not any(a < high and low < b for a, b, _ in kept):
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
        words += [expand(form, data) for form in more.get(code, ())]
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
