"""Two accounts keep one picture, the second saved again: their people meet, at entry and in a rebuild alike."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from conftest import ON_POSTGRESQL
from drawn_pictures import jpeg, portrait, scene, sheet, webp
from tizim import entering, pipeline
from tizim.actions import archives, pictures
from tizim.actions.erase import erase_account
from tizim.actions.exhibits import put_file
from tizim.actions.rebuild import derived_sha256
from tizim.actions.take_in import Prepared, record_accounts
from tizim.cli.checkup import workspace_lines
from tizim.core.drafts import ExhibitDraft, MentionDraft
from tizim.db import meeting, models, queries
from world import account, mention_of, prepared, said, who

pytestmark = pytest.mark.skipif(ON_POSTGRESQL, reason="no picture is hashed where a server would read it")
FIRST, AGAIN = jpeg(portrait(1)), webp(portrait(1).resize((240, 320)), 70)
OTHER = jpeg(portrait(2))
NAMES = iter(f"file-{at}" for at in count())


def take_in(archive, tmp_path: Path, *drafts_and_pictures, kind: str = "image/jpeg") -> list[str]:
    """Take accounts in, each with pictures of its p1, as `pipeline.take_in_path` does; returns their ids."""
    batch = []
    for draft, *kept in drafts_and_pictures:
        ready, files = prepared(draft), []
        for at, data in enumerate(kept):
            path = tmp_path / next(NAMES)
            path.write_bytes(data)
            subject = f"p{at + 1}" if len(draft.mentions) > 1 else "p1"
            files.append(put_file(session=archive, draft=ExhibitDraft(str(path), "a.jpg", kind, subject=subject)))
        batch.append(Prepared(draft, ready.statements, ready.problems, files))
    taken = record_accounts(by=who("Marat"), session=archive, batch=batch)
    pictures.hash_new(session=archive, account_ids=taken.account_ids)
    return taken.account_ids


def lines(field: str = "photograph") -> list[str]:
    return [line[3] for row in models.Proposal.objects.all() for line in row.reasons if line[0] == field]


def hashes() -> dict[str, tuple[str, str]]:
    return {row.exhibit_id: (row.value, row.why) for row in models.PictureHash.objects.all()}


def test_a_picture_saved_again_meets_at_entry_and_a_rebuild_ends_the_same(archive, tmp_path):
    for name, picture in (("Tolqyn Demesin", FIRST), ("Samat Qali", OTHER), ("Serik Nurlan", jpeg(scene(1)))):
        entering.refresh_new(who("Ines"), take_in(archive, tmp_path, (account(name), picture)))
    entering.refresh_new(who("Ines"), take_in(archive, tmp_path, (account("Aigul Ermek"), OTHER)))
    new = take_in(archive, tmp_path, (account("Толқын Демесін"), AGAIN))
    assert entering.refresh_new(who("Ines"), new)
    assert sorted(lines()) == ["same_file", "same_picture"]
    digest, hashed = derived_sha256(), hashes()
    assert pictures.hash_all(session=archive) == 5
    pipeline.refresh(who("Ines"))
    assert (derived_sha256(), hashes()) == (digest, hashed)
    [shown] = entering.maybe_the_same(who("Leila"), new)
    assert shown.probability > 0.9


def test_a_picture_that_was_hashed_later_makes_everybody_meet_anew(archive, tmp_path, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(pictures.pictures, "method", lambda: "")
        for name, picture in (("Tolqyn Demesin", FIRST), ("Samat Qali", OTHER), ("Толқын Демесін", AGAIN)):
            take_in(archive, tmp_path, (account(f"{name} Erkin"), picture))
            entering.refresh_new(who("Ines"), take_in(archive, tmp_path, (account(name), picture)))
        assert hashes() == {} and "same_picture" not in lines()
    new = take_in(archive, tmp_path, (account("Aigul Ermek"), jpeg(scene(2))))
    assert not entering.refresh_new(who("Ines"), new)  # not for the new account alone, though it is only the seventh
    assert lines().count("same_picture") > 1
    digest = derived_sha256()
    pipeline.refresh(who("Ines"))
    assert derived_sha256() == digest


def test_hashes_of_another_method_are_made_again_and_kept_where_none_can_be_made(archive, tmp_path, monkeypatch):
    take_in(archive, tmp_path, (account("Tolqyn Demesin"), FIRST))
    before = hashes()
    monkeypatch.setattr(pictures.pictures, "method", lambda: "")
    assert (pictures.hash_all(session=archive), hashes()) == (0, before)
    monkeypatch.setattr(pictures.pictures, "method", lambda: "another/2")
    assert pictures.hash_new(session=archive) == 1
    assert set(models.PictureHash.objects.values_list("method", flat=True)) == {"another/2"}
    assert pictures.hash_new(session=archive) == 0


def test_what_is_no_picture_of_a_person_is_not_hashed(archive, tmp_path):
    take_in(archive, tmp_path, (account("Tolqyn Demesin"), FIRST), kind="application/pdf")
    path = tmp_path / "loose.jpg"
    path.write_bytes(FIRST)
    from tizim.actions.exhibits import keep_exhibit

    keep_exhibit(by=who("Marat"), session=archive, draft=ExhibitDraft(str(path), "loose.jpg", "image/jpeg"))
    assert pictures.hash_new(session=archive) == 0 and hashes() == {}


def test_pages_and_broken_files_are_noted_without_a_hash_and_meet_byte_for_byte(archive, tmp_path):
    letter, broken = jpeg(sheet(1)), FIRST[:2000]
    take_in(
        archive, tmp_path, (account("Tolqyn Demesin"), letter), (account("Толқын Демесін"), jpeg(sheet(1), 60)),
        (account("Samat Qali"), broken), (account("Самат Қали"), broken),
    )  # fmt: skip
    pipeline.refresh(who("Ines"))
    assert sorted(why for _value, why in hashes().values()) == ["broken", "broken", "plain", "plain"]
    assert lines() == ["same_file"]


def test_a_picture_that_one_account_keeps_of_two_people_tells_neither(archive, tmp_path):
    two = (MentionDraft("p1", "person", "Tolqyn Demesin"), MentionDraft("p2", "person", "Samat Qali"))
    take_in(archive, tmp_path, (account("Tolqyn Demesin", mentions=two), FIRST, FIRST),
            (account("Толқын Демесін"), FIRST))  # fmt: skip
    [third] = [mention_of(2)]
    assert set(meeting.pictures_of()) == set(meeting.pictures_of([third, mention_of(1)])) == {third}
    pipeline.refresh(who("Ines"))
    assert lines() == []


def test_erasing_takes_the_hash_and_no_export_has_one(archive, tmp_path):
    take_in(archive, tmp_path, (account("Tolqyn Demesin"), FIRST), (account("Samat Qali"), OTHER))
    values = [value for value, _why in hashes().values()]
    archives.export(by=who("Ines"), second=who("Petra"), session=archive, target=tmp_path / "everything")
    written = b"".join(path.read_bytes() for path in (tmp_path / "everything").rglob("*") if path.is_file())
    assert FIRST in written and not any(value.encode() in written for value in values)
    erase_account(by=who("Clara"), session=archive, account="A-1", reason="asked for", second=who("Petra"))
    assert set(hashes().values()) == {(values[1], "")}


def test_a_missing_object_leaves_the_others_to_be_hashed(archive, tmp_path):
    take_in(archive, tmp_path, (account("Tolqyn Demesin"), FIRST), (account("Samat Qali"), OTHER))
    first = models.ExhibitObject.objects.order_by("exhibit_id").first()
    (archive.workspace.vault_path / first.name[:2] / f"{first.name}.age").unlink()
    assert pictures.hash_all(session=archive) == 2
    assert [why for _value, why in hashes().values()] == ["broken", ""]


def test_the_doctor_says_how_pictures_are_compared(archive, monkeypatch):
    assert any(line.startswith("✓ Pictures that were saved again") for line in workspace_lines(archive))
    monkeypatch.setattr(pictures.pictures, "method", lambda: "")
    [line] = [line for line in workspace_lines(archive) if "Pictures" in line]
    assert line.startswith("· Pictures are compared byte for byte only") and "tizim[pictures]" in line


def test_on_a_server_that_reads_its_rows_no_picture_is_hashed(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "connection", SimpleNamespace(vendor="postgresql"))
    take_in(archive, tmp_path, (account("Tolqyn Demesin"), FIRST))
    assert (pictures.hash_all(session=archive), hashes()) == (0, {})
    [line] = [line for line in workspace_lines(archive) if "Pictures" in line]
    assert "the server would read" in line


def test_what_is_published_from_and_what_is_shown_hold_no_hash(archive, tmp_path):
    take_in(archive, tmp_path, (account("Tolqyn Demesin"), FIRST), (account("Толқын Демесін"), AGAIN))
    pipeline.refresh(who("Ines"))
    assert lines() == ["same_picture"]
    shown = repr([queries.facts(who("Axel")), [row.reasons for row in models.Proposal.objects.all()]])
    assert not any(value in shown for value, _why in hashes().values())


def test_take_in_hashes_what_an_interview_brings(archive, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "photo.jpg").write_bytes(FIRST)
    (tmp_path / "in" / "a.yaml").write_text(
        "tizim: interview/1\nsource: {kind: other}\naccount: {language: en, text: They took him.}\n"
        "about:\n  p1: {kind: person, name: Tolqyn Demesin}\n"
        "exhibits:\n  - {file: photo.jpg, about: p1}\n",
        "utf-8",
    )
    report = pipeline.take_in_path(archive, who("Marat"), tmp_path / "in")
    assert [problem.message for problem in report.problems] == []
    [(value, why)] = hashes().values()
    assert (len(value), why) == (64, "")


def test_a_birth_that_differs_weighs_against_the_same_picture(archive, tmp_path):
    take_in(archive, tmp_path, (account("Tolqyn Demesin", said("birth", "1950")), FIRST),
            (account("Толқын Демесін", said("birth", "1990")), AGAIN))  # fmt: skip
    pipeline.refresh(who("Ines"))
    [row] = models.Proposal.objects.all()
    fields = {line[0]: (line[1], line[2]) for line in row.reasons}
    assert fields["photograph"][0] == "agree" and fields["birth"][0] == "differ"
    assert fields["photograph"][1] == 501  # its weight of 5.01 and no more
