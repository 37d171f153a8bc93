"""What may not be published changes no published byte, and every seeded way to leak is found by the same check.

2,000 pairs of generated worlds that agree on what is consented (`generated`), 28 leaks (`leaks`).
"""

from __future__ import annotations

import io
import json
from functools import cache

import generated
import pytest
from leaks import LEAK, LEAKS
from PIL import Image
from sample import published

from tizim.publish import photo, select
from tizim.publish.changes import Previous

CHUNKS, SEEDS_EACH, VARIANTS = 20, 10, 10  # 20 · 10 · 10 = 2,000 worlds, each compared with its twin
LAST_RELEASE = Previous(2, "2026-10-01", {"goneslug0000": "00"})


@cache
def picture(comment: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "gray").save(out, "JPEG", comment=comment.encode())
    return out.getvalue()


def release_of(public_seed: int, hidden_seed: int, languages=("en", "ug")) -> list[tuple[str, bytes]]:
    """Every file of a release of this world, in the order in which it is yielded."""
    world = generated.make_world(public_seed, hidden_seed)
    LEAK["facts"] = world.facts
    photos = {select.photo_slug(key): photo.clean_photo(picture(said)).data for key, said in world.photos.items()}
    made = published(
        world.facts, clusters_of=world.clusters_of, photos=photos, languages=languages, previous=LAST_RELEASE
    )
    return list(made.items())


def find_difference(public_seeds, variants, languages=("en", "ug")) -> tuple[int, int] | None:
    """The first pair of worlds that agree on what is consented and publish different bytes."""
    for public_seed in public_seeds:
        twin = release_of(public_seed, 0, languages)
        for hidden_seed in variants:
            if release_of(public_seed, hidden_seed, languages) != twin:
                return public_seed, hidden_seed
    return None


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_is_not_consented_changes_no_published_byte(chunk):
    seeds = range(chunk * SEEDS_EACH, (chunk + 1) * SEEDS_EACH)
    assert find_difference(seeds, range(1, VARIANTS + 1)) is None


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.__name__)
def test_every_seeded_leak_is_found(leak, monkeypatch):
    leak(monkeypatch)
    assert find_difference(range(40), range(1, 5), languages=("en",)) is not None


def test_the_generated_worlds_have_something_to_publish_and_something_to_hide():
    worlds = [generated.make_world(seed, 1) for seed in range(60)]
    chosen = [select.select_from(world.facts, clusters_of=world.clusters_of, today_on="2026-11-22") for world in worlds]
    assert {row.level for made in chosen for row in made.subjects} == {"full", "partial", "none"}
    assert all(sum(bool(getattr(made, name)) for made in chosen) > 10 for name in ("findings", "photos", "statements"))
    assert any(row.as_said for made in chosen for row in made.statements)
    joined = [made for made in chosen if len({row.subject for row in made.mentions}) < len(made.mentions)]
    hidden = sum(len(world.facts.mentions) - len(made.mentions) for world, made in zip(worlds, chosen, strict=True))
    assert len(joined) > 5 and hidden > 60


def test_the_generated_worlds_have_graphs_with_links_rings_and_voices_of_several_accounts():
    rows = []
    for seed in range(200):
        made = dict(release_of(seed, 1, languages=()))["data/voices.jsonl"]
        rows += [json.loads(line) for line in made.splitlines()]
    relations = {step["relation"] for row in rows for step in row["steps"]}
    assert relations >= {"origin", "unresolved", "repost", "retelling", "same_teller", "circular"}
    assert any(row["circular"] for row in rows) and sum(len(row["steps"]) > 2 for row in rows) > 10
    assert any(len(voice["accounts"]) > 1 for row in rows for voice in row["voices"])
