"""Who copied whom: pairs of accounts with their passages side by side, and the decision with its reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tizim.actions import judgements
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.db import copies
from tizim.policies import can
from tizim.web import desk
from tizim.web.acting import attempt, done, inside
from tizim.web.fields import Field
from tizim.web.paging import page_of
from tizim.web.shown_pair import shown_pair

PAGE = 20


def derivations(request: HttpRequest) -> HttpResponse:
    """Who perhaps copied whom; `?all=1` also what people decided. POST decides about one pair."""
    reader, everything = desk.reader(), request.GET.get("all") == "1"
    error = None
    if request.method == "POST":
        tried = attempt(lambda: _decide(request))
        if not tried.error:
            return done(request, inside(request.get_full_path(), "/derivations"), _("Written down."))
        error = tried.error
    context = page_of(request, copies.pairs(reader, decided=everything), PAGE)
    context["rows"] = [
        {**shown_pair(one), "fields": _fields(request, one)} for one in copies.side_by_side(reader, context["rows"])
    ]
    may = can(reader, "decide_derivation")
    return render(request, "desk/queues/derivations.html",
                  {**context, "everything": everything, "error": error, "may": may, "more": "&all=1" * everything},
                  status=422 if error else 200)  # fmt: skip


def take_back(request: HttpRequest) -> HttpResponse:
    """A decision about two accounts is taken back: what was decided before holds again, or what is detected."""
    reader, given = desk.reader(), request.POST
    back = inside(given.get("back", ""), "/derivations?all=1")
    tried = attempt(lambda: judgements.undo_derivation(
        by=reader, derivation_id=given.get("decision", ""), reason=given.get("reason", "")
    ))  # fmt: skip
    return done(request, back, str(tried.error) if tried.error else _("Taken back."), "error" if tried.error else "ok")


def _decide(request: HttpRequest) -> object:
    given = request.POST
    derived, source = f"A-{given.get('derived', '')}", f"A-{given.get('source', '')}"
    if given.get("turned") == "1":
        derived, source = source, derived
    return judgements.record_derivation(
        by=desk.reader(), derived=derived, source=source, kind=given.get("kind", ""), reason=given.get("reason", "")
    )


def _fields(request: HttpRequest, one: copies.Beside) -> list[Field]:
    """What is asked about one pair; what was typed about it stays when it could not be written."""
    known, language, given = vocabulary("derivation_kinds"), current_language(), request.POST
    own = (given.get("derived"), given.get("source")) == (str(one.derived.number), str(one.source.number))
    kinds = [(code, known.label(code, language)) for code in known.codes]
    typed = given if own else {}
    name = f"{one.derived.number}-{one.source.number}"
    way = _("The other way round: A-{source} was drawn from A-{derived}.",
            source=one.source.number, derived=one.derived.number)  # fmt: skip
    return [
        Field("kind", _("What it is"), kind="select", value=str(typed.get("kind", one.pair.detected)), choices=kinds,
              of=name),
        Field("turned", "", kind="checkboxes", choices=[("1", way)], chosen=["1"] * (typed.get("turned") == "1"),
              of=name),
        Field("reason", _("Why"), kind="text", value=str(typed.get("reason", "")), required=True, wide=True,
              of=name),
    ]  # fmt: skip
