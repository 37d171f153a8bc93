"""How many origins stand behind a claim in some documents: rings, carriers, witnesses, other languages."""

from stories import BRIDGE, RUSSIAN, framed, spun

from tizim.corroborate.independence import independence
from tizim.corroborate.outlets import same_name

CLAIM = "a boy was kept in the dry dock"


def document(id_, publisher, text, **rest):
    return {"id": id_, "publisher": publisher, "text": text, **rest}


def numbers(found):
    return found["low"], found["n_independent"], found["high"]


def test_no_document_is_no_origin():
    assert numbers(independence(CLAIM, [])) == (0, 0, 0)


def test_two_witnesses_of_two_papers_are_two():
    found = independence(
        CLAIM,
        [
            document("a", "Kesh Lamp", "A weaver told the Kesh Lamp that a boy was kept in the dry dock."),
            document("b", "Daily Oar", "Ilka Torm said that a boy was kept in the dry dock."),
        ],
    )
    assert numbers(found) == (2, 2, 2)
    assert found["origins"] == ["Ilka Torm", "weaver (Kesh Lamp)"]


def test_three_papers_with_one_nameless_weaver_are_one():
    texts = [
        document("a", "Kesh Lamp", "A weaver told the Kesh Lamp that a boy was kept in the dry dock."),
        document("b", "Daily Oar", "A boy was kept in the dry dock, a weaver told the Kesh Lamp."),
        document("c", "Reed", "The Kesh Lamp, citing a weaver, reported that a boy was kept in the dry dock."),
    ]
    assert numbers(independence(CLAIM, texts)) == (1, 1, 1)


def test_nameless_weavers_of_two_papers_may_be_the_same_one():
    texts = [
        document("a", "Kesh Lamp", "A weaver told the Kesh Lamp that a boy was kept in the dry dock."),
        document("b", "Daily Oar", "A weaver told the Daily Oar that a boy was kept in the dry dock."),
    ]
    assert numbers(independence(CLAIM, texts)) == (1, 2, 2)


def test_pages_that_only_cite_each_other_have_no_origin():
    texts = [
        document("a", "Kesh Lamp", "A boy was kept in the dry dock, the Daily Oar writes."),
        document("b", "Daily Oar", "According to the Kesh Lamp, a boy was kept in the dry dock."),
    ]
    found = independence(CLAIM, texts)
    assert (numbers(found), found["circular"]) == ((0, 0, 0), True)
    witness = document("c", "Reed", "A boy was kept in the dry dock, the rope maker Anselm Piet said on Monday.")
    found = independence(CLAIM, [*texts, witness])
    assert (numbers(found), found["circular"]) == ((1, 1, 1), True)


def test_copies_go_back_to_one_origin_and_altered_ones_widen_the_range():
    texts = [
        document("a", "Guild", BRIDGE, published="2018-03-10"),
        document("b", "Kesh Lamp", framed(BRIDGE), published="2018-03-12"),
        document("c", "Blend", spun(BRIDGE), published="2018-03-14"),
    ]
    found = independence("nineteen weavers have not come home", texts)
    assert (found["n_independent"], found["low"], found["high"]) == (1, 1, 2)
    assert ("b", "drawn_from", "a", "repost") in found["steps"]


def test_a_later_text_in_another_language_may_be_a_translation():
    texts = [
        document("a", "Guild", BRIDGE, published="2018-03-10"),
        document("b", "Мост", RUSSIAN, published="2018-03-12", lang="ru"),
    ]
    found = independence("nineteen weavers have not come home", texts)
    assert (found["n_independent"], found["high"]) == (1, 2)
    assert ("b", "cannot_compare", "", "another language: may be a translation") in found["steps"]


def test_a_text_in_another_language_with_a_witness_of_its_own_is_a_voice():
    own = "Ткачиха рассказала газете «Мост», что мальчика держали в сухом доке."
    texts = [
        document("a", "Guild", "Ilka Torm said that a boy was kept in the dry dock.", published="2018-03-10"),
        document("b", "Мост", own, published="2018-03-12", lang="ru"),
    ]
    assert numbers(independence(CLAIM, texts)) == (2, 2, 2)


def test_the_order_of_documents_changes_nothing():
    texts = [
        document("a", "Kesh Lamp", "A boy was kept in the dry dock, the Daily Oar writes."),
        document("b", "Daily Oar", "Ilka Torm said that a boy was kept in the dry dock."),
        document("c", "Reed", "A boy was kept in the dry dock, according to Oss Brannik."),
    ]
    assert independence(CLAIM, texts) == independence(CLAIM, texts[::-1])


