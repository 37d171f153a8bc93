"""Makes the test vectors of the vault's formats: `python tests/vectors/make_vectors.py` writes them beside this file.

What it is: every way of spoiling a bundle that a verifier must find, and a few good bundles.
What it is not: the verifiers (`tizim.vault.examine`, `verify/verify.py`); both are run over the vectors by the tests.

    bundles/NAME.json   about · keys · since · files, links, folders · flaws: the codes to be reported (none: valid)
    tree.json           leaves, roots, inclusion and consistency proofs
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from green_lamp import (
    LEAVES,
    SIGNER,
    SIZE,
    STRANGER,
    Case,
    case,
    checkpoint_of,
    tree_of,
    valid_bundle,
)
from hostile_files import file_cases, head_cases, spelling_cases
from hostile_log import log_cases, past_cases

from tizim.vault.note import sign_note, split_note
from tizim.vault.spelling import spell_base64

HERE = Path(__file__).parent


def bundle_cases() -> dict[str, Case]:
    """name → (what it is, the codes that must be reported, the bundle)."""
    return {**valid_cases(), **file_cases(), **head_cases(), **spelling_cases(), **log_cases(), **past_cases()}


def valid_cases() -> dict[str, Case]:
    cosigned, witnessed, kept = valid_bundle().resign(SIGNER, STRANGER), valid_bundle(), valid_bundle()
    cosigned.keys.append(STRANGER.vkey)
    text = split_note(witnessed.files["checkpoint"])[0]
    witnessed.files["checkpoint"] = sign_note(text, SIGNER, STRANGER)
    kept.since = checkpoint_of(6).note
    same = valid_bundle()
    same.since = checkpoint_of(SIZE).note
    return {
        "valid": case("a release with exhibits shown, withheld and erased, and opened entries", "", valid_bundle()),
        "valid-first": case(
            "the first bundle of an empty log, with nothing but the files that every bundle has",
            "",
            valid_bundle(items=[], size=0, earlier=(), previous="", pages=[]),
        ),
        "valid-cosigned": case("two keys signed, both are known", "", cosigned),
        "valid-witnessed": case("a witness also signed the checkpoint", "", witnessed.resign()),
        "valid-since": case("the log continues a checkpoint kept from earlier", "", kept),
        "valid-since-same": case("the checkpoint kept from earlier is that of this bundle", "", same),
    }


def as_text(data: bytes) -> str | dict[str, str]:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": spell_base64(data)}


def bundle_vectors() -> dict[str, dict]:
    vectors = {}
    for name, (about, flaws, made) in bundle_cases().items():
        vectors[f"bundles/{name}.json"] = {
            "about": about,
            "flaws": flaws,
            "keys": made.keys,
            "since": as_text(made.since) if made.since else None,
            "files": {path: as_text(data) for path, data in sorted(made.files.items())},
            "links": made.links,
            "folders": made.folders,
        }
    return vectors


def tree_vectors() -> dict[str, dict]:
    tree = tree_of(len(LEAVES))
    proofs = [
        {"index": index, "size": size, "proof": [one.hex() for one in tree.inclusion(index, size)]}
        for size in (1, 2, 7, 8, 11)
        for index in range(size)
    ]
    steps = [
        {"old": old, "new": new, "proof": [one.hex() for one in tree.consistency(old, new)]}
        for new in (2, 7, 8, 11)
        for old in range(1, new)
    ]
    return {
        "tree.json": {
            "leaves": [leaf.hex() for leaf in LEAVES],
            "roots": [tree.root(size).hex() for size in range(tree.size + 1)],
            "inclusion": proofs,
            "consistency": steps,
        }
    }


def all_vectors() -> dict[str, bytes]:
    """path below this folder → content."""
    vectors = {**bundle_vectors(), **tree_vectors()}
    return {path: (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode() for path, value in vectors.items()}


def main() -> None:
    (HERE / "bundles").mkdir(exist_ok=True)
    wanted = all_vectors()
    for old in (HERE / "bundles").glob("*.json"):
        if f"bundles/{old.name}" not in wanted:
            old.unlink()
    for path, content in wanted.items():
        (HERE / path).write_bytes(content)
    sys.stdout.write(f"{len(wanted)} vectors\n")


if __name__ == "__main__":
    main()
