"""No passphrase, secret, code or invitation in clear: not in the database, its log, the terminal or a page."""

import base64

import pyotp
from signing import first_step

from tizim.actions import sign_ins
from tizim.db import models
from tizim.web import faults
from world import who

pytest_plugins = ["at_the_sign_in"]
OWN, NEW, WRONG = "canary own words four", "canary new words four", "canary wrong words four"


def spellings(word: str) -> set[bytes]:
    raw = [word.encode(), word.encode("utf-16-le"), word.upper().encode(), word.replace("-", "").encode()]
    return {*raw, *(base64.b64encode(one)[:-4] for one in raw), *(one.hex().encode() for one in raw)}


def test_nothing_that_opens_is_anywhere_in_clear(archive, browser, clock, capfd):
    faults.listen()
    invitation = sign_ins.invite(by=who("Ines"), session=archive, name="Ines")
    prepared = sign_ins.prepare(name="Ines", passphrase=OWN)
    totp = pyotp.TOTP(sign_ins.new_totp_secret())
    codes = sign_ins.accept(
        session=archive, code=invitation, prepared=prepared, totp=(totp.secret, totp.at(clock.time()))
    )
    client, pages = browser(), []
    for _try in range(6):
        clock.pushed += 61
        pages.append(first_step(client, "Ines", WRONG).content)
    pages.append(first_step(client, WRONG, WRONG).content.replace(WRONG.encode(), b""))  # the name field keeps a name
    clock.pushed += 61
    assert first_step(client, "Ines", OWN).status_code == 303
    clock.pushed += 61
    assert client.post("/sign-in/second", {"digits": totp.at(clock.time())}).status_code == 303
    assert client.post("/me/passphrase", {"old": OWN, "passphrase": NEW, "again": NEW}).status_code == 303
    pages += [client.get(path).content for path in ("/", "/me", "/members", "/phone", "/me/passphrase")]

    canaries = {OWN, NEW, WRONG, totp.secret, invitation, codes[0], codes[7], totp.byte_secret().hex()}
    searched = [*pages, "".join(capfd.readouterr()).encode()]
    for model in (*models.FACTS, models.LogLeaf, models.Secret, models.SignIn):
        for row in model.objects.all():
            searched += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in vars(row).values()]
    folder = archive.workspace.path
    searched += [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(searched) > 50
    for word in canaries:
        for spelled in spellings(word):
            assert not [one[:60] for one in searched if spelled in one], word


def test_the_search_itself_would_find_them(archive):
    models.Secret.objects.create(name="x", value=b"..canary own words four..")
    assert any(spelled in bytes(models.Secret.objects.get(name="x").value) for spelled in spellings(OWN))
