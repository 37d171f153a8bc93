"""One text read from its first sentence to its last: names first, then sentence by sentence who and what.

The order matters only in that what was named before may be meant by what comes later.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tizim.core.suggestions import Reading, SuggestedSubject, Suggestion

from .basics import read_basics
from .events import read_events
from .kin import join_kin
from .lexicon import LANGUAGES, Lexicon, lexicon
from .name import Name
from .naming import name_all, resolve_again
from .official import read_known, read_numbers, read_official
from .passages import find_quotations, iter_sentences
from .people import find_names
from .reasons import read_reasons
from .remarks import read_health, read_treatment
from .scene import Scene
from .spans import blank
from .subjects import Cast
from .talk import Talk
from .undated import dated
from .where import remember_place

_KAZAKH = re.compile("[әіңғүұқөһ]", re.IGNORECASE)
_TURKISH = re.compile(r"[ğışĞİŞ]")
SAMPLE = 20_000
HEAD = 300  # signs in which a notice, a verdict or an official answer shows itself
# Told language and what the letters say: Kazakh in Arabic script, Uyghur in Cyrillic or Latin have no lexicon.
OTHER_SCRIPT = frozenset({("kk", "ug"), ("ug", "kk"), ("ug", "ru"), ("ug", "en"), ("ug", "tr"), ("kk", "tr")})


def suggest(text: str, language: str | None = None) -> Reading:
    """What `text` may state. `language`: a code such as "en", "kk", "zh-Hans"; without one its letters tell.

    Never raises for any text; a language without a lexicon is read by its letters.
    """
    code = (language or "").split("-")[0].casefold()
    guess = guess_language(text)
    if (code, guess) in OTHER_SCRIPT:
        return Reading(code)
    code = code if code in LANGUAGES and _fits(code, guess) else guess
    if code not in LANGUAGES:
        return Reading(code)
    lex = lexicon(code)
    cast = Cast()
    whole = blank(text)
    talk = Talk(find_quotations(whole))
    names = find_names(whole, lex)
    office = lex.patterns.get("official_text")
    cast.official_text = bool(office and office.search(whole[:HEAD]))
    personal = lex.patterns.get("personal")
    cast.personal = bool(personal and personal.search(text))
    _introduce(whole, names, lex, cast, talk)
    statements: list[Suggestion] = []
    for number, sentence in enumerate(iter_sentences(whole)):
        scene = name_all(sentence, number, lex, names, cast, talk)
        statements += join_kin(scene, cast, talk)
        resolve_again(scene, cast, talk)
        statements += _read(scene, cast)
    return _finish(lex.language, text, cast, statements)


def _introduce(text: str, names: list[Name], lex: Lexicon, cast: Cast, talk: Talk) -> None:
    """ "My name is Tolqyn Demesin": whoever says "I" outside quotations is the one of that name."""
    pattern = lex.patterns.get("introduces")
    found = pattern.search(text) if pattern else None
    if found is None or talk.quotation(found.start()) is not None:
        return
    for name in names:
        if name.start == found.end():
            key = cast.add_person(name.label, name.start, name.end, gender=name.gender)
            cast.also(key, str(lex.data.get("narrator", "I")))
            talk.narrator = cast.narrator = key


def _read(scene: Scene, cast: Cast) -> list[Suggestion]:
    """Everything that one sentence says, once it is known who is who in it."""
    found = read_basics(scene, cast)
    events = list(read_events(scene, cast))
    about = tuple(dict.fromkeys(one.subject for one in events if cast.kind(one.subject) == "person"))
    cast.told(set(about), scene.number)
    found += events
    cast.date = dated([one.when for one in events if one.when], scene.lex.language, cast.date)
    found += read_treatment(scene, cast)
    found += read_health(scene, cast, found)
    found += read_reasons(scene, cast, events)
    groups = {cast.place(one.subject): one.value for one in events if cast.kind(one.subject) == "group"}
    found += read_numbers(scene, cast, groups)
    found += read_official(scene, cast)
    remember_place(scene, cast)
    known = read_known(scene) if found else []
    return [_with_source(one, scene, known, cast.narrator) for one in found]


def _with_source(one: Suggestion, scene: Scene, ways: list[tuple[int, int, str]], narrator: str) -> Suggestion:
    """How it is known, where words before it in the sentence say so ("learnt from relatives that")."""
    at = (one.cues[0][0] if one.cues else one.start) - scene.sentence.start
    known = [code for start, _end, code in ways if start <= at]
    if known and not one.how_known:
        return replace(one, how_known=known[-1])
    lived = one.subject == narrator and narrator and one.property in ("event", "treatment") and not one.how_known
    return replace(one, how_known="experienced_it") if lived else one


def _finish(language: str, text: str, cast: Cast, statements: list[Suggestion]) -> Reading:
    """In the order of the passages, each once, the subjects renumbered, those that carry nothing left out."""
    seen: set[tuple[str, str, str, int, str]] = set()
    kept = []
    told = {one.subject for one in statements if ".relations." not in one.rule}
    for one in sorted(statements, key=lambda each: (each.start, each.end, each.rule)):
        if re.search(r"\.relations\.(?:bare|own)\b", one.rule) and one.subject not in told:
            continue  # "the husband", of whom nothing is told
        place = 0 if one.property.startswith("relation") else one.start  # who is whose what is said once
        mark = (one.subject, one.property, one.value, place, one.when)
        if one.subject and mark not in seen and one.start < one.end:
            seen.add(mark)
            kept.append(replace(one, as_said=text[one.start : one.end]))
    used = {one.subject for one in kept} | {one.value for one in kept if one.property == "relation"}
    used |= {one.qualifiers["facility"] for one in kept if "facility" in one.qualifiers}
    subjects = [one for one in cast.subjects() if one.key in used or (one.kind == "person" and cast.is_named(one.key))]
    keys = {one.key: f"s{at}" for at, one in enumerate(subjects, 1)}
    return Reading(
        language,
        tuple(_renamed(one, keys[one.key], text) for one in subjects),
        tuple(_with_keys(one, keys) for one in kept),
    )


def _renamed(one: SuggestedSubject, key: str, text: str) -> SuggestedSubject:
    return replace(
        one, key=key, label=text[one.start : one.end] if len(one.label) == one.end - one.start else one.label
    )


def _with_keys(one: Suggestion, keys: dict[str, str]) -> Suggestion:
    more = dict(one.qualifiers)
    if "facility" in more:
        more["facility"] = keys[more["facility"]]
    value = keys[one.value] if one.property == "relation" else one.value
    return replace(one, subject=keys[one.subject], value=value, qualifiers=more)


def guess_language(text: str) -> str:
    """en, tr, ru, kk, ug or zh by the letters of a text: enough to choose a lexicon."""
    counts = dict.fromkeys(("zh", "ug", "ru", "en"), 0)
    sample = text[:SAMPLE]
    for letter in sample:
        if "\u3400" <= letter <= "\u9fff":
            counts["zh"] += 3
        elif "\u0600" <= letter <= "\u06ff":
            counts["ug"] += 1
        elif "\u0400" <= letter <= "\u052f":
            counts["ru"] += 1
        elif letter.isalpha():
            counts["en"] += 1
    best = max(counts, key=lambda name: counts[name])
    if best == "ru" and len(_KAZAKH.findall(sample)) * 50 > counts["ru"]:
        return "kk"
    if best == "en" and len(_TURKISH.findall(sample)) * 50 > counts["en"]:
        return "tr"
    return best


def _fits(code: str, guess: str) -> bool:
    """Whether a text whose letters speak for `guess` may be in the language that was told."""
    return code == guess or {code, guess} <= {"ru", "kk"} or {code, guess} <= {"en", "tr"}


__all__ = ["Lexicon", "guess_language", "suggest"]
