"""Every writing system is read: names and places as they are really spelled, one table a system."""

import pytest

from tizim.names import compare, prepare, similarity
from tizim.names.__main__ import describe, main, system_label
from tizim.names.chinese import group_syllables, read_tones
from tizim.names.han import judge_characters, judge_syllables
from tizim.names.hints import SYSTEMS, read_hints
from tizim.names.lexicon import _index, derive_keys
from tizim.names.spelled import read_palladius, read_wade_giles
from tizim.names.systems import guess_system
from tizim.names.tables import read_table

SAME = {
    "Uyghur, Arabic letters": [
        ("ئايگۈل ئۆتكۈر", "Aygul Otkur"),
        ("چىڭغىز", "Чингиз"),
        ("ئابدۇرەھمان", "阿不都热合曼"),
        ("شىنجاڭ", "Шинҗаң"),
    ],
    "Uyghur Latin": [("Exmetjan Qasim", "Ахметжан Касым"), ("Xoten", "Хотан"), ("Chöchek", "Чөчәк")],
    "Uyghur Cyrillic": [("Һошур Җүмә", "Hoshur Jume"), ("Әхмәт", "Ахмет"), ("Турған", "Turghan")],
    "Kazakh Cyrillic": [("Жұмабай", "Zhumabai"), ("Әлия", "Aliya"), ("Шоқан", "Чокан"), ("Жүсіп", "Yusup")],
    "Kazakh, Arabic letters": [("تولقىن", "Толқын"), ("جانىبەك", "Жәнібек"), ("شىڭعىس", "Шыңғыс"), ("ٴادىل", "Әділ")],
    "Kazakh Latin of 2021": [("Şyñğys", "Шыңғыс"), ("Jūmabai", "Жұмабай"), ("Qairat Sämet", "Қайрат Сәмет")],
    "Kazakh Latin of 2017": [
        ("S'yn'g'ys", "Шыңғыс"),
        ("Nursultan Nazarbai'ev", "Нұрсұлтан Назарбаев"),
        ("S'oqan", "Шоқан"),
    ],
    "Kazakh Latin of 2018": [("Shyńǵys", "Шыңғыс"), ("Júmabaı", "Жұмабай"), ("Qaırat", "Қайрат")],
    "Kazakh Latin of 2019": [("Şyŋğys", "Шыңғыс"), ("Töleutai", "Төлеутай")],
    "Kyrgyz": [("Чыңгыз Айтматов", "Chinghiz Aitmatov"), ("Өмүрбек", "Omurbek"), ("Жээнбек", "Jeenbek")],
    "Uzbek Latin": [("O'tkir Hoshimov", "Уткир Хашимов"), ("G'ulom", "Гулям"), ("Islom", "Ислам")],
    "Uzbek Cyrillic": [("Ўткир Ҳошимов", "Utkir Hashimov"), ("Ғулом", "G'ulom")],
    "Russian": [("Джамал Насыров", "Jamal Nasirov"), ("Хасан", "Hesen"), ("Айдар Хусейн", "Aydar Husayn")],
    "Turkish": [("Abdülcelil", "Abdujelil"), ("Çağatay", "Chaghatay"), ("Ayşe Yılmaz", "Aysha Yilmaz")],
    "Arabic without vowels": [
        ("محمد", "Muhemmed"),
        ("عبد الرحمن", "Abdurahman"),
        ("عبدالله", "Abdulla"),
        ("محمد علي", "Muhammad Ali"),
        ("صلاح الدين", "Salahiddin"),
        ("حسن", "Hasan"),
    ],
    "Chinese, simplified and traditional": [
        ("托勒肯·德梅辛", "Tolken Demesin"),
        ("買買提", "Memet"),
        ("買買提", "买买提"),
    ],
    "pinyin": [
        ("Mulati Sulaiman", "木拉提·苏莱曼"),
        ("MULATI SULAIMAN", "Murat Sulayman"),
        ("Mu La Ti", "木拉提"),
        ("Mùlātí", "木拉提"),
        ("Mu4la1ti2", "木拉提"),
        ("Mu4 la1 ti2", "木拉提"),
        ("A-bu-la", "阿不拉"),
        ("Xi'an", "西安"),
        ("Lü Guang", "吕光"),
        ("Lyu Guang", "吕光"),
        ("Lv Guang", "吕光"),
        ("Lu:3 Guang1", "吕光"),
    ],
    "Chinese names": [
        ("Chunxian Zhang", "张春贤"),
        ("Zhang Chun Xian", "張春賢"),
        ("Чжан Чуньсянь", "Zhang Chunxian"),
        ("جاڭ چۈنشيەن", "张春贤"),
    ],
    "Wade-Giles": [
        ("Tso Tsung-t'ang", "左宗棠"),
        ("Mao Tse-tung", "毛泽东"),
        ("Chou En-lai", "周恩来"),
        ("Sheng Shih-ts’ai", "盛世才"),
    ],
    "Palladius": [
        ("Цзо Цзунтан", "左宗棠"),
        ("Мао Цзэдун", "毛泽东"),
        ("Чжоу Эньлай", "周恩来"),
        ("Маймайти", "买买提"),
    ],
    "mixed in one string": [("Abdulla 阿不都拉", "Abdulla Abdulla"), ("木拉提 Насыров", "Мурат Насыров")],
}
DIFFERENT = [
    ("马步芳", "马福祥"),
    ("Ma Bufang", "Ma Fuxiang"),
    ("木拉提·波拉提", "Malati Bolati"),
    ("Ma La Ti Bo La Ti", "Mulati Bolati"),
    ("محمد", "Mahmut"),
    ("Hesen", "Hüsen"),
    ("Чжан Чуньсянь", "Чэнь Цюаньго"),
]


