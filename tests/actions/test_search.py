"""Finding people by name: any script in, any script out, and nothing of what the reader may not see."""

import random

import pytest

from tizim import lookup, names, pipeline
from tizim.actions import search_index
from tizim.actions.erase import erase_account
from tizim.actions.judgements import judge
from tizim.core.drafts import MentionDraft
from tizim.core.errors import BadInput
from tizim.db import models, postings, search
from world import account, mention_of, said, take_in, who

WORLD = ("Tolqyn Demesin", "Серік Сұлтан", "托勒肯·德梅辛", "مەمەت ئەھمەت", "Memet Qurban", "Айгүл Нұрланқызы")


def found(text, reader="Leila", **more):
    return [row.name for row in lookup.find(who(reader), text, **more)]


@pytest.fixture
def people(archive):
    take_in(archive, *(account(name) for name in WORLD))
    pipeline.refresh(who("Ines"))
    return archive


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("Tolqyn Demesin", "Tolqyn Demesin"),
        ("Толқын Демесін", "托勒肯·德梅辛"),
        ("تولقىن دەمەسىن", "Tolqyn Demesin"),
        ("托勒肯·德梅辛", "Tolqyn Demesin"),
        ("Tuo Le Ken De Mei Xin", "托勒肯·德梅辛"),
        ("Demesin Tolqyn", "Tolqyn Demesin"),  # turned round
        ("Tolqn Demesinn", "Tolqyn Demesin"),  # letters lost and doubled
        ("Tolqym Demesin", "Tolqyn Demesin"),  # a wrong one
        ("Serik", "Серік Сұлтан"),  # a part, in another script
        ("Sultan", "Серік Сұлтан"),
        ("Memet Ehmet", "مەمەت ئەھمەت"),
        ("Aigul Nurlankyzy", "Айгүл Нұрланқызы"),
        ("AIGUL", "Айгүл Нұрланқызы"),
        ("Serik Sultan Bek", "Серік Сұлтан"),  # a word too many
    ],
)
def test_a_name_is_found_in_any_script_and_spelling(people, asked, named):
    assert named in found(asked)


def test_the_best_stand_first_and_say_why(people):
    first, *others = lookup.find(who("Leila"), "Tolqyn Demesin")
    assert (first.name, first.alike, first.why) == ("Tolqyn Demesin", 1.0, ("same",))
    assert others and all(row.alike <= 1 for row in others)
    why = {row.name: lookup.why_words(row) for row in lookup.find(who("Leila"), "Serik")}
    assert why["Серік Сұлтан"] == "another script, a word more or less"


def test_nobody_is_found_by_a_name_that_nobody_bears(people):
    assert found("Quentin Wolverhampton") == []
    assert found("Memet Demesin") == []


ODD = ("", " ", "\t\n", "🙂", "x" * 10_000, "ا" * 10_000, "'; DROP TABLE tizim_searchname; --", "%", "_", "\x00",
       "\ud800", "\u202e", "A-", "A-99999999", "a\u0301" * 3000, "0" * 26, "{}", "-" * 500, "王" * 1000)  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text[:12]))
def test_whatever_is_asked_is_answered(people, text):
    assert len(lookup.find(who("Leila"), text)) <= len(WORLD)


def test_an_account_or_an_id_finds_who_is_meant(people):
    row = lookup.find(who("Leila"), "A-2").rows[0]
    assert (row.name, row.why) == ("Серік Сұлтан", ("number",))
    assert found(row.id) == ["Серік Сұлтан"]
    assert found("A-2", reader="Olga") == found(row.id, reader="Olga") == []


def test_only_the_kinds_that_are_asked_for(people, archive):
    take_in(archive, account("Serik Camp", mentions=(MentionDraft("p1", "facility", "Serik Camp"),)))
    pipeline.refresh(who("Ines"))
    assert "Serik Camp" in found("Serik") and "Serik Camp" not in found("Serik", kinds=("person",))
    assert found("Serik", kinds=("facility",)) == ["Serik Camp"]


def test_people_who_were_joined_are_one_row_with_all_their_names(people, archive):
    judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(3), verdict="same", reason="one family")
    pipeline.refresh(who("Ines"))
    rows = lookup.find(who("Leila"), "Толқын Демесін").rows
    assert [(set(row.names), row.numbers) for row in rows] == [({"Tolqyn Demesin", "托勒肯·德梅辛"}, (1, 3))]


# filters


BORN = ("1980", "1980~", "[1975..1985]", "1990-05", "", "1960~")


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("1980", {"1980", "1980~", "[1975..1985]"}),
        ("1980-1981", {"1980", "1980~", "[1975..1985]"}),
        ("1982", {"1980~", "[1975..1985]"}),  # a hedged year reaches two years either way
        ("1983", {"[1975..1985]"}),
        ("1986-1989", set()),
        ("1900-2020", {*BORN} - {""}),
    ],
)
def test_an_inexact_birth_fits_every_year_that_it_may_be(archive, born, expected):
    take_in(
        archive, *(account("Memet Ehmet", said("birth", one), title=one) for one in BORN if one), account("Memet Ehmet")
    )
    pipeline.refresh(who("Ines"))
    rows = lookup.find(who("Leila"), "Memet", filters=lookup.read_filters(born=born))
    given = dict(enumerate((one for one in BORN if one), 1))
    assert {given[row.numbers[0]] for row in rows} == expected


