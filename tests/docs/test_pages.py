"""Every page: links lead somewhere, programs run, words are those of the glossary, no machine is named."""

import ast
import doctest
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import messages  # noqa: E402

LEFT_OUT = {"node_modules", "__pycache__", "build"}
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "demo" / "README.md"]
NAMES = [str(path.relative_to(ROOT)) for path in PAGES]
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
PROGRAM = re.compile(r"^```python\n(.*?)^```", re.M | re.S)
OWN_TEST = {"docs/spec/archive.md"}  # its program reads an archive: test_archive_page.py

# The right column of the glossary, without words that also mean something else here: a sealed record, a kind of mention
# that is a document, a field of a form, what members are permitted, `tizim export`, the facts of the database.
BANNED = (
    "informant", "attachment", "asset", "claim", "assertion", "entity", "entities", "merge", "merged", "match",
    "matches", "matched", "duplicate", "verdict", "score", "dump", "tenant", "end-to-end", "facial", "biometrics",
)  # fmt: skip
ALLOWED = {
    ("README.md", "score"): "what it is not",
    ("CONTRIBUTING.md", "score"): "what it will not become",
    ("docs/glossary.md", "score"): "words that are not here",
    ("docs/glossary.md", "biometrics"): "words that are not here",
    ("docs/spec/statement.md", "score"): "never a statement",
    ("docs/spec/spreadsheet.md", "merged"): "a word of spreadsheets",
    ("docs/spec/keys.md", "dump"): "a core dump",
    ("docs/threat-model.md", "dump"): "what an adversary or a test takes of the folder",
    ("docs/names.md", "entities"): "what the set of labelled pairs calls them",
    ("a message", "dump"): "a core dump",
    ("a message", "score"): "nothing in it is a score",
}


def slug(heading):
    """The anchor that a page of code hosting makes of a heading."""
    plain = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading.strip().lower()))
    return plain.replace(" ", "-")


def anchors(path):
    return {slug(line.lstrip("#")) for line in path.read_text("utf-8").splitlines() if line.startswith("#")}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name):
    page = ROOT / name
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _sign, anchor = target.partition("#")
        found = page.parent / path if path else page
        assert found.exists(), f"{target} is not there"
        assert not anchor or anchor in anchors(found), f"{target}: no such heading"


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_a_page_names_is_there(name):
    text = (ROOT / name).read_text("utf-8")
    for path in re.findall(r"`((?:tests|docs|src|demo|bench|tools|verify)/[\w./-]+)`", text):
        assert "NAME" in path or (ROOT / path).exists(), f"{path} is not there"


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("docs/spec") and name not in OWN_TEST])
def test_the_programs_of_a_specification_run(name):
    names: dict[str, object] = {"__name__": "page"}
    for number, program in enumerate(PROGRAM.findall((ROOT / name).read_text("utf-8")), 1):
        if ">>> " not in program:
            exec(compile(program, f"{name}, program {number}", "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(program, names, name, name, 0)
        runner, said = doctest.DocTestRunner(verbose=False), []
        runner.run(test, out=said.append, clear_globs=False)
        names.update(test.globs)
        assert runner.failures == 0, "".join(said)


def words_of(page):
    """The page as people read it: without programs, code, and the glossary's column of what is not said."""
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text("utf-8")))
    if page.name == "glossary.md":
        text = re.sub(r"\|[^|\n]*\|$", "|", text, flags=re.M)
    return text


def banned_in(text):
    return {word for word in BANNED if re.search(rf"(?<![\w{{]){re.escape(word)}s?\b(?!\}})", text, re.I)}


def test_pages_and_messages_use_the_words_of_the_glossary():
    used = {(name, word) for name in NAMES for word in banned_in(words_of(ROOT / name))}
    for key in messages.collect()[0]:
        used |= {("a message", word) for text in ([key] if isinstance(key, str) else key) for word in banned_in(text)}
    assert used - set(ALLOWED) == set()
    assert set(ALLOWED) - used == set(), "no longer needed"


def test_a_banned_word_would_be_seen():
    assert banned_in("Two entities were Merged; the claims match.") == {"entities", "merged", "claim", "match"}
    assert banned_in("“{verdict}” is not a judgement; a matching") == set()


def texts():
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] not in (".ci", ".gitignore")
        if path.is_file() and not hidden and not LEFT_OUT & set(parts) and ".egg-info" not in str(path):
            try:
                yield str(path.relative_to(ROOT)), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def test_nothing_names_a_machine_or_a_registry():
    machine = re.compile(r"(?<![\w.~])/(?:work|root|home/\w+|Users/\w+)/\w")
    registry = re.compile(r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|registry|mirror|proxy)[\w.-]*", re.I)
    wrong = [name for name, text in texts() if machine.search(text) or registry.search(text)]
    assert wrong == []
    assert machine.search(" /" + "work/shared") and registry.search("https://" + "pypi.org")


@pytest.mark.parametrize("folder", ["src", "tests", "demo", "tools", "bench", "verify"])
def test_every_module_says_what_it_is(folder):
    silent = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text("utf-8")
        if text.strip() and not ast.get_docstring(ast.parse(text)):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


BROUGHT_FOR_OTHERS = {
    "defusedxml",
    "lxml-html-clean",
    "brotli",
}  # packages that a dependency uses where they are installed


def test_every_dependency_is_imported_somewhere():
    """What nobody imports is weight and risk for nothing; the comment beside it would be untrue."""
    import tomllib

    names = {"PyYAML": "yaml", "python-docx": "docx", "fontpkg-noto-sans-arabic": "fontpkg_noto_sans_arabic"}
    served = {"django-htmx"}  # whose files are found by name (`files_of`) and served
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    wanted = {re.split(r"[<>=\[]", one)[0] for one in listed} - BROUGHT_FOR_OTHERS
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    imported = {n for n in wanted if re.search(rf"^\s*(from|import) {names.get(n, n)}\b", code, re.M | re.I)}
    assert wanted - imported == served and all(f'"{n.replace("-", "_")}"' in code for n in served)
