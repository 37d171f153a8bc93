"""One spelling in bytes for one value, so that hashes and signatures agree everywhere.

Canonical JSON here is RFC 8785 narrowed to what Tizim needs: objects with text keys sorted by code point,
lists, text, integers, booleans and null; no floats. Text is kept as given (no normalisation): evidence is
never rewritten. UTF-8; a lone surrogate is refused, because it has no bytes.

>>> canonical_bytes({"b": [1, True, None], "a": "қ"}).decode()
'{"a":"қ","b":[1,true,null]}'
"""

from __future__ import annotations

import json
from typing import Any


def canonical_bytes(value: Any) -> bytes:
    """The canonical bytes of `value`. Raises ValueError for floats, non-text keys and lone surrogates."""
    _check(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def canonical_lines(values: list[Any]) -> bytes:
    """JSON Lines: each value canonical, one a line, with a final newline."""
    return b"".join(canonical_bytes(value) + b"\n" for value in values)


_PLAIN = frozenset({str, int, bool, type(None)})


def _check(value: Any) -> None:
    if type(value) in _PLAIN:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"canonical JSON keys are text, not {type(key).__name__}")
            if type(item) not in _PLAIN:
                _check(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            if type(item) not in _PLAIN:
                _check(item)
    elif isinstance(value, float):
        raise ValueError("canonical JSON holds no floats: use text or an integer")
    elif not isinstance(value, (str, int)):
        raise ValueError(f"canonical JSON cannot hold {type(value).__name__}")
