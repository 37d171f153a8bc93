"""The one module that imports cryptography libraries. Only well-known constructions, combined as the vault's spec says.

What it is: thin, named calls for age (files), Ed25519 (log and releases), Argon2id (passphrases), an AEAD (key slots),
HPKE with ML-KEM-768 + X25519 (sealed sources), HMAC-SHA256 (identity numbers), X.509 (TLS in the office's network).
What it is not: no key storage, no formats, no I/O of its own beyond the streams it is given, no primitives of our own.

>>> from tizim.vault import crypto
>>> secret, public = crypto.new_signing_key()
>>> crypto.verify_signature(public, b"text", crypto.sign(secret, b"text"))
True
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import ipaddress
import os
from typing import BinaryIO

import pyrage
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from tizim.core.errors import Damaged
from tizim.core.i18n import gettext as _

SALT_BYTES = 32
KEY_BYTES = 32
CUSTODIAN_SECRET_BYTES = 64 + 32


def random_bytes(count: int) -> bytes:
    return os.urandom(count)


# age: one identity per object


def new_age_identity() -> tuple[str, str]:
    """(secret identity "AGE-SECRET-KEY-1…", public recipient "age1…")."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def age_recipient(identity: str) -> str:
    """The public recipient of a secret identity. Raises Damaged for what is not one."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except (pyrage.IdentityError, ValueError) as error:
        raise Damaged(_("An age identity is misspelled.")) from error


def is_age_identity(text: str) -> bool:
    """Whether `text` is a secret identity whose check letters agree."""
    try:
        pyrage.x25519.Identity.from_str(text)
    except (pyrage.IdentityError, ValueError):
        return False
    return True


def age_encrypt_stream(source: BinaryIO, target: BinaryIO, recipients: list[str]) -> None:
    pyrage.encrypt_io(source, target, [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients])


def age_decrypt_stream(source: BinaryIO, target: BinaryIO, identity: str) -> None:
    """Raises Damaged when the bytes were changed or the identity is another object's. `target` may then hold a part."""
    try:
        pyrage.decrypt_io(source, target, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's or the target's own error, not age's
        raise Damaged(
            _("An encrypted file does not open: it was changed, cut short, or belongs to another key.")
        ) from error


def age_encrypt(plaintext: bytes, recipient: str) -> bytes:
    return pyrage.encrypt(plaintext, [pyrage.x25519.Recipient.from_str(recipient)])


def age_decrypt(ciphertext: bytes, identity: str) -> bytes:
    try:
        return pyrage.decrypt(ciphertext, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        raise Damaged(
            _("An encrypted file does not open: it was changed, cut short, or belongs to another key.")
        ) from error


# Ed25519: raw 32-byte keys, 64-byte signatures


def new_signing_key() -> tuple[bytes, bytes]:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def signing_public(secret: bytes) -> bytes:
    """The public key that belongs to a signing key."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def sign(secret: bytes, message: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(secret).sign(message)


def verify_signature(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


# passphrases and key slots


def stretch_passphrase(passphrase: str, salt: bytes, *, passes: int, memory_kib: int, lanes: int) -> bytes:
    """Argon2id (RFC 9106) → 32 bytes. The costs are stored with the slot, so that they can rise later."""
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    return kdf.derive(passphrase.encode("utf-8"))


def wrap_key(wrapping_key: bytes, secret: bytes, bound_to: bytes) -> bytes:
    """ChaCha20-Poly1305: 12-byte nonce ‖ ciphertext; `bound_to` is authenticated with it."""
    nonce = os.urandom(12)
    return nonce + ChaCha20Poly1305(wrapping_key).encrypt(nonce, secret, bound_to)


def unwrap_key(wrapping_key: bytes, wrapped: bytes, bound_to: bytes) -> bytes | None:
    """The secret, or None when the key is another or the bytes were changed."""
    try:
        return ChaCha20Poly1305(wrapping_key).decrypt(wrapped[:12], wrapped[12:], bound_to)
    except (InvalidTag, ValueError):
        return None


# sealing to custodians

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def new_custodian_key() -> tuple[bytes, bytes]:
    """(secret, public): ML-KEM-768 seed (64) ‖ X25519 private (32); ML-KEM-768 public (1184) ‖ X25519 public (32)."""
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    return lattice.private_bytes_raw() + curve.private_bytes_raw(), public


def is_custodian_public(public: bytes) -> bool:
    try:
        _custodian_public(public)
    except ValueError:
        return False
    return True


def seal_to(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """HPKE base mode (RFC 9180): encapsulated key ‖ ciphertext. `info` must be the same when opening."""
    return _SUITE.encrypt(plaintext, _custodian_public(public), info)


def open_sealed(secret: bytes, sealed: bytes, info: bytes) -> bytes | None:
    """The plaintext, or None when key, bytes or `info` (record, purpose, list) are not those of the sealing."""
    lattice = MLKEM768PrivateKey.from_seed_bytes(secret[:64])
    key = MLKEM768X25519PrivateKey(lattice, X25519PrivateKey.from_private_bytes(secret[64:]))
    try:
        return _SUITE.decrypt(sealed, key, info)
    except (InvalidTag, ValueError):
        return None


def _custodian_public(public: bytes) -> MLKEM768X25519PublicKey:
    lattice = MLKEM768PublicKey.from_public_bytes(public[:1184])
    return MLKEM768X25519PublicKey(lattice, X25519PublicKey.from_public_bytes(public[1184:]))


# matching without revealing


def keyed_digest(key: bytes, value: str) -> str:
    """HMAC-SHA256 in hex: equal values meet, nobody without the key can try guesses."""
    return hmac.new(key, value.encode("utf-8"), hashlib.sha256).hexdigest()


# TLS in the office's network: imported where used, since most commands never need it


def new_certificate(address: ipaddress.IPv4Address | ipaddress.IPv6Address, days: int) -> bytes:
    """PEM: a P-256 key in clear, then a certificate that it signed itself, for this address alone."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, begin = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, str(address))])
    usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin - datetime.timedelta(days=1))
        .not_valid_after(begin + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(address)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    held = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return held + made.public_bytes(serialization.Encoding.PEM)


def certificate_holds(pem: bytes) -> bool:
    """Whether the certificate's time has come and not ended."""
    from cryptography import x509

    found, at = x509.load_pem_x509_certificate(pem), datetime.datetime.now(datetime.UTC)
    return found.not_valid_before_utc <= at < found.not_valid_after_utc


def encrypted_key(pem: bytes, password: bytes) -> bytes:
    """The key of `new_certificate` as PKCS #8 under a password."""
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key(pem, password=None)
    by = serialization.BestAvailableEncryption(password)
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, by)
