"""The page of one person, facility or group.

>>> photo_path(PublicPhoto("k3v0", "p1", 1), CleanPhoto(b"", "image/jpeg", 3, 4))
'photos/k3v0.jpg'
"""

from __future__ import annotations

from typing import Any

from tizim.core.i18n import current_language
from tizim.core.i18n import gettext as _
from tizim.core.profiles import Profile

from . import views, wording
from .contents import Contents
from .graph import accounts_in
from .ordering import leading_name, reading
from .photo import CleanPhoto, check_clean
from .records import PublicPhoto, PublicSubject
from .timeline import timeline


def subject(contents: Contents, slug: str) -> dict[str, Any]:
    """What the page of a subject shows, for the template `subject.html`."""
    register, row = contents.register, contents.subjects[slug]
    profile, official = register.profiles[slug], register.official.get(slug)
    name = views.subject_name(row)
    page = {
        "kind": _kind(row.kind),
        "name": name,
        "plain_name": wording.plain(leading_name(row.names, current_language())) or name,
        "names": views.names_of(contents, row) if row.level == "full" else (),
        "reading": reading(leading_name(row.names, current_language()), current_language()),
        "note": _level_note(row),
        "voices": wording.voices_words(profile.voices) if profile.voices and profile.voices.items else "",
        "last": views.last_word(contents, slug) if row.kind == "person" else "",
        "photos": [_photo(contents, photo) for photo in contents.photos[slug]],
        "timeline": timeline(contents, slug),
        "sections": views.sections_of(contents, profile),
        "held": views.held_of(contents, row),
        "official": views.sections_of(contents, official) if official else (),
        "official_voices": _official_voices(official),
        "contradictions": views.pairs_of(contents, register.contradictions.get(slug, ())),
        "findings": [_finding(finding) for finding in contents.findings[slug]],
        "accounts": [_account(contents, number) for number in _numbers(contents, slug)],
    }
    page["last"] = page["last"] if page["last"] and page["last"][0] else ""
    return {"page": page}


def photo_path(photo: PublicPhoto, picture: CleanPhoto) -> str:
    return f"photos/{photo.id}.{picture.suffix}"


def _kind(kind: str) -> str:
    kinds = {
        "person": _("Person"),
        "facility": _("Facility"),
        "organisation": _("Organisation"),
        "group": _("Group of people"),
    }
    return kinds[kind]


def _level_note(row: PublicSubject) -> str:
    if row.level == "full":
        return ""
    if row.level == "partial":
        return _("Only the initials are shown, as the source asked. Words that could name are left out.")
    return _("The name is withheld, as the source asked. Words that could name are left out.")


def _photo(contents: Contents, photo: PublicPhoto) -> dict[str, Any]:
    picture = check_clean(contents.register.photos[photo.id])
    caption = wording.isolate(photo.caption) if photo.caption else ""
    size = {"width": picture.width, "height": picture.height}
    return {"path": photo_path(photo, picture), "account": photo.account, "caption": caption, **size}


def _finding(finding: Any) -> dict[str, Any]:
    return {
        "standard": wording.code_words("standards_of_proof", finding.standard_of_proof),
        "conclusion": wording.isolate(finding.conclusion),
        "reasons": wording.isolate(finding.reasons),
        "would_change": wording.isolate(finding.would_change) if finding.would_change else "",
    }


def _official_voices(official: Profile | None) -> str:
    return wording.voices_words(official.official_voices) if official and official.official_voices else ""


def _numbers(contents: Contents, slug: str) -> list[int]:
    """The accounts of a page: also of those held in a facility, those in which they were found, those of its graphs."""
    own = contents.accounts_of[slug] | {row.account for row in contents.held_at[slug]}
    for profiles in (contents.register.profiles, contents.register.official):
        own = own | accounts_in(profiles.get(slug))
    return sorted(own | {contents.accounts[number].carried_by for number in own} - {0})


def _account(contents: Contents, number: int) -> dict[str, Any]:
    row = contents.accounts[number]
    source = contents.sources[row.source]
    return {
        "number": number,
        "source": wording.source_words(source),
        "source_number": source.number,
        "one_voice": source.voice if source.voice not in (0, source.number) else 0,
        "kind": wording.code_words("account_kinds", row.kind),
        "said_on": wording.date_words(row.published_on or row.told_on),
        "title": wording.isolate(row.title, row.language) if row.title else "",
        "publication": wording.isolate(row.publication) if row.publication else "",
        "url": wording.plain(row.url),
        "drawn_from": [_drawn(found) for found in contents.drawn[number]],
    }


def _drawn(found: Any) -> str:
    kind = wording.code_words("derivation_kinds", found.kind)
    if found.kind == "same_teller":
        return _("A{number}: {kind}", number=found.drawn_from, kind=kind)
    if found.certain:
        return _("drawn from A{number} ({kind})", number=found.drawn_from, kind=kind)
    return _("perhaps drawn from A{number} ({kind})", number=found.drawn_from, kind=kind)
