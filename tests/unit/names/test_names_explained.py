"""What a comparison says beside its number: flags, which word belongs to which, how each was read."""

import pytest

from tizim.names import compare, prepare, similarity

FLAGS = [
    ("Қасым Үсен", "قاسىم ھۈسەن", ()),
    ("Б. Ормантаев", "Бекзат Ормантаев", ()),
    ("Оспанов, Бекзат", "Бекзат Оспанов", ()),
    ("Оспанов Бекзат", "Бекзат Оспанов", ("order",)),
    ("ھۈسەن قاسىم", "Қасим Һүсән", ("order",)),
    ("Мурат Насыров", "Мурат Насырова", ("gender",)),
    ("Мурат Насыров", "Мурат Исмаилович Насыров", ("word_missing",)),
    ("Mollaxun Haji", "Mollaxun", ("word_missing",)),
    ("Насыров Мурат Исмаилович", "Murat Nasyrov", ("order", "word_missing")),
    ("Мурат Насыров", "Мурат", ("word_missing", "part_only")),
    ("Khoja Niyaz", "Hejianiyazi", ("joined",)),
    ("🙂", "Мурат", ("unreadable",)),
    ("", "", ("unreadable",)),
]


@pytest.mark.parametrize(("one", "other", "flags"), FLAGS)
def test_flags_say_what_differs_and_nothing_else(one, other, flags):
    assert compare(one, other).flags == flags
    assert compare(other, one).flags == flags


def test_hints_take_part_in_the_flags():
    assert compare(prepare("Nurlan", gender="male"), prepare("Nurlan", gender="female")).flags == ("gender",)
    assert compare("Мурат Насыров", prepare("Мурат Насырова", gender="male")).flags == ()
    assert compare("ھۈسەن قاسىم", "Қасим Һүсән", order="free").flags == ()
    assert "order" in compare("ھۈسەن قاسىم", "Қасим Һүсән", order="given-first").flags


@pytest.mark.parametrize(
    ("one", "other", "pairs", "readings"),
    [
        (
            "Aygul Ötkür",
            "阿依古丽·乌提库尔",
            [("aygul", "阿依古丽"), ("ötkür", "乌提库尔")],
            [("aygul", "ayiguli"), ("otkur", "wutikur")],
        ),
        (
            "Насыров Мурат Исмаилович",
            "Murat Nasyrov",
            [("насыров", "nasyrov"), ("мурат", "murat"), ("исмаилович", "")],
            [("nasyrov", "nasyrov"), ("murat", "murat"), ("ismailowich", "")],
        ),
        ("Aygul", "Aygul Ötkür", [("aygul", "aygul"), ("", "ötkür")], [("aygul", "aygul"), ("", "otkur")]),
    ],
)
def test_every_word_has_its_partner_and_its_reading_in_the_order_of_the_first_name(one, other, pairs, readings):
    found, turned = compare(one, other), compare(other, one)
    assert [pair[:2] for pair in found.pairs] == pairs
    assert list(found.readings) == readings
    assert {pair[1::-1] for pair in turned.pairs} == set(pairs)
    assert found.probability == turned.probability == pytest.approx(similarity(one, other), abs=1e-9)
