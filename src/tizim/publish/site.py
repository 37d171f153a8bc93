"""The register as a folder of static pages: `render` yields (path, bytes), in order of path.

The bytes follow from the register alone: no clock, no build machine, no chance. Pages need no JavaScript and load
nothing from elsewhere (the content security policy in each page says so to the browser). Every language has a folder
of its own; photographs, style and data are shared.

What this deliberately is not: the signed manifest, the log's checkpoint and proofs beside the pages (vault) and the
writing of files (shells). No fonts are shipped: pages use those of the reader's system.

Spec: docs/spec/release.md, "Pages".

>>> from tizim.publish.projection import Projection
>>> from tizim.publish.register import Register, Release
>>> pages = dict(render(Register(Projection("2026-01-01"), Release(1, "2026-01-01", title="Tizim"))))
>>> sorted(pages)[:3], len(pages)
(['data/accounts.csv', 'data/accounts.jsonl', 'data/changes.json'], 57)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib.resources import files
from typing import Any

from tizim.core.i18n import LANGUAGES, use_language
from tizim.core.i18n import gettext as _

from . import lists, prose, subjects, wording
from .contents import Contents
from .data_files import data_files, tables
from .photo import check_clean
from .register import Register

Make = Callable[[], bytes]


def render(register: Register, languages: Sequence[str] = tuple(LANGUAGES)) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every file of the site, sorted by path. Raises BadInput for a photograph that is not clean."""
    contents = Contents(register)
    plan: dict[str, Make] = {"index.html": partial(_choice, contents, languages)}
    plan["static/site.css"] = partial(_read, "static/site.css")
    for path, make in data_files(contents).items():
        plan[path] = make
    for photo in register.projection.photos:
        if photo.id in register.photos:
            picture = check_clean(register.photos[photo.id])
            plan[subjects.photo_path(photo, picture)] = partial(bytes, picture.data)
    for language in languages:
        for path, template, view in _pages(contents):
            at = partial(_place, contents, language, path, languages)
            plan[f"{language}/{path}"] = partial(_page, language, template, view, at)
    for path in sorted(plan):
        yield path, plan[path]()


def _pages(contents: Contents) -> Iterator[tuple[str, str, Callable[[], dict[str, Any]]]]:
    """(path below the language's folder, template, what it shows)."""
    yield "index.html", "home.html", partial(lists.home, contents)
    yield "people.html", "people.html", partial(lists.people, contents)
    yield "names.html", "people.html", partial(lists.names, contents)
    yield "places.html", "people.html", partial(lists.places, contents)
    yield "changes.html", "changes.html", partial(lists.changes, contents)
    yield "method.html", "prose.html", prose.method
    yield "corrections.html", "prose.html", partial(prose.corrections, contents.register.release)
    yield "verify.html", "prose.html", partial(prose.verify, contents.register.release)
    yield "data.html", "prose.html", lambda: {**prose.data(), "tables": tables()}
    for slug in contents.subjects:
        yield contents.path_of(slug), "subject.html", partial(subjects.subject, contents, slug)


def _page(
    language: str, template: str, view: Callable[[], dict[str, Any]], place: Callable[[], dict[str, Any]]
) -> bytes:
    with use_language(language):
        return _templates().get_template(template).render(at=place(), **view()).encode("utf-8")


def _place(contents: Contents, language: str, path: str, languages: Sequence[str]) -> dict[str, Any]:
    """What every page knows: where it stands, and how to reach the others from there."""
    release = contents.register.release
    up = "../" * (path.count("/") + 1)
    menu = (
        ("people.html", _("People")),
        ("places.html", _("Facilities and groups")),
        ("changes.html", _("Changes")),
        ("method.html", _("Method")),
        ("data.html", _("Data")),
    )
    return {
        "language": language,
        "direction": LANGUAGES[language].direction,
        "register": release.title or _("Register"),
        "path": path,
        "up": up,
        "home": f"{up}{language}/",
        "menu": menu,
        "languages": [(c, LANGUAGES[c].name, LANGUAGES[c].direction, f"{up}{c}/{path}") for c in languages],
        "number": release.number,
        "date": wording.date_words(release.date_on),
    }


def _choice(contents: Contents, languages: Sequence[str]) -> bytes:
    """The first page: in which language to read."""
    choices = []
    for code in languages:
        with use_language(code):
            choices.append((code, LANGUAGES[code].name, LANGUAGES[code].direction, _("Read the register")))
    title = contents.register.release.title or _("Register")
    return _templates().get_template("languages.html").render(register=title, languages=choices).encode("utf-8")


@cache
def _read(name: str) -> bytes:
    return (files("tizim.publish") / name).read_bytes()


@cache
def _templates() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from tizim.core.i18n import gettext, ngettext

    environment = Environment(
        loader=PackageLoader("tizim.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.update(_=gettext, ngettext=ngettext)
    return environment
