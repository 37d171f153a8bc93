"""The word lists of `data/documents.yaml` as patterns. Compiled once a worker.

>>> pattern("source_labels").pattern.startswith("(?:")
True
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load_words() -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    with (Path(__file__).resolve().parents[1] / "data" / "documents.yaml").open("rb") as stream:
        return yaml.load(stream, Loader=loader)  # noqa: S506 - BaseLoader makes text, lists and maps only


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One group of alternatives, longest first, in small and large letters, and not the beginning of a longer word."""
    return re.compile(f"(?:{alternatives(name)})(?!\\w)", re.IGNORECASE)


@cache
def alternatives(name: str) -> str:
    entries = load_words()[name]
    words = [word for entry in entries for word in ([entry] if isinstance(entry, str) else entry)]
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
