"""Every text a user sees goes through the catalogues, and every catalogue says all of it, with the same places."""

import ast
import re
import string
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import messages  # noqa: E402

from tizim.core import errors  # noqa: E402
from tizim.core.i18n import gettext, ngettext, use_language  # noqa: E402

PACKAGE = ROOT / "src" / "tizim"
# Words of a template that are the same in every language, or are never read by a person.
ALLOWED_WORDS = {"Tizim", "A", "B", "SHA", "doctype", "html"}


@pytest.fixture(scope="module")
def collected():
    return messages.collect()


def po(code):
    return (messages.LOCALE / code / "LC_MESSAGES" / "django.po").read_text("utf-8")


def fields(text):
    """The places to fill in; text with other braces is never filled in, so that its braces must only stay."""
    try:
        return sorted(name for _text, name, _spec, _kind in string.Formatter().parse(text) if name is not None)
    except ValueError:
        return sorted(re.findall(r"[{}]", text))


def test_every_message_is_written_out_where_it_is_called(collected):
    assert [str(one) for one in collected[1]] == []


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_every_message_is_translated(collected, code):
    known = messages.read_translations(po(code))
    assert sorted(str(key) for key in collected[0] if key not in known) == [], "tools/messages.py --missing lists them"


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_no_catalogue_holds_a_message_that_nobody_says(collected, code):
    assert set(messages.read_translations(po(code))) - set(collected[0]) == set()
    assert not re.search(r"^#(~|,.*fuzzy)", po(code), re.M)


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_a_translation_has_the_same_places_to_fill_in(code):
    wrong = []
    for key, said in messages.read_translations(po(code)).items():
        for form in [said] if isinstance(said, str) else said:
            if fields(form) != fields(key if isinstance(key, str) else key[1]):
                wrong.append(form)
    assert wrong == []


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_no_translation_is_just_the_english(code):
    """A sentence that reads the same in English was forgotten; names of options and values may stay."""
    known = messages.read_translations(po(code))
    same = [key for key, said in known.items() if key == said and not SAME.fullmatch(key)]
    assert same == []


SAME = re.compile(
    r"(A\{number\}(: \{kind\})?|\{[^}]*\}(, \{[^}]*\})*|[a-z_]+(, [a-z_]+)*( …|\.)?|(tizim|chmod|pip) .*|"
    r"publish_statement=.*)"
)


@pytest.mark.parametrize("code", messages.LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(collected, code):
    made = messages.catalogue(code, collected[0], messages.read_translations(po(code)))
    folder = messages.LOCALE / code / "LC_MESSAGES"
    assert (folder / "django.mo").read_bytes() == messages.mo_bytes(made)
    assert "needs a native check" in po(code).split("msgid", 1)[0]


@pytest.mark.parametrize(
    ("code", "people"), [("kk", "адам"), ("ug", "كىشى"), ("ru", "человека"), ("zh", "人"), ("en", "people")]
)
def test_what_is_compiled_is_what_people_read(code, people):
    with use_language(code):
        assert ngettext("person", "people", 3) == people
        assert (gettext("Consent") == "Consent") == (code == "en")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_error_and_no_line_speaks_past_the_catalogues(path):
    assert bare_texts(path.read_text("utf-8")) == []


def bare_texts(text):
    """Errors, problems and printed lines in words that no `_()` says. "--by NAME" or "key=level" are no words."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SPEAKING:
            for said in (one for given in given_texts(node) for one in spoken(given)):
                if re.search(r"[A-Za-z]{3,}", said) and not re.match(r"--|[a-z_]+=|tizim: $", said):
                    found.append(said)
    return found


SPEAKING = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
SPEAKING |= {"Problem", "echo", "print"}


def given_texts(call):
    first = 1 if getattr(call.func, "id", "") == "Problem" else 0
    return [*call.args[first : first + 2], *(one.value for one in call.keywords if one.arg in ("try_", "message"))]


def spoken(node):
    """The literal texts of an expression, but nothing inside a call."""
    if isinstance(node, ast.Constant):
        yield from [node.value] if isinstance(node.value, str) else []
    elif not isinstance(node, (ast.Call, ast.FormattedValue)):
        for below in ast.iter_child_nodes(node):
            yield from spoken(below)


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*/templates/**/*.html")), ids=lambda p: p.name)
def test_no_template_speaks_past_the_catalogues(path):
    assert bare_words(path.read_text("utf-8")) == []


def bare_words(text):
    """What a reader would see of a template that no tag says."""
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}|<kbd>\w</kbd>", " ", text, flags=re.S)  # a key is a key
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
    seen = re.findall(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"', text)
    seen.append(re.sub(r"<(style|script)\b.*?</\1>|<!?[^>]*>|&#?\w+;", " ", text, flags=re.S))
    return [word for word in re.findall(r"[^\W\d_]+", " ".join(seen)) if word not in ALLOWED_WORDS]


def test_forgotten_words_would_be_seen():
    assert bare_words('<p title="Hello">{% say "x" %} there{{ name }}</p>') == ["there", "Hello"][::-1]
    assert bare_texts('raise BadInput(f"“{x}” is wrong here.", _("Try."))') == ["” is wrong here."]
    assert bare_texts('console.print(f"{kept.id}  {size} bytes")') == [" bytes"]
    assert bare_texts('raise BadInput(_("It is wrong here."), "--by NAME" if x else _("Try."))') == []
    assert [type(one).__name__ for one in messages.in_python('_(f"a {b}"); _("c"); _(d)', "x.py")] == [
        "Unreadable",
        "Found",
        "Unreadable",
    ]


def test_messages_are_found_in_every_kind_of_file():
    assert list(
        messages.in_django("""{% say "{count} people" count=n %}{% if x %}{% say 'It\\'s' %}{% endif %}""", "f")
    ) == [
        messages.Found("{count} people", "f"),
        messages.Found("It's", "f"),
    ]
    jinja = '{{ _("Kept by {office}.", office=office) }}{{ ngettext("one", "many", 2) }}'
    assert [one.key for one in messages.in_jinja(jinja, "f")] == ["Kept by {office}.", ("one", "many")]
    command = '@click.command()\n@click.option("--x", help="An option.")\ndef go():\n    """Go."""\n'
    assert sorted(one.key for one in messages.in_commands(command, "cli/x.py")) == ["An option.", "Go."]


def test_writing_the_same_translations_twice_gives_the_same_bytes(collected):
    known = messages.read_translations(po("ru"))
    first = messages.catalogue("ru", collected[0], known)
    shuffled = messages.catalogue("ru", dict(reversed(collected[0].items())), known)
    assert messages.po_bytes(first) == messages.po_bytes(shuffled)
    assert messages.mo_bytes(first) == messages.mo_bytes(shuffled)
    assert str(ROOT) not in messages.po_bytes(first).decode("utf-8")
