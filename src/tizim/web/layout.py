"""What every page shares: the language and its direction, the menu, and the tags of the templates.

`say` is our gettext: {% say "{count} people" count=n %}. `bdi` isolates a name or any text that people gave:
{{ name|bdi }}. A test holds that no template shows such text without it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django import template
from django.http import HttpRequest
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString

from tizim.core.dates import show_date
from tizim.core.i18n import LANGUAGES, current_language, gettext
from tizim.core.i18n import gettext as _
from tizim.core.wording import field_label
from tizim.db import queries
from tizim.policies import can_at_all
from tizim.web import desk, isolated

THEME_COOKIE, THEMES = "theme", ("light", "dark", "auto")  # auto: as the device is set
SHEETS = ("tokens", "frame", "desk", "parts")  # on every page, in this order
OWN_SHEETS = {path.stem for path in (Path(__file__).parent / "static" / "desk").glob("*.css")} - set(SHEETS)
LONGEST_ADDRESS = 2000  # a longer one is not gone back to after a change of language

register = template.Library()
register.filter("bdi", isolated.bdi)
register.filter("marked", isolated.marked)
register.filter("plain", isolated.plain)


@register.simple_tag
def say(text: str, **values: object) -> SafeString:
    """A message in the reader's language. It is escaped, and so are its values but for those that are markup."""
    if not values:
        return conditional_escape(gettext(text))
    try:
        return format_html(str(escape(gettext(text))), **values)
    except (KeyError, IndexError, ValueError):  # a slip in a translation must not hide the message
        return format_html(str(escape(text)), **values)


@register.filter
def field(code: str) -> str:
    """What two mentions are compared by: {{ reason.0|field }}."""
    return field_label(code)


@register.filter
def day(moment: datetime) -> str:
    """The day of a moment, as one says it: {{ row.recorded_at|day }}."""
    return show_date(moment.date().isoformat(), current_language())


def sheets_of(path: str) -> list[str]:
    """A room's own sheet, named after the first part of its addresses: /interview/1 has interview.css."""
    room = path.split("/")[1]
    return [room] if room in OWN_SHEETS else []


def words(request: HttpRequest) -> dict[str, object]:
    """For every template: the language, its direction, the menu, where one is, and who sits here."""
    language = LANGUAGES[current_language()]
    menu = [
        ("/", _("Overview")), ("/search", _("Search")), ("/people", _("People")),
        ("/places", _("Facilities and groups")),
        ("/accounts", _("Accounts")), ("/proposals", _("Perhaps the same")), ("/derivations", _("Perhaps copied")),
        ("/contradictions", _("Contradictions")), ("/charts", _("Charts")),
    ]  # fmt: skip
    here = queries.find_member(desk.member()) if getattr(request, desk.STAGE, "") == desk.IN else None
    if here and can_at_all(here, "take_in"):
        menu.insert(1, ("/interview", _("Interview")))
    full, stage = request.get_full_path(), getattr(request, desk.STAGE, desk.STRANGER)
    known = stage == desk.IN
    return {
        "language": language, "languages": LANGUAGES.values(), "menu": menu, "here": request.path,
        "back": full if len(full) <= LONGEST_ADDRESS else request.path,
        "member": desk.member() if known else "", "stranger": not known,
        "can_lock": known and desk.can_lock(), "signed_in": known and bool(desk.here().id),
        "notes": lambda: desk.notes(request), "sheets": (*SHEETS, *sheets_of(request.path)),
        "theme": theme if (theme := request.COOKIES.get(THEME_COOKIE, "")) in THEMES[:2] else "",
        "themes": [("light", _("Light")), ("dark", _("Dark")), ("auto", _("As this device"))],
    }  # fmt: skip
