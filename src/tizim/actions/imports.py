"""An import: one file or folder taken in. It can be resumed after a crash and undone as a whole."""

from __future__ import annotations

from django.db import transaction

from tizim.actions.log import Entry, append
from tizim.core.errors import NotFound
from tizim.core.i18n import gettext as _
from tizim.db import models
from tizim.policies import Actor, check


def start_import(
    *, by: Actor, file_name: str, file_sha256: str, mapping: dict | None = None
) -> tuple[models.Import, bool]:
    """The import of this file, and whether one of the same bytes is resumed that this member began and that broke off.

    Nobody goes on with what somebody else began: it may lie where they do not see it."""
    check(by, "take_in")
    undone = models.Retraction.objects.filter(record_kind="import").values("record_id")
    broken_off = models.Import.objects.filter(file_sha256=file_sha256, recorded_by=by.name, ends__isnull=True)
    found = broken_off.exclude(id__in=undone).order_by("-id").first()
    if found is not None:
        return found, True
    with transaction.atomic():
        row = models.Import.objects.create(
            file_name=file_name, file_sha256=file_sha256, mapping=mapping or {}, recorded_by=by.name
        )
        append([Entry("import", row.id, {"file": file_name, "sha256": file_sha256, "by": by.name})])
    return row, False


def end_import(*, by: Actor, of: models.Import, report: dict) -> None:
    """The import reached the end of its file; `report` is what was said about it."""
    with transaction.atomic():
        models.ImportEnd.objects.create(of=of, report=report, recorded_by=by.name)
        append([Entry("import_end", of.id, {"report": report, "by": by.name})])


def undo_import(*, by: Actor, import_id: str, reason: str) -> int:
    """Take back a whole import: its rows stay, and nothing shows, counts or publishes them. Returns how many."""
    check(by, "undo_import")
    row = models.Import.objects.filter(id=import_id).first()
    if row is None or models.Retraction.objects.filter(record_id=import_id).exists():
        raise NotFound(_("There is no such import to undo."), _("List them: tizim imports."))
    for compartment in row.accounts.order_by().values_list("compartment", flat=True).distinct():
        check(by, "undo_import", compartment=compartment)  # nobody takes back what they may not see
    with transaction.atomic():
        models.Retraction.objects.create(record_kind="import", record_id=import_id, reason=reason, recorded_by=by.name)
        append([Entry("retraction", import_id, {"of": "import", "reason": reason, "by": by.name})])
    return row.accounts.count()


def save_mapping(*, by: Actor, name: str, mapping: dict) -> None:
    """Keep a column mapping under a name, for the next sheet of the same make."""
    check(by, "take_in")
    models.SheetMapping.objects.update_or_create(name=name, defaults={"mapping": mapping})
