"""YAML and JSON from strangers, read strictly: maps, lists and text, nothing else.

Every scalar stays the text that stands in the file ("007", "no", "2017-10"). Refused, with the line: the same key
twice, anchors and aliases (a few lines of them can unfold into gigabytes), tags, nesting deeper than 12, more than
200,000 values, files over 8 MiB, NUL and lone surrogates. This is not a general YAML reader and knows no schema.

JSON: true, false and null become "yes", "no" and ""; a list at the top is several documents.

>>> [document.value for document in iter_documents(b"a: 007\\n---\\nb: [no, 2017-10]\\n")]
[{'a': '007'}, {'b': ['no', '2017-10']}]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

from .format import has_unstorable

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 12
MAX_VALUES = 200_000

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One document of a file. `lines`: path of keys and positions → line in the file (YAML only)."""

    number: int
    value: Any
    lines: dict[Path, int] = field(default_factory=dict)


def iter_documents(data: bytes, *, file: str = "") -> Iterator[Document]:
    """The documents of a YAML or JSON file. Raises BadInput at the first thing that is not plain data."""
    if len(data) > MAX_BYTES:
        raise BadInput(
            _("The file is larger than {limit} MiB.", limit=MAX_BYTES >> 20), _("Split it into several."), file=file
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(_("Line {line} is not UTF-8.", line=line), _("Save the file as UTF-8."), file=file) from error
    if text.lstrip()[:1] in ("{", "["):
        yield from _iter_json(text, file)
    else:
        yield from _iter_yaml(text, file)


def _iter_json(text: str, file: str) -> Iterator[Document]:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise BadInput(_("The key “{key}” stands twice.", key=key), _("Keep one of them."), file=file)
            found[key] = value
        return found

    def refuse(name: str) -> Any:
        raise BadInput(_("“{value}” is not a value in JSON.", value=name), file=file)

    try:
        value = json.loads(text, object_pairs_hook=unique, parse_int=str, parse_float=str, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise BadInput(
            _("Line {line} is not JSON: {reason}.", line=error.lineno, reason=error.msg),
            _("Check commas, quotes and brackets there."),
            file=file,
        ) from error
    except RecursionError as error:
        raise _too_deep(file) from error
    documents = value if isinstance(value, list) else [value]
    counter = [0]
    for number, document in enumerate(documents, 1):
        yield Document(number, _plain(document, 1, counter, file))


def _plain(value: Any, depth: int, counter: list[int], file: str) -> Any:
    counter[0] += 1
    if counter[0] > MAX_VALUES:
        raise _too_many(file)
    if depth > MAX_DEPTH:
        raise _too_deep(file)
    if isinstance(value, dict):
        return {_storable(key, file): _plain(item, depth + 1, counter, file) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, depth + 1, counter, file) for item in value]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _storable(value, file)


def _storable(text: str, file: str, line: int = 0) -> str:
    if has_unstorable(text):
        if line:
            what = _("Line {line} holds a NUL or half a character.", line=line)
        else:
            what = _("The file holds a NUL or half a character.")
        raise BadInput(what, _("Remove it with a text editor."), file=file)
    return text


def _too_deep(file: str) -> BadInput:
    return BadInput(_("The file is nested deeper than {limit} levels.", limit=MAX_DEPTH), file=file)


def _too_many(file: str) -> BadInput:
    return BadInput(_("The file holds more than {limit} values.", limit=MAX_VALUES), _("Split it."), file=file)


def _iter_yaml(text: str, file: str) -> Iterator[Document]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=loader):
            if document := builder.feed(event):
                yield document
    except yaml.YAMLError as error:
        raise _unreadable(error, file) from error


def _unreadable(error: Exception, file: str) -> BadInput:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or _("not YAML")
    if mark:
        what = _("Line {line} cannot be read: {reason}.", line=mark.line + 1, reason=reason)
    else:
        what = _("The file cannot be read: {reason}.", reason=reason)
    return BadInput(
        what,
        _("Indent with spaces, put a space after each colon, and put text that holds “: ” or “#” in quotes."),
        file=file,
    )


class _Builder:
    """Makes values out of the parser's events, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.number = 0
        self.values = 0
        self.stack: list[tuple[Any, Path]] = []  # open containers with their paths
        self.keys: list[str | None] = []  # for each: the key that waits for its value
        self.lines: dict[Path, int] = {}
        self.root: Any = ""

    def feed(self, event: Any) -> Document | None:
        kind = type(event).__name__
        line = event.start_mark.line + 1
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            raise self._refusal(line, _("an anchor or alias (& or *)"), _("Write the value out, or put it in quotes."))
        if kind == "ScalarEvent":
            self._check_tag(event, line)
            self._add(_storable(event.value, self.file, line), line)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._check_tag(event, line)
            self._open({} if kind == "MappingStartEvent" else [], line)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self.stack.pop()
            self.keys.pop()
        elif kind == "DocumentStartEvent":
            self.number, self.lines, self.root = self.number + 1, {}, ""
        elif kind == "DocumentEndEvent":
            return Document(self.number, self.root, self.lines)
        return None

    def _check_tag(self, event: Any, line: int) -> None:
        if event.tag not in (None, "!"):
            raise self._refusal(line, _("a tag ({tag})", tag=event.tag), _("Remove it: everything here is text."))

    def _refusal(self, line: int, what: str, try_: str) -> BadInput:
        return BadInput(_("Line {line} holds {what}.", line=line, what=what), try_, file=self.file)

    def _open(self, container: Any, line: int) -> None:
        path = self._place(container, line)
        self.stack.append((container, path))
        self.keys.append(None)
        if len(self.stack) > MAX_DEPTH:
            raise _too_deep(self.file)

    def _add(self, text: str, line: int) -> None:
        if self.stack and isinstance(self.stack[-1][0], dict) and self.keys[-1] is None:
            if text in self.stack[-1][0]:
                raise self._refusal(line, _("the key “{key}” a second time", key=text), _("Keep one of them."))
            self.keys[-1] = text
            return
        self._place(text, line)

    def _place(self, value: Any, line: int) -> Path:
        """Puts `value` where the file has it and says where that is."""
        self.values += 1
        if self.values > MAX_VALUES:
            raise _too_many(self.file)
        if not self.stack:
            self.root = value
            return ()
        container, path = self.stack[-1]
        if isinstance(container, list):
            container.append(value)
            path = (*path, len(container) - 1)
        else:
            key = self.keys[-1]
            if key is None:
                raise self._refusal(line, _("a list or map as a key"), _("Keys are words."))
            container[key] = value
            self.keys[-1] = None
            path = (*path, key)
        self.lines[path] = line
        return path
