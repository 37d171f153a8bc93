"""A certificate for one address in the office's network, self-signed, and the context that serves it.

What it is: a P-256 key and an X.509 certificate that names the address only, as PEM in one piece (key first).
What it is not: an authority, anything a stranger's browser trusts; people compare the fingerprint.

Invariants: it names no office, no person and no Tizim · the key is never on the disk in clear: the TLS library, which
reads files only, reads one that is encrypted by a word of that moment and then gone.

Spec: docs/spec/keys.md, "In the office's network".

>>> pem = new_certificate("192.168.1.5")
>>> len(fingerprint(pem).split(":")), still_holds(pem)
(32, True)
"""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
import tempfile
from pathlib import Path

from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.vault import crypto

DAYS = 730
_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"


def check_address(text: str) -> str:
    """The address in its usual spelling. Raises BadInput for what is none, or reaches beyond an office."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError as error:
        raise BadInput(
            _("{address} is not an address in the office's network.", address=text), _("One is like 192.168.1.5.")
        ) from error
    if found.is_unspecified or found.is_multicast or not (found.is_private or found.is_loopback or found.is_link_local):
        raise BadInput(
            _("{address} is not an address in the office's network.", address=text),
            _("Give the one address of this computer there; an address of the internet is not served."),
        )
    return str(found)


def new_certificate(address: str) -> bytes:
    """Key and certificate for this address, for two years."""
    return crypto.new_certificate(ipaddress.ip_address(address), DAYS)


def still_holds(pem: bytes) -> bool:
    """Whether it is one that ends later than today."""
    return _CERTIFICATE in pem and crypto.certificate_holds(_certificate(pem))


def fingerprint(pem: bytes) -> str:
    """SHA-256 of the certificate, as browsers show it: pairs of hexadecimal digits with colons."""
    der = ssl.PEM_cert_to_DER_cert(_certificate(pem).decode())
    return ":".join(f"{byte:02X}" for byte in hashlib.sha256(der).digest())


def context(pem: bytes) -> ssl.SSLContext:
    """What a server speaks TLS with. The library reads files only, so it reads an encrypted one that is then gone."""
    password = crypto.random_bytes(32).hex()
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tls.pem")
        path.write_bytes(crypto.encrypted_key(pem, password.encode()) + _certificate(pem))
        made.load_cert_chain(path, password=password)
    return made


def _certificate(pem: bytes) -> bytes:
    return pem[pem.index(_CERTIFICATE) :]
