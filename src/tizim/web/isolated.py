"""Text that people gave, as a page may show it: escaped, isolated in its own direction, hidden signs made visible.

A name must never turn the words around it. `<bdi>` isolates it; signs by which text could leave its isolation, or show
its letters in another order than they stand (embeddings, overrides, isolates, control characters), are shown as what
they are. Joiners and marks that Arabic script needs stay as they are. The text in the archive is never changed.

>>> bdi("قايرات")
'<bdi dir="rtl">قايرات</bdi>'
>>> bdi("<b>", "kk")
'<bdi dir="ltr" lang="kk">&lt;b&gt;</bdi>'
>>> bdi("a\\u202eb")
'<bdi dir="ltr">a<span class="sign" title="U+202E">\ufffd</span>b</bdi>'
"""

from __future__ import annotations

import re
import unicodedata

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tizim.core.i18n import gettext as _
from tizim.core.scripts import dominant_script, flags

_SIGNS = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")


def bdi(text: object, language: str = "") -> SafeString:
    """An isolated run in its own direction, with its language where it is told."""
    words = str(text)
    if _TAG.fullmatch(language):
        return format_html('<bdi dir="{}" lang="{}">{}</bdi>', direction(words), language, marked(words))
    return format_html('<bdi dir="{}">{}</bdi>', direction(words), marked(words))


def marked(text: str) -> SafeString:
    """Escaped text in which signs that turn or hide others can be seen."""
    return mark_safe(_SIGNS.sub(_show_sign, str(escape(text))))  # noqa: S308 - escaped before


def _show_sign(found: re.Match[str]) -> str:
    return f'<span class="sign" title="U+{ord(found[0]):04X}">\ufffd</span>'


def plain(text: str) -> str:
    """For places that take no markup, as a title: without signs that turn the words around it."""
    return _SIGNS.sub("\ufffd", text)


def direction(text: str) -> str:
    """ "rtl" or "ltr": by the script that holds most of the letters, else by the first that has a direction."""
    script = dominant_script(text)
    if script != "mixed":
        return "rtl" if script == "Arab" else "ltr"
    first = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def warnings(text: str) -> list[str]:
    """What a reader should be warned of in a name, in words."""
    said = {
        "bidi_override": _("This name holds signs that turn the order of its letters."),
        "bidi_control": "",  # marks of direction are ordinary beside Arabic script
        "invisible": _("This name holds signs that nobody sees."),
        "control": _("This name holds signs that nobody sees."),
        "mixed_script_word": _("This name mixes letters of two alphabets in one word."),
    }
    return list(dict.fromkeys(said[flag] for flag in flags(text) if said[flag]))
