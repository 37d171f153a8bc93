"""In which browser a visit is, in words that its member knows it again by. Nothing is measured; nothing is stored."""

from __future__ import annotations

from django.http import HttpRequest

from tizim.core.i18n import gettext as _

BROWSERS = (("Firefox/", "Firefox"), ("Edg/", "Edge"), ("Chrom", "Chromium"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


def device_words(request: HttpRequest) -> str:
    """As "Firefox, Android, in the office's network"."""
    said = request.headers.get("User-Agent", "")
    found = [next((name for sign, name in table if sign in said), "") for table in (BROWSERS, SYSTEMS)]
    where = _("in the office's network") if request.is_secure() else _("at this computer")
    return ", ".join([*filter(None, found), where])


def by_its_name(request: HttpRequest) -> bool:
    """Whether the browser came by `localhost`: it keeps passkeys for a name, not for a number."""
    return request.get_host().partition(":")[0] == "localhost" and not request.is_secure()