def test_names_of_media_are_found_again_across_scripts_and_short_forms():
    assert same_name("Радио «Сеннет»", "Radio Sennet")
    assert same_name("HRW", "Human Rights Watch")
    assert same_name("新华社", "Xinhua")
    assert same_name("the Kesh Lamp", "Kesh Lamp newspaper")
    assert not same_name("Kesh Lamp", "Kesh Lantern")


def test_two_media_that_read_the_same_leaked_file_are_one_voice():
    texts = [
        document("a", "Kesh Lamp", "A harbour ledger lists 40 chains for the dry dock."),
        document("b", "Daily Oar", "A ledger that left the harbour in a boot lists 40 chains for the dry dock. "
                 "It is the same ledger from which the Kesh Lamp has printed."),
    ]  # fmt: skip
    claim = "40 chains were bought for the dry dock"
    found = independence(claim, texts)
    assert numbers(found) == (1, 1, 1)
    assert ("b", "cites", "a", "It is the same ledger from which the Kesh Lamp has printed.") in found["steps"]
    apart = [texts[0], document("b", "Daily Oar", texts[1]["text"].replace("the same ledger", "another ledger"))]
    assert independence(claim, apart)["n_independent"] == 2
    same_day = [texts[0], document("b", "Daily Oar", texts[1]["text"].replace("the same ledger", "the same day"))]
    assert independence(claim, same_day)["n_independent"] == 2


FIGURE = "up to 900 weavers are held in the dry dock"


def test_an_estimate_that_others_cite_a_hedge_and_a_report_of_nobody_widen_the_range_only():
    texts = [
        document("a", "", "The docks, where 900 weavers are held, have been laid bare in a ledger published by the "
                 "Lamp. According to a Daily Oar report, 900 weavers are held in the dry dock."),
        document("b", "", "Up to 900 weavers are held in the dry dock, according to estimates cited by the Guild."),
        document("c", "", "An estimated 900 weavers are held in the dry dock. They must be freed, as 900 weavers of "
                 "the dry dock are missed, the Harbour League said."),
    ]  # fmt: skip
    found = independence(FIGURE, texts)
    assert numbers(found) == (1, 1, 4)
    assert found["origins"] == ["ledger (Lamp)"]
    assert ("Harbour League", "unresolved", "", "hedges what it says") in found["steps"]


def test_thousands_of_lives_are_no_figure_that_repeats_another():
    texts = [
        document("a", "", "A thousand weavers are held in the dry dock, Ilka Torm said."),
        document("b", "", "Oss Brannik said that the dry dock weighs on thousands of weavers who are held dear."),
    ]
    found = independence("a thousand weavers are held in the dry dock", texts)
    assert ("b", "says", "Oss Brannik", "Oss Brannik") not in found["steps"]


def test_an_edge_that_is_not_certain_widens_the_range_and_its_step_needs_a_person():
    texts = [
        document("a", "Kesh Lamp", "A boy was kept in the dry dock.", published="1811-01-01"),
        document("b", "Daily Oar", "In the dry dock they held a boy.", published="1811-01-05"),
    ]
    edge = {"derived": "b", "source": "a", "label": "translated", "kind": "translation", "certain": False}
    assert numbers(independence(CLAIM, texts)) == (2, 2, 2)
    found = independence(CLAIM, texts, lambda _: [edge])
    assert numbers(found) == (1, 1, 2)
    assert ("b", "drawn_from", "a", "translated, needs a person") in found["steps"]
    assert numbers(independence(CLAIM, texts, lambda _: [edge | {"certain": True}])) == (1, 1, 1)


def test_a_part_that_may_be_translated_does_not_take_a_source_of_its_own_away():
    texts = [
        document("a", "Kesh Lamp", "A weaver told the Kesh Lamp that a boy was kept in the dry dock."),
        document("b", "Daily Oar", "Ilka Torm told the Daily Oar that a boy was kept in the dry dock."),
        document("c", "Reed", "In the dry dock they held a boy."),
    ]
    part = {"source": "a", "label": "translated_partial", "kind": "quotation", "certain": False, "by": "meaning"}
    found = independence(CLAIM, texts, lambda _: [part | {"derived": "b"}, part | {"derived": "c"}])
    assert numbers(found) == (2, 2, 3)
    assert {step[0] for step in found["steps"] if step[1] == "drawn_from"} == {"c"}
