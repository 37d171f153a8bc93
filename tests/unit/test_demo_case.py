"""The fictional case file of the demo: that it says what its truth table says, and can be read.

Pure: nothing is taken in here. What a workspace makes of it is tested where `make demo` is.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml

from tizim.core.drafts import AccountDraft
from tizim.core.vocabularies import vocabulary
from tizim.intake.interview import parse_interview

DEMO = Path(__file__).resolve().parents[2] / "demo"
CASE = DEMO / "case"
ACCOUNT_FILES = sorted(path for path in CASE.rglob("*.yaml") if path.name != "cases-mapping.yaml")
VALUES_OF = {
    "event": "event_kinds",
    "status": "statuses",
    "sex": "sexes",
    "ethnicity": "ethnicities",
    "reason_suspected": "reasons",
    "facility_kind": "facility_kinds",
    "relation_to_source": "relations",
}


def read(name: str):
    return yaml.load((DEMO / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def drafts() -> dict[str, AccountDraft]:
    found = {}
    for path in ACCOUNT_FILES:
        for draft in parse_interview(path.read_bytes(), file=path.name, folder=path.parent):
            assert isinstance(draft, AccountDraft), draft
            assert draft.external_id not in found
            found[draft.external_id] = draft
    return found


DRAFTS = drafts()
PLAN, TRUTH = read("plan.yaml"), read("truth.yaml")
SHEET = list(csv.reader((CASE / "cases.csv").read_text(encoding="utf-8").splitlines()))
MENTIONS = {f"{key}/{mention.key}" for key, draft in DRAFTS.items() for mention in draft.mentions} | {
    f"{row[0]}/{row[1]}" for row in SHEET[1:] if len(row) == len(SHEET[0])
}
CANARIES = [
    line for line in (DEMO / "canaries.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
]


@pytest.mark.parametrize("key", sorted(DRAFTS))
def test_what_was_said_stands_in_the_account(key):
    draft = DRAFTS[key]
    missing = [s.as_said for s in draft.statements if s.as_said not in draft.text]
    assert not missing
    assert draft.text and (draft.translation or draft.language == "en")


@pytest.mark.parametrize("key", sorted(DRAFTS))
def test_every_code_is_in_its_vocabulary(key):
    draft = DRAFTS[key]
    words = [("account_kinds", draft.kind), ("source_kinds", draft.source.kind), ("relations", draft.source.relation)]
    for s in draft.statements:
        words += [("properties", s.property), ("how_known", s.how_known), ("relations", s.qualifiers.get("relation"))]
        words += [(VALUES_OF[s.property], s.value)] if s.property in VALUES_OF else []
    assert [(name, word) for name, word in words if word and vocabulary(name).find(word) is None] == []


def test_interviews_come_in_five_languages():
    languages = [draft.language for key, draft in DRAFTS.items() if key.startswith("ODO-")]
    assert {code: languages.count(code) for code in set(languages)} == {"kk": 6, "ug": 5, "zh": 2, "ru": 4, "en": 3}


def test_plan_and_truth_speak_of_mentions_that_exist():
    named = {m for one in ("people", "facilities") for group in TRUTH[one].values() for m in group["mentions"]}
    named |= {row[side] for row in PLAN["judgements"]["decided"] for side in "ab"}
    named |= {row["about"] for row in PLAN["findings"]} | {m for pair in PLAN["open"] for m in pair}
    assert named - MENTIONS == set()
    assert MENTIONS - named == set()


def test_nobody_is_two_people_in_the_truth_table():
    everyone = [m for group in TRUTH["people"].values() for m in group["mentions"]]
    assert len(everyone) == len(set(everyone))
    assert len(TRUTH["people"]) == int(TRUTH["counts"]["people"])


def test_judgements_of_the_plan_give_the_groups_of_the_truth_table():
    group_of = {mention: mention for mention in MENTIONS}
    for row in PLAN["judgements"]["decided"]:
        if row["verdict"] == "same":
            old, new = group_of[row["b"]], group_of[row["a"]]
            group_of = {mention: new if group == old else group for mention, group in group_of.items()}
    planned = {frozenset(m for m in MENTIONS if group_of[m] == group) for group in group_of.values()}
    judged = [one for kind in ("people", "facilities") for one in TRUTH[kind].values() if one.get("judged") != "no"]
    assert {frozenset(one["mentions"]) for one in judged} <= planned
    assert all(group_of[row["a"]] != group_of[row["b"]] for row in TRUTH["not_the_same"])


def test_every_identity_is_a_canary():
    told = [word for draft in DRAFTS.values() for k, word in draft.source.identity.items() if k in ("name", "contact")]
    assert set(told) <= set(CANARIES)
    assert len(CANARIES) == len(set(CANARIES))


def test_no_canary_stands_in_what_may_be_published():
    shown = []
    for draft in DRAFTS.values():
        allowed = draft.consent.purposes
        full = allowed.get("publish_name") == "full" and allowed.get("publish_statement") == "yes"
        for s in draft.statements if full else ():
            if s.consent.get("publish_statement") != "no":
                shown += [s.value, *s.qualifiers.values()]
                shown += [s.as_said] if allowed.get("publish_words") == "yes" else []
        kept_inside = {s.subject for s in draft.statements if s.consent.get("publish_name") == "none"}
        shown += [m.label for m in draft.mentions if full and (m.key == "p1" or m.key not in kept_inside)]
    assert [(canary, text) for canary in CANARIES for text in shown if canary in text] == []


def test_public_names_of_the_truth_table_are_names_in_accounts():
    labels = {mention.label for draft in DRAFTS.values() for mention in draft.mentions}
    names = {n for one in TRUTH["people"].values() if one["public"] == "full" for n in one["public_names"]}
    assert names <= labels
    assert not names & set(CANARIES)


def test_items_behind_a_voice_say_the_same_thing():
    for row in TRUTH["voices"]:
        for key in set(row["items"]) & set(DRAFTS):
            said = [s for s in DRAFTS[key].statements if (s.property, s.value) == (row["property"], row["value"])]
            assert len(said) == 1, key


def test_the_sheet_keeps_its_zeros_and_has_one_broken_row():
    assert all(re.fullmatch(r"00\d\d", row[0]) for row in SHEET[1:])
    assert [row[0] for row in SHEET[1:] if len(row) != len(SHEET[0])] == ["0016"]


def test_pictures_are_small_and_carry_the_canary():
    for path in (CASE / "interviews" / "photos").iterdir():
        content = path.read_bytes()
        assert len(content) < 30_000
        assert b"EXIF-CANARY" in content


def test_articles_state_words_that_stand_in_the_file_that_carries_them():
    for draft in DRAFTS.values():
        for folder in ("press", "official"):
            path = CASE / folder / draft.carried_by
            if draft.carried_by and path.exists():
                original = path.read_text(encoding="utf-8")
                assert [s.as_said for s in draft.statements if s.as_said not in original] == []


def test_every_file_says_that_it_is_fictional():
    texts = [path for path in CASE.rglob("*") if path.suffix in (".yaml", ".html", ".txt", ".eml")]
    assert len(texts) >= 40
    for path in texts:
        assert re.search("fictional|虚构|вымышлен", path.read_text(encoding="utf-8"), re.IGNORECASE), path.name
