"""Exhibits at the desk: their custody, shown only when their bytes are harmless, times that lead into a recording."""

import hashlib

import pytest

from tizim.actions.exhibits import keep_exhibit
from tizim.core.drafts import ExhibitDraft
from tizim.db import models, queries
from world import account, said, take_in, who

pytest_plugins = ["at_the_desk"]
PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 40
SOUND = b"OggS" + bytes(range(200))
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@pytest.fixture
def keep(archive, tmp_path):
    take_in(archive, account("Tolqyn Demesin", said("event", "detained", locator="00:12:31")))

    def one(name: str, content: bytes, media_type: str, number: int = 1) -> str:
        (tmp_path / "file").write_bytes(content)
        draft = ExhibitDraft(str(tmp_path / "file"), name, media_type, "the <b>door", "her neighbour", "2018-05")
        row = keep_exhibit(
            by=who("Marat"), session=archive, draft=draft, account=queries.find_account(who("Axel"), str(number))
        )
        return f"/accounts/{number}/exhibits/{row.id}"

    return one


def test_each_stands_with_its_custody_and_a_time_leads_into_the_recording(keep, read):
    path, sound = keep("canary.png", PNG, "image/png"), keep("talk.ogg", SOUND, "audio/ogg")
    page = read("Leila", "/accounts/1")
    assert f'<img src="{path}/shown"' in page and f'href="{path}"' in page and "her neighbour" in page
    assert hashlib.sha256(PNG).hexdigest() in page and "entry " in page and "the &lt;b&gt;door" in page
    assert f'<audio controls preload="none" id="player-2" src="{sound}/shown"' in page
    assert 'data-at="751" data-player="player-2">' in page and "00:12:31" in page


def test_a_download_is_the_original_under_a_neutral_name(keep, sit):
    path = keep('canary"\n.png', PNG, "image/png")
    answer = sit("Leila").get(path)
    assert answer.content == PNG and answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="A-1-1.png"'
    assert sit("Leila").get(path + "/shown")["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    "content", [SVG, b"<html><script>alert(1)</script>", b"GIF8", b"", b"%PDF-1.7", b"RIFF1234AVI "]
)
def test_what_only_calls_itself_a_picture_is_not_shown(keep, sit, content):
    path = keep("x.png", content, "image/png")
    shown = sit("Leila").get(path + "/shown")
    assert shown.status_code == 404 and content not in shown.content.replace(b"<", b"", 0) or not content
    answer = sit("Leila").get(path)
    assert answer.content == content and answer["Content-Disposition"].endswith('.bin"')


def test_sound_is_answered_piece_by_piece(keep, sit):
    path = keep("talk.ogg", SOUND, "audio/ogg") + "/shown"
    piece = sit("Leila").get(path, headers={"Range": "bytes=10-19"})
    assert (piece.status_code, piece.content) == (206, SOUND[10:20])
    assert piece["Content-Range"] == f"bytes 10-19/{len(SOUND)}"
    for odd in ("bytes=999-", "bytes=5-2", "lines=1-2", "bytes=-", "bytes=1-2,4-5"):
        assert sit("Leila").get(path, headers={"Range": odd}).content == SOUND


def test_others_get_none_of_it(keep, sit, read, archive):
    path = keep("canary.png", PNG, "image/png")
    page = read("Clara", "/accounts/1")
    assert "canary.png" in page and path not in page
    assert sit("Clara").get(path).status_code == sit("Clara").get(path + "/shown").status_code == 403
    assert sit("Olga").get(path).status_code == 404
    take_in(archive, account("Serik"))
    keep("other.png", PNG, "image/png", 2)
    assert sit("Leila").get(path.replace("/accounts/1/", "/accounts/2/")).status_code == 404, "of another account"
    models.ExhibitObject.objects.all().delete()
    assert sit("Leila").get(path).status_code == 404
