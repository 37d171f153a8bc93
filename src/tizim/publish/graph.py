"""The graph behind each count of voices: who goes back to whom and why, for the pages and for the data files.

Made from what was counted over the projection (`Voices.each`, `Voices.steps`), so nothing stands here that is not
published by itself: accounts under their public numbers, derivations between two published accounts, sources by
number. What leads through an account that stays inside is not there; that it is missing does not show either.
What is counted in the office and not published has no number here: the totals are the only ones (`totals`).

Spec: docs/spec/release.md, "The graph behind a count".

>>> number_of("a12"), number_of("s3")
(12, 3)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tizim.core.canonical import canonical_bytes
from tizim.core.i18n import gettext as _
from tizim.core.profiles import Profile, ProfileValue, Voice
from tizim.core.voice_tree import Tree, trees
from tizim.core.wording import joined_words, link_words, state_words, why_words

from . import wording
from .contents import Contents

SPEAKING = frozenset({"origin", "carries", "unresolved"})  # relations that lead to a source, unless to an account

TOLD_APART = frozenset({"carries", "above", "further"})  # other states stand over the voice, or follow from the reason


@dataclass(frozen=True)
class LinkView:
    kind: str
    why: str
    to: StepView


@dataclass(frozen=True)
class StepView:
    """An account in the graph. `state`: what its telling is where it does not speak for itself; `through`: names."""

    account: int
    said_on: str
    state: str
    why: str
    through: tuple[Any, ...] = ()
    links: tuple[LinkView, ...] = ()


@dataclass(frozen=True)
class VoiceView:
    """`number`: of a voice that counts, from 1; 0 of what is none, or no certain one. `joined`: why ends are one."""

    number: int
    state: str
    joined: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class GraphView:
    """`voices` where there is something to unfold; `why` where one account stands for itself: how it speaks."""

    voices: tuple[VoiceView, ...] = ()
    why: str = ""


def number_of(public_id: str) -> int:
    """The public number in an id of `Projection.facts`."""
    return int(public_id[1:])


def graph_view(contents: Contents, value: ProfileValue) -> GraphView:
    """The graph of one value, in the language of the page."""
    voices = value.voices
    if voices is None:
        return GraphView()
    shown, at = [], 0
    for voice in _ordered(voices.each):
        at += voice.counts
        found = trees(voices, sorted(voice.items, key=number_of), contents.known)
        shown.append(_voice(contents, voice, at if voice.counts else 0, found))
    steps = [step for voice in shown for step in voice.steps]
    if len(steps) == 1 and not steps[0].links:
        return GraphView((), steps[0].why)
    return GraphView(tuple(shown))


def _ordered(voices: tuple[Voice, ...]) -> list[Voice]:
    """Those that count first, each by its first account."""
    return sorted(voices, key=lambda one: (not one.counts, [number_of(end) for end in one.ends], one.state))


def _voice(contents: Contents, voice: Voice, number: int, found: list[Tree]) -> VoiceView:
    state = "" if voice.counts else wording.capital(_state(voice.state))
    joined = joined_words(voice.joined)
    return VoiceView(number, state, joined, tuple(_step(contents, tree, voice.items) for tree in found))


def _state(state: str) -> str:
    """What stands over accounts that are no voice, or no certain one."""
    if state == "circular":
        return _("circular: these only cite each other")
    return state_words("heard" if state == "carries" else state)


def _step(contents: Contents, tree: Tree, beside: tuple[str, ...]) -> StepView:
    """`beside`: the accounts that stand under the same voice themselves, and so are only named within another."""
    account = contents.accounts[number_of(tree.account_id)]
    links = (LinkView(link_words(one.kind), why_words(one.why), _named(contents, one.to, beside)) for one in tree.links)
    return StepView(
        account.number,
        wording.date_words(account.published_on or account.told_on),
        state_words(tree.state) if tree.state in TOLD_APART else "",
        why_words(tree.why),
        tuple(wording.isolate(name) for name in tree.through),
        tuple(links),
    )


def _named(contents: Contents, tree: Tree, beside: tuple[str, ...]) -> StepView:
    if tree.account_id in beside:
        return StepView(number_of(tree.account_id), "", "", "")
    return _step(contents, tree, beside)


def accounts_in(profile: Profile | None) -> set[int]:
    """The numbers of all accounts that the graphs of a page name."""
    values = [value for values in profile.sections.values() for value in values] if profile else []
    ids = {step[at] for value in values if value.voices for step in value.voices.steps for at in (0, 2)}
    return {number_of(one) for one in ids if one[:1] == "a" and one[1:].isdigit()}


def graph_rows(contents: Contents) -> list[dict[str, Any]]:
    """One row for each value of each profile, for `data/voices.jsonl`."""
    register = contents.register
    rows = []
    for official, profiles in ((False, register.profiles), (True, register.official)):
        for subject, profile in profiles.items():
            for values in profile.sections.values():
                rows += [_row(subject, official, value) for value in values if value.voices]
    return sorted(rows, key=canonical_bytes)


def _row(subject: str, official: bool, value: ProfileValue) -> dict[str, Any]:
    voices = value.voices
    assert voices is not None  # noqa: S101 - for the type checker: asked by the caller
    return {
        "subject": subject, "official": official, "property": value.property, "value": value.value,
        "when": value.valid_when, "place": value.place,
        "statements": sorted(item.statement_id for item in value.items),
        "items": voices.items, "best": voices.best, "low": voices.low, "high": voices.high,
        "circular": voices.circular,
        "voices": [
            {"state": one.state, "counts": one.counts, "joined": one.joined,
             "ends": sorted(map(number_of, one.ends)), "accounts": sorted(map(number_of, one.items))}
            for one in _ordered(voices.each)
        ],
        "steps": list(_steps(value)),
    }  # fmt: skip


def _steps(value: ProfileValue) -> Iterator[dict[str, Any]]:
    """Each step with the statements of its account that it rests on; `to` is an account, `source` a source."""
    said: dict[str, list[str]] = {}
    for item in value.items:
        said.setdefault(item.account_id, []).append(item.statement_id)
    found = value.voices.steps if value.voices else ()
    for account, relation, target, why in sorted(found, key=lambda step: (number_of(step[0]), *step[1:])):
        named = relation == "through"
        ends = relation in SPEAKING and target[:1] == "s"
        yield {
            "account": number_of(account), "relation": relation,
            "to": 0 if named or ends or not target else number_of(target),
            "source": number_of(target) if ends else 0, "name": target if named else "", "why": why,
            "statements": sorted(said.get(account, ())),
        }  # fmt: skip