@pytest.mark.parametrize(("one", "other"), [pair for pairs in SAME.values() for pair in pairs])
def test_a_form_is_read_as_its_system_writes(one, other):
    assert similarity(one, other) > 0.8


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_name_in_the_same_system_is_another_name(one, other):
    assert similarity(one, other) < 0.75


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("Токтогул уулу", "ky_cyrl"),
        ("محمد", "ar_arab"),
        ("عبدالرحمن", "ar_arab"),
        ("S'yn'g'ys", "kk_latn"),
        ("O'tkir", "uz_latn"),
    ],
)
def test_letters_tell_the_systems_that_came_later(text, system):
    assert guess_system(text) == system


@pytest.mark.parametrize(
    ("table", "column"), [("palladius.tsv", "spelled"), ("wade_giles.tsv", "spelled"), ("syllables.tsv", "syllable")]
)
def test_no_syllable_is_spelled_twice(table, column):
    spelled = [row[column] for row in read_table(table)]
    assert len(spelled) == len(set(spelled)) > 400


def test_every_spelled_syllable_is_one_of_pinyin():
    legal = {row["syllable"] for row in read_table("syllables.tsv")}
    assert {row["syllable"] for table in ("palladius.tsv", "wade_giles.tsv") for row in read_table(table)} <= legal


@pytest.mark.parametrize(
    ("words", "pinyin"),
    [
        (["цзян", "цзэминь"], ["jiang", "ze'min"]),
        (["чанъань"], ["chang'an"]),
        (["сюй"], ["xu"]),
        (["мурат"], []),
        (["али"], []),
    ],
)
def test_palladius_is_read_where_its_letters_prove_it(words, pinyin):
    assert read_palladius(words) == pinyin


def test_a_hint_takes_the_place_of_proof():
    assert read_palladius(["али"], certain=True) == ["a'li"]
    assert read_wade_giles("Wang Ching", certain=True) == ["wang", "jing"]
    assert read_wade_giles("Wang Ching") == []


def test_tones_and_spaces_of_pinyin_are_put_aside():
    assert read_tones("Wū lǔ mù qí") == ("wu lu mu qi", True)
    assert group_syllables([["wu", "lu", "mu", "qi"]]) == ["wu'lu'mu'qi"]
    assert group_syllables([["murat"]]) == []


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("王震", "yes"), ("欧阳修", "yes"), ("李力", "maybe"), ("艾力", ""), ("阿不都拉", ""), ("木拉提", "")],
)
def test_chinese_names_are_told_from_transcriptions(name, verdict):
    assert judge_characters(name) == verdict


