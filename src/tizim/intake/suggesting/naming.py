"""Everything a sentence names, found and told apart before any cue is read: dates, places, facilities, people.

What is found first holds: a date is no number, a place is no person. Relations ("her father, Tolqyn") join a
description and a name into one person and are kept as `Kin`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from .lexicon import Lexicon, compile_pattern
from .name import Name
from .passages import Sentence
from .places import find_places
from .quantities import find_numbers
from .scene import Scene
from .spans import Span, add_free
from .subjects import Cast
from .talk import Talk
from .times import find_dates
from .undated import find_undated

# "her" stands for somebody's own before a noun, else for who it is done to: "took her away", "spoke with her since".
_OWNED = re.compile(
    r"\s+(?!(?:since|in|on|at|to|into|for|from|with|by|and|or|but|before|after|when|while|until|as|because|so|that|"
    r"away|off|back|home|there|again|down|out|up|over|through|during|once|twice|alone|together|because|if|who)\b)[^\W\d_]"
)
_DETERMINED = re.compile(r"^(?:the|a|an|one of the|that|this|these|those|some|another|such)\s+", re.IGNORECASE)


def name_all(sentence: Sentence, number: int, lex: Lexicon, names: list[Name], cast: Cast, talk: Talk) -> Scene:
    """The sentence with its spans; persons are entered into `cast`, pronouns resolved against it and `talk`."""
    spans: list[Span] = []
    text, offset = sentence.text, sentence.start
    add_free(spans, find_dates(text, offset, lex.language))
    add_free(spans, list(find_undated(text, offset, lex, list(spans), cast.date)))
    add_free(spans, _organisations(text, offset, lex))
    mine = list(_within(names, sentence))
    taken = [(name.start, name.stop) for name in mine]
    add_free(spans, (s for s in _facilities(text, offset, lex) if not any(a < s.end and s.start < b for a, b in taken)))
    add_free(spans, find_places(text, offset, lex, taken))
    add_free(spans, find_numbers(text, offset, lex))
    add_free(spans, _groups(text, offset, lex))
    add_free(spans, _people(mine, cast))
    add_free(spans, _pronouns(text, offset, lex))
    scene = Scene(sentence, number, lex, spans)
    _drop_and(scene)
    for span in scene.spans:
        if span.form:
            _resolve(span, scene, cast, talk)
        if span.kind == "P" and not talk.is_aside(span.start):
            for key in span.keys:
                cast.mention(key, number, span.start)
    _join_families(scene)
    return scene


def resolve_again(scene: Scene, cast: Cast, talk: Talk) -> None:
    """Pronouns that stand for somebody whom only a description of their own sentence names ("my uncle … he")."""
    for span in scene.spans:
        if span.form and span.form != "1" and not span.keys:
            _resolve(span, scene, cast, talk)
            for key in span.keys:
                cast.mention(key, scene.number, span.start)


def _drop_and(scene: Scene) -> None:
    """Kazakh «мен» between two persons is "and", not "I"."""
    joins = scene.lex.patterns.get("joins_names")
    if joins is None:
        return
    low = scene.sentence.start
    for span in [one for one in scene.spans if one.form == "1" and one.case == "nom"]:
        behind = scene.masked[span.end - low : span.end - low + 60]
        if joins.search(scene.masked[max(0, span.start - low - 40) : span.start - low]) and re.match(
            r" (?:[^\W\d_]+ )?\ue001", behind
        ):
            scene.spans.remove(span)
    scene.refresh()


def _join_families(scene: Scene) -> None:
    """ "Their family moved" says it of those that "their" means."""
    pattern = scene.lex.patterns.get("family")
    scene.refresh()
    for match in pattern.finditer(scene.masked) if pattern else ():
        of = scene.at(match, "of")
        if of is not None and len(of.keys) > 1:
            of.end, of.case = scene.sentence.start + match.end(), "nom"
    scene.refresh()


def _organisations(text: str, offset: int, lex: Lexicon) -> Iterator[Span]:
    """Runs of capitalised words that hold a word of an office, a medium or a school."""
    pattern, office = lex.patterns.get("organisation"), _office_pattern(lex.language)
    words = lex.words("never_in_names")
    for match in pattern.finditer(text) if pattern else ():
        if office and office.search(match[0]):  # what officials say is read by their words
            continue
        if any(word.casefold() in words for word in re.findall(r"[^\W\d_]+(?:['’]s)?", match[0])[1:]):
            yield Span(offset + match.start(), offset + match.end(), "O", text=match[0])


def _within(names: list[Name], sentence: Sentence) -> Iterator[Name]:
    at = bisect_left(names, sentence.start, key=lambda name: name.start)
    while at < len(names) and names[at].start < sentence.end:
        if names[at].stop <= sentence.end:
            yield names[at]
        at += 1


def _people(names: list[Name], cast: Cast) -> Iterator[Span]:
    for name in names:
        key = cast.add_person(name.label, name.start, name.end, gender=name.gender, whole=name.whole)
        yield Span(name.start, name.stop, "P", (key,) if key else (), name.case, text=name.label)


@cache
def _office_pattern(language: str) -> re.Pattern[str] | None:
    from .lexicon import lexicon

    data = lexicon(language).data
    return compile_pattern("<official>", data) if data["words"].get("official") else None


@cache
def _facility_patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    from .lexicon import lexicon

    data = lexicon(language).data
    edge = (r"(?<![^\W_])", r"(?![^\W_])") if data.get("spaces", True) else ("", "")
    found = []
    for kind, written in (data.get("facilities") or {}).items():
        whole = "|".join(f"(?:{one})" for one in sorted(written, key=len, reverse=True))
        found.append((kind, compile_pattern(f"{edge[0]}(?:{whole}){edge[1]}", data)))
    return tuple(found)


def _facilities(text: str, offset: int, lex: Lexicon) -> Iterator[Span]:
    """The longest descriptions first, so that "detention camp" is not read as "detention"."""
    found = [
        Span(offset + match.start(), offset + match.end(), "F", value=kind, text=match[0])
        for kind, pattern in _facility_patterns(lex.language)
        for match in pattern.finditer(text)
    ]
    yield from sorted(found, key=lambda span: span.start - span.end)


@cache
def _group_pattern(language: str) -> re.Pattern[str] | None:
    from .lexicon import lexicon

    data = lexicon(language).data
    edge = (r"(?<![^\W_])", r"(?![^\W_])") if data.get("spaces", True) else ("", "")
    written = data.get("groups")
    return compile_pattern(f"{edge[0]}(?:{'|'.join(written)}){edge[1]}", data) if written else None


def _groups(text: str, offset: int, lex: Lexicon) -> Iterator[Span]:
    pattern = _group_pattern(lex.language)
    for match in pattern.finditer(text) if pattern else ():
        yield Span(offset + match.start(), offset + match.end(), "G", text=match[0])


@cache
def _pronoun_pattern(language: str) -> re.Pattern[str] | None:
    from .lexicon import lexicon

    data = lexicon(language).data
    words = sorted(data.get("pronouns") or {}, key=len, reverse=True)
    edge = (r"(?<![^\W_])", r"(?![^\W_])") if data.get("spaces", True) else ("", "")
    return re.compile(f"{edge[0]}(?:{'|'.join(words)}){edge[1]}", re.IGNORECASE) if words else None


def _pronouns(text: str, offset: int, lex: Lexicon) -> Iterator[Span]:
    pattern = _pronoun_pattern(lex.language)
    for match in pattern.finditer(text) if pattern else ():
        if lex.language == "en" and match[0] == "i":
            continue
        entry = lex.data["pronouns"].get(match[0].casefold()) or _entry(text, match, lex.language)
        span = Span(offset + match.start(), offset + match.end(), "P", (), entry.get("case", ""), text=match[0])
        span.form = (
            "1"
            if entry.get("person") == "1"
            else "pl"
            if entry.get("number") == "pl"
            else entry.get("who", "") or entry.get("gender", "") or "any"
        )
        if match[0].casefold() == "they" and lex.language == "en":
            span.kind = "T"  # who "they" took somebody away are is nobody of the text
        if match[0].casefold() == "her" and not _OWNED.match(text, match.end()):
            span.case = "acc"
        yield span


def _entry(text: str, match: re.Match[str], language: str) -> dict[str, str]:
    """The entry of a pronoun that is written as a pattern."""
    fits = (entry for pattern, entry in _written_pronouns(language) if pattern.match(text, match.start()))
    return next(fits, {})


@cache
def _written_pronouns(language: str) -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    from .lexicon import lexicon

    listed = lexicon(language).data["pronouns"]
    return tuple((re.compile(word, re.IGNORECASE), listed[word]) for word in sorted(listed, key=len, reverse=True))


def _resolve(span: Span, scene: Scene, cast: Cast, talk: Talk) -> None:
    """Give a pronoun the person it stands for, if that is clear; the speaker is never "he"."""
    first = talk.paragraph(scene)
    if span.form == "1":
        key = talk.speaker(span, scene, cast)
        span.keys = (key,) if key else ()
    elif span.form == "nobody":  # "the other was …": of whom, the words leave open
        span.keys = ()
    elif span.form == "first":  # "Subject" of a case note is whom it is about
        key = cast.first()
        span.keys = (key,) if key else ()
    elif span.form == "pl":
        span.keys = cast.resolve_all(scene.number, span.start)
    else:
        gender = "" if span.form == "any" else span.form
        key = cast.resolve(gender, scene.number, span.start, first=first, but=talk.speaking(span.start))
        span.keys = (key,) if key else ()
        if key and gender:
            cast.also(key, cast.label(key), gender)
