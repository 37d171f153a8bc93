"""One bit changed anywhere in a bundle: both verifiers notice, ten thousand times out of ten thousand."""

import random

import pytest
from vector_folder import VECTORS, codes_of_standalone, codes_of_tizim, lay_out, read_vector, standalone

from tizim.vault import examine

PARTS, FLIPS_A_PART, SEED = 4, 2500, 20261122


def undetected_flips(folder, vector, count, seed):
    """How many of `count` random single-bit changes (verify_bundle, verify.py) let pass."""
    rng, passed = random.Random(seed), [0, 0]
    files = sorted(vector["files"].items())
    for _ in range(count):
        ((name, data),) = rng.choices(files, weights=[len(data) for _, data in files])
        changed = bytearray(data)
        changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        (folder / name).write_bytes(changed)
        passed[0] += not codes_of_tizim(folder, vector["keys"])
        passed[1] += not codes_of_standalone(folder, vector["keys"])
        (folder / name).write_bytes(data)
    return passed


@pytest.fixture
def bundle(tmp_path):
    vector = read_vector(VECTORS / "bundles" / "valid.json")
    return lay_out(vector, tmp_path), vector


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_single_bit_of_a_bundle_can_change_unnoticed(bundle, part, record_property):
    passed = undetected_flips(*bundle, FLIPS_A_PART, SEED + part)
    record_property("undetected", passed)
    bound = 3 / (PARTS * FLIPS_A_PART)
    print(f"{FLIPS_A_PART} flips, seed {SEED + part}: undetected {passed[0]} and {passed[1]}")
    print(f"over all {PARTS} parts, if there is none: at most {bound:.4f} with 95 % confidence")
    assert passed == [0, 0]


def test_every_bit_of_the_signed_head_is_covered(bundle):
    folder, vector = bundle
    data = vector["files"]["bundle.note"]
    for at in range(len(data)):
        (folder / "bundle.note").write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
        assert codes_of_tizim(folder, vector["keys"])
        assert codes_of_standalone(folder, vector["keys"])


def test_verifiers_that_skip_the_files_let_flips_pass(bundle, monkeypatch):
    """The negative control: what counts the flips would show a verifier that does not look."""
    listed = standalone.check_files(bundle[0], standalone.sha(bundle[1]["files"]["manifest.txt"]))
    monkeypatch.setattr(examine, "_check_files", lambda *anything: None)
    monkeypatch.setattr(standalone, "check_files", lambda *anything: listed)
    passed = undetected_flips(*bundle, 100, SEED)
    assert min(passed) > 0
