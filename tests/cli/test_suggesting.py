"""`tizim read` and `tizim suggestion`: what is shown, what is decided, what a repeated reading leaves out."""

import json

import pytest

from suggested import REPORT, report_reading, subject, suggestion
from tizim.core.suggestions import Reading

pytest_plugins = ("cli.office",)
PAGE = f"<html lang=en><head><title>A report</title></head><body><article><p>{REPORT}</p></article></body></html>"
FORMS = ("txt", "md", "html", "json")


@pytest.fixture
def engine(monkeypatch):
    """Suggests what `report_reading` does for REPORT, and nothing for any other text. Says how it was asked."""
    asked = []

    def read(text, language):
        asked.append(language)
        return report_reading() if text == REPORT else Reading(language or "")

    monkeypatch.setattr("tizim.suggesting.read", read)
    return asked


@pytest.fixture
def desk(typed, engine):
    """A terminal in an office that took REPORT in as A-3."""
    terminal = typed("an office with accounts")
    interview = {"tizim": "interview/1", "account": {"kind": "article", "language": "en", "text": REPORT},
                 "source": {"kind": "press", "public_name": "The Lantern Herald"},
                 "consent": {"purposes": {"keep": "yes"}}}  # fmt: skip
    (terminal.folder / "report.json").write_text(json.dumps(interview), "utf-8")
    printed, code = terminal.type("tizim take-in report.json")
    assert code == 0, printed
    return terminal


def shown(terminal, command, code=0):
    printed, ended = terminal.type(command)
    assert ended == code, printed
    return printed


def flat(text):
    """Without the table's line breaks."""
    return " ".join(text.split())


def test_a_file_is_read_without_a_workspace_and_nothing_is_kept(typed, engine):
    terminal = typed("nothing")
    (terminal.folder / "report.txt").write_text(REPORT, "utf-8")
    before = sorted(terminal.folder.iterdir())
    printed = flat(shown(terminal, "tizim read report.txt"))
    assert "report.txt: 4 suggestions, 0 of them decided" in printed
    assert "Tolqyn Demesin · what happened: detained · late 2017" in printed
    assert "“Tolqyn Demesin was detained in late 2017.”" in printed
    assert "why: the words “was detained”" in printed
    assert "said by former detainees · the text does not vouch for it" in printed
    assert sorted(terminal.folder.iterdir()) == before


def test_every_kind_of_document_is_read_by_the_same_readers(typed, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "tizim.suggesting.read", lambda text, language: seen.append((text, language)) or Reading(language or "")
    )
    terminal = typed("nothing")
    (terminal.folder / "a.txt").write_text(REPORT, "utf-8")
    (terminal.folder / "a.md").write_text(REPORT, "utf-8")
    (terminal.folder / "a.html").write_text(PAGE.replace("\n\n", "</p><p>"), "utf-8")
    for form in ("txt", "md", "html"):
        assert "a." + form in shown(terminal, f"tizim read a.{form}")
    shown(terminal, "tizim read saule.yaml")
    assert all("Tolqyn Demesin was detained" in text and language == "en" for text, language in seen[:3])
    assert "Самат" in seen[3][0] and seen[3][1] == "kk"
    shown(terminal, "tizim read --language tr a.txt")
    assert seen[4][1] == "tr"


def test_a_file_without_words_and_one_of_no_known_kind(typed, engine):
    terminal = typed("nothing")
    (terminal.folder / "empty.html").write_text("<html><body></body></html>", "utf-8")
    (terminal.folder / "x.bin").write_bytes(b"\x00\x01")
    assert "There is no text in it to read." in shown(terminal, "tizim read empty.html")
    assert "This kind of file is not known." in shown(terminal, "tizim read x.bin", 3)
    assert "Name a file to read" in shown(terminal, "tizim read", 3)
    assert "Name a file to read" in shown(terminal, "tizim read --account A-1 empty.html", 3)


def test_json_says_the_same_in_codes(typed, engine):
    terminal = typed("nothing")
    (terminal.folder / "report.txt").write_text(REPORT, "utf-8")
    (found,) = json.loads(shown(terminal, "tizim read report.txt --json"))
    one, *_rest = found["suggestions"]
    assert (one["number"], one["line"], one["value"], one["rule"]) == (1, 1, "detained", "en.event.detained")
    assert REPORT[one["start"] : one["end"]] == one["as_said"]
    assert [s["line"] for s in found["suggestions"]] == [1, 1, 3, 1]
    assert [s["label"] for s in found["subjects"]] == ["Tolqyn Demesin", "Tekes Centre", "Gulnar Dala"]
    assert found["language"] == "en"


def test_a_suggestion_is_accepted_and_a_repeated_reading_leaves_it_out(desk):
    printed = shown(desk, "tizim suggestion accept A-3 1 --reason 'read it twice'")
    assert "1: stated of A-3/p1 Tolqyn Demesin: " in printed
    assert "what happened: detained" not in flat(shown(desk, "tizim read --account A-3"))
    again = flat(shown(desk, "tizim read --account A-3 --all"))
    assert "4 suggestions, 1 of them decided" in again and "accepted by Aigul, 20" in again and "read it twice" in again
    assert "what happened: detained" in shown(desk, "tizim show 'Tolqyn Demesin'")
    values = json.loads(shown(desk, "tizim read --account A-3 --json --all"))[0]["suggestions"]
    assert [one.get("decided", {}).get("decision") for one in values] == ["accepted", None, None, None]
    assert len(json.loads(shown(desk, "tizim read --account A-3 --json"))[0]["suggestions"]) == 3


