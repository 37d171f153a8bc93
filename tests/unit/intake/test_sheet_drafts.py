"""Rows become accounts: grouping, subjects, statements, consent, leftovers, resuming."""

from __future__ import annotations

from pathlib import Path

import pytest

from tizim.core.errors import BadInput
from tizim.intake.format import ReadOptions
from tizim.intake.mapping import ColumnMapping
from tizim.intake.sheet import last_row

from .sheets import csv_bytes, read

PRESS = """\
report,no,said_by,said_to,about,about_kind,what,value,when,how_known,place
r1.txt,1,Ayan Turgan,Green Lamp Monitor,Ayan Turgan,person,event: held in a camp,,2017-10,first-hand,Ili
r1.txt,2,Ayan Turgan,Green Lamp Monitor,the old school,facility,number of people held,about 300,,saw it,
r1.txt,3,Mahire Erkin,Green Lamp Monitor,Erkin Sadir,person,relation to the speaker,father,,,
r1.txt,4,Mahire Erkin,Green Lamp Monitor,Erkin Sadir,person,event: last contact,by letter,late 2017,,
r1.txt,5,the authorities,,the camps,group,official description,schools,,official statement,
r2.txt,1,former detainees,,the camps,group,treatment,cold cells,,,
"""


def press(tmp_path: Path):
    return read(tmp_path / "press.csv", PRESS)


def test_rows_of_one_telling_are_one_account(tmp_path: Path) -> None:
    accounts, problems = press(tmp_path)
    assert [account.origin for account in accounts] == [
        "press.csv rows 1-2", "press.csv rows 3-4", "press.csv row 5", "press.csv row 6"
    ]  # fmt: skip
    assert problems == []


def test_somebody_who_tells_of_their_own_detention_is_a_released_detainee(tmp_path: Path) -> None:
    source = press(tmp_path)[0][0].source
    assert (source.kind, source.public_name, source.identity) == ("released_detainee", "Ayan Turgan", {})


def test_a_daughter_speaks_through_the_monitor_in_the_report(tmp_path: Path) -> None:
    account = press(tmp_path)[0][1]
    assert (account.source.kind, account.source.relation) == ("relative", "child")
    assert (account.through, account.carried_by) == (("r1.txt", "Green Lamp Monitor"), "r1.txt")
    assert account.statements[0].property == "relation_to_source"


def test_an_event_in_the_column_of_properties_is_taken_apart(tmp_path: Path) -> None:
    statement = press(tmp_path)[0][1].statements[1]
    assert (statement.property, statement.value, statement.when) == ("event", "last contact", "late 2017")
    assert statement.qualifiers == {"detail": "by letter"} and statement.locator == "row 4 (no. 4)"


def test_people_without_a_name_are_one_source_in_one_report_only(tmp_path: Path) -> None:
    source = press(tmp_path)[0][3].source
    assert (source.kind, source.ref) == ("released_detainee", "r2.txt / former detainees")
    assert press(tmp_path)[0][2].source.kind == "official"


def test_a_private_speaker_is_sealed_and_leaves_no_name_in_the_ref(tmp_path: Path) -> None:
    rows = [["said_by", "about", "what", "value"], ["Saule Omar", "Asan Omar", "profession", "baker"]]
    (account,), _problems = read(tmp_path / "a.csv", csv_bytes(*rows))
    assert account.source.identity == {"name": "Saule Omar"} and account.source.public_name == ""
    assert account.source.ref == "speaker 1"


