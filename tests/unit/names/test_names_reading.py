"""Words are read into sounds as their writing system has it; the tables are whole and say where they come from."""

import importlib.resources

import pytest

from tizim.names import compare, keys, prepare, romanise, similarity
from tizim.names.__main__ import explain, main
from tizim.names.chinese import pinyin_of, split_pinyin
from tizim.names.clean import MAX_CHARS, clean, unmix
from tizim.names.comparison import FEATURES
from tizim.names.lexicon import ids_of_sounds
from tizim.names.rules import SYSTEMS, transduce
from tizim.names.sounds import encode, sounds, spell
from tizim.names.systems import guess_system
from tizim.names.tables import read_table

READINGS = [  # word, system, sounds in plain letters (ü and u, e and ä are written alike)
    ("ئابدۇقادىر", "ug_arab", "abduqadir"),
    ("غەيرەت", "ug_arab", "gheyret"),
    ("چىڭغىز", "ug_arab", "chingghiz"),
    ("شاڭ", "ug_arab", "shang"),
    ("تولقىن", "kk_arab", "tolqin"),
    ("ٴومىر", "kk_arab", "omir"),
    ("جارقىنبەك", "kk_arab", "jarqinbek"),
    ("әхмәтҗан", "ug_cyrl", "ekhmetjan"),
    ("һошур", "ug_cyrl", "hoshur"),
    ("шыңғыс", "kk_cyrl", "shyngghys"),
    ("жұмабай", "kk_cyrl", "jumabay"),
    ("сәуле", "kk_cyrl", "sewle"),
    ("чыңгыз", "kk_cyrl", "chynggyz"),
    ("джамал", "ru", "jamal"),
    ("цзян", "ru", "jyan"),
    ("чжао", "ru", "zhao"),
    ("шавкат", "uz_cyrl", "shewket"),
    ("abduréhim", "uly", "abdurehim"),
    ("xoten", "uly", "khoten"),
    ("ğalım", "kk_latn", "ghalym"),
    ("o'ktam", "uz_latn", "oktem"),
    ("celil", "tr", "jelil"),
    ("mukhtar", "en", "mukhtar"),
    ("zhanar", "en", "zhanar"),
    ("tschingis", "en", "chingis"),
]

SYSTEM_OF = [
    ("ئايگۈل", "ug_arab"),
    ("اقمارال", "kk_arab"),
    ("ٴبىلاش", "kk_arab"),
    ("Җүмә", "ug_cyrl"),
    ("Һошур", "ug_cyrl"),
    ("Серік", "kk_cyrl"),
    ("Шыңғыс", "kk_cyrl"),
    ("Ҳамид Ўктамов", "uz_cyrl"),
    ("Мурат", "ru"),
    ("Abduréhim", "uly"),
    ("Şyñğys", "kk_latn"),
    ("Tūrsyn", "kk_latn"),
    ("Ayşe", "tr"),
    ("G'ulom", "uz_latn"),
    ("Murat", "en"),
    ("木拉提", "hani"),
    ("ירושלים", ""),
    ("", ""),
]


@pytest.mark.parametrize(("word", "system", "read"), READINGS)
def test_a_word_is_read_by_the_rules_of_its_system(word, system, read):
    assert spell(transduce(word, system)) == spell(encode_letters(read)) == read


def encode_letters(read):
    """The same letters, by way of the alphabet: a reading in the table above must be spellable at all."""
    letters = sorted(set(sounds().letters) - {""}, key=len, reverse=True)
    out, at = [], 0
    while at < len(read):
        piece = next(letter for letter in letters if read.startswith(letter, at))
        out.append(sounds().letters.index(piece))
        at += len(piece)
    return bytes(out)


@pytest.mark.parametrize(("text", "system"), SYSTEM_OF)
def test_letters_tell_the_writing_system(text, system):
    assert guess_system(text) == system


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("hejianiyazi", "he jia ni ya zi"),
        ("tuerxunnayi", "tu er xun na yi"),
        ("abudureyimu", "a bu du re yi mu"),
        ("xian", "xian"),
        ("yusup", None),
        ("", None),
    ],
)
def test_joined_pinyin_is_cut_into_syllables(word, syllables):
    found = split_pinyin(word)
    assert (" ".join(found) if found else None) == syllables


def test_characters_have_the_reading_that_names_use():
    assert pinyin_of("喀什·阿不都热依木") == ("ka", "shi", "a", "bu", "du", "re", "yi", "mu")


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_rule_leads_to_sounds_that_exist_and_no_rule_stands_twice(system):
    rows = read_table(f"rules/{system}.tsv")
    assert all(encode(row["to"].split()) is not None for row in rows)
    assert len({row["from"] for row in rows}) == len(rows)


def test_every_syllable_leads_to_sounds_that_exist():
    assert all(encode(row["to"].split()) for row in read_table("syllables.tsv"))


def test_every_table_says_where_it_comes_from():
    data = importlib.resources.files("tizim.names").joinpath("data")
    tables = [*data.iterdir(), *data.joinpath("rules").iterdir()]
    assert [table.name for table in tables if table.is_file() and "# Source:" not in table.read_text("utf-8")] == []


def test_nearness_is_symmetric_and_a_sound_is_nearest_to_itself():
    cost = sounds().cost
    for one, row in enumerate(cost):
        assert row[one] == 0.0
        assert all(row[other] == cost[other][one] for other in range(len(cost)))


