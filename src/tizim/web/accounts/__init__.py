"""One account: its words beside what may be and what is stated of them, its consent, its versions, its exhibits."""

from __future__ import annotations

from tizim.web.accounts import assessing, consenting, correcting, deciding, exhibits, pages, stating
from tizim.web.routes import Route

ROUTES = (
    Route("accounts/<int:number>", pages.account, "account"),
    Route("accounts/<int:number>/suggestions/<int:place>", deciding.suggestion, "suggestion",
          read="decide_suggestion", write="decide_suggestion"),
    Route("accounts/<int:number>/state", stating.page, "state", read="state", write="state"),
    Route("accounts/<int:number>/consent", consenting.page, "consent", write="record_consent"),
    Route("accounts/<int:number>/consent/<id:statement>", consenting.page, "statement-consent",
          write="record_consent"),
    Route("accounts/<int:number>/withdraw", consenting.withdraw, "withdraw", read="withdraw", write="withdraw"),
    Route("accounts/<int:number>/withdraw/<id:statement>", consenting.withdraw, "statement-withdraw",
          read="withdraw", write="withdraw"),
    Route("accounts/<int:number>/correct", correcting.page, "correct", read="take_in", write="take_in"),
    Route("accounts/<int:number>/assess", assessing.page, "assess", read="assess", write="assess"),
    Route("accounts/<int:number>/exhibits/<id:exhibit>", exhibits.download, "exhibit", read="get_exhibit"),
    Route("accounts/<int:number>/exhibits/<id:exhibit>/shown", exhibits.show, "picture", read="get_exhibit"),
)  # fmt: skip
