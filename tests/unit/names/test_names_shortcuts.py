"""What makes reading a name fast changes nothing: every shortcut gives what the long way gives, written out here."""

import itertools
import random
import re
import unicodedata
from collections.abc import Sequence

import pytest

from tizim.names import chinese, clean, spelled, systems
from tizim.names.hints import BY_RULES
from tizim.names.prepared import prepare
from tizim.names.rules import transduce
from tizim.names.sounds import sounds
from tizim.names.tables import read_table
from tizim.names.words import cut_text, read_words

TRIES = 1_000


def make_texts(pieces: Sequence[str], seed: int) -> list[str]:
    pick = random.Random(seed)
    return ["".join(pick.choices(pieces, k=pick.randint(1, 8))) for _time in range(TRIES)]


def read_by_rules(word: str, rules: dict[str, list[int]]) -> bytes:
    """At every letter the longest rule that fits; ^ is the beginning of the word and $ its end, each written out."""
    text, at, found, longest = f"{word}$", 0, list[int](), max(map(len, rules))
    while at < len(word):
        for size in range(longest, 0, -1):
            piece = text[at : at + size]
            to = rules.get("^" + piece) if at == 0 else None
            to = rules.get(piece) if to is None and piece[0] != "^" else to
            if len(piece) == size and to is not None:
                found += to
                at += size - piece.endswith("$")
                break
        else:
            at += 1
    return bytes([code for code, _same in itertools.groupby(found)])


@pytest.mark.parametrize("system", BY_RULES)
def test_one_expression_reads_like_the_rules_one_by_one(system):
    number = sounds().number
    rules = {row["from"]: [number[symbol] for symbol in row["to"].split()] for row in read_table(f"rules/{system}.tsv")}
    for word in make_texts([*rules, *"^$ab'1"], 1):
        for part in (word, word.removeprefix("^"), word.strip("^$")):
            assert transduce(part, system) == read_by_rules(part, rules), part


@pytest.mark.parametrize(
    ("short", "long", "letters"),
    [
        (
            spelled._PALLADIAN,
            "ц[зяюи]|чж|ць|[хкжшчсл]э|жу|юй|юэ|уэ|[аеюуя]нь|ънь|инь|[аеиоуэюя]ъ[аеиоуэюя]|айм|эй",
            "цзяюиьчжхкшслэуйнъамое бр ",
        ),
        (
            spelled._WADE_GILES,
            r"[ptks]'|ch'|\bhs|\bss|\btz|\bts|ung\b|ieh?n?\b|(?:rh|ih|eh)\b|-",
            [*"ptkchszunger'-ao0", "ie", "ieh", "n", "ch'", *"   "],
        ),
        (chinese._TONE_DIGIT, "(?<=[a-z])[1-5](?![0-9])", "abz12345 60"),
    ],
)
def test_beginning_with_what_is_rare_finds_the_same(short, long, letters):
    texts = make_texts(letters, 1)
    found = [bool(short.search(text)) for text in texts]
    assert found == [bool(re.search(long, text)) for text in texts]
    assert True in found and False in found


@pytest.mark.parametrize(
    ("script", "letters"),
    [
        ("latn", [*"ūñńǵŋ'éëxşçğıq", *"abmoilg " * 4, "uly", "qyzy", "xo"]),
        ("cyrl", [*"ўҳҗіұөүқғңәһэ", *"абмоилг " * 4, "уулу", "ұлы", "қызы"]),
        ("arab", [*"صضئېۈۆەعحٴ", *"اوىبت " * 4]),
    ],
)
def test_no_system_is_passed_over(script, letters):
    rules, other, _may_hold = systems._compiled(script)
    seen = set()
    for text in make_texts(letters, 2):
        held = (system for system, proves, wrong in rules if proves(text) and not (wrong and wrong(text)))
        seen.add(found := next(held, other))
        assert systems.guess_in(script, text) == found, text
    assert seen == {*(system for system, _proof, _wrong in rules), other} - {""}


def test_plain_letters_stand_for_themselves_alone_and_in_pairs():
    plain = [chr(code) for code in range(0x10000) if clean._PLAIN.fullmatch(chr(code))]
    assert {*"aZ'é", "Қ", "ئ", "尔", "·"} <= {*plain}
    assert [char for char in plain if clean._KEPT[ord(char)] != char] == []
    assert [char for char in plain if not unicodedata.is_normalized("NFKC", char)] == []
    letters = [char for char in plain if char < "\u4e10"]
    pairs = map("".join, itertools.product(letters, letters))
    assert [pair for pair in pairs if not unicodedata.is_normalized("NFKC", pair)] == []


@pytest.mark.parametrize("remembered", [clean._KEPT, systems._SCRIPT_OF, chinese._SYLLABLES])
def test_what_is_remembered_of_characters_is_bounded_and_makes_room(remembered):
    for code in range(0x3000, 0x3000 + 20_000):
        remembered[code if remembered is clean._KEPT else chr(code)]
        assert len(remembered) <= 1 << 13
    last = code if remembered is clean._KEPT else chr(code)
    assert last in remembered


def test_a_word_that_stands_twice_in_a_name_stays_there_twice():
    one, other = prepare("Aygul Aygul").words
    assert one is other
    assert [[word.text for word in words] for words in prepare("Shan-shan").readings][0] == ["shan shan"]


def test_a_father_is_one_only_where_two_names_remain():
    kinds = [[word.kind for word in read_words(cut_text(text))] for text in ("Исмаилович", "Мурат Исмаилович")]
    kinds.append([word.kind for word in read_words(cut_text("Исмаилович Мурат Насыров"))])
    kinds.append([word.kind for word in read_words(cut_text("Мурат Исмаилович Насыров"))])
    assert kinds == [["name"], ["name", "name"], ["name", "name", "name"], ["name", "patronymic", "name"]]


def test_letters_that_change_their_script_in_lower_case_are_read_as_they_are_written():
    assert [word.system for word in prepare("Ⱥli Tursun").words] == ["en", "en"]
