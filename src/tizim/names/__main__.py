"""`python -m tizim.names "Толқын Демесін" "托勒肯·德梅辛"`: whether two strings write one name, and why.

With one name: how it is read, and by which keys it is found. Prints for people, in the language given with
`--language`. Reads nothing but its arguments, writes nothing else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tizim.core.errors import TizimError
from tizim.core.i18n import LANGUAGES, use_language
from tizim.core.i18n import gettext as _
from tizim.names.comparison import Comparison, compare
from tizim.names.hints import ORDERS, SYSTEMS
from tizim.names.keys import keys
from tizim.names.prepared import PreparedName, Word, prepare
from tizim.names.sounds import spell

NEAR = 0.15
ALIKE = 0.4


def main(arguments: Sequence[str] | None = None) -> int:
    """Explain one comparison, or one name. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tizim.names", description=__doc__)
    parser.add_argument("names", nargs="+", metavar="NAME", help="one name, or two to be compared")
    parser.add_argument("--system-a", default="", choices=SYSTEMS, help="writing system of the first name")
    parser.add_argument("--system-b", default="", choices=SYSTEMS, help="writing system of the second name")
    parser.add_argument("--order", default="", choices=ORDERS, help="order of the words in both names")
    parser.add_argument("--gender", default="", choices=("male", "female"), help="of the bearer of the first name")
    parser.add_argument("--language", default="en", choices=sorted(LANGUAGES), help="language of the explanation")
    given = parser.parse_args(arguments)
    if len(given.names) > 2:  # noqa: PLR2004
        parser.error("one name or two")
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        with use_language(given.language):
            one = prepare(given.names[0], given.system_a, given.order, given.gender)
            if len(given.names) == 1:
                lines = describe(one)
            else:
                lines = explain(one, prepare(given.names[1], given.system_b, given.order))
            print("\n".join(lines))
    except TizimError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def explain(a: str | PreparedName, b: str | PreparedName) -> list[str]:
    """The comparison of `a` and `b` in words, line by line."""
    one, other = (prepare(name) if isinstance(name, str) else name for name in (a, b))
    found = compare(one, other)
    lines = [
        _("{one} and {other}", one=one.text, other=other.text),
        _("probability that they write the same name: {percent} %", percent=int(found.probability * 100)),
    ]
    if found.pairs:
        lines.append(_("written in: {one} / {other}", one=_systems(one.words), other=_systems(other.words)))
        lines.append(_("read as: {one} / {other}", one=found.reading_a, other=found.reading_b))
    lines += [_show_pair(*pair) for pair in found.pairs]
    return lines + [f"! {words}" for words in flag_words(found)]


def describe(name: PreparedName) -> list[str]:
    """How one name is read, word by word, and the keys it is found by."""
    lines = [name.text]
    if not name.words:
        return [*lines, _("no letters that can be read")]
    for number, words in enumerate(name.readings, 1):
        lines.append(_("reading {number}: {systems}", number=number, systems=_systems(words)))
        lines += [_show_word(word) for word in words]
    return [*lines, _("search keys: {keys}", keys=" ".join(sorted(keys(name))))]


def flag_words(found: Comparison) -> list[str]:
    """What the flags of a comparison mean."""
    words = {
        "order": _("the words stand in another order: father and son, or a surname written first"),
        "word_missing": _("one of them has a word more"),
        "gender": _("the endings are a woman's and a man's"),
        "part_only": _("only part of the name is there"),
        "joined": _("words are written as one on one side"),
        "unreadable": _("at least one of them has no letters that can be read"),
    }
    return [words[flag] for flag in found.flags]


def system_label(system: str) -> str:
    """The name of a writing system for people; the code itself if it is none of ours."""
    labels = {
        "ug_arab": _("Uyghur, Arabic letters"),
        "ug_cyrl": _("Uyghur, Cyrillic letters"),
        "uly": _("Uyghur, Latin letters"),
        "kk_arab": _("Kazakh, Arabic letters"),
        "kk_cyrl": _("Kazakh, Cyrillic letters"),
        "kk_latn": _("Kazakh, Latin letters"),
        "ky_cyrl": _("Kyrgyz"),
        "uz_cyrl": _("Uzbek, Cyrillic letters"),
        "uz_latn": _("Uzbek, Latin letters"),
        "ar_arab": _("Arabic or Persian without short vowels"),
        "ru": _("Russian"),
        "tr": _("Turkish"),
        "en": _("Latin letters of the press"),
        "hani": _("Chinese characters"),
        "pinyin": _("pinyin"),
        "han": _("Chinese name"),
    }
    return labels.get(system, system)


def _systems(words: tuple[Word, ...]) -> str:
    return ", ".join(dict.fromkeys(system_label(word.system) for word in words))


def _show_word(word: Word) -> str:
    parts = {
        "title": _("title"),
        "patronymic": _("father's name"),
        "particle": _("word of descent"),
        "place": _("kind of place"),
        "initial": _("initial"),
    }
    about = [parts[word.kind]] if word.kind in parts else []
    about += sorted(word.ids) or ([spell(word.stem) + "-"] if word.stem else [])
    return f"  {word.text}: {spell(word.sounds)}" + (f" ({', '.join(about)})" if about else "")


def _show_pair(one: str, other: str, far: float) -> str:
    if not one or not other:
        return _("  {word}: without a partner", word=one or other)
    if far <= NEAR:
        return _("  {one} – {other}: near (distance {far})", one=one, other=other, far=f"{far:.2f}")
    if far <= ALIKE:
        return _("  {one} – {other}: alike (distance {far})", one=one, other=other, far=f"{far:.2f}")
    return _("  {one} – {other}: different (distance {far})", one=one, other=other, far=f"{far:.2f}")


if __name__ == "__main__":
    sys.exit(main())
