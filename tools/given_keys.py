"""Writes names/data/given_keys.tsv, the keys of all given names, from names/data/given.tsv and the rule tables.

    python tools/given_keys.py

To be run after a change to the list of names or to a table of rules; a test says when it was forgotten.
"""

from __future__ import annotations

from pathlib import Path

from tizim.names.lexicon import derive_keys

TABLE = Path(__file__).resolve().parent.parent / "src" / "tizim" / "names" / "data" / "given_keys.tsv"
HEAD = """# What given names sound like in any script, with the ids of the names (zh: syllables of Chinese).
# Source: derived from given.tsv by tools/given_keys.py; not to be edited by hand.
key	ids
"""


def main() -> None:
    rows = "".join(f"{key}\t{' '.join(sorted(ids))}\n" for key, ids in derive_keys().items())
    TABLE.write_text(HEAD + rows, "utf-8")


if __name__ == "__main__":
    main()
