"""How a text file is encoded, guessed from its bytes: UTF-8, UTF-16, GB18030 (Chinese), 1251 and KZ-1048 (Cyrillic).

The guess says how sure it is; whoever uses a guess below 1.0 tells the user. What is certain (a byte order mark,
valid UTF-8 with letters beyond ASCII) is never overruled by what is likely. No other encodings are tried.

>>> guess_encoding("Тізім — бұл қағаз".encode("kz1048")).name
'kz1048'
>>> guess_encoding("名单在这里，请看".encode("gb18030")).name
'gb18030'
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

SAMPLE_BYTES = 65_536


@dataclass(frozen=True)
class EncodingGuess:
    """`name` is a codec of Python; `sure` is 0..1."""

    name: str
    sure: float


def guess_encoding(head: bytes) -> EncodingGuess:
    """The encoding of a file that begins with `head` (up to 64 KiB are looked at; the last character may be cut)."""
    head = head[:SAMPLE_BYTES]
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return EncodingGuess(name, 1.0)
    if wide := _guess_utf16(head):
        return wide
    if _decodes(head, "utf-8"):
        return EncodingGuess("utf-8", 1.0)
    if (share := _utf8_share(head)) > 0.7:  # a few broken bytes in UTF-8: the reader names their rows
        return EncodingGuess("utf-8", share)
    chinese = _chinese_share(head)
    cyrillic = _cyrillic_share(head)
    if chinese > cyrillic and chinese > 0.5:
        return EncodingGuess("gb18030", min(0.9, chinese))
    if cyrillic > 0.5:
        return EncodingGuess("kz1048" if _looks_kazakh(head) else "cp1251", min(0.9, cyrillic))
    return EncodingGuess("utf-8", 0.1)  # none of ours: the reader names the rows


def _decodes(data: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _utf8_share(data: bytes) -> float:
    """Share of the bytes above ASCII that are part of valid UTF-8."""
    high = sum(1 for byte in data if byte >= 0x80)
    broken = len(re.findall("[\udc80-\udcff]", data.decode("utf-8", "surrogateescape")))
    return 1 - broken / high if high else 1.0


def _guess_utf16(head: bytes) -> EncodingGuess | None:
    """UTF-16 without a mark: every second byte of line ends, commas and digits is zero."""
    even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
    pairs = min(len(head), 4096) // 2
    if max(even, odd) < max(3, pairs * 0.1) or min(even, odd) > max(even, odd) * 0.05:
        return None
    return EncodingGuess("utf-16-le" if odd > even else "utf-16-be", 0.9)


def _chinese_share(data: bytes) -> float:
    """Share of two-byte characters that are among the 3,755 frequent ones (or punctuation); 0 if it does not decode."""
    if not _decodes(data, "gb18030"):
        return 0.0
    pairs = re.findall(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]", data)
    frequent = sum(1 for pair in pairs if (0xB0 <= pair[0] <= 0xD7 or pair[0] in (0xA1, 0xA3)) and pair[1] >= 0xA1)
    return frequent / len(pairs) if pairs else 0.0


def _cyrillic_share(data: bytes) -> float:
    """Share of bytes above ASCII that are Cyrillic letters in words written as words are (no capital after a small)."""
    high = [byte for byte in data if byte >= 0x80]
    if not high:
        return 0.0
    words = re.findall(rb"[\xa8\xb8\xc0-\xff\x8d\x8e\x9d\x9e\xa1-\xa3\xaa\xaf\xb2-\xb4\xba\xbc-\xbf]+", data)
    written = sum(len(word) for word in words if not re.search(rb"[\xe0-\xff][\xc0-\xdf]", word))
    return written / len(high)


_KAZAKH = re.compile("[А-Яа-яәіңғүұқөһ][әіңғүұқөһ]|[әіңғүұқөһ][а-я]")
_NOT_KAZAKH = re.compile("[а-я][^а-яА-ЯёЁіІ\x00-\x7f«»—–…”“№][а-я]")


def _looks_kazakh(data: bytes) -> bool:
    """Read as KZ-1048, Kazakh letters stand in words; read as 1251, foreign signs stand there."""
    kazakh = data.decode("kz1048", "replace").lower()
    russian = data.decode("cp1251", "replace").lower()
    letters = sum(kazakh.count(letter) for letter in "әңғүұқө")
    return letters > 0 and len(_KAZAKH.findall(kazakh)) > 0 and len(_NOT_KAZAKH.findall(russian)) > 0
