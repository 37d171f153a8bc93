"""The office: what was taken in, backups, and who did what."""

from __future__ import annotations

from tizim.web.office import audit, backup, taking
from tizim.web.routes import MEMBER, Route

ROUTES = (
    Route("audit", audit.audit, "audit", read="audit"),
    Route("audit/table", audit.table, "audit-table", read="audit"),
    Route("backup", backup.backup, "backup", read="back_up", write="back_up"),
    Route("imports", taking.imports, "imports", read="take_in", write="take_in"),
    Route("imports/new", taking.new, "new-import", read="take_in", write="take_in"),
    Route("imports/<id:import_id>", taking.one, "import", read="take_in", write="undo_import"),
    Route("work", backup.work, "work", read=MEMBER),
)
