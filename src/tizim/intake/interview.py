"""The interview file: one account as a person wrote it down, in YAML or JSON. The web form makes the same values.

Strict on purpose: a key that is not in the schema is an error that says what was probably meant, because a
misspelt `consent` must never be lost. What the words *mean* (dates, places, codes) is not asked here: values are
handed on as text. A document with any error is left out as a whole, with every error named; the others go on.
An exhibit is a file in the folder of the interview or below it; a path that leads elsewhere is refused.

Spec: docs/spec/interview.md.

>>> text = b"tizim: interview/1\\nsource: {kind: relative}\\nabout: {p1: {kind: person, name: Asan}}\\n"
>>> [draft.mentions[0].label for draft in parse_interview(text)]
['Asan']
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tizim.core.drafts import (
    AccountDraft,
    ConsentDraft,
    ExhibitDraft,
    MentionDraft,
    Problem,
    SourceDraft,
    StatementDraft,
)
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary

from . import exhibit_files
from .format import Drafts, Format, ReadOptions
from .strict_yaml import MAX_BYTES, Document, iter_documents

VERSION = "interview/1"
MAX_PROBLEMS = 50  # of one document: whoever has mended these sees the next ones
MENTION_KINDS = ("person", "facility", "organisation", "event", "group", "document")

TOP = ("tizim", "account", "source", "consent", "about", "statements", "exhibits")
ACCOUNT_TEXTS = (
    "id", "kind", "language", "title", "text", "translation", "told_on", "published_on",
    "publication", "url", "carried_by", "compartment",
)  # fmt: skip
ACCOUNT = (*ACCOUNT_TEXTS, "through")
SOURCE_TEXTS = ("ref", "kind", "public_name", "relation", "language")
SOURCE = (*SOURCE_TEXTS, "identity")
CONSENT_TEXTS = ("given_how", "given_before", "given_on", "language")
CONSENT = (*CONSENT_TEXTS, "purposes")
PURPOSES = (
    "keep", "count", "share_un", "share_partner", "publish_statement", "publish_words",
    "publish_name", "publish_photo", "date_precision", "place_precision",
)  # fmt: skip
ABOUT = ("kind", "name")
STATEMENT_TEXTS = ("value", "as_said", "language", "when", "place", "how_known", "locator")
QUALIFIERS = ("by", "facility", "detail", "sentence_years", "charge", "relation", "property", "told_by")
STATEMENT = ("about", "what", *STATEMENT_TEXTS, *QUALIFIERS, "qualifiers", "consent")
EXHIBIT = ("file", "media_type", "caption", "about", "received_from", "received_on")


def parse_interview(data: bytes, *, file: str = "", folder: Path | None = None) -> Iterator[AccountDraft | Problem]:
    """The accounts in the bytes of an interview file. `folder`: where its exhibits lie (None: it may name none)."""
    try:
        for document in iter_documents(data, file=file):
            if _is_mapping(document.value):
                what = _("This is a column mapping, not an account.")
                yield Problem("notice", what, file=file, try_=_("Use it when its sheet is taken in."))
            elif document.value not in ("", {}):  # an empty document between two `---`
                yield from _Reading(document, file, folder).result()
    except BadInput as error:
        yield Problem("error", error.what, file=file, try_=error.try_)


def iter_interviews(path: Path, options: ReadOptions) -> Drafts:
    """Drafts of an interview file on disk. `options.after_row` counts documents."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    for number, result in _numbered(parse_interview(data, file=path.name, folder=path.parent)):
        if number > options.after_row or isinstance(result, Problem):
            yield result


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict) and str(value.get("tizim", "")).startswith("mapping/")


def _numbered(results: Iterable[AccountDraft | Problem]) -> Iterator[tuple[int, AccountDraft | Problem]]:
    for result in results:
        number = int(result.origin.rsplit(" ", 1)[1]) if isinstance(result, AccountDraft) else 0
        yield number, result


def _sniff(suffix: str, head: bytes) -> int:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    named = suffix in (".yaml", ".yml", ".json")
    if b"interview/" in head and b"tizim" in head:
        return 100 if named else 90 if start.startswith((b"tizim:", b"{")) else 0
    return 50 if named else 0


