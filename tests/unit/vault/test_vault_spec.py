"""docs/spec/vault.md and bundle.md show the bytes that the code makes, and name every code and every file."""

import inspect
import re

import pytest
from spec_samples import PAGES, all_samples, samples_of
from vector_folder import green_lamp

from tizim.vault import bundle, examine, item_checks, log, objects, scrub

VAULT, BUNDLE = (page.read_text("utf-8") for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_samples_of_a_page_are_what_the_code_makes(page):
    made = all_samples()
    shown = samples_of(page)
    assert len(shown) >= 4
    assert shown == {name: made[name] for name in shown}


def test_every_sample_stands_on_a_page():
    assert set(all_samples()) == {name for page in PAGES for name in samples_of(page)}


def test_the_codes_of_a_bundles_flaws_are_on_its_page():
    used = set(re.findall(r'Flaw\(\s*"([a-z]+)"', inspect.getsource(examine) + inspect.getsource(item_checks)))
    used |= {"missing", "signature"}
    assert used == set(re.findall(r"^\| `([a-z]+)` \|", BUNDLE.split("### What a verifier reports")[1], re.M))


def test_the_codes_of_scrubbing_are_on_its_page():
    used = set(re.findall(r'Flaw\(\s*"([a-z]+)"', inspect.getsource(scrub)))
    table = VAULT.split("## Scrubbing")[1].split("## ")[0]
    assert used == set(re.findall(r"^\| `([a-z]+)` \|", table, re.M))


def test_sizes_and_names_are_those_of_the_pages():
    assert f"a leaf has {log.LEAF_BYTES}." in VAULT
    assert all(f"`{name}`" in BUNDLE for name in bundle.RESERVED)
    assert (objects.PART, objects.SUFFIX) == (".part", ".age")
    assert all(suffix in VAULT for suffix in (objects.PART, objects.SUFFIX))


def test_the_values_of_items_are_on_the_page():
    lines = green_lamp.valid_bundle().lines("items.jsonl")
    values = {name for line in lines for name in green_lamp.json.loads(line)}
    assert [name for name in values if f"`{name}`" not in BUNDLE] == []