def test_a_row_a_person_gives_properties_events_and_other_names(tmp_path: Path) -> None:
    rows = [
        [
            "id",
            "Name",
            "Chinese name",
            "Born",
            "detained_when",
            "detained_place",
            "Camp",
            "Released",
            "Source name",
            "Notes 2",
        ],
        ["007", "Asan Omar", "阿山", "1970", "late 2017", "Ili", "the old mill", "no", "Saule", "blue"],
    ]
    (account,), problems = read(tmp_path / "a.csv", csv_bytes(*rows))
    found = [(s.property, s.value, s.when, s.place) for s in account.statements]
    assert ("name", "阿山", "", "") in found and ("birth", "1970", "", "") in found
    assert ("event", "detained", "late 2017", "Ili") in found
    assert not any(s.value == "released" for s in account.statements)
    assert account.source.identity == {"name": "Saule"} and account.leftovers == {"Notes 2": "blue"}
    assert "Notes 2" in problems[0].message and problems[0].level == "notice"


def test_the_place_of_detention_is_a_subject_of_its_own(tmp_path: Path) -> None:
    (account,), _problems = read(tmp_path / "a.csv", "Name,Camp\nAsan,the old mill\n")
    facility = next(mention for mention in account.mentions if mention.kind == "facility")
    assert account.statements[0].qualifiers == {"facility": facility.key}


def test_rows_without_an_id_continue_the_account_above_them(tmp_path: Path) -> None:
    text = "account_id,about,what,value\n007,Asan,birth,1970\n,Asan,profession,baker\n008,Berik,birth,1980\n"
    accounts, _problems = read(tmp_path / "a.csv", text)
    assert [(a.external_id, len(a.statements)) for a in accounts] == [("007", 2), ("008", 1)]


def test_scattered_rows_of_one_account_overwrite_nothing(tmp_path: Path) -> None:
    text = "account_id,about,what,value\n7,Asan,birth,1970\n8,Berik,birth,1980\n7,Asan,profession,baker\n"
    accounts, problems = read(tmp_path / "a.csv", text)
    assert [account.external_id for account in accounts] == ["7", "8", "7#2"]
    assert problems[0].row == 3 and "sort" in problems[0].try_


def test_a_row_about_nobody_is_left_out_and_named(tmp_path: Path) -> None:
    text = "account_id,about,what,value\n7,,birth,1970\n8,Berik,,1980\n9,Cem,birth,1990\n9,Cem,x,y\n"
    accounts, problems = read(tmp_path / "a.csv", text)
    assert [account.external_id for account in accounts] == ["9"]
    assert [(p.row, p.field, p.level) for p in problems] == [(1, "about", "error"), (2, "what", "error")]


def test_an_unknown_kind_of_subject_is_an_error_of_its_row(tmp_path: Path) -> None:
    accounts, problems = read(tmp_path / "a.csv", "about,about_kind,what,value\nA,spaceship,birth,1\nB,адам,birth,2\n")
    assert [account.mentions[0].kind for account in accounts] == ["person"]
    assert "spaceship" in problems[0].message and problems[0].row == 1


def test_consent_in_any_language_and_unclear_consent_is_none(tmp_path: Path) -> None:
    text = "Name,consent_keep,consent_publish_name,consent_count\nA,да,full,maybe\n"
    (account,), problems = read(tmp_path / "a.csv", text)
    assert account.consent.purposes == {"keep": "yes", "publish_name": "full"}
    assert problems[0].field == "count" and "not allowed" in problems[0].message


def test_what_differs_within_an_account_is_kept_beside_it(tmp_path: Path) -> None:
    text = "account_id,told_on,about,what,value\n7,2018,Asan,birth,1970\n7,2019,Asan,health,weak\n"
    (account,), problems = read(tmp_path / "a.csv", text)
    assert account.told_on == "2018" and account.leftovers == {"told_on": "row 2: 2019"}
    assert problems[0].row == 2


def test_keys_of_subjects_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    rows = ["7,Asan,birth,1970", "7,Berik,birth,1980"]
    (one,), _ = read(tmp_path / "a.csv", "account_id,about,what,value\n" + "\n".join(rows))
    (two,), _ = read(tmp_path / "b.csv", "account_id,about,what,value\n" + "\n".join(reversed(rows)))
    assert {m.key: m.label for m in one.mentions} == {m.key: m.label for m in two.mentions}


