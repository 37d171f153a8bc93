"""The sample bytes of docs/spec/vault.md and bundle.md, made by the code. Run as a script, it fills them in."""

import hashlib
import re
from pathlib import Path

from vector_folder import ROOT, green_lamp

from tizim.vault.checkpoint import sign_checkpoint
from tizim.vault.log import exhibit_leaf, seal_entry
from tizim.vault.proof import Proof, exhibit_opening, spell_proof
from tizim.vault.tree import EMPTY_ROOT, Frontier, Tree, append, leaf_hash

PAGES = [ROOT / "docs" / "spec" / name for name in ("vault.md", "bundle.md")]
SAMPLE = re.compile(r"(<!-- sample: ([a-z-]+) -->\n```\w*\n)(.*?)(```)", re.S)


def folded(text):
    return "\n".join(text[at : at + 96] for at in range(0, len(text), 96))


def leaf_samples():
    salt, ciphertext = bytes(range(32)), "11" * 32
    leaf = exhibit_leaf(ciphertext, salt, hashlib.sha256(b"letter").hexdigest(), 6)
    entry = seal_entry(b'{"entry":"release","number":1}', bytes([0xB1]) * 32, salt)
    return {"exhibit-leaf": folded(leaf.hex()), "entry-leaf": folded(entry.leaf.hex())}


def tree_samples():
    tree, frontier = Tree([b"a", b"b", b"c"]), Frontier()
    for leaf in (b"a", b"b", b"c"):
        _index, frontier, _root = append(frontier, leaf)
    rows = [f"leaf a      {leaf_hash(b'a').hex()}", f"size 0      {EMPTY_ROOT.hex()}"]
    rows += [f"size {size}      {tree.root(size).hex()}" for size in (1, 2, 3)]
    rows += [f"inclusion of b in 3: {one.hex()}" for one in tree.inclusion(1)]
    rows += [f"consistency 2 to 3: {one.hex()}" for one in tree.consistency(2)]
    return {"tree": "\n".join(rows), "frontier": folded(frontier.to_bytes().hex())}


def note_samples():
    signer = green_lamp.SIGNER
    checkpoint = green_lamp.checkpoint_of(9)
    opening = exhibit_opening(green_lamp.PHOTO_SALT, green_lamp.PHOTO_CIPHERTEXT)
    proof = Proof(0, green_lamp.tree_of(9).inclusion(0), checkpoint.note, opening)
    assert sign_checkpoint(signer, 9, checkpoint.root) == checkpoint
    texts = {"checkpoint": checkpoint.note, "tlog-proof": spell_proof(proof)}
    return {"vkey": signer.vkey, **{name: text.decode().removesuffix("\n") for name, text in texts.items()}}


def bundle_samples():
    made = green_lamp.valid_bundle()
    lines = made.files["items.jsonl"].decode().splitlines()
    return {
        "bundle-note": made.files["bundle.note"].decode()[:-1],
        "manifest": made.files["manifest.txt"].decode()[:-1],
        "items": "\n".join(lines[number] for number in (0, 1, 2, 3)),
        "consistency": made.files["consistency.jsonl"].decode()[:-1],
    }


def all_samples():
    return {**leaf_samples(), **tree_samples(), **note_samples(), **bundle_samples()}


def samples_of(page: Path):
    return {name: body.removesuffix("\n") for _, name, body, _ in SAMPLE.findall(page.read_text("utf-8"))}


def main():
    made = all_samples()
    for page in PAGES:
        filled = SAMPLE.sub(lambda match: f"{match[1]}{made[match[2]]}\n{match[4]}", page.read_text("utf-8"))
        page.write_text(filled, "utf-8")


if __name__ == "__main__":
    main()
