"""How the desk looks: the reader's choice of light or dark, and a page that shows every part with fictional words.

The page of parts is what whoever builds pages looks at first, and what tests measure: fit, contrast, names, focus.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.web.acting import inside
from tizim.web.fields import Field, Rows, rows_given
from tizim.web.isolated import bdi
from tizim.web.layout import THEME_COOKIE, THEMES, current_language
from tizim.web.parts import HOLDS, LEAF

NAMES = ("Tolqyn Demesin", "Толқын Демесін", "تولقىن دەمېسىن", "托勒肯·德梅辛")  # of nobody: the cast of the tests
HELD = ("12", "3", "", "1")
TOLD = "ئۇنى ئۆيىدىن ئېلىپ كەتتى، قەيەردە ئىكەنلىكىنى ھېچكىم ئېيتمىدى."


def theme(request: HttpRequest, code: str) -> HttpResponse:
    """Light, dark or as the device is set, from now on; and go on where one was."""
    response = HttpResponseRedirect(inside(request.POST.get("next", "/")))
    if code in THEMES:
        response.set_cookie(THEME_COOKIE, code, httponly=True, samesite="Strict", max_age=365 * 24 * 3600)
    return response


def components(request: HttpRequest) -> HttpResponse:
    """Every part with fictional words. The buttons of its rows work, and nothing is recorded."""
    given = request.GET
    rows = rows_given(given, "events") or [{"what": "camp", "when": "2017-10"}, {}]
    name = NAMES[2] if current_language() == "ug" else NAMES[0]
    return render(request, "desk/components.html", {
        "names": [bdi(one) for one in NAMES], "name": bdi(name), "told": bdi(TOLD, "ug"),
        "count": len(HOLDS) + len(LEAF), **_fields(name),
        "events": Rows("events", _("Chronology"), [_row(at, row) for at, row in enumerate(rows)],
                       said=_("What happened"), add=_("Add a row")),
        "facts": [(_("Year of birth"), bdi("1980")), (_("County or prefecture"), bdi("Tekes")),
                  (_("Chinese name"), bdi(NAMES[3])), (_("How this was learned"), bdi(TOLD, "ug"))],
        "heads": [_("People"), _("Year of birth"), _("Status"), _("Accounts")],
        "rows": [[bdi(one), bdi(born), _("None."), held or "0"]
                 for one, born, held in zip(NAMES, ("1980", "1980/1983", "~1980", "1981"), HELD, strict=True)],
        **_ways(),
    })  # fmt: skip


def _fields(name: str) -> dict[str, Any]:
    levels = [
        ("publish_statement", _("Statements"), _("Kept by {office}.", office="—")),
        ("names", _("Names withheld")),
    ]
    sexes = _choices("sexes")
    return {
        "fields": [
            Field("name", _("A name, in any script"), value=name, required=True, hint=_("How names are written here")),
            Field("when", _("Date"), kind="date", example="2017-10", hint=_("As precisely as is known, in any words.")),
            Field("note", _("In its own words"), kind="textarea", value=TOLD, lang="ug"),
            Field("status", _("Status"), kind="select", choices=[("", ""), *_choices("statuses")], value="camp"),
            Field("sex", _("Sex"), kind="radios", choices=sexes, value=sexes[0][0], beside=True),
            Field("allowed", _("Consent"), kind="checkboxes", choices=levels, chosen=("names",)),
            Field("papers", _("Exhibits"), kind="file", hint=_("The original is never changed."),
                  extra={"multiple": True}),
            Field("born", _("Year of birth"), value="19800", dir="ltr", brief=True, error=_("Give a year.")),
        ],
        "second": Field("second", _("The second person"), brief=True, hint=_("Add a second.")),
        "happens": [_("A public page changes with the next release."), _("If judged the same")],
        "wrong": {"what": _("A finding needs a conclusion and its reasons."), "try_": _("Fill it in.")},
    }  # fmt: skip


def _row(at: int, row: dict[str, str]) -> list[Field]:
    name = f"events.{at}."
    return [
        Field(name + "what", _("What happened"), kind="select", value=row.get("what", ""),
              choices=[("", ""), *_choices("statuses")]),
        Field(name + "when", _("Date"), kind="date", value=row.get("when", ""), example="2017-10"),
        Field(name + "where", _("Location"), value=row.get("where", "")),
        Field(name + "how", _("How do we know?"), kind="select", value=row.get("how", ""),
              choices=[("", ""), *_choices("how_known")], wide=True),
    ]  # fmt: skip


def _choices(name: str) -> list[tuple[str, str]]:
    known, language = vocabulary(name), current_language()
    return [(code, known.label(code, language)) for code in known.codes]


def _ways() -> dict[str, Any]:
    """Lists by which one goes from place to place."""
    states = ("done", "done", "caution", "todo", "todo")
    named = (_("Sources"), _("Consent"), _("People"), _("Chronology"), _("Exhibits"))
    said = {"done": _("Written down"), "caution": _("Something is missing"), "todo": _("Not begun")}
    return {
        "steps": [
            {"label": label, "state": state, "words": said[state], "href": "#steps", "here": label == named[2]}
            for label, state in zip(named, states, strict=True)
        ],
        "tabs": [
            {"label": _("Perhaps the same"), "href": "#tabs", "here": True, "count": 12},
            {"label": _("Perhaps copied"), "href": "#tabs", "here": False, "count": 3},
            {"label": _("Contradictions"), "href": "#tabs", "here": False, "count": 0},
        ],
        "bars": [(at * 60 + 20, 110 - high, high, 2014 + at) for at, high in enumerate((8, 12, 35, 92, 64, 20, 9))],
    }
