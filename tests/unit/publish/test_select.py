"""What goes out and what stays, one rule a test."""

from __future__ import annotations

import pytest
from sample import FULL, TODAY, World, sample

from tizim.core.errors import Damaged, NewerFormat
from tizim.publish.projection import Projection, read_projection
from tizim.publish.select import Settings, select_from


def chosen(world: World, *, joined=True, **rest) -> Projection:
    facts = world.facts()
    clusters = {row.id: "all" if joined else row.id for row in facts.mentions}
    return select_from(facts, clusters_of=clusters, today_on=TODAY, **rest)


def told(consent=FULL, kind="relative", **source) -> World:
    """One account of one person with one statement."""
    w = World()
    w.source("S", kind, **source)
    w.account("A", "S", consent, told_on="2018-05-03")
    w.mention("p", "A", "person", "Тоқтасын Үлгібай")
    w.says(
        "s",
        "A",
        "p",
        "event",
        "detained",
        valid_when="2017-10-14",
        place="654023",
        as_said="Алып кетті.",
        language="kk",
    )
    return w


def only(projection: Projection):
    (statement,) = projection.statements
    return statement


def test_nothing_goes_out_without_consent():
    for consent in (
        None,
        {},
        {"keep": "yes"},
        {**FULL, "publish_statement": "no"},
        {**FULL, "publish_statement": "maybe"},
    ):
        made = chosen(told(consent))
        assert (made.statements, made.subjects, made.accounts, made.sources, made.mentions) == ((), (), (), (), ())


def test_a_withdrawal_takes_everything_back_and_a_newer_consent_gives_it_again():
    w = told()
    w.withdraw("A")
    assert chosen(w).statements == ()
    w.rows["consents"].append(type(w.rows["consents"][0])(w.id("again"), w.id("A"), purposes=FULL))
    assert len(chosen(w).statements) == 1


def test_a_consent_that_is_dated_later_does_not_hold_yet():
    w = told({})
    late = type(w.rows["consents"][0])(w.id("late"), w.id("A"), purposes=FULL, given_on="2027-01-01")
    w.rows["consents"].append(late)
    assert chosen(w).statements == ()


def test_quarantine_stays_inside_whatever_its_consents_say():
    w = told()
    w.account("Q", "S", FULL, compartment="quarantine")
    w.mention("q", "Q", "person", "Asan")
    w.says("qs", "Q", "q", "status", "camp")
    assert len(chosen(w).statements) == 1
    assert len(chosen(w, settings=Settings(withheld_compartments=frozenset())).statements) == 2


def test_words_need_their_own_consent_and_the_name_in_full():
    assert only(chosen(told())).as_said == "Алып кетті."
    assert only(chosen(told({**FULL, "publish_words": "no"}))).as_said == ""
    assert only(chosen(told({**FULL, "publish_name": "partial"}))).as_said == ""


@pytest.mark.parametrize(
    ("precision", "when"), [("day", "2017-10-14"), ("month", "2017-10"), ("year", "2017"), ("none", ""), ("hour", "")]
)
def test_dates_are_as_coarse_as_consented(precision, when):
    assert only(chosen(told({**FULL, "date_precision": precision}))).when == when


@pytest.mark.parametrize(
    ("precision", "place"),
    [
        ("exact", "654023"),
        ("county", "654023"),
        ("prefecture", "654000"),
        ("region", "650000"),
        ("country", "cn"),
        ("none", ""),
    ],
)
def test_places_are_as_coarse_as_consented(precision, place):
    assert only(chosen(told({**FULL, "place_precision": precision}))).place == place


@pytest.mark.parametrize(
    ("level", "names"), [("full", ("Тоқтасын Үлгібай",)), ("partial", ("Т. Ү.",)), ("none", ()), ("no", ())]
)
def test_names_stand_as_consented(level, names):
    (subject,) = chosen(told({**FULL, "publish_name": level})).subjects
    assert subject.names == names


def test_a_narrowed_statement_shows_less_and_never_more():
    w = told({**FULL, "date_precision": "month"})
    w.narrow("s", "A", publish_words="no", date_precision="day", place_precision="region")
    cut = only(chosen(w))
    assert (cut.as_said, cut.when, cut.place) == ("", "2017-10", "650000")


def test_a_statement_narrowed_below_the_name_of_its_page_stays_inside():
    w = told()
    w.says("s2", "A", "p", "status", "camp")
    w.narrow("s2", "A", publish_name="none")
    assert only(chosen(w)).property == "event"


