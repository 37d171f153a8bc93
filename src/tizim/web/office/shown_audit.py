"""An entry of the custody log as a sentence: one wording for the page, where names are isolated, and for tables."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from tizim.core.i18n import gettext as _
from tizim.db.audit import Entry
from tizim.web.entrance.members import role_words
from tizim.web.isolated import bdi
from tizim.web.queues.shown_request import verb_words


class Said(NamedTuple):
    """A message and what stands in it."""

    words: str
    values: dict[str, Any]
    reason: str = ""


def sentence(one: Entry) -> SafeString:
    """As markup: every name and reason isolated."""
    said = _said(one)
    values = {name: bdi(value) for name, value in said.values.items()}
    words = format_html(str(escape(said.words)), **values) if values else escape(said.words)
    return format_html("{} “{}”", words, bdi(said.reason)) if said.reason else SafeString(words)


def plain(one: Entry) -> str:
    """As text."""
    said = _said(one)
    words = said.words.format(**said.values) if said.values else said.words
    return f"{words} “{said.reason}”" if said.reason else words


def group_words(code: str) -> str:
    return {
        "opened": _("sealed sources opened"), "left": _("published, exported, backed up"),
        "erased": _("erased"), "people": _("members, custodians, sign-ins"), "failed": _("failed sign-ins"),
        "imports": _("taken in and undone"), "links": _("sources linked and parted"),
        "asked": _("asked for and signed by two"),
    }[code]  # fmt: skip


def _said(one: Entry) -> Said:
    given = one.payload
    words = {"by": str(given.get("by", "")) or _("somebody")}
    if given.get("second"):
        words["second"] = str(given["second"])
    reason = str(given.get("reason", ""))
    make = _SAYS.get(one.kind)
    return make(one, words, reason) if make else Said(_("{by} did this: {kind}"), {**words, "kind": one.kind}, reason)


def _opened(one: Entry, words: dict[str, str], reason: str) -> Said:
    if not one.shown:
        return Said(_("{by} opened a sealed source in a compartment that you do not see."), words)
    if one.code:
        return Said(_("{by} opened the sealed source {code}."), {**words, "code": one.code}, reason)
    return Said(_("{by} opened a sealed record."), words, reason)


def _release(one: Entry, words: dict[str, str], reason: str) -> Said:
    words = {"second": "?", **words, "number": str(one.payload.get("number", ""))}
    return Said(_("{by} published release {number}; {second} signed."), words, reason)


def _exported(_one: Entry, words: dict[str, str], reason: str) -> Said:
    return Said(_("{by} began to take everything out as plain files; {second} signed."), {"second": "?", **words},
                reason)  # fmt: skip


def _backed_up(one: Entry, words: dict[str, str], _reason: str) -> Said:
    return Said(_("{by} finished a backup: {place}."), {**words, "place": place_words(str(one.payload.get("to", "")))})


def place_words(code: str) -> str:
    """To what kind of place a backup went; never where that is."""
    return _("on a removable drive") if code == "drive" else _("in a folder of this computer")


def _erased(one: Entry, words: dict[str, str], reason: str) -> Said:
    if "second" not in words:
        return Said(_("What was erased earlier was erased again after a restore."), {}, "")
    if not one.shown and not reason:
        return Said(_("{by} erased an account; {second} signed."), words)
    return Said(_("{by} erased an account; {second} signed."), words, reason)


def _member(one: Entry, words: dict[str, str], _reason: str) -> Said:
    given = one.payload
    words = {**words, "name": str(given.get("name", ""))}
    if not given.get("roles"):
        return Said(_("{by} took all roles from {name}: {name} does not work here any more."), words)
    words["roles"] = " · ".join(role_words().get(str(role), str(role)) for role in given["roles"])
    words["compartments"] = " · ".join(_("all") if part == "*" else str(part) for part in given.get("compartments", ()))
    return Said(_("{by} made {name} a member with these roles: {roles}; compartments: {compartments}."), words)


def _custodians(_one: Entry, words: dict[str, str], _reason: str) -> Said:
    return Said(_("{by} added a custodian: from now on sources are sealed to them too."), words)


def _sign_in(one: Entry, words: dict[str, str], _reason: str) -> Said:
    given = one.payload
    words = {**words, "name": str(given.get("member", ""))}
    said = {
        "invited": _("{by} invited {name} to sign in, as if for the first time."),
        "set up": _("{name} set up their sign-in."),
        "recovery code used": _("{name} came in with a recovery code."),
        "passphrase": _("{name} changed their passphrase."),
        "authenticator": _("{name} set up an authenticator."),
        "passkey added": _("{name} added a passkey."),
        "second factor removed": _("{name} removed a second factor."),
        "recovery codes": _("{name} made new recovery codes."),
    }.get(str(given.get("what", "")))
    if said is None:
        return Said(_("The sign-in of {name} was changed by {by}."), words)
    return Said(said, words)


def _failed(one: Entry, _words: dict[str, str], _reason: str) -> Said:
    member, count = str(one.payload.get("member", "")), str(one.payload.get("count", ""))
    if not member:
        return Said(_("Somebody failed to sign in under a name that is nobody's, {count} times."), {"count": count})
    return Said(_("Somebody failed to sign in as {name}, {count} times."), {"name": member, "count": count})


def _import(one: Entry, words: dict[str, str], _reason: str) -> Said:
    if not one.payload.get("file"):
        return Said(_("{by} began to take in a file."), words)
    return Said(_("{by} began to take in the file {file}."), {**words, "file": str(one.payload["file"])})


def _import_end(one: Entry, words: dict[str, str], _reason: str) -> Said:
    report = one.payload.get("report")
    if not isinstance(report, dict):
        return Said(_("{by} took in a file to its end."), words)
    words |= {name: str(report.get(name, 0)) for name in ("new", "updated")}
    return Said(_("{by} took in a file to its end: {new} new accounts, {updated} updated."), words)


def _retraction(one: Entry, words: dict[str, str], reason: str) -> Said:
    if one.payload.get("of") == "import":
        return Said(_("{by} undid the import of a file."), words, reason)
    return Said(_("{by} took back a statement."), words, reason)


def _asked(one: Entry, words: dict[str, str], reason: str) -> Said:
    verb = verb_words(str(one.payload.get("verb", "")))
    return Said(_("{by} asked a second person for this: {what}."), {**words, "what": verb}, reason)


def _answered(one: Entry, words: dict[str, str], reason: str) -> Said:
    said = {
        "done": _("{by} signed as the second person what was asked."),
        "refused": _("{by} refused as the second person what was asked."),
        "withdrawn": _("{by} withdrew what they had asked a second person for."),
    }.get(str(one.payload.get("outcome", "")), _("{by} answered what was asked of a second person."))
    return Said(said, words, reason)


_SAYS = {
    "sealed_opened": _opened, "release": _release, "exported": _exported, "backed_up": _backed_up,
    "backup": lambda _one, words, _reason: Said(_("{by} began a backup of everything, encrypted."), words),
    "restored": lambda _one, _words, _reason: Said(_("The archive was restored from a backup."), {}),
    "imported": lambda _one, _words, _reason: Said(_("An archive of another workspace was read in."), {}),
    "erasure": _erased, "member": _member, "custodians": _custodians, "sign_in": _sign_in, "sign_in_failed": _failed,
    "import": _import, "import_end": _import_end, "retraction": _retraction,
    "source_linked": lambda _one, words, reason: Said(_("{by} noted that two sources are one person."), words, reason),
    "source_parted": lambda _one, words, reason: Said(_("{by} took back that two sources are one person."), words,
                                                      reason),
    "request": _asked, "request_end": _answered,
}  # fmt: skip
