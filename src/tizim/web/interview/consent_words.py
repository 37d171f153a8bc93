"""What is read aloud before an interview: short, kind, in the language of whoever speaks, whatever the desk speaks.

One text a purpose, each a question that can be answered with yes or no, and nothing that persuades. Translations stand
in the catalogues like everything else, and need a native check like everything else.
"""

from __future__ import annotations

from dataclasses import dataclass

from tizim.core.i18n import LANGUAGES, use_language
from tizim.core.i18n import gettext as _


@dataclass(frozen=True)
class Aloud:
    """Words to be read aloud, with their language and direction."""

    text: str
    lang: str
    dir: str
    aloud = True  # for templates


def aloud(code: str, language: str) -> Aloud:
    """The text for one purpose, or for "begin" and "end", in the language of the source (English if it is no other)."""
    spoken = LANGUAGES[language if language in LANGUAGES else "en"]
    with use_language(spoken.code):
        return Aloud(_texts()[code], spoken.code, spoken.direction)


def _texts() -> dict[str, str]:
    return {
        "begin": _(
            "Thank you for coming. What you tell us stays yours. I will ask what we may do with it, one question at a "
            "time. You may say no to any of them, and you need not say why. Your own name is locked away: only the "
            "keepers of our keys can read it."
        ),
        "keep": _("May we write down what you tell us and keep it safe here? Without this we stop, and nothing stays."),
        "count": _(
            "When we say how many people we know of, may we count your relative among them? No name stands there."
        ),
        "share_un": _(
            "May we send it to the United Nations, so that they ask the government where your relative is? The "
            "government then learns your relative's name."
        ),
        "share_partner": _("May we give it to other organisations and lawyers whom we trust?"),
        "publish_statement": _("May we publish what happened, so that anybody can read it?"),
        "publish_words": _("May we publish your own words, as you said them?"),
        "publish_name": _("May we publish your relative's name: in full, only the first letters, or not at all?"),
        "publish_photo": _("May we publish the photographs that you give us?"),
        "date_precision": _("How exactly may we say when it happened: to the day, the month, the year, or not at all?"),
        "place_precision": _("How exactly may we say where it happened?"),
        "end": _(
            "You can change your mind at any time: call us or come here. What was not published yet will not be; what "
            "was published we take down, but copies that others made may remain."
        ),
    }


__all__ = ["Aloud", "aloud"]
