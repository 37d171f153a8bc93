"""The certificate by which this workspace's desk answers in the office's network: made once for each address.

Its key lies among the workspace's secrets, wrapped by its key; it is never a file in clear. Nobody vouches for it but
the people who compare its fingerprint.
"""

from __future__ import annotations

import ssl

from django.db import transaction

from tizim.actions.session import Session
from tizim.db import models
from tizim.vault import certificates


def for_address(*, session: Session, address: str) -> tuple[ssl.SSLContext, str]:
    """(what a server speaks TLS with, the SHA-256 fingerprint in pairs). Raises BadInput for what is no address."""
    name = f"tls/{certificates.check_address(address)}"
    with transaction.atomic():
        kept = session.secret(name) if models.Secret.objects.filter(name=name).exists() else b""
        if not certificates.still_holds(kept):
            models.Secret.objects.filter(name=name).delete()
            kept = certificates.new_certificate(address)
            session.store_secret(name, kept)
    return certificates.context(kept), certificates.fingerprint(kept)
