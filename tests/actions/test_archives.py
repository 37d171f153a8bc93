"""Everything out, everything in again: the same facts, the same derived tables, a log that names where it came from."""

import json

import pytest

from conftest import ON_POSTGRESQL, PASSPHRASE, _use_database
from suggested import REPORT, report_reading
from tizim import pipeline
from tizim.actions.archives import export, import_archive
from tizim.actions.exhibits import get_exhibit, keep_exhibit
from tizim.actions.judgements import judge
from tizim.actions.rebuild import derived_sha256
from tizim.actions.releases import signer_of
from tizim.actions.scrubbing import scrub
from tizim.actions.suggestions import accept
from tizim.actions.workspaces import create_workspace, open_session
from tizim.core.drafts import ExhibitDraft, SourceDraft
from tizim.core.errors import BadInput, Forbidden, NotVerified
from tizim.db import models, queries
from tizim.db.suggestions import decisions
from tizim.vault.workspace import unlock
from world import account, mention_of, take_in, who


@pytest.fixture
def exported(archive, tmp_path):
    (tmp_path / "letter.txt").write_bytes(b"a letter")
    take_in(archive, account(), account("Толқын Демесін"), account("Serik", external_id="X"))
    take_in(
        archive, account("", text=REPORT, mentions=(), statements=(), source=SourceDraft("press", public_name="Oar"))
    )
    for one in report_reading().statements[:2]:
        accept(by=who("Leila"), session=archive, account="A-4", reading=report_reading(), suggestion=one)
    keep_exhibit(by=who("Marat"), session=archive, draft=ExhibitDraft(str(tmp_path / "letter.txt"), "letter.txt"))
    judge(by=who("Leila"), mention_a=mention_of(1), mention_b=mention_of(2), verdict="same", reason="one man")
    pipeline.refresh(who("Leila"))
    export(by=who("Petra"), second=who("Quentin"), session=archive, target=tmp_path / "archive")
    return archive, tmp_path / "archive", signer_of(archive).vkey


def fresh(tmp_path, quick_costs):
    if ON_POSTGRESQL:
        _use_database("import", fresh=True)
    folder, _shares = create_workspace(
        path=tmp_path / "new", passphrase=PASSPHRASE, first_member="Nora", costs=quick_costs
    )
    return open_session(path=tmp_path / "new", key=unlock(folder, PASSPHRASE, floor=quick_costs), writing=True)


def test_reading_an_archive_back_gives_the_same_facts_and_an_identical_rebuild(exported, tmp_path, quick_costs):
    _archive, folder, vkey = exported
    before, facts = derived_sha256(), queries.facts(who("Axel"))
    decided = [decisions(who("Axel"), row.id) for row in facts.accounts]
    assert sum(map(len, decided)) == 2
    with fresh(tmp_path, quick_costs) as session:
        import_archive(by=who("Nora"), session=session, archive=folder, vkey=vkey)
        pipeline.refresh(who("Axel"))
        again = queries.facts(who("Axel"))
        assert again.accounts == facts.accounts
        assert (again.statements, again.judgements, again.consents) == (
            facts.statements,
            facts.judgements,
            facts.consents,
        )
        assert derived_sha256() == before
        assert [decisions(who("Axel"), row.id) for row in again.accounts] == decided
        assert scrub(session=session).problems == []
        exhibit = models.Exhibit.objects.get()
        with (tmp_path / "back").open("wb") as stream:
            get_exhibit(by=who("Leila"), session=session, exhibit_id=exhibit.id, target=stream)
    assert (tmp_path / "back").read_bytes() == b"a letter"


def test_an_archive_is_documented_json_lines(exported):
    _archive, folder, _vkey = exported
    rows = [json.loads(line) for line in (folder / "facts" / "statement.jsonl").read_text("utf-8").splitlines()]
    assert {row["property"] for row in rows} == {"name", "event"}
    assert sorted(path.stem for path in (folder / "facts").iterdir()) == sorted(
        m._meta.model_name for m in models.FACTS
    )


def test_sealed_sources_stay_sealed_in_it(exported):
    _archive, folder, _vkey = exported
    for path in folder.rglob("*"):
        assert not path.is_file() or b"Canary" not in path.read_bytes()


def test_a_changed_archive_and_a_used_workspace_are_refused(exported, tmp_path):
    archive, folder, vkey = exported
    with pytest.raises(BadInput, match="new one"):
        import_archive(by=who("Marat"), session=archive, archive=folder, vkey=vkey)
    file = folder / "facts" / "statement.jsonl"
    file.write_bytes(file.read_bytes().replace(b"detained", b"released"))
    with pytest.raises(NotVerified):
        import_archive(by=who("Marat"), session=archive, archive=folder, vkey=vkey)


def test_exporting_takes_two_people(archive, tmp_path):
    with pytest.raises(Forbidden, match="two people"):
        export(by=who("Petra"), second=None, session=archive, target=tmp_path / "archive")
