"""docs/spec/statement.md says what the code does: its examples run, its lists are complete."""

from __future__ import annotations

import dataclasses
import doctest
import json
import re
from pathlib import Path

import pytest

from tizim.core.dates import from_edtf
from tizim.core.places import get_place
from tizim.core.values import Statement
from tizim.core.vocabularies import NAMES, vocabulary

SPEC = Path(__file__).parents[3] / "docs" / "spec" / "statement.md"
TEXT = SPEC.read_text("utf-8")


def test_the_examples_of_the_spec_run():
    assert doctest.testfile(str(SPEC), module_relative=False, encoding="utf-8").failed == 0


def test_the_example_statement_is_a_statement_of_ours():
    (example,) = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]
    assert set(example) == {field.name for field in dataclasses.fields(Statement)}
    assert example["value"] in vocabulary("event_kinds").codes and example["how_known"] in vocabulary("how_known").codes
    assert from_edtf(example["valid_when"]) and get_place(example["place"]).level == "county"


def test_every_field_of_a_statement_is_described():
    table = TEXT.split("## Fields")[1].split("1. ")[0]
    assert set(re.findall(r"`(\w+)`", table)) >= {field.name for field in dataclasses.fields(Statement)}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "properties"])
def test_every_code_is_listed_with_its_english_label(name):
    (line,) = [line for line in TEXT.splitlines() if line.startswith(f"**`{name}`**: ")]
    listed = [entry.split("` ", 1) for entry in line.split(": ", 1)[1].split(" · ")]
    assert {code.strip("`"): label for code, label in listed} == {
        code: term.labels["en"] for code, term in vocabulary(name).terms.items()
    }


def test_every_property_stands_in_the_table_with_its_type_and_section():
    for code, term in vocabulary("properties").terms.items():
        assert f"| `{code}` | {term.value_type} | {term.section} | {', '.join(term.more['applies_to'])} |" in TEXT
