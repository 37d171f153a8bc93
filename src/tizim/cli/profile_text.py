"""A profile as lines of text: each value with its accounts, how each knows, and how many independent voices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tizim.core.dates import show_date
from tizim.core.i18n import gettext as _
from tizim.core.places import place_label
from tizim.core.profiles import Item, Profile, ProfileValue, Voices
from tizim.core.values import Facts
from tizim.core.vocabularies import vocabulary
from tizim.core.voice_tree import Tree, trees
from tizim.core.wording import (
    link_words,
    qualifier_label,
    qualifier_words,
    rule_words,
    section_label,
    state_words,
    value_label,
    voices_words,
    why_words,
)


def profile_lines(profile: Profile, facts: Facts, language: str, *, graph: bool = False) -> Iterator[str]:
    """The whole profile, in the order the field knows; with `graph`, where each telling comes from."""
    labels = {mention.id: mention.label for mention in facts.mentions}
    yield " / ".join(profile.names) or _("(no name)")
    yield "=" * min(len(" / ".join(profile.names)), 80)
    if profile.voices:
        yield voices_words(profile.voices)
    if profile.official_voices:
        yield _("Official version, counted apart: {voices}", voices=voices_words(profile.official_voices))
    for section, values in profile.sections.items():
        if not values:
            continue
        yield ""
        yield section_label(section)
        for value in values:
            yield f"  {value_words(value, language, labels)}"
            if value.voices and (graph or len(value.items) > 1):
                yield f"    {voices_words(value.voices)}"
            yield from (f"    {item_words(item, language, labels)}" for item in value.items)
            if graph and value.voices:
                yield from (f"      {line}" for line in graph_lines(value, facts))
    lines = contradiction_lines(profile, facts, language)
    if lines:
        yield ""
        yield _("Contradictions")
        yield from lines
    found = list(finding_lines(profile, facts, language))
    if found:
        yield from ("", _("Findings"), *found)


def finding_lines(profile: Profile, facts: Facts, language: str) -> Iterator[str]:
    """What two reviewers concluded, with the standard of proof, the reasons, and what would change it."""
    for one in facts.findings:
        if one.mention_id in profile.mention_ids:
            standard = vocabulary("standards_of_proof").label(one.standard_of_proof, language)
            yield f"  {one.conclusion}  [{standard}]  {one.id}"
            yield f"    {_('reasons')}: {one.reasons}"
            if one.would_change:
                yield f"    {_('what would change it')}: {one.would_change}"
            yield f"    {' · '.join(part for part in (one.by, one.second, show_date(one.at[:10], language)) if part)}"


def graph_lines(value: ProfileValue, facts: Facts) -> Iterator[str]:
    """Where the telling of each account comes from, down to where it ends, with the reason of each step."""
    numbers = {account.id: account.number for account in facts.accounts}
    voices = value.voices or Voices(0, 0, 0, 0)
    labels = {mention.id: mention.label for mention in facts.mentions}
    for tree in trees(voices, (item.account_id for item in value.items), numbers):
        yield from _tree_lines(tree, numbers, labels, "")


def _tree_lines(tree: Tree, numbers: Mapping[str, int], labels: Mapping[str, str], indent: str) -> Iterator[str]:
    said = f"A-{numbers[tree.account_id]}"
    if tree.state:
        said += f": {state_words(tree.state)}" + (f" ({why_words(tree.why)})" if tree.why else "")
    if tree.told_by:
        said += f" · {why_words('told by the same person')}: {labels.get(tree.told_by, tree.told_by)}"
    yield indent + said
    for link in tree.links:
        yield f"{indent}  ← {link_words(link.kind)} ({why_words(link.why)})"
        yield from _tree_lines(link.to, numbers, labels, indent + "    ")


def value_words(value: ProfileValue, language: str, labels: dict[str, str]) -> str:
    """“detained · October 2017 · Tekes County”, in the reader's language."""
    term = vocabulary("properties").term(value.property) if value.property in vocabulary("properties").codes else None
    name = vocabulary("properties").label(value.property, language) if term else value.property
    shown = value_label(value.property, value.value, language, labels)
    if not shown or shown == value.value_raw:
        shown = value.value_raw or shown
    extra = [show_date(value.valid_when, language) if value.valid_when else ""]
    extra.append(place_label(value.place, language) if value.place else "")
    for key, text in sorted(value.qualifiers.items()):
        if text:
            extra.append(qualifier_words(key, text, language, labels))
    return " · ".join(part for part in (f"{name}: {shown}", *extra) if part)


def item_words(item: Item, language: str, labels: Mapping[str, str]) -> str:
    """“A-7 · S-3, a daughter · told by relatives · through Green Lamp Monitor: “…””."""
    parts = [f"A-{item.account_number}", item.source_label]
    if item.how_known:
        known = vocabulary("how_known")
        parts.append(known.label(item.how_known, language) if item.how_known in known.codes else item.how_known)
    if item.told_by:
        parts.append(f"{qualifier_label('told_by')}: {labels.get(item.told_by, item.told_by)}")
    if item.through:
        parts.append(_("through {names}", names=" ← ".join(reversed(item.through))))
    if item.locator:
        parts.append(item.locator)
    line = " · ".join(parts)
    return f"{line}: “{item.as_said}”" if item.as_said else line


def contradiction_lines(profile: Profile, facts: Facts, language: str) -> list[str]:
    """The statements of each contradiction side by side, with their accounts."""
    labels = {mention.id: mention.label for mention in facts.mentions}
    by_id = {s.id: s for s in facts.statements}
    numbers = {account.id: account.number for account in facts.accounts}
    lines = []
    for one in profile.contradictions:
        sides = []
        for statement in (by_id[one.statement_a], by_id[one.statement_b]):
            shown = value_label(statement.property, statement.value, language, labels)
            when = show_date(statement.valid_when, language) if statement.valid_when else ""
            name = vocabulary("properties").label(statement.property, language)
            place = place_label(statement.place, language) if statement.place else ""
            told = [qualifier_words(key, text, language, labels) for key, text in sorted(statement.qualifiers.items())]
            said = " · ".join(part for part in (name, shown or statement.value_raw, when, place, *told) if part)
            sides.append(f"A-{numbers[statement.account_id]}: {said}")
        certain = _("cannot both hold") if one.certain else _("may not both hold")
        lines.append(f"  {sides[0]}  ⟷  {sides[1]}  ({certain}: {rule_words(one.rule)})")
        for statement in (by_id[one.statement_a], by_id[one.statement_b]):
            if statement.as_said:
                lines.append(f"    A-{numbers[statement.account_id]}: “{statement.as_said}”")
    return lines
