"""Publishing: two people approve, a separate process renders the projection, the bundle is signed and noted.

Order: the approval is a leaf, committed before anything is rendered; then the bundle appears whole; then the release is
a row and a leaf. A crash in between leaves an approval without a release, and the next try takes the same number.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import transaction

from tizim.actions.log import Entry, append
from tizim.actions.session import Session
from tizim.db import models, queries
from tizim.policies import Actor, check
from tizim.vault import bundle, checkpoint
from tizim.vault.items import Opened
from tizim.vault.note import Signer
from tizim.vault.tree import Tree

ROUND = 256
Files = Iterable[tuple[str, bytes]]


def signer_of(session: Session) -> Signer:
    """What signs the log, its releases and its archives."""
    return Signer(session.workspace.log_origin, session.signing_key())


def sign_log(session: Session) -> tuple[Tree, checkpoint.Checkpoint]:
    """The log's tree, and a checkpoint of all of it. Only for leaves that are committed."""
    tree = Tree(queries.leaves())
    return tree, checkpoint.sign_checkpoint(signer_of(session), tree.size, tree.root())


def publish(
    *, by: Actor, second: Actor | None, session: Session, target: Path, projection_sha256: str, summary: dict,
    released_on: datetime.date, render: Callable[[int, str], Files],
) -> bundle.BundleInfo:  # fmt: skip
    """Write the next release to `target`. `render` (number, verification key) yields the pages from the projection."""
    check(by, "publish", second=second)
    number, last = queries.next_release()
    index = _approve(by, second, number, projection_sha256)
    tree, signed = sign_log(session)
    earlier = [
        checkpoint.Checkpoint(
            session.workspace.log_origin, row.summary["log_size"], bytes.fromhex(row.summary["log_root"])
        )
        for row in queries.releases()
    ]
    info = bundle.write_bundle(
        target, "release", render(number, signer_of(session).vkey), [opened_entry(index)], signer_of(session), signed,
        log=tree, number=number, date=released_on.isoformat(), previous=last.bundle_sha256 if last else "",
        earlier=earlier,
    )  # fmt: skip
    with transaction.atomic():
        row = models.Release.objects.create(
            number=number, released_on=released_on, bundle_sha256=info.sha256, recorded_by=by.name,
            second=second.name if second else "",
            summary={**summary, "log_size": signed.size, "log_root": signed.root.hex()},
        )  # fmt: skip
        append(
            [Entry("release", row.id, {"number": number, "bundle": info.sha256, "by": by.name, "second": row.second})]
        )
    return info


def _approve(by: Actor, second: Actor | None, number: int, projection_sha256: str) -> int:
    """The approval, committed. What is opened in the release names nobody; who they were stays in an entry of its own.

    A checkpoint shows how long the log is, so before each release it is filled up to a round number: what an office
    did between two releases shows in steps of ROUND entries only.
    """
    public = {"number": number, "projection": projection_sha256, "people": 2 if second else 1}
    inner = {"number": number, "by": by.name, "second": second.name if second else ""}
    with transaction.atomic():
        index = append([Entry("approval", "", public), Entry("approved_by", "", inner)])[0]
        append([Entry("padding", "")] * (-(index + 2) % ROUND))
    return index


def opened_entry(index: int) -> Opened:
    """A log entry with what opens it, for a bundle."""
    row = models.LogLeaf.objects.get(index=index)
    return Opened(index, bytes(row.blind), bytes(row.salt), row.payload.encode())