class _Reading:
    """One document of the file, taken apart key by key; everything wrong in it is collected."""

    def __init__(self, document: Document, file: str, folder: Path | None) -> None:
        self.document, self.file, self.folder = document, file, folder
        self.problems: list[Problem] = []

    def result(self) -> Iterator[AccountDraft | Problem]:
        draft = self._account()
        if self.problems:
            yield from self.problems
        else:
            yield draft

    def refuse(self, path: tuple[str | int, ...], message: str, try_: str = "") -> None:
        if len(self.problems) > MAX_PROBLEMS:
            return
        line = self.document.lines.get(path)
        number = self.document.number
        if line:
            message = _("Document {number}, line {line}: {message}", number=number, line=line, message=message)
        else:
            message = _("Document {number}: {message}", number=number, message=message)
        self.problems.append(Problem("error", message, file=self.file, field=_field(path), try_=try_))

    def _account(self) -> AccountDraft:
        top = self._map(self.document.value, (), TOP)
        self._check_version(top.get("tizim", ""))
        account = self._map(top.get("account", {}), ("account",), ACCOUNT)
        texts = self._texts(account, ("account",), ACCOUNT_TEXTS)
        mentions = self._mentions(top.get("about", {}))
        keys = {mention.key: mention for mention in mentions}
        plain = {name: texts.get(name, "") for name in ACCOUNT_TEXTS if name not in ("id", "kind", "compartment")}
        return AccountDraft(
            kind=texts.get("kind") or "interview",
            source=self._source(top),
            external_id=texts.get("id", ""),
            compartment=texts.get("compartment", ""),
            through=self._through(account.get("through", [])),
            mentions=mentions,
            statements=self._each(top, "statements", lambda item, path: self._statement(item, path, keys)),
            consent=self._consent(top.get("consent", {})),
            exhibits=self._each(top, "exhibits", lambda item, path: self._exhibit(item, path, keys)),
            origin=f"{self.file} document {self.document.number}",
            **plain,  # type: ignore[arg-type]
        )

    def _check_version(self, version: Any) -> None:
        if version == VERSION:
            return
        if isinstance(version, str) and version.startswith("interview/"):
            self.refuse(
                ("tizim",), _("“{version}” was written for a newer Tizim.", version=version), _("Update Tizim.")
            )
        else:
            self.refuse(
                ("tizim",),
                _("This is not marked as an interview."),
                _("Begin the document with the line “tizim: {version}”.", version=VERSION),
            )

    def _source(self, top: dict[str, Any]) -> SourceDraft:
        source = self._map(top.get("source", {}), ("source",), SOURCE)
        texts = self._texts(source, ("source",), SOURCE_TEXTS)
        if not texts.get("kind"):
            self.refuse(
                ("source",), _("It does not say who speaks."), _("Add “source: {kind: relative}” or another kind.")
            )
        identity = self._free_texts(source.get("identity", {}), ("source", "identity"))
        return SourceDraft(identity=identity, **{name: texts.get(name, "") for name in SOURCE_TEXTS})

    def _through(self, value: Any) -> tuple[str, ...]:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            self.refuse(("account", "through"), _("This must be a list of names."), _("Write [report, newspaper]."))
            return ()
        return tuple(item for item in items if item)

    def _mentions(self, value: Any) -> tuple[MentionDraft, ...]:
        found = []
        for key, item in self._map(value, ("about",), None).items():
            path = ("about", key)
            texts = self._texts(self._map(item, path, ABOUT), path, ABOUT)
            kind = texts.get("kind", "")
            if kind not in MENTION_KINDS:
                self.refuse(
                    (*path, "kind"),
                    _("“{kind}” is not a kind of subject.", kind=kind),
                    _meant(kind, MENTION_KINDS) or _("Choose one of: {kinds}.", kinds=", ".join(MENTION_KINDS)),
                )
            found.append(MentionDraft(key=key, kind=kind, label=texts.get("name", "")))
        return tuple(found)

    def _statement(self, item: Any, path: tuple[str | int, ...], keys: dict[str, MentionDraft]) -> StatementDraft:
        given = self._map(item, path, STATEMENT)
        texts = self._texts(given, path, ("about", "what", *STATEMENT_TEXTS, *QUALIFIERS))
        for name in ("about", "what"):
            if not texts.get(name):
                self.refuse(path, _("The statement has no “{key}”.", key=name), _("Say what it is about, and what."))
        if texts.get("about"):
            self._check_key(texts["about"], (*path, "about"), keys)
        if texts.get("facility"):
            self._check_key(texts["facility"], (*path, "facility"), keys)
        if texts.get("what") == "relation":
            self._check_key(texts.get("value", ""), (*path, "value"), keys)
        qualifiers = self._free_texts(given.get("qualifiers", {}), (*path, "qualifiers"))
        qualifiers.update({name: texts[name] for name in QUALIFIERS if texts.get(name)})
        return StatementDraft(
            subject=texts.get("about", ""),
            property=texts.get("what", ""),
            qualifiers=qualifiers,
            consent=self._purposes(given.get("consent", {}), (*path, "consent")),
            **{name: texts.get(name, "") for name in STATEMENT_TEXTS},
        )

    def _consent(self, value: Any) -> ConsentDraft:
        given = self._map(value, ("consent",), CONSENT)
        texts = self._texts(given, ("consent",), CONSENT_TEXTS)
        purposes = self._purposes(given.get("purposes", {}), ("consent", "purposes"))
        return ConsentDraft(purposes=purposes, **{name: texts.get(name, "") for name in CONSENT_TEXTS})

    def _purposes(self, value: Any, path: tuple[str | int, ...]) -> dict[str, str]:
        texts = self._texts(self._map(value, path, PURPOSES), path, PURPOSES)
        found = {}
        for name, text in texts.items():
            levels = vocabulary("consent_purposes").term(name).more["levels"]
            level = {"true": "yes", "false": "no"}.get(text.lower(), text)
            if level in levels:
                found[name] = level
            else:
                self.refuse(
                    (*path, name),
                    _("“{words}” is not a level of this purpose.", words=text),
                    _("Write one of: {levels}.", levels=", ".join(levels)),
                )
        return found

    def _exhibit(self, item: Any, path: tuple[str | int, ...], keys: dict[str, MentionDraft]) -> ExhibitDraft:
        texts = self._texts(self._map(item, path, EXHIBIT), path, EXHIBIT)
        if texts.get("about"):
            self._check_key(texts["about"], (*path, "about"), keys)
        try:
            found = exhibit_files.get_exhibit_file(self.folder, texts.get("file", ""))
        except BadInput as error:
            self.refuse((*path, "file"), error.what, error.try_)
            found = Path()
        return ExhibitDraft(
            path=str(found),
            name=found.name,
            media_type=texts.get("media_type") or exhibit_files.guess_media_type(found.name),
            caption=texts.get("caption", ""),
            received_from=texts.get("received_from", ""),
            received_on=texts.get("received_on", ""),
            subject=texts.get("about", ""),
        )

    def _each(self, top: dict[str, Any], name: str, make: Any) -> tuple[Any, ...]:
        items = top.get(name) or []
        if not isinstance(items, list):
            self.refuse((name,), _("This must be a list."), _("Begin each entry with “- ”."))
            return ()
        return tuple(make(item, (name, position)) for position, item in enumerate(items))

    def _check_key(self, key: str, path: tuple[str | int, ...], keys: dict[str, MentionDraft]) -> None:
        if key not in keys:
            self.refuse(
                path,
                _("“{key}” is not one of the subjects under “about”.", key=key),
                _meant(key, tuple(keys)) or _("Add it there. It now holds: {keys}.", keys=", ".join(list(keys)[:8])),
            )

    def _map(self, value: Any, path: tuple[str | int, ...], allowed: tuple[str, ...] | None) -> dict[str, Any]:
        if value in ("", None):
            return {}
        if not isinstance(value, dict):
            self.refuse(path, _("This must be a map of keys and values."), _("Write “key: value”, one a line."))
            return {}
        for key in value:
            if allowed is not None and key not in allowed and len(self.problems) < MAX_PROBLEMS:
                self.refuse(
                    (*path, key),
                    _("There is no key “{key}” here.", key=key),
                    _meant(key, allowed) or _("Known keys: {keys}.", keys=", ".join(allowed)),
                )
        return value

    def _texts(self, given: dict[str, Any], path: tuple[str | int, ...], names: Iterable[str]) -> dict[str, str]:
        found = {}
        for name in names:
            value = given.get(name, "")
            if not isinstance(value, str):
                self.refuse((*path, name), _("This must be text."), _("Put it on one line, in quotes if need be."))
            elif value:
                found[name] = value
        return found

    def _free_texts(self, value: Any, path: tuple[str | int, ...]) -> dict[str, str]:
        given = self._map(value, path, None)
        return self._texts(given, path, tuple(given))


def _field(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _meant(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return _("Did you mean “{word}”?", word=close[0]) if close else ""


FORMATS = (
    Format(
        name="interview",
        suffixes=(".yaml", ".yml", ".json"),
        sniff=_sniff,
        iter_drafts=iter_interviews,
    ),
)
