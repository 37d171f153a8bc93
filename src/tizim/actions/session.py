"""An open workspace: its folder, its key, its custodians. Everything that needs a secret asks here.

The key lives in this process only. With PostgreSQL the rows lie on a server, so secrets and exhibit keys are
wrapped with the workspace's key before they are stored, there as here.
"""

from __future__ import annotations

from dataclasses import dataclass

from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _
from tizim.db import models
from tizim.policies import Actor
from tizim.vault import crypto, sealing
from tizim.vault.custodians import CustodianList
from tizim.vault.workspace import Workspace, log_signing_key


@dataclass
class Session:
    """One open workspace in this process."""

    workspace: Workspace
    key: bytes
    custodians: CustodianList | None = None

    def has_custodians(self) -> bool:
        return self.custodians is not None and bool(self.custodians.custodians)

    def seal_value(self, record_id: str, purpose: str, content: dict[str, str], by: Actor) -> models.Seal:
        """A row that only custodians can open, bound to record and purpose."""
        if self.custodians is None:
            raise BadInput(_("There is no custodian to seal to."), _("Make one first: tizim custodian new NAME."))
        blob = sealing.seal(record_id, purpose, content, self.custodians)
        return models.Seal(
            record_id=record_id, purpose=purpose, custodians_sha256=self.custodians.digest, blob=blob,
            recorded_by=by.name,
        )  # fmt: skip

    def keyed(self, value: str) -> str:
        """The keyed digest of an identity number: equal numbers meet, nothing can be read or guessed from it."""
        return "hmac:" + crypto.keyed_digest(self.secret("id_numbers"), value.strip().upper())

    def wrap(self, text: str) -> str:
        return crypto.wrap_key(self.key, text.encode(), b"tizim/exhibit-key/v1").hex()

    def unwrap(self, wrapped: str) -> str:
        plain = crypto.unwrap_key(self.key, bytes.fromhex(wrapped), b"tizim/exhibit-key/v1")
        if plain is None:
            raise BadInput(_("The key of this exhibit belongs to another workspace."))
        return plain.decode()

    def wrap_content(self, kind: str, record_id: str, text: str) -> bytes:
        """A text that only an open workspace can read, bound to what it is and to the row it belongs to."""
        return crypto.wrap_key(self.key, text.encode(), f"tizim/{kind}/v1/{record_id}".encode())

    def unwrap_content(self, kind: str, record_id: str, wrapped: bytes) -> str:
        """What `wrap_content` wrapped. Raises BadInput for another workspace's, another row's, or changed bytes."""
        plain = crypto.unwrap_key(self.key, wrapped, f"tizim/{kind}/v1/{record_id}".encode())
        if plain is None:
            raise BadInput(_("This was kept by another workspace, or was changed."))
        return plain.decode()

    def secret(self, name: str) -> bytes:
        row = models.Secret.objects.get(name=name)
        plain = crypto.unwrap_key(self.key, bytes(row.value), f"tizim/secret/{name}".encode())
        if plain is None:
            raise BadInput(_("The secrets of this database belong to another workspace."))
        return plain

    def store_secret(self, name: str, value: bytes) -> None:
        wrapped = crypto.wrap_key(self.key, value, f"tizim/secret/{name}".encode())
        models.Secret.objects.create(name=name, value=wrapped)

    def signing_key(self) -> bytes:
        """The secret half of the custody log's key; the public half stands in the workspace's folder."""
        return log_signing_key(self.workspace, self.key)
