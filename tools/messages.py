"""Collects every text a user sees and keeps the catalogues of translations in step with it (`make messages`).

Where messages stand: `_("…")`, `gettext("…")` and `ngettext("…", "…", n)` in Python; `{% say "…" %}` in Django's
templates; `_("…")` and `ngettext(…)` in Jinja's; the labels of rules in `core/data/exclusions.yaml`; the help of
commands and options (docstrings and `help=`) in `cli`. English needs no catalogue: the source holds it.

Deliberately not here: translating. A message without a translation stays empty in its catalogue and shows English.

Invariants: what is written depends on the sources and on the translations alone: sorted, no times, no line numbers,
no paths outside the package · a translation is never changed, only dropped with its message · a call whose message
cannot be read from the source (`_(variable)`, an f-string) is a fault that is named, not a message that is lost.

    python tools/messages.py            write the .po files and compile the .mo files
    python tools/messages.py --missing  the same, and list what has no translation yet
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "tizim"
LOCALE = PACKAGE / "locale"
LANGUAGES = {"kk": "Kazakh", "ug": "Uyghur", "ru": "Russian", "zh": "Simplified Chinese"}
CALLS = {"_": 1, "gettext": 1, "ngettext": 2}
# Where a message arrives as a variable: the functions that look messages up, and texts collected by another way.
PASSED_ON = {
    ("core/i18n.py", "text"), ("core/i18n.py", "one"), ("web/layout.py", "text"),
    ("publish/wording.py", "rule.label"), ("core/wording.py", "rule.label"), ("cli/help_texts.py", "text"),
}  # fmt: skip
HEADER = """\
# {name} translation of Tizim's messages.
# A draft: it needs a native check before anyone relies on it. The terms: docs/decisions/0040-translations.md.
# Written by tools/messages.py: translations are edited here, messages are not."""

Key = str | tuple[str, str]


@dataclass(frozen=True)
class Found:
    """A message, or a pair for one and many, and the file it stands in (from `src/tizim`)."""

    key: Key
    file: str


@dataclass(frozen=True)
class Unreadable:
    """A call whose message is not written out where it is called."""

    file: str
    line: int
    call: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: not a message written out: {self.call}"


def collect(package: Path = PACKAGE) -> tuple[dict[Key, set[str]], list[Unreadable]]:
    """Every message with its files, and the calls that hold none that can be read."""
    messages: dict[Key, set[str]] = {}
    unreadable = []
    for one in _everything(package):
        if isinstance(one, Unreadable):
            unreadable.append(one)
        else:
            messages.setdefault(one.key, set()).add(one.file)
    return messages, unreadable


def _everything(package: Path) -> Iterator[Found | Unreadable]:
    for path in sorted(package.rglob("*.py")):
        file, text = path.relative_to(package).as_posix(), path.read_text("utf-8")
        yield from in_python(text, file)
        if file.startswith("cli/"):
            yield from in_commands(text, file)
    for path in sorted(package.glob("web/templates/**/*.html")):
        yield from in_django(path.read_text("utf-8"), path.relative_to(package).as_posix())
    for path in sorted(package.glob("publish/templates/**/*.html")):
        yield from in_jinja(path.read_text("utf-8"), path.relative_to(package).as_posix())
    rules = package / "core" / "data" / "exclusions.yaml"
    if rules.exists():
        yield from in_rules(rules.read_text("utf-8"), rules.relative_to(package).as_posix())


