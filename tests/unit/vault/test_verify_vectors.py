"""Both verifiers over every vector: each finds what the vector says, and the good ones pass."""

import json
import subprocess
import sys

import pytest
from vector_folder import ROOT, VECTORS, codes_of_standalone, codes_of_tizim, lay_out, read_vector

from tizim.vault.tree import Tree, leaf_hash, verify_consistency, verify_inclusion

BUNDLES = sorted((VECTORS / "bundles").glob("*.json"))
SCRIPT = [sys.executable, "-I", str(ROOT / "verify" / "verify.py")]
# verify.py stops at its first flaw and calls whatever it cannot read a matter of spelling
ALSO = {"spelling", "version"}


def run(*arguments):
    return subprocess.run([*SCRIPT, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("path", BUNDLES, ids=lambda path: path.stem)
def test_both_verifiers_find_what_the_vector_says(tmp_path, path):
    vector = read_vector(path)
    folder = lay_out(vector, tmp_path)
    expected = set(vector["flaws"])
    assert codes_of_tizim(folder, vector["keys"], vector["since"]) == expected
    found = codes_of_standalone(folder, vector["keys"], vector["since"])
    assert bool(found) == bool(expected)
    assert found <= expected | ALSO


def test_the_vectors_are_those_that_the_generator_makes():
    from make_vectors import all_vectors

    paths = [*BUNDLES, VECTORS / "tree.json"]
    committed = {path.relative_to(VECTORS).as_posix(): path.read_bytes() for path in paths}
    assert all_vectors() == committed


def test_every_class_of_flaw_has_a_vector():
    found = {flaw for path in BUNDLES for flaw in json.loads(path.read_text(encoding="utf-8"))["flaws"]}
    assert found == {
        "changed", "erasure", "extra", "forked", "log", "missing", "older", "order", "proof", "signature", "spelling",
        "version",
    }  # fmt: skip


def test_the_tree_vectors_hold():
    vector = json.loads((VECTORS / "tree.json").read_text(encoding="utf-8"))
    leaves = [bytes.fromhex(one) for one in vector["leaves"]]
    roots = [bytes.fromhex(one) for one in vector["roots"]]
    assert [Tree(leaves).root(size) for size in range(len(roots))] == roots
    for one in vector["inclusion"]:
        proof, size = [bytes.fromhex(item) for item in one["proof"]], one["size"]
        assert verify_inclusion(leaf_hash(leaves[one["index"]]), one["index"], size, proof, roots[size])
    for one in vector["consistency"]:
        proof = [bytes.fromhex(item) for item in one["proof"]]
        assert verify_consistency(one["old"], roots[one["old"]], one["new"], roots[one["new"]], proof)


@pytest.mark.parametrize(("name", "code"), [("valid-since", 0), ("tampered-file", 1), ("future-version", 1)])
def test_the_standalone_verifier_says_it_in_words_and_by_exit_code(tmp_path, name, code):
    vector = read_vector(VECTORS / "bundles" / f"{name}.json")
    folder = lay_out(vector, tmp_path / "bundle")
    (tmp_path / "old").write_bytes(vector["since"] or vector["files"]["checkpoint"])
    keys = [part for key in vector["keys"] for part in ("--key", key)]
    since = ["--since", str(tmp_path / "old")]
    done = subprocess.run(
        [*SCRIPT, str(folder), *keys, *since], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == code
    assert done.stdout.startswith("NOT VERIFIED" if code else "VERIFIED: release 2 of 2026-11-22")
    assert done.stderr == ""


def test_the_standalone_verifier_refuses_a_key_that_is_none(tmp_path):
    assert (
        subprocess.run([*SCRIPT, str(tmp_path), "--key", "nonsense"], capture_output=True, check=False).returncode == 2
    )


def test_the_standalone_verifier_is_short_and_imports_nothing_of_tizim():
    text = (ROOT / "verify" / "verify.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 200
    assert "import tizim" not in text
    assert "from tizim" not in text
