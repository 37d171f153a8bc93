"""Whatever is given as a name: nothing raises, and the work is bounded whatever the length."""

import random

import pytest

from tizim.names import compare, keys, prepare, romanise, similarity
from tizim.names.clean import MAX_CHARS, clean
from tizim.names.places import find_place
from tizim.names.prepared import MAX_READINGS
from tizim.names.words import MAX_SOUNDS, MAX_WORDS

MANY = 10_000
HOSTILE = {
    "nothing": "",
    "spaces": " \u00a0\u2003\u3000" * 20,
    "lone surrogates": "\ud800\udfff" * MANY,
    "bidi controls": "\u202e\u2066\u2069\u200f" * MANY,
    "zero width": "\u200b\u200c\u200d\ufeff" * MANY,
    "emoji": "🙂👨‍👩‍👧" * MANY,
    "tags": "\U000e0041" * MANY,
    "one letter": "a" * MANY,
    "one character": "尔" * MANY,
    "one word": "Aygul " * MANY,
    "hamza": "ئ" * MANY,
    "combining marks": "a" + "\u0301" * MANY,
    "only marks": "\u0301" * MANY,
    "ligatures that unfold": "ﷺ" * MANY,
    "digits": "12345" * MANY,
    "toned digits": "a1" * MANY,
    "dots": "·" * MANY,
    "commas": "," * MANY,
    "apostrophes": "'" * MANY,
    "brackets": "(" * MANY,
    "control": "\x00\x1b[31m" * MANY,
    "hyphens": "Ж-" * MANY,
    "pinyin": "xi'an" * MANY,
    "spaced pinyin": "ma la ti " * MANY,
    "Wade-Giles": "t'ang-" * MANY,
    "Palladius": "чжан" * MANY,
    "kinds of place": "自治州" * MANY,
    "mixed": "aЖ尔ئ1\u0301 \u202e" * MANY,
    "other scripts": "กขค가나ა" * MANY,
    "markup": "<script>alert(1)</script>'; DROP TABLE x; --",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_raises_and_none_makes_more_than_so_much_work(text):
    name = prepare(text)
    assert len(clean(text)) <= MAX_CHARS
    assert len(name.readings) <= MAX_READINGS
    assert all(len(words) <= MAX_WORDS for words in name.readings)
    assert all(len(word.sounds) <= MAX_SOUNDS for words in name.readings for word in words)
    for hints in ({"system": "pinyin"}, {"system": "palladius"}, {"system": "ar_arab", "order": "surname-first"}):
        assert len(prepare(text, **hints).readings) <= MAX_READINGS
    assert 0.0 <= similarity(text, "Aygul Ötkür") == similarity("Aygul Ötkür", text) <= 1.0
    assert 0.0 <= similarity(text, text + "x") <= 1.0
    compare(text, "阿依古丽·乌提库尔")
    keys(text)
    romanise(text)
    find_place(text)


def test_random_text_of_all_planes_never_raises():
    chance = random.Random(20)
    alphabet = "aäñ'’·,- чжцзьюйқәіٴئەمحمد尔力·木1á\u0301\u200d\ud800\U0001f600"
    for _time in range(400):
        text = "".join(chance.choice((alphabet, chr(chance.randrange(0x11000))))[:1] for _at in range(3))
        text += "".join(chance.choice(alphabet) for _at in range(chance.randrange(30)))
        assert 0.0 <= similarity(text, text[::-1]) <= 1.0
        find_place(text)
