"""Who copied whom in a small archive: planted families, frames of sites, open directions."""

import pytest
from stories import ANSWERS, BRIDGE, COLUMN, FERRY, MILL, SITE_END, SITE_TOP, TRIAL, filled_in, framed, sentences, spun

from tizim.corroborate.edges import edges
from tizim.corroborate.index import Index


def document(id_, text, published=None, publisher=None):
    return {"id": id_, "text": text, "published": published, "publisher": publisher, "lang": "en"}


ARCHIVE = [
    document("bridge", BRIDGE, "2018-03-10"),
    document("lamp", framed(BRIDGE), "2018-03-12"),
    document("spun", spun(BRIDGE), "2018-03-14"),
    document("column", COLUMN % " ".join(sentences(BRIDGE)[1:4]), "2018-04-01"),
    document("forum", "thread 12 | weavers | page 1\nposter: reed  posts: 12\n\n" + framed(BRIDGE)),
    document("mill", MILL, "2018-03-11"),
    document("trial", TRIAL, "2018-05-01"),
]
PLANTED = {("lamp", "bridge"), ("spun", "bridge"), ("column", "bridge"), ("forum", "lamp")}


def pairs(found):
    return {(edge["derived"], edge["source"]) for edge in found}


def test_planted_derivations_are_found_each_with_its_direct_source():
    found = pairs(edges(ARCHIVE))
    print(f"precision {len(found & PLANTED)}/{len(found)}, recall {len(found & PLANTED)}/{len(PLANTED)}")
    assert found == PLANTED


def test_the_order_in_which_documents_come_changes_nothing():
    assert pairs(edges(ARCHIVE[::-1])) == PLANTED
    assert pairs(edges(sorted(ARCHIVE, key=lambda row: row["id"]))) == PLANTED


def test_a_spun_copy_needs_a_person_and_a_dated_repost_does_not():
    found = {edge["derived"]: edge for edge in edges(ARCHIVE)}
    assert (found["spun"]["kind"], found["spun"]["certain"]) == ("retelling", False)
    assert (found["lamp"]["kind"], found["lamp"]["certain"], found["lamp"]["direction"]) == ("repost", True, "date")
    assert (found["forum"]["direction"], found["column"]["kind"]) == ("signs", "quotation")


def test_a_date_decides_the_direction_whatever_the_text_looks_like():
    found = edges([document("early", framed(BRIDGE), "2018-01-01"), document("late", BRIDGE, "2018-02-01")])
    assert [(e["derived"], e["source"], e["direction"]) for e in found] == [("late", "early", "date")]


@pytest.mark.parametrize("dates", [(None, None), ("2018", "2018-03-01"), ("2018-03", "2018-03")])
def test_without_a_telling_date_or_sign_the_direction_stays_open(dates):
    (edge,) = edges([document("one", BRIDGE, dates[0]), document("two", BRIDGE, dates[1])])
    assert (edge["direction"], edge["certain"]) == ("open", False)


def test_what_recurs_at_the_edge_of_many_articles_links_none_of_them():
    frame = (
        "We who print this sheet have done so since the flood and ask nobody for leave, and every reader who brings a "
        "log keeps our stove alight until the spring. "
    )
    stories = [BRIDGE, MILL, TRIAL, FERRY]
    assert edges([document(f"d{i}", frame + story) for i, story in enumerate(stories)]) == []
    two = [document(f"d{i}", frame + story) for i, story in enumerate(stories[:2])]
    assert len(edges(two)) == 1, "two texts alone cannot tell a frame from a quotation"


def test_articles_of_one_site_are_not_copies_of_each_other():
    stories = [BRIDGE, MILL, TRIAL]
    assert edges([document(f"d{i}", f"{SITE_TOP}\n\n{s}\n\n{SITE_END}") for i, s in enumerate(stories)]) == []


def test_a_text_with_two_sources_points_at_both():
    mixed = "\n\n".join(sentences(BRIDGE)[:3] + sentences(TRIAL)[:4])
    found = edges([document("a", BRIDGE, "2018-01"), document("b", TRIAL, "2018-02"), document("c", mixed, "2018-03")])
    assert pairs(found) == {("c", "a"), ("c", "b")}


def test_no_ring_and_no_double_edge_among_equal_undated_copies():
    found = edges([document(f"d{i}", BRIDGE) for i in range(5)])
    assert len(found) == len({frozenset(pair) for pair in pairs(found)}) == 4


def test_the_index_names_earlier_neighbours_one_document_at_a_time():
    index = Index()
    assert index.add("bridge", BRIDGE) == []
    assert index.add("trial", TRIAL) == []
    assert index.add("spun", spun(BRIDGE)) == ["bridge"]
    assert index.candidates("bridge") == ["spun"]
    with pytest.raises(ValueError, match="already"):
        index.add("trial", TRIAL)


def test_the_thirtieth_copy_still_finds_the_first():
    index = Index()
    for i in range(30):
        found = index.add(f"d{i}", BRIDGE)
    assert "d0" in found


def test_four_families_who_fill_in_the_same_form_have_not_copied_each_other():
    assert edges([document(f"d{i}", filled_in(answers)) for i, answers in enumerate(ANSWERS)]) == []


def test_two_families_whose_form_asks_questions_have_not_copied_each_other():
    asked = [filled_in(answers).replace("taken away.", "taken away?") for answers in ANSWERS[:2]]
    asked = [
        text.replace("order.", "order?").replace("each time.", "each time?").replace("you.", "you?") for text in asked
    ]
    assert edges([document(f"d{i}", text) for i, text in enumerate(asked)]) == []


def test_a_form_that_was_copied_answers_and_all_is_found_among_many():
    forms = [document(f"d{i}", filled_in(answers), f"2018-01-0{i + 1}") for i, answers in enumerate(ANSWERS)]
    copied = document("copy", filled_in(ANSWERS[1]), "2018-02-01")
    assert pairs(edges([*forms, copied])) == {("copy", "d1")}


def test_five_altered_copies_of_one_story_are_still_found():
    altered = [spun(BRIDGE).replace("records", f"notes {i}").replace("azure", f"azure-{i}") for i in range(5)]
    found = edges(
        [
            document("a", BRIDGE, "2018-01-01"),
            *(document(f"s{i}", t, f"2018-02-0{i + 1}") for i, t in enumerate(altered)),
        ]
    )
    assert {edge["derived"] for edge in found} == {f"s{i}" for i in range(5)}


def test_a_passage_that_many_quote_in_the_midst_of_their_own_words_still_goes_back_to_its_source():
    lifted = " ".join(sentences(BRIDGE)[1:4])
    hosts = [MILL, TRIAL, FERRY, COLUMN % "The hens are well."]
    texts = [host.replace("\n\n", f"\n\n{lifted}\n\n", 1) for host in hosts]
    quoting = [document(f"q{i}", text, f"2018-04-0{i + 1}") for i, text in enumerate(texts)]
    assert {(f"q{i}", "bridge") for i in range(4)} <= pairs(edges([document("bridge", BRIDGE, "2018-03-10"), *quoting]))
