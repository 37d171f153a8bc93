"""Places are one by all their names: own, Chinese, Russian, former, misspelt; and two places stay two."""

import pytest

from tizim.core.places import get_place, iter_spellings
from tizim.names import similarity
from tizim.names.aliases import EXONYM, OTHERS, bare_name, find_alias, index
from tizim.names.places import LIMIT, find_place
from tizim.names.prepared import MAX_READINGS, prepare
from tizim.names.tables import read_table

NAMED = [  # text, code of the place meant first
    ("喀什地区", "653100"),
    ("Qeshqer", "653100"),
    ("Кашгар", "653100"),
    ("Қәшқәр шәһири", "653101"),
    ("喀什噶爾", "653100"),
    ("kashgr", "653100"),
    ("迪化", "650100"),
    ("Ürümqi", "650100"),
    ("乌鲁木齐县", "650121"),
    ("疏附", "653121"),
    ("Konaxahar County", "653121"),
    ("Құлжа қаласы", "654002"),
    ("Yining", "654002"),
    ("уезд Инин", "654021"),
    ("伊宁县", "654021"),
    ("Kuldja", "654002"),
    ("Gulca", "654002"),
    ("غۇلجا ناھىيىسى", "654021"),
    ("Hetian Xian", "653221"),
    ("hetianxian", "653221"),
    ("墨玉县扎瓦乡", "653222"),
    ("qaraqash nahiyisi", "653222"),
    ("Bortala Mongghul Aptonom Oblasti", "652700"),
    ("Yilihasakezizhizhou", "654000"),
    ("Или-Казахский автономный округ", "654000"),
    ("Чугучак", "654201"),
    ("叶尔羌", "653125"),
    ("Йәкән наһийиси", "653125"),
    ("Тарбағатай", "654200"),
    ("Lop, Hotan", "653224"),
    ("Казахстан", "kz"),
]


@pytest.mark.parametrize(("text", "code"), NAMED)
def test_a_place_is_found_by_any_of_its_names(text, code):
    assert find_place(text)[0].code == code


@pytest.mark.parametrize("text", ["", "nowhere", "🙂", "\ud800", "x" * 10_000, "县", "county", "·", "١٢٣", "Shi"])
def test_what_names_no_place_gives_none(text):
    assert find_place(text) == ()


def test_places_are_ranked_and_labelled():
    found = find_place("Хотан", language="ru")
    assert [place.code for place in found[:1]] == ["653200"]
    assert found[0].label == "Хотан"
    assert [place.probability for place in found] == sorted((place.probability for place in found), reverse=True)
    assert len(find_place("Хотан", limit=1)) == 1 <= len(found) <= LIMIT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("伊宁", "Ghulja"),
        ("Luntai County", "Бүгүр Наһийиси"),
        ("且末县", "چەرچەن ناھىيىسى"),
        ("Shache Xian", "Yarkand"),
        ("阿拉木图", "Verny"),
        ("Bagrax County", "博湖县"),
        ("若羌", "Charkhlik"),
        ("Авраам", "Ibrahim"),
        ("Moses", "Муса"),
    ],
)
def test_what_is_known_under_several_names_is_alike(one, other):
    assert similarity(one, other) > 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("吐鲁番市", "Uch Turfan"),
        ("巴里坤县", "Buerjin Xian"),
        ("Aral", "阿勒泰市"),
        ("Korla", "كۈيتۇن شەھىرى"),
        ("Bügür Nahiyisi", "Burultoqay Nahiyisi"),
    ],
)
def test_two_places_are_two(one, other):
    assert similarity(one, other) < 0.5


def test_words_for_kinds_of_place_are_told_from_names():
    assert bare_name(["хотан", "шәһири"]) == ("хотан", frozenset({"city"}))
    assert bare_name(["伊犁哈萨克自治州"]) == ("伊犁", frozenset({"prefecture"}))
    assert bare_name([]) == ("", frozenset())
    assert prepare("Shi Zhou").words[0].kind == "name"  # also surnames


def test_every_spelling_of_the_region_leads_to_its_place():
    for code, name in iter_spellings():
        if code.startswith("65") and len(name) > 3:
            assert any(get_place(found.code).code.startswith("65") for found in find_place(name)), name


def test_every_exonym_leads_to_its_row_and_none_has_too_many_readings():
    for row in read_table("exonyms.tsv"):
        forms = row["forms"].split("|")
        assert len(forms) == len(set(forms))
        one = row["code"] or EXONYM + forms[0]
        for form in forms:
            name = prepare(form)
            assert name.words, form
            assert 1 <= len(name.readings) <= MAX_READINGS
        assert one in index().by_text[bare_name([piece.casefold() for piece in forms[0].replace("-", " ").split()])[0]]


def test_a_person_is_no_place():
    assert find_alias(("мурат", "насыров"), prepare("Мурат Насыров").words) is None
    assert len(prepare("Мурат Насыров").readings) == 1 <= OTHERS
