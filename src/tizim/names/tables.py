"""Reads the tables of `names/data`: tab-separated, first line the columns, lines with # say where they come from.

Not for user data. A broken table is a bug, so errors here are plain ValueErrors with file and line.

>>> read_table("syllables.tsv")[0]
{'syllable': 'a', 'to': "a'", 'own': 'a'}
"""

from __future__ import annotations

import importlib.resources


def read_table(path: str) -> list[dict[str, str]]:
    """The rows of `names/data/<path>`. Missing cells at the end of a line are empty."""
    text = importlib.resources.files("tizim.names").joinpath("data", *path.split("/")).read_text("utf-8")
    lines = [(at, line) for at, line in enumerate(text.split("\n"), 1) if line and not line.startswith("# ")]
    columns = lines[0][1].split("\t")
    rows = []
    for at, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise ValueError(f"{path}, line {at}: {len(cells)} cells for {len(columns)} columns")
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return rows
