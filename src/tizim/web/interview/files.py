"""Papers, photographs and sound of an interview: into the vault at once, byte for byte, with where they came from.

The one page that may use the microphone (`headers`): sound recorded in it is sent like any other file. A phone in the
office sends its photographs through the same form.
"""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tizim.actions import interviews
from tizim.actions.interviews import OpenDraft
from tizim.core.errors import BadInput
from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.vocabularies import vocabulary
from tizim.web import desk
from tizim.web.acting import Tried, attempt, done
from tizim.web.fields import Field
from tizim.web.interview.asking import section_names
from tizim.web.interview.pages import after, open_draft, steps
from tizim.web.isolated import bdi

MOST_BYTES = 200 * 1024 * 1024  # of one file that is sent through a page: it is in memory while it is encrypted


def files(request: HttpRequest, draft_id: str) -> HttpResponse:
    """What is kept so far, and the form for more. POST keeps every file that came, each with one custody line."""
    draft = open_draft(draft_id)
    tried: Tried[int] = Tried()
    if request.method == "POST":
        tried = attempt(lambda: _keep(request, draft_id))
        if request.POST.get("quiet"):
            words = tried.error.what if tried.error else _("Kept. The original is never changed.")
            return JsonResponse({"words": words}, status=422 if tried.error else 200)
        if tried.error is None:
            return done(request, f"/interview/{draft_id}/files", _("Kept. The original is never changed."))
    return render(request, "desk/interview/files.html", {
        "draft": draft, "code": "files", "title": section_names()["files"], "steps": steps(draft, "files"),
        "fields": fields(request, draft), "rows": [shown(one) for one in draft.files], "error": tried.error,
        "next": section_names()[after("files")],
    }, status=422 if tried.error else 200)  # fmt: skip


def remove(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Destroy one file that is not part of an account yet."""
    open_draft(draft_id)
    tried = attempt(lambda: interviews.remove_file(
        by=desk.reader(), session=desk.session(), draft_id=draft_id, file_id=request.POST.get("file", "")))  # fmt: skip
    words, kind = (tried.error.what, "error") if tried.error else (_("Destroyed. Nothing of it is left."), "ok")
    return done(request, f"/interview/{draft_id}/files", words, kind)


def fields(request: HttpRequest, draft: OpenDraft) -> list[Field]:
    sent = request.POST
    kind = draft.form.value("source.kind") or "other"
    said = vocabulary("source_kinds").label(kind, current_language())
    return [
        Field("files", _("Photographs, papers, sound"), "file", hint=_("Several at once, if you like."),
              extra={"multiple": True}),
        Field("caption", _("What it shows"), value=sent.get("caption", "")),
        Field("about", _("Does it show the person?"), "select", sent.get("about", ""),
              choices=[("", _("no, or somebody else too")), ("person", _("yes, the person spoken about"))]),
        Field("received_from", _("From whom"), value=sent.get("received_from", said),
              hint=_("Not the name of the one who speaks: that is sealed elsewhere.")),
        Field("received_on", _("Received on"), "date", sent.get("received_on", draft.form.value("source.told_on"))),
    ]  # fmt: skip


def shown(one: interviews.KeptFile) -> dict[str, Any]:
    return {
        "id": one.id, "name": bdi(one.name), "size": one.size_bytes, "caption": bdi(one.caption) if one.caption else "",
        "from": bdi(one.received_from) if one.received_from else "", "hash": f"sha256 {one.sha256[:16]}…",
        "on": bdi(one.received_on) if one.received_on else "", "person": one.about == "person",
    }  # fmt: skip


def _keep(request: HttpRequest, draft_id: str) -> int:
    sent = request.FILES.getlist("files")
    if not sent:
        raise BadInput(_("No file was chosen."), _("Choose one, then send it."))
    for one in sent:
        if (one.size or 0) > MOST_BYTES:
            raise BadInput(
                _("“{name}” is too large for a page.", name=one.name or ""),
                _("Finish the interview, then keep it from this machine: tizim keep FILE --account A-12."),
            )
        more = {name: request.POST.get(name, "")[:1000] for name in ("caption", "received_from", "received_on")}
        interviews.add_file(
            by=desk.reader(), session=desk.session(), draft_id=draft_id, stream=cast(BinaryIO, one),
            name=one.name or "", about=request.POST.get("about", ""), **more,
        )  # fmt: skip
    return len(sent)
