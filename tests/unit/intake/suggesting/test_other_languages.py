"""What the reading aid suggests in Russian, Chinese, Kazakh and Uyghur. The people and texts are invented."""

import pytest

from .reading_rows import read

RU = "Толкын Демесин"
KK = "Толқын Демесін"
UG = "ئەركىن سابىر"
ZH = "艾山·吐尔逊"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Толкын Демесин был задержан осенью 2017 года.", (RU, "event", "detained", "осенью 2017")),
        ("Полиция задержала Толкын Демесин.", (RU, "event", "detained", "")),
        ("Толкын Демесин умер в 2019 году.", (RU, "event", "died", "2019")),
        ("Толкын Демесин вернулся в Китай в мае 2018 года.", (RU, "event", "returned", "мае 2018")),
        ("У него отобрали паспорт.", None),
        ("Толкын Демесин, 45 лет, пропал.", (RU, "age", "45", "")),
        ("Толкын Демесин был осуждён за чтение Корана.", (RU, "reason_official", "religious_study", "")),
        ("Мой брат Толкын Демесин пропал.", (RU, "relation_to_source", "brother", "")),
        ("Местонахождение Толкын Демесин неизвестно.", (RU, "status", "whereabouts_unknown", "")),
        ("В лагере содержалось около 6000 человек.", ("лагере", "number_held", "около 6000", "")),
    ],
)
def test_russian(text, expected):
    assert expected in read(text, "ru") if expected else not read(text, "ru")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("艾山·吐尔逊于2017年秋天被警方带走。", (ZH, "event", "detained", "2017年秋天")),
        ("警方带走了艾山·吐尔逊。", (ZH, "event", "detained", "")),
        ("艾山·吐尔逊被送进再教育营。", (ZH, "event", "sent_to_camp", "")),
        ("艾山·吐尔逊被判处七年有期徒刑。", (ZH, "event", "sentenced", "")),
        ("艾山·吐尔逊2018年5月回到中国。", (ZH, "event", "returned", "2018年5月")),
        ("艾山·吐尔逊2017年被逮捕2019年被释放。", (ZH, "event", "released", "2019年")),
        ("艾山·吐尔逊至今下落不明。", (ZH, "status", "whereabouts_unknown", "")),
        ("我的哥哥艾山·吐尔逊失踪。", (ZH, "relation_to_source", "elder_brother", "")),
        ("艾山·吐尔逊，45岁，教师，失踪。", (ZH, "profession", "教师", "")),
        ("看守所里关押着约6000人。", ("看守所", "number_held", "约6000人", "")),
        ("当局称这些再教育营为学校。", ("再教育营", "official_description", "学校", "")),
    ],
)
def test_chinese(text, expected):
    assert expected in read(text, "zh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Толқын Демесін 2017 жылдың соңында ұсталды.", (KK, "event", "detained", "2017 жылдың соңында")),
        ("Полиция Толқын Демесінді ұстап әкетті.", (KK, "event", "detained", "")),
        ("Толқын Демесін лагерге жіберілді.", (KK, "event", "sent_to_camp", "")),
        ("Толқын Демесін жеті жылға сотталды.", (KK, "event", "sentenced", "")),
        ("Толқын Демесіннің паспортын тартып алды.", (KK, "event", "documents_withheld", "")),
        ("Менің ағам Толқын Демесін қайтыс болды.", (KK, "relation_to_source", "elder_brother", "")),
        ("Толқын Демесін, 45 жаста, мұғалім, ұсталды.", (KK, "age", "45", "")),
        ("Мен 2018 жылы тұтқындалдым.", ("Мен", "event", "arrested", "2018")),
        ("Толқын Демесін ұсталды. Қазір қайда екені белгісіз.", (KK, "status", "whereabouts_unknown", "")),
    ],
)
def test_kazakh(text, expected):
    assert expected in read(text, "kk")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ئەركىن سابىر 2017-يىلى تۇتۇلدى.", (UG, "event", "detained", "2017-يىلى")),
        ("ساقچىلار ئەركىن سابىرنى تۇتۇپ كەتتى.", (UG, "event", "detained", "")),
        ("ئەركىن سابىر لاگېرغا ئەۋەتىلدى.", (UG, "event", "sent_to_camp", "")),
        ("مېنىڭ ئاكام ئەركىن سابىر ۋاپات بولدى.", (UG, "relation_to_source", "elder_brother", "")),
        ("ئەركىن سابىر، 45 ياش، ئوقۇتقۇچى، تۇتۇلدى.", (UG, "age", "45", "")),
        ("ئەركىن سابىر 2018-يىلى جۇڭگوغا قايتتى.", (UG, "event", "returned", "2018-يىلى")),
    ],
)
def test_uyghur(text, expected):
    assert expected in read(text, "ug")


def test_what_happened_to_a_relative_of_nobody_known_happened_to_nobody_else():
    assert not [row for row in read("艾山·吐尔逊失踪。弟弟被逮捕。", "zh") if row[1] == "event"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Толкын Демесин не был задержан.", "ru"),
        ("Полиция не задержала Толкын Демесин.", "ru"),
        ("艾山·吐尔逊没有被拘留。", "zh"),
        ("Толқын Демесін ұсталған жоқ.", "kk"),
        ("ئەركىن سابىر تۇتۇلغان ئەمەس.", "ug"),
    ],
)
def test_what_is_denied_is_not_suggested(text, language):
    assert not [row for row in read(text, language) if row[1] == "event"]


def test_the_language_is_told_by_the_letters():
    assert read("艾山·吐尔逊被逮捕。", "")  # no language given
    assert read("Толқын Демесін ұсталды.", "")


def test_a_language_in_a_script_without_a_lexicon_is_not_read_as_another():
    assert read("ئەركىن سابىر تۇتۇلدى.", "ug")
    assert not read("ئەركىن سابىر تۇتۇلدى.", "kk-Arab")
    assert not read("Толқын Демесін ұсталды.", "ug-Cyrl")
