"""The register's own words: how it is made, how to correct it, how to check a copy, what the data files hold.

Messages in English; the pages show them in their language. Each function gives what the template `prose.html` lays out.

>>> method()["title"]
'How this register is made'
"""

from __future__ import annotations

from typing import Any

from tizim.core.i18n import gettext as _

from . import wording
from .register import Release


def method() -> dict[str, Any]:
    return {
        "title": _("How this register is made"),
        "chapters": [_way_here(), _how_known(), _voices(), _contradictions(), _consent(), _limits()],
    }


def _way_here() -> tuple[str, list[str]]:
    return _("How a statement gets here"), [
        _("Someone tells the office what they know, or an article, a letter or a document says it. That is an "
          "account."),
        _("The office writes down what the account states, one statement at a time, in whose words, and how "
          "they know."),
        _("Two accounts are shown on one page only after two people decided, with a reason, that they mean the same "
          "person. Such a decision can be undone. No machine decides it."),
        _("A release is published by two people and signed. Nothing in it is a score, and nobody is rated."),
    ]  # fmt: skip


def _how_known() -> tuple[str, list[str]]:
    return _("How do we know?"), [
        _("Beside every value stand the accounts that give it, and how each knows: saw it, was told by the person, was "
          "told by a relative, read an official notice, repeats the press, heard a rumour."),
        _("Sources who do not speak in public are described by what they are to the person, never by name. "
          "Their numbers "
          "are made anew for each release."),
    ]  # fmt: skip


def _voices() -> tuple[str, list[str]]:
    return _("What “independent voices” means"), [
        _("Ten copies of one article are one voice. An account that repeats another adds no voice; the same "
          "source heard "
          "twice is one voice; an official statement carried by many media is one voice."),
        _("Where it is uncertain whether one account was drawn from another, a range is given. A count of voices says "
          "how many tell, not who is right."),
        _("“Where it comes from” shows the graph behind each count: every voice with the accounts that go back to it, "
          "and why: the same source, a copy, a quotation, a translation, found by comparing the texts or decided by a "
          "reviewer. The file “data/voices.jsonl” holds the same, so that anyone can count again."),
        _("The graph is made of published accounts only. Who told a source is never published; where the office knows "
          "that two were told by the same person, it may know fewer voices than are counted here."),
    ]  # fmt: skip


def _contradictions() -> tuple[str, list[str]]:
    return _("Contradictions and the official version"), [
        _("Statements that cannot both be right stand side by side. None is deleted, averaged or preferred."),
        _("What the authorities say has its own place on the page, with its own sources and its own voices."),
        _("A finding is a conclusion that two reviewers signed, with its reasons and its standard of proof."),
    ]  # fmt: skip


def _consent() -> tuple[str, list[str]]:
    return _("What sources allow"), [
        _("Each source decides whether a statement may be published at all, and apart from that: the words, the "
          "name in "
          "full or as initials, a photograph, how exact dates and places may be. A page shows no more than that."),
        _("A consent can be narrowed or withdrawn at any time; the next release leaves out what is withdrawn. Copies "
          "that others already made cannot be called back."),
        _("Where dates or places look rough, they may be known more exactly and left so on purpose."),
    ]  # fmt: skip


def _limits() -> tuple[str, list[str]]:
    return _("What this register does not say"), [
        _("It is not a count of people held. It shows what was told to one office and may be shown: places, times and "
          "communities that nobody reached are missing."),
        _("That somebody is not listed does not mean that nothing happened. That no release is told does not mean that "
          "there was none: each value says for when it was told."),
        _("Numbers said by others, such as estimates, are shown with who says them and are never added up."),
    ]  # fmt: skip


def corrections(release: Release) -> dict[str, Any]:
    ways = [
        _("If something here is wrong, if you are named and do not want to be, or if you are the source of an account "
          "and changed your mind, write to the office. You need not give a reason to withdraw what you told."),
        _("Say which page you mean; its address is enough. Do not send names of people at risk over a line that others "
          "can read."),
    ]  # fmt: skip
    if release.corrections:
        ways.insert(1, wording.isolate(release.corrections, "und"))
    else:
        ways.insert(1, _("This release gives no address: turn to whoever gave you this copy."))
    after = [
        _("Two people look at each request. A correction is a new statement beside the old one, or a page that is gone "
          "in the next release; the change log counts it and does not say why."),
    ]  # fmt: skip
    return {
        "title": _("Correct or withdraw something"),
        "chapters": [("", ways), (_("What happens then"), after)],
    }


def verify(release: Release) -> dict[str, Any]:
    steps = [
        _("Every file of this release is listed with its hash in “manifest.txt”; the list is signed in “bundle.note”. "
          "Change one letter anywhere and the check fails."),
        _("With Tizim installed: tizim verify FOLDER. Without it: python verify.py FOLDER --key KEY. The small program "
          "verify.py needs no network."),
        _("The key must reach you by another way than this copy: from the office itself, or from an older copy."),
    ]  # fmt: skip
    if release.vkey:
        steps.append(_("The key this release says it is signed with: {key}", key=release.vkey))
    log = [
        _("The file “checkpoint” is the signed state of the office's custody log on that day. Keep it: with it you can "
          "prove later that nothing was taken out of the log since."),
    ]  # fmt: skip
    return {
        "title": _("Check that this copy is genuine"),
        "chapters": [("", steps), (_("The custody log"), log)],
    }


def data() -> dict[str, Any]:
    about = [
        _("The same content as the pages, for programs: JSON Lines (one object a line, UTF-8) and tables (CSV)."),
        _("In the tables, a cell that a spreadsheet would run as a formula begins with an apostrophe. Take the JSON "
          "Lines where every letter counts."),
        _("If you publish what you compute from it, say “documented”, never “total”."),
    ]  # fmt: skip
    return {"title": _("Data"), "chapters": [("", about)]}