def test_a_place_finds_what_lies_in_it_and_sex_and_status_are_asked_of_the_same_person(archive):
    take_in(
        archive,
        account("Memet Ehmet", said("residence", "Tekes"), said("sex", "male"), said("status", "camp", when="2018")),
        account("Memet Ehmet", said("residence", "Ghulja"), said("sex", "female")),
        account("Memet Ehmet", said("residence", "Kashgar")),
        account("Memet Ehmet"),
    )
    pipeline.refresh(who("Ines"))

    def numbers(**given):
        return [row.numbers[0] for row in lookup.find(who("Leila"), "Memet", filters=lookup.read_filters(**given))]

    assert numbers(county="Tekes") == numbers(county="654027") == [1]
    assert numbers(county="654000") == [1, 2]  # the prefecture of both
    assert numbers(county="650000") == [1, 2, 3]
    assert numbers(sex="male") == numbers(sex="ер") == numbers(status="in a camp") == [1]
    assert numbers(sex="female", county="Tekes") == []
    assert numbers() == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "given", [{"born": "soon"}, {"born": "1985-1980"}, {"county": "Atlantis"}, {"sex": "x y"}, {"status": "'; --"}]
)
def test_a_filter_that_cannot_be_read_is_said(given):
    with pytest.raises(BadInput):
        lookup.read_filters(**given)


# what the reader may not see


def invented(chance, count):
    first, second = (
        ("Memet", "مەمەت", "Мәмет", "Tursun", "Қайрат", "买买提"),
        ("Ehmet", "ئەھمەت", "Qurban", "库尔班", "Серік", ""),
    )
    for _each in range(count):
        more = [said("birth", str(chance.randint(1979, 1982)))] if chance.random() < 0.7 else []
        more += [said("residence", chance.choice(("Tekes", "Ghulja")))] if chance.random() < 0.7 else []
        yield f"{chance.choice(first)} {chance.choice(second)}".strip(), more


QUESTIONS = (
    "Memet",
    "Memet Ehmet",
    "Ehmet Memet",
    "Мәмет Серик",
    "Menet Ehnet",
    "库尔班",
    "Kairat",
    "A-3",
    "Tursun Tursun",
)


@pytest.mark.parametrize("seed", range(6))
def test_rows_of_another_compartment_change_no_byte_of_an_answer(archive, monkeypatch, seed):
    chance = random.Random(seed)
    monkeypatch.setattr(search_index, "PART", 3)  # so that long lists, and their ends, come up
    monkeypatch.setattr(lookup, "LOOKED_AT", 7)
    monkeypatch.setattr(search, "MANY", 9)
    monkeypatch.setattr(search, "RARE", 2)
    filters = [lookup.read_filters(), lookup.read_filters(born="1980-1981"), lookup.read_filters(county="Tekes")]
    take_in(archive, *(account(name, *more) for name, more in invented(chance, 12)))
    pipeline.refresh(who("Ines"))

    def answers():
        return [repr(lookup.find(who("Leila"), text, filters=one, limit=4)) for text in QUESTIONS for one in filters]

    before = answers()
    assert any("more=True" in one for one in before) and any("more=False" in one for one in before)
    hidden = [account(name, *more, compartment="elsewhere") for name, more in invented(chance, 15)]
    take_in(archive, *hidden, by="Olga")
    pipeline.refresh(who("Ines"))
    assert answers() == before
    assert found("Memet", reader="Olga") and not set(found("A-13", reader="Leila"))


def test_a_judgement_that_the_reader_may_not_see_joins_nobody_for_them(archive):
    take_in(archive, account("Memet Ehmet"), account("Memet Ahmet"))
    take_in(archive, account("Memet Ehmet", compartment="elsewhere"), by="Olga")
    pipeline.refresh(who("Ines"))
    before = repr(lookup.find(who("Leila"), "Memet"))
    everywhere = type(who("Leila"))("Both", frozenset({"reviewer"}), frozenset({"*"}))
    for number in (1, 2):
        judge(
            by=everywhere, mention_a=mention_of(number), mention_b=mention_of(3), verdict="same", reason="a photograph"
        )
    pipeline.refresh(who("Ines"))
    assert repr(lookup.find(who("Leila"), "Memet")) == before


# the index and the facts


def test_what_was_taken_back_or_replaced_is_not_found_even_by_an_older_index(archive):
    take_in(archive, account("Memet Ehmet", external_id="X-1"), account("Serik Sultan", external_id="X-2"))
    pipeline.refresh(who("Ines"))
    take_in(archive, account("Tursun Ehmet", external_id="X-1"))
    assert found("Memet Ehmet") == []
    models.Retraction.objects.create(
        record_kind="account", record_id=models.Account.objects.get(external_id="X-2").id, recorded_by="Marat"
    )
    assert found("Serik Sultan") == []


