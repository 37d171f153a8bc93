"""What the reading aid suggests, scored against what an office would record from the same text.

`scores(expected, reading)` compares one labelled text (a row: language, text, statements) with one `Reading`;
`table(tallies)` prints precision, recall and F1 by property and by language. Nothing is read or written here.

A labelled statement holds subject, forms (other words of the text for the same subject), property, value, also
(further values that are as right), relation, sentence_years, when (EDTF, "" = none given, "*" = not judged), place,
start, end, said_by, how_known, hedged, optional.

The rule of matching, all five must hold:
1. *property*: equal. Properties in IGNORED are never labelled and are left out on both sides.
2. *subject*: a name the reading gives (label or others) and one of the label's forms agree: every word of the shorter
   is a word of the longer, case endings apart; without words between, one is part of the other. Or the place where
   the reading found its subject overlaps a place where one of the forms stands. The one who speaks is one subject
   whatever the pronoun. What kind of subject it is, is not compared (a camp and those held in it are told alike).
3. *value*: the same code, or one of `also`; a quantity, an age, a date by what it means; a relation by the two people
   and its code, either way round, a less exact code (sibling for brother) being right; other words by sharing half of
   the shorter one's words. A number of years, where both sides give one, must agree.
4. *passage*: the two passages share at least half of the shorter one.
5. *when*: both say nothing, or the two times can overlap. "*" is never judged.

One suggestion answers for one label; a second suggestion of the same counts as wrong. A label marked optional that is
missed is no miss, and met it counts neither way. `found_but_when` counts what fails by rule 5 alone.
For what is found, the place, who says so, how it is known and the hedge are judged one by one (`details`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tizim.core.dates import from_edtf, overlaps, parse_date
from tizim.core.errors import TizimError
from tizim.core.quantities import parse_quantity
from tizim.core.suggestions import Reading, SuggestedSubject, Suggestion
from tizim.core.vocabularies import vocabulary

IGNORED = frozenset(
    re.split(" ", "name father_name sex facility_kind located_in note other registered_at id_number step_taken risk")
)
SPEAKERS = frozenset(
    re.split(
        " ",
        "i me my mine myself we us our я меня мне мной мой мы нас мен мені маған біз مەن مېنى ماڭا بىز 我 我们 self",
    )
)
# Words that say nothing about who is meant.
EMPTY = frozenset(
    re.split(
        " ",
        "the a an mr mrs ms his her their its my our of at in one another его её ее их мой моя моего моей мою у в на "
        "оның менің ئۇنىڭ مېنىڭ بىر",
    )
)
CODED = frozenset(re.split(" ", "event status reason_official reason_suspected relation_to_source ethnicity"))
SHARE = 0.5  # of the shorter passage, or of the shorter text's words
STEM = 0.6  # of the longer word that two forms of a name must share from its beginning
DETAILS = ("place", "said_by", "how_known", "hedged")
Label = Mapping[str, Any]
Key = tuple[str, str]  # language, property


@dataclass
class Tally:
    """Counts for one property in one language. `details` holds, for what was found, how often each detail was right."""

    expected: int = 0
    proposed: int = 0
    found: int = 0
    found_but_when: int = 0
    details: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.expected += other.expected
        self.proposed += other.proposed
        self.found += other.found
        self.found_but_when += other.found_but_when
        self.details += other.details
        self.judged += other.judged


def scores(expected: Mapping[str, Any], reading: Reading) -> dict[Key, Tally]:
    """Counts by (language, property) for one labelled row. Optional labels are matched last and taken out."""
    language, text = expected["language"], expected["text"]
    left = [s for s in reading.statements if s.property not in IGNORED]
    known = {subject.key: subject for subject in reading.subjects}
    tallies: dict[Key, Tally] = {}
    labels = sorted(expected["statements"], key=lambda label: bool(label.get("optional")))
    for needs_when in (True, False):
        for label in list(labels):
            best = _best(label, left, known, text, language, needs_when)
            if best is None:
                continue
            labels.remove(label)
            left.remove(best)
            if label.get("optional"):
                continue
            tally = tallies.setdefault((language, label["property"]), Tally())
            tally.expected += 1
            tally.proposed += 1
            tally.found += needs_when
            tally.found_but_when += not needs_when
            _judge_details(tally, label, best)
    for label in labels:
        if not label.get("optional"):
            tallies.setdefault((language, label["property"]), Tally()).expected += 1
    for wrong in left:
        tallies.setdefault((language, wrong.property), Tally()).proposed += 1
    return tallies


def table(tallies: Iterable[Mapping[Key, Tally]]) -> str:
    """Precision, recall and F1 by property, by language and in all; then how often the details were right."""
    by_property: dict[str, Tally] = {}
    by_language: dict[str, Tally] = {}
    whole = Tally()
    for counts in tallies:
        for (language, name), tally in counts.items():
            by_property.setdefault(name, Tally()).add(tally)
            by_language.setdefault(language, Tally()).add(tally)
            whole.add(tally)
    head = f"{'':22} {'labels':>6} {'given':>6} {'found':>6} {'P':>6} {'R':>6} {'F1':>6}  but when"
    rows = [head, *(_line(name, tally) for name, tally in sorted(by_property.items())), ""]
    rows += [*(_line(name, tally) for name, tally in sorted(by_language.items())), "", _line("all", whole)]
    shares = (f"{name} {whole.details[name]}/{whole.judged[name]}" for name in DETAILS)
    return "\n".join([*rows, "of these: " + " · ".join(shares)])


def precision_recall_f1(tally: Tally) -> tuple[float, float, float]:
    """Zero where nothing was proposed or nothing expected."""
    precision = tally.found / tally.proposed if tally.proposed else 0.0
    recall = tally.found / tally.expected if tally.expected else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _line(name: str, tally: Tally) -> str:
    precision, recall, f1 = precision_recall_f1(tally)
    counts = f"{tally.expected:6d} {tally.proposed:6d} {tally.found:6d}"
    return f"{name:22} {counts} {precision:6.3f} {recall:6.3f} {f1:6.3f}  {tally.found_but_when}"


def _best(
    label: Label,
    left: Sequence[Suggestion],
    known: Mapping[str, SuggestedSubject],
    text: str,
    language: str,
    needs_when: bool,
) -> Suggestion | None:
    """The suggestion that answers the label with the largest shared passage; None if there is none."""
    best: tuple[float, Suggestion] | None = None
    for given in left:
        if given.property != label["property"] or given.subject not in known:
            continue
        shared = _shared(given.start, given.end, label["start"], label["end"])
        if shared < SHARE or not _same_statement(label, given, known, text):
            continue
        if needs_when and not _same_when(label["when"], given.when, language):
            continue
        if best is None or shared > best[0]:
            best = shared, given
    return best[1] if best else None


def _shared(start: int, end: int, other_start: int, other_end: int) -> float:
    shorter = min(end - start, other_end - other_start)
    return max(0, min(end, other_end) - max(start, other_start)) / shorter if shorter > 0 else 0.0


def _same_statement(label: Label, given: Suggestion, known: Mapping[str, SuggestedSubject], text: str) -> bool:
    """Rules 2 and 3."""
    subject, forms = known[given.subject], [label["subject"], *label.get("forms", ())]
    if label["property"] == "relation":
        other = known.get(given.value)
        return other is not None and _same_relation(label, forms, subject, other, given, text)
    return _same_subject(forms, subject, text) and _same_value(label, given)


def _same_relation(
    label: Label, forms: list[str], subject: SuggestedSubject, other: SuggestedSubject, given: Suggestion, text: str
) -> bool:
    code, wanted = given.qualifiers.get("relation", ""), label["relation"]
    if _same_subject(forms, subject, text) and _same_subject([label["value"]], other, text):
        return _alike(wanted, code)
    turned = _same_subject(forms, other, text) and _same_subject([label["value"]], subject, text)
    return turned and _alike(_inverse(wanted), code)


def _inverse(code: str) -> str:
    term = vocabulary("relations").terms.get(code)
    return str(term.more.get("inverse", "")) if term else ""


def _alike(one: str, other: str) -> bool:
    """Equal, or one is the other without sex or age: twice inverted, a brother is a sibling."""
    one, other = (re.sub("^(elder|younger)_", "", code) for code in (one, other))
    return bool(one) and (one == other or _inverse(_inverse(one)) == other or _inverse(_inverse(other)) == one)


def _same_subject(forms: Sequence[str], subject: SuggestedSubject, text: str) -> bool:
    named = (subject.label, *subject.others)
    if any(_same_name(form, name) for form in forms for name in named):
        return True
    return any(
        subject.start < found.end() and found.start() < subject.end
        for form in forms
        if len(form) > 1 and _folded(form) not in SPEAKERS
        for found in re.finditer(re.escape(form), text)
    )


def _same_name(one: str, other: str) -> bool:
    if _folded(one) in SPEAKERS and _folded(other) in SPEAKERS:
        return True
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    if not shorter:
        return False
    if any("\u4e00" <= letter <= "\u9fff" for letter in "".join(shorter)):
        a, b = sorted(("".join(shorter), "".join(longer)), key=len)
        return a in b and (len(a) > 1 or a == b)
    return all(any(_same_word(word, against) for against in longer) for word in shorter)


def _same_word(one: str, other: str) -> bool:
    """Equal, or the same from the beginning for as long as a case ending leaves it."""
    if one == other:
        return True
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    return common >= 3 and common >= STEM * max(len(one), len(other)) and common >= min(len(one), len(other)) - 1


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", _folded(re.sub("[’']s\\b", "", text))) if word not in EMPTY]


def _same_value(label: Label, given: Suggestion) -> bool:
    name, wanted = label["property"], [label["value"], *label.get("also", ())]
    years = given.qualifiers.get("sentence_years", "")
    if years and label.get("sentence_years") and not _same_number(years, label["sentence_years"]):
        return False
    if name in CODED and given.value in wanted:
        return True
    if name in ("event", "status", "relation_to_source", "ethnicity"):
        return name == "relation_to_source" and _alike(label["value"], given.value)
    if name == "number_held":
        return _quantity(given.value) == label["value"]
    if name == "age":
        return re.findall(r"\d+", given.value) == re.findall(r"\d+", label["value"])
    if name == "birth":
        return _same_when(label["value"], given.value, "")
    return any(_same_text(text, given.value) for text in wanted)


def _same_number(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return one == other


def _quantity(text: str) -> str:
    try:
        return parse_quantity(text).written
    except TizimError:
        return text


def _same_text(one: str, other: str) -> bool:
    parts = [re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+", _folded(text)) for text in (one, other)]
    shorter, longer = sorted(parts, key=len)
    met = sum(any(_same_word(word, against) for against in longer) for word in shorter)
    return bool(shorter) and met >= SHARE * len(shorter)


def _same_when(wanted: str, given: str, language: str) -> bool:
    if wanted == "*":
        return True
    if not wanted or not given:
        return not wanted and not given
    try:
        told = from_edtf(given) if re.match(r"[\d\[./]", given) and _is_edtf(given) else parse_date(given, language)
        return overlaps(from_edtf(wanted), told) is not False
    except TizimError:
        return False


def _is_edtf(text: str) -> bool:
    try:
        from_edtf(text)
    except TizimError:
        return False
    return True


def _judge_details(tally: Tally, label: Label, given: Suggestion) -> None:
    """The hedge is always judged; the others where the label or the suggestion says something."""
    right = {
        "place": _same_text(label["place"], given.place) if label["place"] and given.place else False,
        "said_by": len(label["said_by"]) == len(given.said_by)
        and all(_same_name(a, b) for a, b in zip(label["said_by"], given.said_by, strict=True)),
        "how_known": label["how_known"] == given.how_known,
        "hedged": bool(label["hedged"]) == given.hedged,
    }
    for name in DETAILS:
        if name == "hedged" or label[name] or getattr(given, name):
            tally.judged[name] += 1
            tally.details[name] += right[name]
