"""A saved e-mail: its words, its subject, its day. Who wrote it and to whom is sealed, like every private source;
a newsletter or a press office's mail speaks in public.

Plain text is preferred; HTML is read as text. Mails within the mail are added below a line of dashes, five levels deep.
Files that it carries are named, not opened: whoever takes them in saves them and takes them in by themselves.

>>> extract(b"From: A <a@b.example>\\nSubject: News\\n\\nHe was taken.").identity["contact"]
'a@b.example'
"""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime

from tizim.core.i18n import gettext as _

from .article import describe
from .extracted import Extracted
from .page import Page
from .words import load_words

MAX_DEPTH = 5
MAX_PARTS = 200
MAX_HEADER_CHARS = 4_000


def prepare() -> None:

    import tizim.core.dates  # noqa: F401


def extract(data: bytes) -> Extracted:
    message = BytesParser(policy=policy.compat32).parsebytes(data)  # reads headers only when they are asked for
    reading = _Reading()
    reading.read(message, 1)
    subject = _header(message, "subject")
    found = describe("\n".join(reading.texts).splitlines(), {"title": subject})
    sender = next(iter(getaddresses([_header(message, "from")])), ("", ""))
    public = found.kind in ("press_release", "official_statement") or _to_many(message, sender[1])
    if public:
        found.kind = found.kind if found.kind not in ("", "letter") else "article"
        found.publication = sender[0] or found.publication
        found.published_on = _day(message)
    else:
        found.kind, found.publication, found.published_on = "letter", "", ""
        found.told_on = _day(message)
        found.identity = {key: value for key, value in zip(("name", "contact"), sender, strict=True) if value}
        if to := ", ".join(filter(None, (_header(message, "to"), _header(message, "cc")))):
            found.identity["sent_to"] = to
    if reading.files:
        found.leftovers["files_in_mail"] = "; ".join(reading.files)
        found.notices.append(_("The mail carries files: save them and take them in by themselves."))
    if reading.cut:
        found.notices.append(_("The mail nests deeper, or has more parts, than is read."))
    return found


def _to_many(message: Message, sender: str) -> bool:
    """Whether this is a newsletter or the like: it says so itself, or speaks from or to an address of many."""
    if any(message.get(name) for name in ("List-Id", "List-Unsubscribe")) or message.get("Precedence") == "bulk":
        return True
    if _mailbox(sender) in load_words()["public_senders"]:
        return True
    readers = [_mailbox(address) for _name, address in getaddresses([_header(message, "to")])]
    return bool(readers) and all(reader in load_words()["many_readers"] for reader in readers)


def _mailbox(address: str) -> str:
    return address.partition("@")[0].casefold()


class _Reading:
    """Walks through the parts, with a limit on depth and number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.files: list[str] = []
        self.parts = 0
        self.cut = False

    def read(self, message: Message, depth: int) -> None:
        self.parts += 1
        if depth > MAX_DEPTH or self.parts > MAX_PARTS:
            self.cut = True
            return
        kind = message.get_content_type()
        if message.is_multipart():
            parts = [part for part in message.get_payload() if isinstance(part, Message)]
            if kind == "multipart/alternative":
                parts = _best(parts)
            for part in parts:
                if kind == "message/rfc822":
                    self.texts += ["-" * 20, *_head_lines(part)]
                self.read(part, depth + 1)
        elif message.get_content_disposition() == "attachment" or message.get_content_maintype() != "text":
            self.files.append((_filename(message) or kind)[:200])
        else:
            self.texts.append(_text_of(message, kind))


def _best(parts: list[Message]) -> list[Message]:
    plain = [part for part in parts if part.get_content_type() == "text/plain"]
    return plain or parts[-1:]


def _text_of(message: Message, kind: str) -> str:
    payload = message.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = message.get_content_charset() or "utf-8"
    try:
        text = data.decode(charset, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    if kind != "text/html":
        return text
    page = Page()
    page.read(text)
    return "\n".join(page.lines)


def _head_lines(message: Message) -> list[str]:
    return [f"{name}: {value}" for name in ("From", "Date", "Subject") if (value := _header(message, name))] + [""]


def _header(message: Message, name: str) -> str:
    """A header as text, whatever nonsense stands in it."""
    raw = str(message.get(name, ""))[:MAX_HEADER_CHARS]
    try:
        text = str(make_header(decode_header(raw)))
    except (MessageError, ValueError, LookupError):
        text = raw
    return " ".join(text.split())[:1000]


def _filename(message: Message) -> str:
    try:
        return message.get_filename() or ""
    except (ValueError, IndexError, LookupError, AttributeError):
        return ""


def _day(message: Message) -> str:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
