"""A seized laptop that is off: nothing of what was taken in can be read in any file of the workspace's folder."""

import base64

import pytest
from django.db import connection

from tizim import pipeline
from tizim.actions.exhibits import keep_exhibit
from tizim.core.drafts import ExhibitDraft
from world import account, said, take_in, who

WORDS = (
    "Canary Source",
    "+7 700 CANARY",
    "Canary Demesin",
    "Құлжа канарейкасы",
    "كاناريكا",
    "金丝雀",
    "canary-file-name",
)


def spellings(word: str) -> list[bytes]:
    plain = word.encode()
    coded = [base64.b64encode(b" " * shift + plain)[4:-4] for shift in range(3)]
    return [
        plain,
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        plain.hex().encode(),
        *[c for c in coded if len(c) > 5],
    ]


@pytest.fixture
def dumped(archive, tmp_path):
    (tmp_path / "f").write_bytes("Canary Demesin and 金丝雀".encode())
    told = account("Canary Demesin", said("note", "Құлжа канарейкасы", as_said="كاناريكا"), text="金丝雀 Canary Source")
    take_in(archive, told, account())
    keep_exhibit(by=who("Marat"), session=archive, draft=ExhibitDraft(str(tmp_path / "f"), "canary-file-name"))
    pipeline.refresh(who("Leila"))
    with connection.cursor() as cursor:  # a big sort, so that temporary tables would have something to spill
        cursor.execute("SELECT a.text, b.value FROM tizim_account a, tizim_statement b ORDER BY b.value DESC, a.text")
        cursor.fetchall()
    return archive.workspace.path


def test_no_word_is_readable_in_any_file(dumped):
    files = [path for path in dumped.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        data = path.read_bytes() + path.name.encode()
        for word in WORDS:
            assert not any(spelled in data for spelled in spellings(word)), (path.name, word)


def test_the_scan_would_find_a_word_in_every_spelling(tmp_path):
    for word in WORDS:
        for spelled in spellings(word):
            assert any(one in b"\0\1" + spelled + b"\2" for one in spellings(word))
        assert any(one in base64.b64encode(b"xx" + word.encode() + b"yyyy") for one in spellings(word))


def test_on_a_server_identities_numbers_and_files_are_ciphertext_too(archive):
    """What root on the database server reads: every column of every table."""
    from tizim.db import models

    take_in(archive, account("Tolqyn", said("id_number", "653125198001010001")))
    for model in (*models.FACTS, models.LogLeaf, models.Secret, models.ExhibitObject):
        for row in model.objects.all():
            for value in vars(row).values():
                data = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                for word in ("Canary Source", "+7 700 CANARY", "653125198001010001"):
                    assert not any(spelled in data for spelled in spellings(word)), (model.__name__, word)