def test_several_numbers_at_once_and_a_quoted_speaker(desk):
    printed = shown(desk, "tizim suggestion accept A-3 4 2 1 --speaker relative")
    assert [line[:2] for line in printed.splitlines() if line[0].isdigit()] == ["4:", "2:", "1:"]
    assert "in A-4, the words of Gulnar Dala" in printed
    assert "A-4     quotation    en  Gulnar Dala" in shown(desk, "tizim accounts")
    account = shown(desk, "tizim accounts A-4")
    assert "carried by: A-3" in account and "through: The Lantern Herald" in account


def test_what_was_written_before_a_refusal_stays_and_shows(desk):
    shown(desk, "tizim suggestion reject A-3 2 --reason 'not so'")
    printed = shown(desk, "tizim suggestion accept A-3 1 2", 3)
    assert "1: stated of" in printed and "decided already: rejected, by Aigul" in printed and "--instead" in printed
    assert "what happened: detained" in shown(desk, "tizim show 'Tolqyn Demesin'")


def test_deciding_otherwise_takes_back(desk):
    shown(desk, "tizim suggestion accept A-3 1")
    assert "1: rejected" in shown(desk, "tizim suggestion reject A-3 1 --reason 'another man' --instead")
    assert "detained" not in shown(desk, "tizim accounts A-3").rpartition("May 2019.")[2]
    assert "rejected by Aigul" in flat(shown(desk, "tizim read --account A-3 --all"))


def test_a_correction_by_options(desk):
    printed = shown(
        desk,
        "tizim suggestion correct A-3 2 --own-voice --name 'Tolqyn D.' --subject new --value sentenced --when 2018 "
        "--place Tekes --how-known 'saw it' --qualifier sentence_years=9 --reason 'as the court said'",
    )
    assert "2: stated of A-3/p1 Tolqyn D.: " in printed
    said = shown(desk, "tizim show 'Tolqyn D.'")
    assert "what happened: sentenced · 2018 · Tekes County · sentence in years: 9" in said and "saw it" in said
    assert "corrected by Aigul" in flat(shown(desk, "tizim read --account A-3 --all"))
    assert "Nothing is corrected" in shown(desk, "tizim suggestion correct A-3 1", 3)
    assert "is no qualifier" in shown(desk, "tizim suggestion correct A-3 1 --qualifier nine", 3)
    assert "Either the account itself" in shown(desk, "tizim suggestion correct A-3 1 --own-voice --said-by X", 3)


def test_what_the_vocabulary_does_not_know_is_said(desk):
    printed = shown(desk, "tizim suggestion correct A-3 1 --when 'one day'")
    assert "notice · when: “one day” cannot be read as a date." in printed


def test_numbers_and_accounts_that_are_not_there(desk):
    assert "A-3 has no suggestion 9." in shown(desk, "tizim suggestion accept A-3 1 9", 10)
    assert "what happened: detained" in flat(shown(desk, "tizim read --account A-3")), "nothing was decided before"
    assert "There is no account A-9." in shown(desk, "tizim read --account A-9", 10)
    assert "may not do this" in shown(desk, "tizim --by Cyra suggestion accept A-3 1", 9)
    shown(desk, "tizim suggestion accept A-3 2")
    assert "no text to read" in shown(desk, "tizim read --account A-4", 3)


def test_what_is_suggested_no_longer_is_still_told(desk, monkeypatch):
    shown(desk, "tizim suggestion accept A-3 1")
    monkeypatch.setattr("tizim.suggesting.read", lambda text, language: Reading("en"))
    assert "no longer suggested: Tolqyn Demesin · event: detained (accepted by Aigul" in flat(
        shown(desk, "tizim read --account A-3 --all")
    )


@pytest.mark.parametrize("language", ["kk", "ug", "ru", "zh"])
def test_the_words_are_the_readers_and_names_stand_isolated(typed, monkeypatch, language):
    text = "تولقىن دەمېسىن tutuldi 2017."
    reading = Reading("ug", (subject(text, "s1", "تولقىن دەمېسىن"),),
                      (suggestion(text, text, "s1", "detained", said_by=("گۈلنار",), cue="tutuldi"),))  # fmt: skip
    monkeypatch.setattr("tizim.suggesting.read", lambda *_given: reading)
    terminal = typed("nothing")
    (terminal.folder / "a.txt").write_text(text, "utf-8")
    printed = shown(terminal, f"tizim --language {language} read a.txt")
    assert "\u2068تولقىن دەمېسىن\u2069" in printed and "\u2068گۈلنار\u2069" in printed
    assert "detained" not in printed and "why" not in printed and "suggestions" not in printed
