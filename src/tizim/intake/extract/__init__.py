"""The worker's second job: the text of a stranger's document, and what the document says about itself.

One module a kind of file; each gives an `Extracted`. Nothing here runs in the process that holds keys. What is
dropped as navigation is handed on in `dropped`, so that nobody has to take our word for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from tizim.core.i18n import gettext as _
from tizim.intake.archive_check import Refused
from tizim.intake.format import clean_text, has_unstorable
from tizim.intake.language import guess_language

from .extracted import Extracted

KINDS = {
    "txt": "plain",
    "md": "plain",
    "html": "web_page",
    "pdf": "pdf_file",
    "docx": "docx_file",
    "eml": "mail",
}
MAX_BYTES = 64 << 20
MAX_TEXT_CHARS = 4_000_000
MAX_DROPPED_CHARS = 20_000


def prepare(settings: dict[str, Any]) -> None:
    import pycld2  # noqa: F401

    _module(settings).prepare()


def read(stream: BinaryIO, settings: dict[str, Any]) -> Iterator[dict[str, Any]]:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refused(_("It is larger than {limit} MiB.", limit=MAX_BYTES >> 20))
    found: Extracted = _module(settings).extract(data)
    if has_unstorable(found.text):
        found.notices.append(_("NULs or halves of characters were taken out of the text; the original has them."))
    text = clean_text(found.text)
    if len(text) > MAX_TEXT_CHARS:
        found.notices.append(_("Only the first {limit} characters of the text were taken.", limit=MAX_TEXT_CHARS))
        text = text[:MAX_TEXT_CHARS]
    language = guess_language(text)
    yield {
        "text": text,
        "language": language.code,
        "language_sure": language.sure,
        "dropped": clean_text("\n".join(found.dropped))[:MAX_DROPPED_CHARS],
        "leftovers": {clean_text(key): clean_text(value)[:MAX_DROPPED_CHARS] for key, value in found.leftovers.items()},
        "identity": {key: clean_text(value)[:500] for key, value in found.identity.items()},
        "notices": [clean_text(notice)[:500] for notice in found.notices],
        **{name: clean_text(getattr(found, name))[:1000] for name in ("title", "kind", "publication", "url")},
        **{name: clean_text(getattr(found, name))[:100] for name in ("published_on", "told_on")},
    }


def _module(settings: dict[str, Any]) -> Any:
    return import_module(f"{__name__}.{KINDS[settings['kind']]}")
