"""Two accounts of which each gives the same ID number, or the same picture file, meet without anybody seeing either."""

from tizim import pipeline
from tizim.actions.exhibits import put_file
from tizim.actions.take_in import Prepared, record_accounts
from tizim.core.drafts import ExhibitDraft
from tizim.db import models
from tizim.resolve import level
from world import account, prepared, said, take_in, who


def lines(field: str) -> list[list]:
    return [line for row in models.Proposal.objects.all() for line in row.reasons if line[0] == field]


def test_one_id_number_in_two_accounts_meets_under_any_name(archive):
    number = said("id_number", "11010519491231002X")
    take_in(archive, account("Tolqyn Demesin", number), account("Samat Qali", number))
    pipeline.refresh(who("Ines"))
    [proposal] = models.Proposal.objects.all()
    [line] = lines("id_number")
    assert line[1] == "agree" and line[4] == []
    assert level(proposal.millionths / 1e6) == "likely"
    assert "11010519491231002X" not in repr(proposal.reasons)


def test_one_picture_file_in_two_accounts_meets(archive, tmp_path):
    picture = tmp_path / "portrait.jpg"
    picture.write_bytes(b"\xff\xd8 the same bytes")
    drafts = [account("Tolqyn Demesin"), account("Толқын Демесін")]
    batch = []
    for draft in drafts:
        kept = put_file(session=archive, draft=ExhibitDraft(str(picture), "portrait.jpg", "image/jpeg", subject="p1"))
        ready = prepared(draft)
        batch.append(Prepared(draft, ready.statements, ready.problems, [kept]))
    record_accounts(by=who("Marat"), session=archive, batch=batch)
    pipeline.refresh(who("Ines"))
    [line] = lines("photograph")
    assert line[3] == "same_file"