def in_python(text: str, file: str) -> Iterator[Found | Unreadable]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in CALLS:
            continue
        given = node.args[: CALLS[name]]
        parts = [part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if len(parts) == CALLS[name]:
            yield Found(parts[0] if len(parts) == 1 else (parts[0], parts[1]), file)
        elif not given or (file, ast.unparse(given[0])) not in PASSED_ON:
            yield Unreadable(file, node.lineno, ast.unparse(node))


def in_commands(text: str, file: str) -> Iterator[Found]:
    """The help of commands (their docstrings) and of options, as click shows them."""
    import inspect

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            for given in node.keywords:
                if given.arg == "help" and isinstance(given.value, ast.Constant) and given.value.value:
                    yield Found(str(given.value.value), file)
        elif isinstance(node, ast.FunctionDef) and any(_makes_command(one) for one in node.decorator_list):
            told = ast.get_docstring(node)
            if told:
                yield Found(inspect.cleandoc(told), file)


def _makes_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in ("command", "group")


def in_django(text: str, file: str) -> Iterator[Found | Unreadable]:
    from django.template.base import Lexer, TokenType

    for token in Lexer(text).tokenize():
        if token.token_type != TokenType.BLOCK or token.contents.split()[0] != "say":
            continue
        given = token.split_contents()[1]
        if given[0] in "\"'" and given[-1] == given[0]:
            yield Found(given[1:-1].replace(f"\\{given[0]}", given[0]).replace("\\\\", "\\"), file)
        else:
            yield Unreadable(file, token.lineno or 0, token.contents)


def in_jinja(text: str, file: str) -> Iterator[Found | Unreadable]:
    from jinja2 import Environment, nodes

    for call in Environment(autoescape=True).parse(text).find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name not in CALLS:
            continue
        wanted = CALLS[call.node.name]
        parts = [part.value for part in call.args[:wanted] if isinstance(part, nodes.Const)]
        if len(parts) == wanted and all(isinstance(part, str) for part in parts):
            yield Found(parts[0] if wanted == 1 else (parts[0], parts[1]), file)
        else:
            yield Unreadable(file, call.lineno, call.node.name)


def in_rules(text: str, file: str) -> Iterator[Found]:
    for rule in yaml.safe_load(text)["rules"].values():
        yield Found(rule["label"], file)


class Plain(Catalog):
    """A catalogue that says nothing of when and by whom it was written."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]

    mime_headers = property(_get_mime_headers)


def catalogue(code: str, messages: dict[Key, set[str]], translations: dict[Key, Key]) -> Catalog:
    """The catalogue of one language: these messages and no others, with what is translated of them."""
    made = Plain(locale=code, header_comment=HEADER.format(name=LANGUAGES[code]), fuzzy=False)
    for key, files in messages.items():
        empty: Key = "" if isinstance(key, str) else ("",) * made.num_plurals  # type: ignore[assignment]
        made.add(key, translations.get(key, empty), locations=[(file, None) for file in sorted(files)])
    return made


def read_translations(text: str) -> dict[Key, Key]:
    """Message → translation (a tuple of forms for a pair), of the .po file's text; without the doubtful ones."""
    read = pofile.read_po(io.StringIO(text), ignore_obsolete=True, abort_invalid=True)
    return {
        message.id: message.string
        for message in read
        if message.id and message.string and all(message.string) and not message.fuzzy
    }


def po_bytes(made: Catalog) -> bytes:
    out = io.BytesIO()
    pofile.write_po(out, made, sort_output=True, ignore_obsolete=True, include_lineno=False, width=0)
    return out.getvalue()


def mo_bytes(made: Catalog) -> bytes:
    out = io.BytesIO()
    mofile.write_mo(out, made)
    return out.getvalue()


def main(arguments: list[str]) -> int:
    messages, unreadable = collect()
    for fault in unreadable:
        print(fault, file=sys.stderr)
    for code, name in LANGUAGES.items():
        folder = LOCALE / code / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        po = folder / "django.po"
        known = read_translations(po.read_text("utf-8")) if po.exists() else {}
        made = catalogue(code, messages, known)
        po.write_bytes(po_bytes(made))
        (folder / "django.mo").write_bytes(mo_bytes(made))
        missing = [key for key in messages if key not in known]
        print(f"{name}: {len(messages)} messages, {len(missing)} not translated")
        if "--missing" in arguments:
            print(*(f"  {key!r}" for key in missing), sep="\n")
    return 1 if unreadable else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
