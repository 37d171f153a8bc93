"""The office: what was taken in, backups, and who did what."""

from __future__ import annotations

from tizim.web.office import audit
from tizim.web.routes import Route

ROUTES = (
    Route("audit", audit.audit, "audit", read="audit"),
    Route("audit/table", audit.table, "audit-table", read="audit"),
)