def test_weights_are_there_for_every_feature_and_differences_count_against():
    weights = {row["feature"]: float(row["weight"]) for row in read_table("weights.tsv")}
    assert set(weights) == set(FEATURES)
    against = ("mean", "worst", "missing", "missing_optional", "order_fixed", "order_free", "gender", "joined")
    assert all(weights[name] < 0 for name in against)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ismail", "司马义"), ("hesen", "艾山"), ("ömer", "吾买尔"), ("memet", "买买提"), ("yüsüp", "жүсіп")],
)
def test_the_lexicon_joins_forms_that_sounds_cannot(one, other):
    ids = [ids_of_sounds(transduce(word, guess_system(word)) if word < "一" else b"", word) for word in (one, other)]
    assert ids[0] & ids[1]


def test_no_name_of_the_lexicon_stands_twice():
    ids = [row["id"] for row in read_table("given.tsv")]
    assert len(ids) == len(set(ids)) > 300


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Ａｙｇｕｌ\u200d \u202eОт\ud800кур ", "Aygul Откур"),
        ("A•B・C", "A·B·C"),
        ("e\u0308li’im", "ëli'im"),
        (None, ""),
        ("x" * 10_000, "x" * MAX_CHARS),
    ],
)
def test_invisible_and_odd_characters_are_evened_out(text, cleaned):
    assert clean(text) == cleaned


def test_letters_borrowed_from_another_keyboard_are_put_right():
    assert unmix("Серiк") == "Серік"
    assert unmix("Mурaт") == "Мурат"


def test_the_parts_of_a_name_are_told_apart():
    words = prepare("Насыров, Мурат Исмаилович").words
    assert [(word.text, word.kind) for word in words] == [
        ("мурат", "name"),
        ("исмаилович", "patronymic"),
        ("насыров", "name"),
    ]
    assert [word.kind for word in prepare("Хоҗа Толқын Һаҗи").words] == ["title", "name", "title"]


def test_a_latin_name_that_may_be_pinyin_is_read_both_ways():
    assert [word.system for word in prepare("Maliyamu Pokuniti").pinyin] == ["pinyin", "pinyin"]
    assert [word.system for word in prepare("Maliyamu Dilixiati").words] == ["pinyin", "pinyin"]  # both are known
    assert prepare("Maryam Dilshat").pinyin == ()
    assert [word.text for word in prepare("Tuo Le Ken De Mei Xin").words] == ["tuo'le'ken'de'mei'xin"]


@pytest.mark.parametrize("name", ["Ma Li Ya Mu Di Li Xia Ti", "玛丽亚木迪力夏提", "MALIYAMUDILIXIATI"])
def test_two_given_names_written_as_one_are_parted_where_both_are_known(name):
    assert len(prepare(name).readings[-1]) == 2
    assert similarity(name, "Meryem Dilshat") > 0.95 > similarity(name, "Merwan Dilshat")


@pytest.mark.parametrize(
    ("one", "other", "flag"),
    [
        ("Қасым Үсен", "قاسىم ھۈسەن", ""),
        ("ھۈسەن قاسىم", "Қасим Һүсән", "order"),
        ("Мурат Насыров", "Мурат Насырова", "gender"),
        ("Мурат Насыров", "Мурат Исмаилович Насыров", "word_missing"),
        ("Мурат Насыров", "Мурат", "part_only"),
        ("Khoja Niyaz", "Hejianiyazi", "joined"),
        ("🙂", "Мурат", "unreadable"),
    ],
)
def test_flags_say_what_a_number_cannot(one, other, flag):
    flags = compare(one, other).flags
    assert flag in flags if flag else flags == ()


def test_fathers_and_sons_are_told_apart_where_the_order_is_fixed():
    assert similarity("قاسىم ھۈسەن", "Қасим Һүсән") > 0.9
    assert similarity("ھۈسەن قاسىم", "Қасим Һүсән") < 0.5


def test_brother_and_sister_of_one_surname_are_not_one_name():
    assert similarity("Асқар Нұрланов", "Асқар Нұрланова") < similarity("Асқар Нұрланов", "Аскар Нурланов")


def test_a_comparison_names_every_word_in_the_order_of_the_first_name():
    found = compare("Қасым Үсен", "玉山·卡斯木")
    assert [pair[0] for pair in found.pairs] == ["қасым", "үсен"]
    assert found.reading_a == "qasym usen"


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Толқын Демесін", "Tolqyn Demesin"),
        ("ئايگۈل ئۆتكۈر", "Aygul Otkur"),
        ("托勒肯·德梅辛", "Tuoleken Demeixin"),
        ("Ötkür", "Otkur"),
        ("Абдуллаев (1984)", "Abdullaev (1984)"),
    ],
)
def test_any_script_is_written_in_plain_latin_letters(text, latin):
    assert romanise(text) == latin


@pytest.mark.parametrize("other", ["تولقىن دەمەسىن", "Tolkyn Demesin", "托勒肯·德梅辛", "Tuo Le Ken De Mei Xin"])
def test_forms_of_one_name_share_a_search_key(other):
    assert keys("Толқын Демесін") & keys(other)


def test_a_chinese_h_for_q_and_a_fu_for_a_russian_v_do_not_hide_a_name():
    assert "p:KSM" in keys("Қасым") & keys("哈斯木")
    assert "p:TNS" in keys("Данияс") & keys("达尼亚兹夫")


def test_an_unreadable_name_has_no_keys():
    assert keys("🙂 123") == frozenset()


def test_a_comparison_is_explained_on_the_command_line(capsys):
    assert main(["ھۈسەن قاسىم", "Қасим Һүсән"]) == 0
    printed = capsys.readouterr().out
    assert "another order" in printed
    assert "қасим" in printed


def test_an_explanation_of_nonsense_says_so():
    assert "no letters" in explain("🙂", "Мурат")[-1]
