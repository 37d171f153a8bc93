"""Documents: txt, md, html, pdf, docx, eml → one account each, with the original as its exhibit.

The bytes are read by the worker only (`sandbox`, `extract`); this process sees text. The publication that the
document names is the source; a mail's writer is sealed. What the document does not say stays empty. When the worker
fails, the account is there all the same, without text, with a notice: the original is never lost to its reader.

Not here: what the text states. A person, or a sheet beside it, says that.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tizim.core.drafts import AccountDraft, ExhibitDraft, Problem, SourceDraft
from tizim.core.errors import ParserFailed
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _

from .exhibit_files import guess_media_type
from .extract.words import load_words
from .format import Drafts, Format, ReadOptions, clean_text
from .sandbox import Limits, run_worker
from .speakers import guess_kind

LIMITS = Limits(cpu_seconds=25, wall_seconds=40)
UNSURE = 0.5
_SUFFIXES = {
    "txt": (".txt", ".text"),
    "md": (".md",),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "docx": (".docx", ".docm"),
    "eml": (".eml",),
}
_SOURCE_OF_KIND = {"article": "press", "press_release": "ngo", "official_statement": "official"}


def iter_document(kind: str, path: Path, options: ReadOptions) -> Drafts:
    """The account of one document, after what is to be said about it."""
    exhibit = ExhibitDraft(str(path), path.name, guess_media_type(path.name))
    try:
        found = _read(kind, path)
    except ParserFailed as error:
        what = _("Its text could not be taken out: {reason}", reason=error.what)
        yield Problem("notice", what, file=path.name, try_=error.try_)
        leftovers = {"not_read": error.what}
        yield AccountDraft("other", SourceDraft("other"), exhibits=(exhibit,), leftovers=leftovers, origin=path.name)
        return
    language = found["language"] or options.language
    yield from _notices(found, language, path.name)
    yield AccountDraft(
        kind=found["kind"] or "other",
        source=_source(found),
        language=language,
        exhibits=(exhibit,),
        leftovers={**found["leftovers"], **({"dropped_lines": found["dropped"]} if found["dropped"] else {})},
        origin=path.name,
        **{name: found[name] for name in ("title", "text", "told_on", "published_on", "publication", "url")},
    )


_TEXTS = ("text", "title", "kind", "language", "told_on", "published_on", "publication", "url", "dropped")


def _read(kind: str, path: Path) -> dict[str, Any]:
    """The worker's answer, checked for its shape: it read a stranger's bytes, so it is a stranger too."""
    settings = {"kind": kind, "language": current_language()}
    answers = list(run_worker("document", path, settings, LIMITS))
    found = answers[-1]
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in _TEXTS):
        raise ParserFailed(_("The reader gave an unreadable answer."), file=path.name)
    maps = {name: value if isinstance(value := found.get(name), dict) else {} for name in ("leftovers", "identity")}
    return {
        **{name: clean_text(found[name]) for name in _TEXTS},
        **{name: {str(k): clean_text(str(v)) for k, v in value.items()} for name, value in maps.items()},
        "notices": [str(notice) for notice in found.get("notices", ())],
        "language_sure": found.get("language_sure", 0),
    }


def _source(found: dict[str, Any]) -> SourceDraft:
    """A publication speaks in its own name; who wrote a letter, a mail or an unsigned file is sealed."""
    publication, language = found["publication"], found["language"]
    if not publication:
        kind = _SOURCE_OF_KIND.get(found["kind"], "other") if not found["identity"] else "other"
        return SourceDraft(kind, language=language, identity=found["identity"])
    if publication in load_words()["agencies"]:
        return SourceDraft("news_agency", public_name=publication, language=language)
    kind = guess_kind(publication) or _SOURCE_OF_KIND.get(found["kind"], "press")
    return SourceDraft(kind, public_name=publication, language=language)


def _notices(found: dict[str, Any], language: str, file: str) -> Drafts:
    for notice in found["notices"]:
        yield Problem("notice", notice, file=file)
    if not found["text"].strip():
        try_ = _("Type its words in, or take in a text version beside it.")
        yield Problem("notice", _("No text was found in it; the original is kept."), file=file, try_=try_)
    elif not language or (isinstance(found["language_sure"], float) and found["language_sure"] < UNSURE):
        yield Problem("notice", _("Its language is not certain."), file=file, try_=_("Check the language."))


def _sniffer(kind: str) -> Any:
    def sniff(suffix: str, head: bytes) -> int:
        named = suffix in _SUFFIXES[kind]
        if head.startswith(b"PK\x03\x04"):
            return 95 if kind == "docx" and named else 0
        if b"%PDF-" in head[:1024]:
            return 97 if kind == "pdf" else 0
        if kind in ("docx", "pdf"):
            return 0
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
        if start.startswith((b"<!doctype html", b"<html")):
            return 85 if kind == "html" else 0
        return 70 if named else 0

    return sniff


def _format(kind: str) -> Format:
    def iter_drafts(path: Path, options: ReadOptions) -> Drafts:
        return iter_document(kind, path, options)

    return Format(name=kind, suffixes=_SUFFIXES[kind], sniff=_sniffer(kind), iter_drafts=iter_drafts)


FORMATS = tuple(_format(kind) for kind in _SUFFIXES)