def test_pinyin_of_chinese_names_is_told_from_transcriptions():
    assert judge_syllables([("chun", "xian"), ("zhang",)]) == "yes"
    assert judge_syllables([("mu", "la", "ti"), ("su", "lai", "man")]) == ""


def test_the_keys_of_given_names_are_those_of_the_list():
    assert _index() == derive_keys(), "run tools/given_keys.py"


def test_hints_are_taken_by_name_or_by_tag():
    assert read_hints("ug-Arab").system == "ug_arab"
    assert read_hints("zh-Hant", "free", "male") == read_hints("hani", "free", "m")


@pytest.mark.parametrize("hint", [{"system": "klingon"}, {"order": "backwards"}, {"gender": "x"}])
def test_what_is_no_hint_is_refused(hint):
    with pytest.raises(ValueError, match="unknown"):
        prepare("Murat", **hint)


def test_a_system_that_is_told_replaces_the_guess():
    assert [word.system for word in prepare("Mali", system="pinyin").words] == ["pinyin"]
    assert [word.system for word in prepare("Cemal", system="tr").words] == ["tr"]
    assert prepare("Mali", system="en").pinyin == ()
    assert similarity("Cejen", "Жежен", system="tr") > similarity("Cejen", "Жежен", system="uz_latn")


def test_an_order_that_is_told_turns_the_words():
    assert [word.text for word in prepare("Назарбаев Нурсултан Абишевич", order="surname-first").words] == [
        "нурсултан", "абишевич", "назарбаев",
    ]  # fmt: skip
    fixed, free = prepare("Мурат Насыров", order="given-first"), prepare("Мурат Насыров", order="free")
    assert fixed.order_fixed and not free.order_fixed and free.order_free


def test_a_gender_that_is_told_stands_above_endings():
    one, other = prepare("А. Насыров", gender="male"), prepare("А. Насырова")
    assert "gender" in compare(one, other).flags
    assert prepare("Мурат", gender="f").gender == "f"


def test_a_father_is_optional_only_where_two_names_remain():
    assert [word.kind for word in prepare("Токтогул Сатылган уулу").words] == ["name", "name", "particle"]
    assert [word.kind for word in prepare("Гейдар Алиев Алирза оглы").words][2] == "patronymic"


def test_a_russian_ending_in_chinese_letters_is_cut():
    assert similarity("马拉特·苏丹诺夫", "Марат Султанов") > 0.9


def test_one_name_is_described_with_its_readings_and_keys(capsys):
    assert main(["Xoja Niyaz", "--system-a", "uly", "--order", "given-first"]) == 0
    printed = capsys.readouterr().out
    assert "Uyghur, Latin letters" in printed
    assert "title" in printed
    assert "search keys" in printed
    assert describe(prepare("🙂"))[-1] == "no letters that can be read"


def test_more_than_two_names_are_too_many(capsys):
    with pytest.raises(SystemExit):
        main(["a", "b", "c"])
    capsys.readouterr()


def test_every_system_has_a_name_for_people():
    assert [
        system for system in SYSTEMS if system_label(system) == system and system not in ("palladius", "wade_giles")
    ] == ["pinyin"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ахметжан Болат", "Ахметжанов Болат"),
        ("Гүлзира Әуелхан", "Гүлзира Әуелханқызы"),
        ("Ayshem Turghun", "Ayshe Turghun"),
        ("Abdulaziz Ehmet", "Abliz Ehmet"),
        ("Tohtiqari Shir", "Tohti Shir"),
        ("Aygül Mijit acha", "Aygul Mijit"),
        ("Омар А.", "Омар Асқаржан"),
        ("Xiao Yun Ma", "马小云"),
        ("Gai Ni", "Ghëni"),
    ],
)
def test_what_comes_and_goes_does_not_make_another_name(one, other):
    assert similarity(one, other) > 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nurgul Memet", "Nurjan Memet"),
        ("Omar B.", "Омар Асқаржан"),
        ("Tursungül Eli", "Tursunjan Eli"),
        ("Нұрлыбек Тасбұлақ", "TASBULAK, Nurlibay"),
        ("Тілеубай Ахмет", "Tileubek Ahmet"),
    ],
)
def test_two_endings_of_affection_are_two_names(one, other):
    assert similarity(one, other) < 0.5
