"""One account: its words beside what may be and what is stated of them, its consent, its versions, its exhibits."""

from __future__ import annotations

from tizim.web.accounts import deciding, pages, stating
from tizim.web.routes import Route

ROUTES = (
    Route("accounts/<int:number>", pages.account, "account"),
    Route("accounts/<int:number>/suggestions/<int:place>", deciding.suggestion, "suggestion",
          read="decide_suggestion", write="decide_suggestion"),
    Route("accounts/<int:number>/state", stating.page, "state", read="state", write="state"),
)  # fmt: skip