def test_narrowing_a_name_narrows_the_person():
    w = told()
    w.says("n", "A", "p", "name", "Тоқтасын Үлгібай")
    w.narrow("n", "A", publish_statement="no")
    (subject,) = chosen(w).subjects
    assert (subject.level, subject.names) == ("none", ())


@pytest.mark.parametrize("name", ["id_number", "risk", "contact", "relation_to_source", "other", "anything"])
def test_properties_outside_the_list_never_go_out(name):
    w = told()
    w.says("x", "A", "p", name, "canaryword")
    assert b"canaryword" not in chosen(w).to_bytes()


def test_free_text_needs_the_name_in_full_because_it_could_name():
    for level, shown in (("full", True), ("partial", False), ("none", False)):
        w = told({**FULL, "publish_name": level})
        w.says("x", "A", "p", "health", "Толқын is ill", qualifiers={"charge": "Толқын"})
        w.says(
            "y",
            "A",
            "p",
            "event",
            "released",
            how_known="saw_it",
            qualifiers={"by": "Толқын's brother", "told to": "canaryword"},
        )
        data = chosen(w).to_bytes()
        assert ("Толқын".encode() in data, b"canaryword" in data) == (shown, False)


def test_a_statement_of_words_alone_goes_out_with_its_words_or_not_at_all():
    for words, count in (("yes", 2), ("no", 1)):
        w = told({**FULL, "publish_words": words})
        w.says("x", "A", "p", "treatment", "", as_said="They were cold.")
        assert len(chosen(w).statements) == count


def test_what_could_only_be_read_in_part_is_words():
    for words, shown in (("yes", True), ("no", False)):
        w = told({**FULL, "publish_words": words, "date_precision": "year"})
        w.says("x", "A", "p", "event", "detained", qualifiers={"detail": "detained at dawn on 3 May"})
        assert (b"3 May" in chosen(w).to_bytes()) == shown


@pytest.mark.parametrize(
    ("kind", "how_known", "shown"),
    [
        ("relative", "told_by_relative", False),
        ("relative", "", False),
        ("relative", "saw_it", True),
        ("press", "told_by_relative", True),
    ],
)
def test_who_told_a_private_source_is_never_shown(kind, how_known, shown):
    w = told(kind=kind)
    w.says("x", "A", "p", "event", "released", how_known=how_known, qualifiers={"by": "his wife in the village"})
    assert (b"in the village" in chosen(w).to_bytes()) == shown


def test_a_sealed_source_of_a_kind_that_speaks_in_public_is_as_private_as_any():
    w = told(kind="official", sealed=True)
    w.says(
        "x", "A", "p", "event", "released", how_known="told_by_relative", qualifiers={"by": "his wife in the village"}
    )
    w.rows["accounts"][0] = type(w.rows["accounts"][0])(**{**vars(w.rows["accounts"][0]), "title": "canaryword"})
    assert b"in the village" not in chosen(w).to_bytes()
    assert b"canaryword" not in chosen(w).to_bytes()
    open_one = told(kind="official", public_name="The county office")
    open_one.rows["accounts"][0] = type(w.rows["accounts"][0])(
        **{**vars(open_one.rows["accounts"][0]), "title": "canaryword"}
    )
    assert b"canaryword" in chosen(open_one).to_bytes()


def test_a_private_source_is_a_kind_and_a_relation_and_a_public_one_has_a_name():
    (private,) = chosen(told(public_name="Aliya", relation="daughter", code="S-9", sealed=True)).sources
    assert (private.kind, private.relation, private.name) == ("relative", "daughter", "")
    (public,) = chosen(told(kind="press", public_name="The Herald")).sources
    assert public.name == "The Herald"


def test_of_a_private_account_only_the_year_is_told():
    w = told()
    w.rows["accounts"][0] = type(w.rows["accounts"][0])(
        **{
            **vars(w.rows["accounts"][0]),
            "title": "canaryword",
            "url": "canaryword",
            "through": ("canaryword",),
            "language": "kk",
        }
    )
    (account,) = chosen(w).accounts
    assert (account.told_on, account.title, account.language) == ("2018", "", "")
    assert b"canaryword" not in chosen(w).to_bytes()


def test_those_who_carried_an_account_are_named_only_where_they_are_public_already():
    w = told(kind="press", public_name="The Herald")
    w.source("W", "news_agency", public_name="Steppe Wire")
    w.account("B", "W", FULL, through=("The Herald", "a clerk", "letter-7.txt"))
    w.mention("b", "B", "person", "Asan")
    w.says("bs", "B", "b", "status", "camp")
    assert {row.through for row in chosen(w).accounts} == {(), ("The Herald",)}