def test_two_long_names_with_one_beginning_are_two_subjects(tmp_path: Path) -> None:
    text = "account_id,about,what,value\n7," + "x" * 90 + "a,birth,1\n7," + "x" * 90 + "b,birth,2\n"
    (account,), _problems = read(tmp_path / "a.csv", text)
    assert len({mention.key for mention in account.mentions}) == 2


def test_a_resumed_reading_goes_on_after_the_last_row_with_the_same_speakers(tmp_path: Path) -> None:
    lines = [f"Speaker {n % 3},Person {n},birth,19{n}" for n in range(10, 40)]
    text = "said_by,about,what,value\n" + "\n".join(lines)
    accounts, _ = read(tmp_path / "a.csv", text)
    rest, _ = read(tmp_path / "a.csv", text, options=ReadOptions(after_row=last_row(accounts[9].origin)))
    assert rest == accounts[10:]


def test_a_photograph_in_the_folder_comes_along_and_a_missing_one_is_kept_as_words(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(b"x")
    accounts, problems = read(tmp_path / "a.csv", "Name,photo\nA,p.png\nB,../q.png\n")
    assert accounts[0].exhibits[0].subject == "person: A"
    assert accounts[1].leftovers["exhibit_file"] == "../q.png" and problems[-1].row == 2


def test_always_and_values_of_a_mapping_fill_in_and_translate(tmp_path: Path) -> None:
    mapping = ColumnMapping(
        columns={"N": "about.name", "K": "statement.how_known", "B": "about.birth"},
        always={"source.kind": "relative"},
        values={"K": {"cousin": "told_by_relative"}},
    )
    (account,), _problems = read(tmp_path / "a.csv", "N,K,B\nAsan,Cousin,1970\n", mapping=mapping)
    assert account.source.kind == "relative" and account.statements[0].how_known == "told_by_relative"


def test_a_relation_leads_to_a_person_of_the_account(tmp_path: Path) -> None:
    text = "about,what,value,relation\nAsan,relation,Saule,daughter\n"
    (account,), _problems = read(tmp_path / "a.csv", text)
    statement = account.statements[0]
    assert statement.value in {mention.key for mention in account.mentions}
    assert statement.qualifiers == {"relation": "daughter"}


def test_a_cell_that_begins_like_a_formula_is_text(tmp_path: Path) -> None:
    (account,), _problems = read(tmp_path / "a.csv", 'Name,Born\n"=cmd|calc",1970\n')
    assert account.mentions[0].label == "=cmd|calc"


def test_a_sheet_that_says_nothing_about_anybody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="whom it is about"):
        read(tmp_path / "a.csv", "x,y\n1,2\n")


@pytest.mark.parametrize(
    ("relation", "kind"),
    [("daughter", "relative"), ("сосед", "acquaintance"), ("本人", "released_detainee"), ("?", "other")],
)
def test_the_relation_of_a_private_source_says_its_kind(tmp_path: Path, relation: str, kind: str) -> None:
    text = f"Name,Source name,Relation to victim\nAsan,Saule,{relation}\n"
    (account,), _problems = read(tmp_path / "a.csv", text)
    assert (account.source.kind, account.source.relation) == (kind, relation)


TOLD = """\
account number,name of the person,status,how known,who told the source,detained when,detained: who told the source
1,Asan Erkin,camp,told by acquaintance,Omar Serik,2017,a cousin in Almaty
1,Omar Serik,released,,,,
"""


def test_who_told_the_source_counts_for_the_row_unless_a_column_says_otherwise(tmp_path: Path) -> None:
    (account,), _problems = read(tmp_path / "cases.csv", TOLD)
    told = {(one.property, one.value): one.qualifiers.get("told_by", "") for one in account.statements}
    assert told == {
        ("status", "camp"): "Omar Serik",
        ("event", "detained"): "a cousin in Almaty",
        ("status", "released"): "",
    }
