"""Which language a text is in: Uyghur, Kazakh (both in several scripts), Chinese, Russian, English, Turkish and others.

A guess by letters and frequent words first, where these settle it (Kazakh and Uyghur in Arabic script, Uyghur in
Latin script), and by pycld2 otherwise. Runs in the worker: pycld2 is C code that meets strangers' text.
Codes are BCP 47; "" where nothing can be said. Not a judge of mixed texts: the largest part wins.

>>> guess_language("ٴبىز ونىمەن حابارلاسا المادىق، ول وقۋعا كەتتى دەدى").code
'kk-Arab'
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SAMPLE_CHARS = 20_000
_KAZAKH_ARABIC = re.compile("[\u0674-\u0678عح]")
_UYGHUR_ARABIC = re.compile("[ئغخېۈژ]")
_KAZAKH_CYRILLIC = re.compile("[іұәғқңөүһ]")
_UYGHUR_LATIN = re.compile(
    r"(bilen|emma|uning|bolup|qilip|kéyin|bolghan|qilghan|élip|kétip|kétildi|ularning|bizning|méning|üchün|hemme|"
    r"qandaq|emes|idi|dadam|apam|lagér|lagérgha|türme|türmide|uyghur|uyghurlar|heqqide|we|bir|yili|yilida)"
)
_UYGHUR_ENDINGS = ("gha", "qan", "ghan", "lar", "ler")
_UZBEK_LATIN = re.compile(r"(?:bilan|va|uchun|keyin|lekin|edi|bo.lgan|qilgan|o.z|yilda|emas|haqida)$|\w*[og][‘'ʻ`]")


class LanguageGuess(NamedTuple):
    """`sure` is 0..1; below 0.5 a person should look."""

    code: str
    sure: float


def guess_language(text: str) -> LanguageGuess:
    """The language most of `text` is in."""
    sample = re.sub(r"https?://\S+|[\x00-\x1f\x7f-\x9f\ud800-\udfff]+", " ", text)[:_SAMPLE_CHARS]
    letters = [letter for letter in sample if letter.isalpha()]
    if len(letters) < 3:
        return LanguageGuess("", 0.0)
    script = _main_script(letters)
    if script == "Arab" and (found := _arabic(sample)):
        return found
    if script == "Latn" and (found := _latin(sample)):
        return found
    return _by_statistics(sample, script)


def _main_script(letters: list[str]) -> str:
    counts = {"Latn": 0, "Cyrl": 0, "Arab": 0, "Hani": 0}
    for letter in letters:
        code = ord(letter)
        if code < 0x250 or 0x1E00 <= code < 0x1F00:
            counts["Latn"] += 1
        elif 0x400 <= code < 0x530:
            counts["Cyrl"] += 1
        elif 0x600 <= code < 0x780 or 0xFB50 <= code < 0xFE00 or 0xFE70 <= code < 0xFF00:
            counts["Arab"] += 1
        elif 0x3400 <= code < 0xA000:
            counts["Hani"] += 3  # a character is a syllable
    return max(counts, key=lambda name: counts[name])


def _arabic(sample: str) -> LanguageGuess | None:
    """Kazakh marks soft words with a high hamza and writes ع ح where Uyghur writes غ خ; both write ە for e."""
    vowels = sample.count("ە") + sample.count("ۇ") + sample.count("ى")
    if vowels < len(sample) * 0.03:
        return None  # not one of the alphabets that write their vowels
    kazakh, uyghur = len(_KAZAKH_ARABIC.findall(sample)), len(_UYGHUR_ARABIC.findall(sample))
    if kazakh == uyghur:
        return None
    code = "kk-Arab" if kazakh > uyghur else "ug"
    return LanguageGuess(code, round(abs(kazakh - uyghur) / (kazakh + uyghur), 2))


def _latin(sample: str) -> LanguageGuess | None:
    words = [word.strip('.,:;!?"“”()') for word in sample.lower().split()]
    frequent = sum(1 for word in words if _UYGHUR_LATIN.fullmatch(word))
    uyghur = frequent + 0.5 * sum(1 for word in words if word.endswith(_UYGHUR_ENDINGS) or "é" in word)
    uzbek = sum(1 for word in words if _UZBEK_LATIN.match(word))
    if frequent >= 2 and uyghur > 2 * uzbek and uyghur / len(words) > 0.15:
        return LanguageGuess("ug-Latn", 0.6)
    return None


def _by_statistics(sample: str, script: str) -> LanguageGuess:
    import pycld2

    try:
        reliable, _bytes, found = pycld2.detect(sample, isPlainText=True, bestEffort=True)
    except pycld2.error:
        return LanguageGuess("", 0.0)
    code, percent = found[0][1], found[0][2]
    if code == "un":
        return LanguageGuess("", 0.0)
    if script == "Hani" and code.startswith("zh"):
        code = "zh"  # traditional or simplified cannot be told from a few lines
    if script == "Arab" and code == "kk":
        code = "kk-Arab"
    if script == "Cyrl" and code == "ug":
        code = "ug-Cyrl"
    if script == "Cyrl" and code == "ru" and len(_KAZAKH_CYRILLIC.findall(sample)) > len(sample) * 0.03:
        code = "kk"
    return LanguageGuess(code, round((0.95 if reliable else 0.4) * percent / 100, 2))