def test_a_name_that_is_no_longer_said_is_not_found(archive):
    take_in(archive, account("Memet Ehmet", said("name", "Tursun Niyaz")))
    pipeline.refresh(who("Ines"))
    assert found("Tursun Niyaz") == ["Tursun Niyaz"]
    row = models.Statement.objects.get(property="name", value="Tursun Niyaz")
    models.Retraction.objects.create(record_kind="statement", record_id=row.id, recorded_by="Marat")
    assert found("Tursun Niyaz") == [] and found("Memet Ehmet") == ["Memet Ehmet"]


def test_an_erased_name_leaves_no_trace_in_the_index(archive):
    take_in(archive, account("Memet Ehmet"), account("Canaryqul Tursun"), account("Memet Ehmet"))
    pipeline.refresh(who("Ines"))
    number = postings.name_id("general", "person", "Canaryqul Tursun")
    assert number in {one for row in models.NameKey.objects.all() for one in postings.from_bytes(row.names)}
    erase_account(by=who("Clara"), session=archive, account="2", reason="asked", second=who("Petra"))
    erase_account(by=who("Clara"), session=archive, account="3", reason="asked", second=who("Petra"))
    assert number not in {one for row in models.NameKey.objects.all() for one in postings.from_bytes(row.names)}
    assert {row.text for row in models.SearchName.objects.all()} == {"Memet Ehmet"}
    assert models.SearchBearer.objects.count() == 1
    assert found("Canaryqul") == [] and len(found("Memet")) == 1


def test_a_name_made_by_older_tables_is_compared_and_erased_all_the_same(archive):
    take_in(archive, account("Memet Ehmet"), account("Serik Sultan"))
    pipeline.refresh(who("Ines"))
    models.SearchName.objects.update(version="older", packed=b"?")
    models.NameKey.objects.create(
        id=17, parts=1, names=postings.to_bytes([postings.name_id("general", "person", "Memet Ehmet")])
    )
    assert found("Мемет") == ["Memet Ehmet"]
    erase_account(by=who("Clara"), session=archive, account="1", reason="asked", second=who("Petra"))
    left = {one for row in models.NameKey.objects.all() for one in postings.from_bytes(row.names)}
    assert left == {postings.name_id("general", "person", "Serik Sultan")}


def test_one_by_one_gives_the_lists_that_all_at_once_gives(archive, monkeypatch):
    monkeypatch.setattr(search_index, "PART", 3)
    rows = [
        search_index.Findable(
            f"m{at}", "general", "person", (f"Memet {second}",), (1980 + at % 3, 1980 + at % 3), ("p:654027",)
        )
        for at, second in enumerate(
            ("Ehmet", "Qurban", "Niyaz", "Ehmet", "Tursun", "Serik", "Bek", "Ali", "Omer", "Turdi")
        )
    ]

    def lists():
        keys = {row.id: row.parts for row in models.NameKey.objects.exclude(parts=0)}
        held, longer = postings.read_lists(keys, 99)
        assert not longer and all(len(names) == len(set(names)) for names in held.values())
        return {key: sorted(names) for key, names in held.items()}

    search_index.replace_all(rows=rows)
    at_once = lists()
    assert max(map(len, at_once.values())) == 9
    search_index.replace_all(rows=[])
    for row in rows:
        search_index.replace(rows=[row], only=[row.mention_id])
    assert lists() == at_once
    for row in rows:
        search_index.replace(rows=[row], only=[row.mention_id])  # once more changes nothing
    assert lists() == at_once
    search_index.forget(mention_ids=["m0", "m9"])
    search_index.replace(rows=[rows[9]], only=["m9"])
    assert lists() == at_once  # the Ehmet of m3 still bears the name of m0
    search_index.forget(mention_ids=[row.mention_id for row in rows])
    assert not models.NameKey.objects.exists() and not models.SearchName.objects.exists()


def test_a_very_common_name_says_that_there_are_more(archive):
    take_in(archive, *(account("Memet Ehmet", text="", external_id=f"X-{at}") for at in range(30)))
    pipeline.refresh(who("Ines"))
    answer = lookup.find(who("Leila"), "Memet", limit=10)
    assert len(answer) == 10 and answer.more
    assert [row.numbers for row in answer] == [(number,) for number in range(1, 11)]
    assert not lookup.find(who("Leila"), "Memet", limit=30).more


def test_mentions_that_share_keys_are_candidates_within_the_compartments(people, archive):
    take_in(archive, account("Tolkyn Demesin", compartment="elsewhere"), by="Olga")
    pipeline.refresh(who("Ines"))
    keys, here = names.keys("Толқын Демесін"), frozenset({"general"})
    assert set(search.candidate_mentions(here, keys, "person", 10)) == {mention_of(1), mention_of(3)}
    assert set(search.candidate_mentions(None, keys, "person", 10)) == {mention_of(1), mention_of(3), mention_of(7)}
    assert search.candidate_mentions(here, keys, "facility", 10) == []
    assert len(search.candidate_mentions(None, keys, "person", 1)) == 1
