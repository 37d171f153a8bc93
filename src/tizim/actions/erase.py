"""The one exception to append-only: destroy what was said and its keys, leave a tombstone and a leaf.

What goes: values of the account, its mentions, statements and seals, exhibits' keys, salts and bytes, opened
log payloads, derived rows; with an account those made of what it quotes (`actions.quoting`), and unfinished interviews
that began with its words (`actions.interviews`): they hold them.
What stays: ids, numbers, the log's leaves, and who erased when and why.
Order: rows, tombstone and leaf in one transaction; then the ids are noted for restores; then the bytes go. A crash in
between leaves objects without keys, which nobody can open and `scrub` sweeps.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from tizim.actions import interviews, meeting, search_index, text_index
from tizim.actions.log import Entry, append, append_erasures
from tizim.actions.session import Session
from tizim.core.errors import NotFound
from tizim.core.i18n import gettext as _
from tizim.db import models, queries
from tizim.db.suggestions import quoted_accounts
from tizim.policies import Actor, check
from tizim.vault import erasures, objects

EMPTY: dict[type[Model], dict[str, object]] = {
    models.Account: {"content_sha256": "", "language": "", "title": "", "text": "", "translation": "", "told_on": "",
                     "published_on": "", "publication": "", "url": "", "through": [], "carried_by": "",
                     "external_id": "", "leftovers": {}, "problems": [], "origin": ""},
    models.Mention: {"key": "", "label": ""},
    models.Statement: {"value": "", "value_raw": "", "as_said": "", "language": "", "script": "", "locator": "",
                       "how_known": "", "valid_when": "", "when_raw": "", "place": "", "place_raw": "",
                       "qualifiers": {}},
    models.Exhibit: {"name": "", "media_type": "", "sha256": "", "caption": "", "received_from": "",
                     "received_on": "", "size_bytes": 0},
    models.Consent: {"purposes": {}, "given_how": "", "given_before": "", "given_on": "", "language": "",
                     "withdrawn": True, "reason": ""},
    models.Judgement: {"reason": ""},
    models.Derivation: {"reason": ""},
    models.Finding: {"conclusion": "", "reasons": ""},
    models.FindingTerms: {"would_change": ""},
    models.Assessment: {"grade": "", "reasons": ""},
    models.SourceLink: {"link": "", "reason": ""},
    models.Request: {"given": {}, "reason": ""},
    models.RequestEnd: {"reason": ""},
    models.SecondCheck: {"ticks": [], "outcome": "", "unverified": ""},
    models.Task: {"words": ""},
    models.TaskEnd: {"words": ""},
    models.Retraction: {"reason": ""},
    models.SuggestionDecision: {"passage_start": 0, "passage_end": 0, "property": "", "value": "", "label": "",
                                "rule": "", "suggested": {}, "speaker": [], "reason": ""},
    models.Seal: {"blob": b""},
    models.Source: {"public_name": "", "relation": "", "ref": "", "language": "", "same_as": ""},
}  # fmt: skip


def erase_account(*, by: Actor, session: Session, account: str, reason: str, second: Actor | None) -> models.Erasure:
    """Erase an account in all its versions, and its source where no other account comes from it."""
    row = queries.find_account(by, account)
    if row is None:
        raise NotFound(_("There is no account {name}.", name=account), _("List them: tizim accounts."))
    check(by, "erase", compartment=row.compartment, second=second)
    with transaction.atomic():
        models.LogState.objects.select_for_update().get(pk=1)  # who corrects it meanwhile comes before, or too late
        numbers = [*quoted_accounts(row.number).values_list("number", flat=True), row.number]
        versions = sorted(models.Account.objects.filter(number__in=numbers), key=lambda one: one.number == row.number)
        loose = interviews.destroy_made_from(session, numbers, {one.external_id for one in versions})
        stored = _stored_objects(versions)
        ids = [record for version in versions for record in _empty_account(version, numbers)]
        tombs = _bury(by, second, versions, ids, stored, reason)
    erasures.note_erased(session.workspace, ids)
    for name in (*(one.name for one in stored.values()), *loose):
        objects.remove(session.workspace.vault_path, name)
    return tombs[-1]


def erase_again(*, session: Session, ids: list[str]) -> int:
    """After a restore: empty every account in `ids` that came back with the backup. Returns how many."""
    restorer = Actor("restore", frozenset(), frozenset())
    versions = list(models.Account.objects.filter(id__in=ids).exclude(content_sha256=""))
    with transaction.atomic():
        stored = _stored_objects(versions)
        numbers = [version.number for version in versions]
        loose = interviews.destroy_made_from(session, numbers, {one.external_id for one in versions})
        emptied = [record for version in versions for record in _empty_account(version, numbers)]
        if versions:
            _bury(restorer, None, versions, emptied, stored, "erased earlier; the backup was older")
    for name in (*(one.name for one in stored.values()), *loose):
        objects.remove(session.workspace.vault_path, name)
    return len(versions)


def _stored_objects(versions: list[models.Account]) -> dict[str, models.ExhibitObject]:
    return {row.exhibit_id: row for row in models.ExhibitObject.objects.filter(exhibit__account__in=versions)}


def _bury(by: Actor, second: Actor | None, versions, ids: list[str], stored, reason: str) -> list[models.Erasure]:
    """Tombstones and leaves: one leaf for every leaf that can no longer be opened, one for the act itself."""
    leaves = list(models.LogLeaf.objects.filter(record_id__in=ids))
    erased_at = dict(zip((row.record_id for row in leaves), append_erasures(leaves, _today()), strict=True))
    payload = {"by": by.name, "second": second.name if second else "", "reason": reason}
    act = append([Entry("erasure", versions[-1].id, payload)])[0]
    models.ErasePermit.objects.all().delete()
    tombs = []
    for exhibit_id, row in stored.items():
        tombs.append(_tombstone(by, second, "exhibit", exhibit_id, row.leaf_index, erased_at[exhibit_id], ""))
    for version in versions:
        tombs.append(_tombstone(by, second, "account", version.id, None, erased_at.get(version.id, act), reason))
    return tombs


def _today() -> str:
    return timezone.now().date().isoformat()


def _empty_account(account: models.Account, numbers: list[int]) -> list[str]:
    """Empty all rows that hang on the account; returns the ids that were emptied. `numbers`: of all that are erased."""
    mentions = models.Mention.objects.filter(account=account)
    sets = _rows_of(account, mentions)
    sources = models.Source.objects.filter(id=account.source_id).exclude(accounts__in=_other_accounts(numbers))
    statement_ids = list(sets[models.Statement].values_list("id", flat=True))
    source_ids = list(sources.values_list("id", flat=True))
    sets[models.Source] = models.Source.objects.filter(id__in=source_ids)
    sets[models.SourceLink] = models.SourceLink.objects.filter(source__in=source_ids)
    sets[models.Assessment] = models.Assessment.objects.filter(Q(account=account) | Q(source__in=source_ids))
    gone = [*sets[models.Derivation].values_list("id", flat=True), account.id, *statement_ids]
    sets[models.Retraction] = models.Retraction.objects.filter(record_id__in=gone)
    sets[models.Seal] = models.Seal.objects.filter(record_id__in=[*statement_ids, *source_ids])
    ids: list[str] = []
    for rows in sets.values():
        ids.extend(rows.values_list("id", flat=True))
    models.ErasePermit.objects.bulk_create([models.ErasePermit(record_id=i) for i in ids], ignore_conflicts=True)
    models.ExhibitObject.objects.filter(exhibit__in=sets[models.Exhibit]).delete()
    models.PictureHash.objects.filter(exhibit_id__in=sets[models.Exhibit].values("id")).delete()
    models.LogLeaf.objects.filter(record_id__in=ids).update(payload="", salt=b"", blind=b"")
    mention_ids = list(mentions.values_list("id", flat=True))
    for model, rows in sets.items():
        rows.update(**EMPTY[model])
    _drop_derived(account.id, mention_ids)
    return ids


def _rows_of(account: models.Account, mentions: QuerySet[models.Mention]) -> dict[type[Model], QuerySet]:
    """What hangs on one account, but for its source: table → rows."""
    return {
        models.Account: models.Account.objects.filter(id=account.id),
        models.Mention: mentions,
        models.Statement: models.Statement.objects.filter(account=account),
        models.Exhibit: models.Exhibit.objects.filter(account=account),
        models.Consent: models.Consent.objects.filter(account=account),
        models.Judgement: models.Judgement.objects.filter(Q(mention_a__in=mentions) | Q(mention_b__in=mentions)),
        models.Derivation: models.Derivation.objects.filter(Q(derived=account) | Q(source=account)),
        models.Finding: models.Finding.objects.filter(mention__in=mentions),
        models.FindingTerms: models.FindingTerms.objects.filter(finding__mention__in=mentions),
        models.SuggestionDecision: models.SuggestionDecision.objects.filter(
            Q(account=account) | Q(statement__account=account)
        ),
        models.Request: models.Request.objects.filter(Q(account=account) | Q(mention__in=mentions)),
        models.RequestEnd: models.RequestEnd.objects.filter(Q(of__account=account) | Q(of__mention__in=mentions)),
        models.SecondCheck: models.SecondCheck.objects.filter(account=account),
        models.Task: models.Task.objects.filter(account=account),
        models.TaskEnd: models.TaskEnd.objects.filter(of__account=account),
    }


def _other_accounts(numbers: list[int]):
    erased = models.Erasure.objects.filter(record_kind="account").values("record_id")
    return models.Account.objects.exclude(number__in=numbers).exclude(id__in=erased)


def _drop_derived(account_id: str, mention_ids: list[str]) -> None:
    search_index.forget(mention_ids=mention_ids)
    text_index.forget(account_ids=[account_id])
    meeting.forget()
    models.Proposal.objects.filter(Q(mention_a__in=mention_ids) | Q(mention_b__in=mention_ids)).delete()
    models.Cluster.objects.filter(mention_id__in=mention_ids).delete()
    models.ReuseEdge.objects.filter(Q(derived_id=account_id) | Q(source_id=account_id)).delete()


def _tombstone(by, second, kind, record_id, leaf, erased_leaf, reason) -> models.Erasure:
    return models.Erasure.objects.create(
        record_kind=kind, record_id=record_id, leaf_index=leaf, erased_leaf_index=erased_leaf, reason=reason,
        second=second.name if second else "", recorded_by=by.name,
    )  # fmt: skip
