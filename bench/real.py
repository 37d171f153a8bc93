"""Reports as they circulate, taken into a new workspace: copies, who says so, and where a figure goes back to.

    python bench/real.py FOLDER [--claim TEXT] [--source NAME …]

FOLDER holds reports (*.txt, *.html, *.pdf …). They are taken in like an office would take them; then printed: how many
documents they are and what they share, every source that they name with its chain, and to how many origins CLAIM goes
back, as a range with the reason of each step. `--source` names a source that must be among them; the run ends with 1
when one is not. Nothing of FOLDER is kept.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from tizim.corroborate import attributions, independence, reuse
from tizim.corroborate.outlets import same_name
from tizim.corroborate.reuse import NO_REUSE

CLAIM = "up to a million people are held in detention camps"
PASSPHRASE = "four plain words here"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claim", default=CLAIM)
    parser.add_argument("--source", action="append", default=[])
    given = parser.parse_args()
    documents = taken_in(sorted(path for path in given.folder.iterdir() if path.name.startswith("report")))
    show_copies(documents)
    sources = show_sources(documents)
    show_origins(given.claim, documents)
    missing = [name for name in given.source if not any(same_name(name, other) for other in sources)]
    for name in missing:
        print(f"\nnot among the sources: {name}")
    return int(bool(missing))


def taken_in(paths: list[Path]) -> list[dict[str, Any]]:
    """The accounts that a new workspace makes of the files, as the comparison gets them."""
    from tizim import db

    db.start()
    from tizim import deriving, pipeline
    from tizim.actions.workspaces import create_workspace, open_session
    from tizim.db import queries
    from tizim.vault.workspace import unlock

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "workspace"
        made, _shares = create_workspace(path=home, passphrase=PASSPHRASE, first_member="Ines")
        with open_session(path=home, key=unlock(made, PASSPHRASE), writing=True) as session:
            by = queries.find_member("Ines")
            for path in paths:
                report = pipeline.take_in_path(session, by, path)
                print(f"{path.name}: {report.new} account; {len(report.problems)} notices")
            pipeline.refresh(by)
            facts = queries.facts(by)
            documents = deriving.documents_of(facts)
            detected = [row for row in facts.derivations if not row.by]
    called = {account.id: f"A-{account.number}" for account in facts.accounts}
    print(f"{len(documents)} documents with a text; {len(detected)} proposed derivations")
    return [{**row, "id": called[row["id"]]} for row in documents]


def show_copies(documents: list[dict[str, Any]]) -> None:
    print("\nlaid side by side")
    for a, b in combinations(documents, 2):
        found = reuse(a["text"], b["text"])
        verdict = "no copy" if found["label"] in NO_REUSE else "COPY"
        shares = f"{found['containment_ab']:.3f} / {found['containment_ba']:.3f}"
        print(f"  {a['id']} and {b['id']}: {verdict} ({found['label']}); shared {shares}")
        for one in found["passages"]:
            print(f"      “{a['text'][one['a_start'] : one['a_end']]}”")


def show_sources(documents: list[dict[str, Any]]) -> set[str]:
    """Every name in a chain, and how often it is the origin of what is said."""
    print("\nwho says so (outermost ← origin)")
    names: set[str] = set()
    for document in documents:
        chains: dict[tuple[str, ...], int] = defaultdict(int)
        for found in attributions(document["text"], document["lang"] or None):
            chains[tuple(found["chain"])] += 1
        for chain, count in sorted(chains.items()):
            print(f"  {document['id']}  {count:2} × {' ← '.join(chain) or '(a hedge without a source)'}")
        names |= {name for chain in chains for name in chain}
    return names


def show_origins(claim: str, documents: list[dict[str, Any]]) -> None:
    found = independence(claim, documents)
    span = f"{found['low']} to {found['high']}"
    print(f"\n“{claim}”: {found['n_independent']} independent, {span}; circular: {found['circular']}")
    for step in found["steps"]:
        print("  " + "  ".join(part for part in step if part))


if __name__ == "__main__":
    sys.exit(main())