def test_relations_go_out_only_between_two_published_people():
    w = told()
    w.mention("r", "A", "person", "Zebiniso")
    w.says("rel", "A", "p", "relation", "r", qualifiers={"relation": "sister"})
    assert b"Zebiniso" not in chosen(w).to_bytes()
    w.says("rs", "A", "r", "status", "camp")
    made = chosen(w)
    (relation,) = [row for row in made.statements if row.property == "relation"]
    assert relation.value in {row.id for row in made.mentions} and relation.qualifiers == {"relation": "sister"}


def test_a_facility_is_a_place_as_exact_as_can_be():
    for precision, kinds in (("exact", {"person", "facility"}), ("county", {"person"})):
        w = told({**FULL, "place_precision": precision})
        w.mention("f", "A", "facility", "Kumtag centre")
        w.says("e", "A", "p", "event", "held", qualifiers={"facility": "f"})
        assert {row.kind for row in chosen(w).subjects} == kinds


def test_people_who_may_not_be_named_share_no_number_with_those_who_may():
    w = told()
    w.mention("q", "A", "person", "Zebiniso")
    w.says("qn", "A", "q", "name", "Zebiniso")
    w.narrow("qn", "A", publish_name="none")
    w.says("qs", "A", "q", "status", "camp", as_said="Zebiniso", qualifiers={"detail": "Zebiniso"})
    made = chosen(w)
    assert b"Zebiniso" not in made.to_bytes()
    assert len({row.account for row in made.mentions}) == len({row.source for row in made.accounts}) == 2
    assert {row.level for row in made.subjects} == {"full", "none"}


def test_two_sources_that_a_custodian_linked_are_one_voice():
    w = told(same_as="x1")
    w.source("S2", "relative", same_as="x1")
    w.account("B", "S2", FULL)
    w.mention("b", "B", "person", "Asan")
    w.says("bs", "B", "b", "status", "camp")
    assert [row.voice for row in chosen(w).sources] == [1, 1]
    assert {row.same_as for row in chosen(w).facts().sources} == {"s1"}


def test_findings_need_two_reviewers_and_a_name():
    w = told()
    w.finding("p", "Held without trial.", second="")
    assert chosen(w).findings == ()
    w.finding("p", "Held without trial.", second="Leila")
    assert chosen(w).findings == ()
    w.finding("p", "Held without trial.", second="Tomas")
    assert len(chosen(w).findings) == 1 and b"Tomas" not in chosen(w).to_bytes()


def test_photographs_need_their_own_consent_a_name_and_to_be_there():
    for consent, erased, count in (
        (FULL, False, 1),
        (FULL, True, 0),
        ({**FULL, "publish_photo": "no"}, False, 0),
        ({**FULL, "publish_name": "partial"}, False, 0),
    ):
        w = told(consent)
        w.photo("x", "A", "p", erased=erased)
        assert len(chosen(w).photos) == count


def test_totals_count_those_who_said_count_me_and_are_rounded_down():
    w = World()
    w.source("S", "relative")
    for number in range(27):
        w.account(f"A{number}", "S", {"count": "yes"} if number < 25 else {"keep": "yes"})
        w.mention(f"p{number}", f"A{number}", "person", "Asan")
    w.same("p0", "p1")
    assert chosen(w).totals == {"accounts": 20, "people": 20}
    assert chosen(w, settings=Settings(smallest_cell=24)).totals == {"accounts": 24, "people": 24}
    assert chosen(w, settings=Settings(smallest_cell=26)).totals == {}


def test_the_projection_survives_its_bytes_and_refuses_others():
    made = chosen(sample())
    assert read_projection(made.to_bytes()) == made
    for broken in (b"", b"{}", made.to_bytes()[:-1], made.to_bytes().replace(b'"totals"', b'"Totals"'), b"[1]"):
        with pytest.raises(Damaged):
            read_projection(broken)
    with pytest.raises(NewerFormat):
        read_projection(made.to_bytes().replace(b"projection/1", b"projection/9"))


def test_a_field_that_rides_along_is_refused():
    data = chosen(sample()).to_bytes().replace(b'"date_on"', b'"canary":1,"date_on"', 1)
    with pytest.raises(Damaged):
        read_projection(data)


def test_the_facts_of_a_projection_hold_public_numbers_only():
    facts = chosen(sample()).facts()
    assert all(row.id == f"a{row.number}" for row in facts.accounts)
    assert all(row.account_id in {account.id for account in facts.accounts} for row in facts.statements)
