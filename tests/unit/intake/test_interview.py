"""Interviews: what is taken, what is refused, and what the refusal says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tizim.core.drafts import AccountDraft, Problem
from tizim.intake import interview
from tizim.intake.interview import parse_interview
from tizim.intake.registry import read_drafts

SAMPLES = Path(__file__).parent / "samples"
SPEC = Path(__file__).parents[3] / "docs/spec/interview.md"
HEAD = "tizim: interview/1\nsource: {kind: relative}\nabout: {p1: {kind: person, name: Asan}}\n"


def problems(text: str, **more) -> list[Problem]:
    return [result for result in parse_interview(text.encode(), **more) if isinstance(result, Problem)]


def draft(text: str, **more) -> AccountDraft:
    (result,) = parse_interview(text.encode(), **more)
    assert isinstance(result, AccountDraft), result
    return result


@pytest.mark.parametrize("name", ["kk.yaml", "ug.yaml", "zh.yaml", "ru.yaml", "en.json"])
def test_an_interview_in_each_language_becomes_one_account(name: str) -> None:
    (account,) = read_drafts(SAMPLES / f"interview-{name}")
    assert isinstance(account, AccountDraft), account
    assert account.language == name[:2]
    assert account.statements and account.mentions and account.text


def test_a_kazakh_interview_keeps_words_people_and_consent() -> None:
    (account,) = read_drafts(SAMPLES / "interview-kk.yaml")
    assert account.external_id == "KEÑSE-0007"
    assert account.source.identity["name"] == "Айсұлу Бердіғұл"
    assert account.consent.purposes["publish_name"] == "full"
    assert account.statements[0].qualifiers == {"facility": "f1"}
    assert account.statements[1].consent == {"publish_statement": "no"}
    assert account.statements[1].qualifiers == {"relation": "daughter"}
    assert account.origin == "interview-kk.yaml document 1"


def test_every_scalar_stays_text() -> None:
    account = draft("tizim: interview/1\naccount: {id: 007, told_on: 2018-05-03}\nsource: {kind: no}\n")
    assert (account.external_id, account.told_on, account.source.kind) == ("007", "2018-05-03", "no")


def test_json_truth_becomes_yes_and_no() -> None:
    (account,) = read_drafts(SAMPLES / "interview-en.json")
    assert account.consent.purposes == {"keep": "yes", "publish_statement": "yes", "publish_photo": "no"}
    assert account.statements[0].qualifiers["sentence_years"] == "0"


def test_a_misspelt_key_names_line_field_and_what_was_meant() -> None:
    (problem,) = problems(HEAD + "statements:\n  - {about: p1, what: event, wen: '2017'}\n", file="a.yaml")
    assert "line 5" in problem.message and "wen" in problem.message
    assert problem.field == "statements[1].wen"
    assert "“when”" in problem.try_ and problem.file == "a.yaml"


def test_a_statement_about_nobody_is_refused() -> None:
    (problem,) = problems(HEAD + "statements:\n  - {about: p2, what: event, value: detained}\n")
    assert "“p2”" in problem.message and "p1" in problem.try_


def test_a_relation_must_lead_to_a_subject_of_the_account() -> None:
    (problem,) = problems(HEAD + "statements:\n  - {about: p1, what: relation, value: Berik, relation: son}\n")
    assert problem.field == "statements[1].value"


def test_all_errors_of_a_document_are_listed_and_the_next_document_is_taken() -> None:
    results = list(parse_interview(("tizim: interview/1\nacount: {}\nsource: {}\n---\n" + HEAD).encode()))
    assert [type(result).__name__ for result in results] == ["Problem", "Problem", "AccountDraft"]


def test_a_file_without_its_mark_says_how_to_begin() -> None:
    (problem,) = problems("source: {kind: relative}")
    assert "tizim: interview/1" in problem.try_


def test_a_mapping_that_lies_among_interviews_is_told_apart() -> None:
    (problem,) = problems("tizim: mapping/1\ncolumns: {A: about.name}")
    assert problem.level == "notice" and "mapping" in problem.message


def test_a_newer_version_asks_to_update() -> None:
    (problem,) = problems("tizim: interview/2\nsource: {kind: relative}")
    assert "newer" in problem.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\nb: *x", "anchor"),
        ("a: !!python/object:os.system ls", "tag"),
        ("a: 1\na: 2", "second time"),
        ('{"a": 1, "a": 2}', "twice"),
        ("a: " + "[" * 5000, "nested deeper"),
        ("[" * 100_000, "nested deeper"),
        ("? [a]\n: b", "list or map as a key"),
        ('a: "\\0"', "NUL"),
        ('{"a": "\\ud800"}', "half a character"),
        ("a: [1", "Line"),
        ("- " * 4000, "nested deeper"),
    ],
)
def test_what_is_not_plain_data_is_refused(text: str, said: str) -> None:
    (problem,) = problems(text)
    assert problem.level == "error" and said in problem.message


def test_a_file_that_is_not_utf_8_names_the_line() -> None:
    (problem,) = parse_interview("a: 1\nb: Әсем".encode("utf-16"))
    assert "UTF-8" in problem.message


def test_too_large_a_file_is_refused() -> None:
    (problem,) = parse_interview(b"a" * (9 << 20))
    assert "8 MiB" in problem.message


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/hostname", "missing.png", "link.png", ".", "a\x00b", "x" * 5000]
)
def test_an_exhibit_never_leaves_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    results = interview._Reading(
        interview.Document(1, {"tizim": "interview/1", "source": {"kind": "other"}, "exhibits": [{"file": name}]}),
        "a.yaml",
        folder,
    ).result()
    (problem,) = results
    assert isinstance(problem, Problem) and problem.field == "exhibits[1].file"


def test_an_exhibit_in_the_folder_is_handed_on_with_its_type(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    account = draft(HEAD + "exhibits: [{file: photo.png, about: p1}]\n", folder=tmp_path)
    (exhibit,) = account.exhibits
    assert (exhibit.path, exhibit.media_type, exhibit.subject) == (str(tmp_path / "photo.png"), "image/png", "p1")


def test_documents_taken_before_are_not_handed_out_again(tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(HEAD + "---\n" + HEAD)
    from tizim.intake.format import ReadOptions

    (account,) = read_drafts(path, options=ReadOptions(after_row=1))
    assert account.origin == "two.yaml document 2"


def test_the_spec_example_is_taken_without_a_problem(tmp_path: Path) -> None:
    example = SPEC.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    (tmp_path / "photo-1.png").write_bytes(b"x")
    account = draft(example, folder=tmp_path)
    assert len(account.statements) == 3 and account.exhibits[0].subject == "p1"
    assert account.statements[0].as_said in account.text


def test_the_spec_names_every_key_and_no_other() -> None:
    text = SPEC.read_text("utf-8")
    keys = {
        *interview.TOP, *interview.ACCOUNT, *interview.SOURCE, *interview.CONSENT, *interview.PURPOSES,
        *interview.ABOUT, *interview.STATEMENT, *interview.EXHIBIT,
    }  # fmt: skip
    assert {key for key in keys if f"`{key}`" not in text} == set()


def test_who_told_it_is_a_key_or_words() -> None:
    statements = "statements:\n  - {about: p1, what: status, value: camp, told_by: p2}\n"
    statements += "  - {about: p1, what: status, value: camp, told_by: a cousin in Almaty}\n"
    told = [one.qualifiers for one in draft(HEAD + statements).statements]
    assert told == [{"told_by": "p2"}, {"told_by": "a cousin in Almaty"}]
