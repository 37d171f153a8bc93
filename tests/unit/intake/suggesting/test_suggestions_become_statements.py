"""Whatever is suggested can become a statement: the vocabulary takes it without an error."""

import pytest

from tizim.core.drafts import AccountDraft, MentionDraft, SourceDraft, StatementDraft
from tizim.core.vocabularies import vocabulary
from tizim.intake.suggesting import suggest
from tizim.intake.suggesting.lexicon import LANGUAGES, lexicon
from tizim.reading import read
from tizim.statements import validate

TEXTS = {
    "en": "Aigul Demesin, 34, a teacher born in Ghulja, last spoke with her father, Tolqyn Demesin, in May 2018. He "
    "was sentenced to ten years for praying. About 300 people were held in the same camp. Officials call the camps "
    "schools. He was beaten. His whereabouts are unknown. The authorities denied the allegations of torture.",
    "ru": "Её отец Толкын Демесин, 45 лет, уроженец Кульджи, был задержан осенью 2017 года за чтение Корана. "
    "В лагере содержалось около 6000 человек. Его избивали. Власти называют лагеря школами.",
    "zh": "我的哥哥艾山·吐尔逊，45岁，教师，2018年5月被判处七年有期徒刑。看守所里关押着约6000人。他被殴打。",
    "kk": "Менің ағам Толқын Демесін, 45 жаста, мұғалім, 2018 жылы жеті жылға сотталды. Лагерде 6000 адам болды.",
    "ug": "مېنىڭ ئاكام ئەركىن سابىر، 45 ياش، 2018-يىلى يەتتە يىلغا كېسىلدى. لاگېردا 6000 ئادەم بار ئىدى.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_every_suggestion_validates_without_an_error(language):
    reading = read(TEXTS[language], language)
    assert len(reading.statements) >= 4
    mentions = tuple(MentionDraft(one.key, one.kind, one.label) for one in reading.subjects)
    statements = tuple(
        StatementDraft(
            one.subject, one.property, one.value, as_said=one.as_said, when=one.when, place=one.place,
            how_known=one.how_known, locator=f"chars {one.start}-{one.end}", qualifiers=dict(one.qualifiers),
        )
        for one in reading.statements
    )  # fmt: skip
    draft = AccountDraft("article", SourceDraft("press"), language=language, mentions=mentions, statements=statements)
    ready, problems = validate(draft)
    assert len(ready) == len(statements)
    assert [one for one in problems if one.level == "error"] == []
    for given, made in zip(reading.statements, ready, strict=True):
        kind = vocabulary("properties").term(given.property).value_type
        assert made.property == given.property
        assert not kind.startswith("code:") or given.property.startswith("reason") or made.value == given.value
        assert not given.when or made.valid_when


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_in_the_lexicon_is_of_its_vocabulary(language):
    lex = lexicon(language)
    assert {cue.code for cue in lex.events} <= set(vocabulary("event_kinds").codes)
    assert {cue.code for cue in lex.statuses} <= set(vocabulary("statuses").codes)
    assert {cue.code for cue in lex.known} <= set(vocabulary("how_known").codes)
    assert set(lex.data["relation_words"]) <= set(vocabulary("relations").codes)
    assert set(lex.data["facilities"]) <= set(vocabulary("facility_kinds").codes)
    assert set(lex.data.get("reason_words") or ()) <= set(vocabulary("reasons").codes)
    assert {cue.code for cue in (*lex.basics, *lex.reasons, *lex.official)} <= set(vocabulary("properties").codes)


def test_the_same_text_gives_the_same_reading():
    assert suggest(TEXTS["en"]) == suggest(TEXTS["en"])
