"""A text in plain Latin letters, for people who cannot read its script, for sorting and for file names.

Rule tables for Arabic and Cyrillic script, pinyin for Chinese, letters without marks for Latin; one way only and
not reversible. It is for reading, not for comparing (that is `comparison`).

>>> romanise("Толқын Демесін"), romanise("ئابدۇللا"), romanise("木拉提·纳斯洛夫")
('Tolqyn Demesin', 'Abdulla', 'Mulati Nasiluofu')
"""

from __future__ import annotations

import re

from tizim.names.chinese import is_hanzi, pinyin_of
from tizim.names.clean import clean
from tizim.names.rules import transduce_plain
from tizim.names.systems import guess_system, script_of

_HANZI_OR_WORD = re.compile(r"[\u3400-\u9fff〇]+|[^\W\d_][^\W_\u3400-\u9fff]*|.", re.DOTALL)


def romanise(text: str) -> str:
    """`text` in a to z, digits and punctuation; what no table reads is kept. Never raises."""
    cleaned = clean(text).replace("·", " ")
    systems = {}
    for script in ("arab", "cyrl"):
        letters = " ".join(word for word in cleaned.split() if script_of(word) == script)
        systems[script] = guess_system(letters) if letters else ""
    return "".join(_romanise_piece(piece, systems) for piece in _HANZI_OR_WORD.findall(cleaned))


def _romanise_piece(piece: str, systems: dict[str, str]) -> str:
    if is_hanzi(piece[0]):
        return "".join(pinyin_of(piece)).capitalize() or piece
    script = script_of(piece)
    if script == "latn":
        from tizim.names.clean import drop_marks

        return drop_marks(piece)
    system = systems.get(script, "")
    if not system:
        return piece
    plain = transduce_plain(piece.casefold(), system)
    return plain.capitalize() if script == "arab" or piece[0].isupper() else plain
