"""What a director reads: who did what, in sentences, and nothing of compartments that are not theirs."""

import csv
import io

import pytest
from django.db import transaction

from tizim.actions import sign_ins
from tizim.actions.imports import start_import
from tizim.actions.log import Entry, append
from tizim.actions.members import set_member
from tizim.db import audit as log
from tizim.db import models
from tizim.db.queries import find_member
from world import account, take_in, who

pytest_plugins = ["at_the_desk"]


@pytest.fixture
def happened(archive):
    take_in(archive, account())
    source = models.Source.objects.get()
    with transaction.atomic():
        append([Entry("sealed_opened", source.id, {"by": "Clara", "reason": "the UN asked", "purpose": "identity"})])
        append([Entry("exported", "", {"by": "Petra", "second": "Quentin"})])
        append([Entry("erasure", source.id, {"by": "Clara", "second": "Petra", "reason": "=cmd()"})])
    sign_ins.note_failures(name="Marat", count=5)
    sign_ins.note_failures(name="four plain words here", count=6)
    start_import(by=who("Marat"), file_name="cases.csv", file_sha256="0" * 64)
    return source


def test_the_log_is_told_in_sentences_with_numbers(happened, read):
    page = read("Axel", "/audit")
    assert f'opened the sealed source <bdi dir="ltr">{happened.code}</bdi>' in page and "the UN asked" in page
    assert "plain files" in page and "Somebody failed to sign in as" in page and "cases.csv" in page
    assert "four plain words" not in page  # what nobody is called may be a passphrase
    number = models.LogLeaf.objects.get(kind="exported").index
    assert f"No. {number}" in page and "account" not in {one.kind for one in log.entries(who("Axel"), log.Asked())}


def test_filters_narrow_it_in_the_database(happened, read):
    page = read("Axel", "/audit?what=failed")
    assert "failed to sign in" in page and "the UN asked" not in page
    page = read("Axel", "/audit?who=Quentin")
    assert "plain files" in page and "the UN asked" not in page
    assert "The log says nothing of this" in read("Axel", "/audit?since=2999-01-01")
    page = read("Axel", "/audit?since=yesterday")
    assert "is not a date" in page and 'value="yesterday"' in page and "the UN asked" in page


def test_reasons_of_other_compartments_stay_away(happened, read):
    set_member(by=find_member("Ines"), name="Axel", roles=("auditor",), compartments=("elsewhere",))
    page = read("Axel", "/audit")
    assert "in a compartment that you do not see" in page and "erased an account" in page
    for word in ("the UN asked", happened.code + "<", "cases.csv", "=cmd()"):
        assert word not in page, word


def test_who_works_with_the_archive_does_not_read_it(happened, sit):
    for name in ("Marat", "Leila", "Petra", "Olga"):
        assert sit(name).get("/audit").status_code == 403 and sit(name).get("/audit/table").status_code == 403


def test_the_table_holds_every_line_and_no_formula(happened, sit):
    with transaction.atomic():
        append([Entry("backup", "", {"by": "=1+1"})])
    everything = sit("Axel").get("/audit/table").content.decode()
    assert "'=1+1" in everything and ",=1+1" not in everything
    answer = sit("Axel").get("/audit/table?who=Clara")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[2] for row in rows[1:]] == ["Clara", "Clara", "Ines"]  # she made Clara a member
    assert all(not cell.startswith("=") for row in rows for cell in row)


def test_pages_are_cut_by_the_database(happened, read, monkeypatch):
    monkeypatch.setattr("tizim.web.office.audit.PAGE", 2)
    first, second = read("Axel", "/audit"), read("Axel", "/audit?page=2&what=")
    assert first.count('<li id="n') == 2 and second.count('<li id="n') == 2 and 'rel="next"' in first


def test_every_kind_that_is_listed_has_a_sentence(happened):
    from tizim.web.office.shown_audit import _SAYS, group_words

    assert set(log.KINDS) == set(_SAYS) and all(group_words(code) for code in log.GROUPS)
