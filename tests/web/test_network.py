"""`--lan`: TLS at one named address with the workspace's own certificate, strangers' names refused, no plain HTTP."""

import hashlib
import http.client
import re
import socket
import ssl
from contextlib import suppress

import pytest
from django.conf import settings
from signing import SECRET, both_steps

from tizim.actions import certificates
from tizim.core.errors import BadInput
from tizim.db import models
from tizim.web import desk, serving
from tizim.web.entrance import network
from tizim.web.entrance.watch import Watch

pytest_plugins = ["at_the_sign_in"]
HERE = "127.0.0.1"  # stands for the office's address: no test reaches another


@pytest.fixture
def there(archive, with_sign_in):
    """(port, fingerprint) of a desk that answers by TLS, in this process."""
    totp, _codes = with_sign_in("Ines")
    desk.open_desk("Ines", SECRET, archive)
    hosts = list(settings.ALLOWED_HOSTS)
    with socket.socket() as one:
        one.bind((HERE, 0))
        port = one.getsockname()[1]
    watch = Watch(serving.desk_app(), HERE, port)
    watch._answer_there()
    yield port, network.listening().fingerprint, totp
    watch.stop()
    settings.ALLOWED_HOSTS = hosts
    desk.open_desk("", "")


def ask(port, path, *, host="", cookie=""):
    trusting = ssl._create_unverified_context()
    connection = http.client.HTTPSConnection(HERE, port, context=trusting, timeout=10)
    connection.request("GET", path, headers={"Host": host or f"{HERE}:{port}", "Cookie": cookie})
    answer = connection.getresponse()
    body, shown = answer.read(), connection.sock.getpeercert(binary_form=True) if connection.sock else b""
    connection.close()
    return answer.status, answer.headers, body, shown


def test_a_phone_comes_to_the_door_by_tls_and_meets_the_certificate_that_was_printed(there, capfd):
    port, fingerprint, _totp = there
    status, headers, _body, shown = ask(port, f"/enter/{SECRET}")
    assert status == 302 and "Secure" in headers["Set-Cookie"] and "HttpOnly" in headers["Set-Cookie"]
    assert headers["Content-Security-Policy"] and not headers.get("Server")
    with socket.create_connection((HERE, port)) as plain, ssl._create_unverified_context().wrap_socket(plain) as safe:
        shown = safe.getpeercert(binary_form=True)
        assert safe.version() in ("TLSv1.2", "TLSv1.3")
    assert fingerprint.replace(":", "").lower() == hashlib.sha256(shown).hexdigest()
    cookie = headers["Set-Cookie"].split(";")[0]
    status, headers, body, _shown = ask(port, "/people", cookie=cookie)
    assert status == 303 and headers["Location"] == "/sign-in?next=%2Fpeople"
    assert ask(port, "/people")[0] == 403, "no secret, no door"


def test_plain_http_and_strangers_names_are_refused(there):
    port, _fingerprint, _totp = there
    cookie = f"tizim={SECRET}"
    for host in ("elsewhere.example", f"elsewhere.example:{port}", "10.0.0.5", "office"):
        assert ask(port, "/sign-in", host=host, cookie=cookie)[0] == 400, host
    connection = http.client.HTTPConnection(HERE, port, timeout=10)
    connection.request("GET", "/sign-in", headers={"Host": f"{HERE}:{port}", "Cookie": cookie})
    with suppress(http.client.HTTPException, OSError):  # or it hangs up
        assert connection.getresponse().status == 400
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    with pytest.warns(DeprecationWarning):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection((HERE, port)) as plain, pytest.raises(ssl.SSLError):
        old.wrap_socket(plain)


def test_nobody_gets_in_from_the_network_before_somebody_has_a_sign_in(archive, browser):
    client = browser()
    assert client.get("/people").status_code == 200, "at this computer the terminal's address seats"
    answer = client.get("/people", secure=True)
    assert answer["Location"].startswith("/sign-in")
    assert b"Nobody has a sign-in yet" in client.get("/sign-in", secure=True).content
    assert client.post("/sign-in", {"name": "Ines", "passphrase": "x"}, secure=True).status_code == 200


def test_the_page_for_the_phone_shows_address_and_fingerprint_to_members_only(there, browser, clock):
    port, fingerprint, totp = there
    client = browser()
    assert client.get("/phone").status_code == 303
    both_steps(client, "Ines", totp, clock)
    page = client.get("/phone").content.decode()
    assert f"https://{HERE}:{port}/enter/{SECRET}" in page and fingerprint in page and "<svg role=" in page


def test_the_certificate_is_made_once_for_an_address_and_its_key_is_wrapped(archive):
    first = certificates.for_address(session=archive, address="192.168.1.5")[1]
    assert certificates.for_address(session=archive, address="192.168.1.5")[1] == first
    assert certificates.for_address(session=archive, address="192.168.1.6")[1] != first
    for row in models.Secret.objects.filter(name__startswith="tls/"):
        assert b"PRIVATE KEY" not in bytes(row.value) and b"CERTIFICATE" not in bytes(row.value)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "0.0.0.0", "::", "224.0.0.1", "office", "", "192.168.1.5/24", "2a00::1"]
)
def test_only_an_address_of_the_office_is_served(archive, address):
    with pytest.raises(BadInput, match="is not an address"):
        certificates.for_address(session=archive, address=address)
    assert not models.Secret.objects.filter(name__startswith="tls/").exists()


def test_an_address_that_this_computer_has_not_is_said_and_the_desk_goes_on(archive, capsys):
    desk.open_desk("Ines", SECRET, archive)
    watch = Watch(serving.desk_app(), "192.168.254.254", 65001)
    watch._answer_there()
    assert watch.server is None and network.listening() is None
    assert re.search(r"^tizim: ", capsys.readouterr().err)
    desk.open_desk("", "")
