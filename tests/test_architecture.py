"""House rules that a machine can hold: import law, module budgets, who writes, one word per concept."""

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "tizim"
STAGES = {"intake", "vault", "statements", "resolve", "corroborate", "publish"}
MAY_IMPORT = {
    "core": set(),
    "names": {"core"},
    "bulk": {"core"},
    **{stage: {"core", "names", "bulk"} for stage in STAGES},
    "policies": {"core"},
    "db": {"core", "policies"},
    "actions": STAGES | {"core", "names", "db", "policies"},
    "deriving": STAGES | {"core", "names", "db", "policies", "actions"},
    "entering": STAGES | {"core", "names", "db", "policies", "actions", "deriving", "copying"},
    "linking": STAGES | {"core", "names", "db", "policies", "actions", "deriving"},
    "copying": STAGES | {"bulk", "core", "names", "db", "policies", "actions", "deriving"},
    "translating": {"core", "corroborate", "db", "policies", "actions", "deriving"},
    "pipeline": STAGES | {"core", "names", "db", "policies", "actions", "deriving", "entering"},
    "lookup": {"core", "names", "db", "policies", "pipeline", "deriving"},
    "deciding": {"core", "db", "policies", "publish", "resolve"},
    "restating": {"core", "db", "policies", "actions", "corroborate", "deriving"},
    "suggesting": {"core", "db", "policies", "intake", "reading"},
    "publication": {"core", "db", "policies", "actions", "publish", "composing"},
    "composing": {"core", "statements", "corroborate", "publish"},
    "arriving": {"core", "policies", "actions", "intake", "pipeline", "deriving"},
    "drill": {"core", "db", "policies", "actions"},
    "interviewing": {"core", "db", "policies", "actions", "intake", "statements", "entering"},
    "web": {
        "arriving",
        "drill",
        "interviewing",
        "core",
        "names",
        "actions",
        "db",
        "policies",
        "pipeline",
        "deriving",
        "entering",
        "lookup",
        "deciding",
        "suggesting",
        "restating",
    },  # fmt: skip
    "cli": {
        "core",
        "names",
        "actions",
        "db",
        "policies",
        "pipeline",
        "deriving",
        "entering",
        "linking",
        "copying",
        "translating",
        "lookup",
        "deciding",
        "restating",
        "suggesting",
        "publication",
        "vault",
        "intake",
        "web",
    },
    "reading": {"core", "names", "intake", "corroborate"},
    "settings": set(),
}
NOT_NAMES = {"utils", "helpers", "common", "manager", "service", "base", "misc", "util", "helper"}
BANNED = ("informant", "asset", "tenant", "verdicts", "end-to-end", "facial")


def modules() -> list[Path]:
    return sorted(p for p in SRC.rglob("*.py") if "migrations" not in p.parts)


def room(path: Path) -> str:
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("tizim.")}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == "tizim":
            parts = (node.module or "").split(".")
            found |= {parts[1]} if len(parts) > 1 else {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level > 1:
            depth = len(path.relative_to(SRC).parts) - node.level
            if depth < 1:
                found.add((node.module or node.names[0].name).split(".")[0])
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_every_module_keeps_the_import_law(path):
    mine = room(path)
    if mine == "__init__":
        return
    assert imported_rooms(path) - MAY_IMPORT[mine] - {mine, "__version__"} == set()


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_no_django_outside_its_rooms(path):
    if room(path) in {"db", "actions", "web", "settings", "policies"}:
        return
    assert not re.search(r"^\s*(from|import) django", path.read_text("utf-8"), re.M)


def test_only_db_and_actions_touch_objects():
    wrong = [p for p in modules() if room(p) not in {"db", "actions"} and re.search(r"\.objects\b(?!\.py)", code(p))]
    assert [str(p.relative_to(SRC)) for p in wrong if "vault" not in p.parts] == []


def test_only_one_module_imports_cryptography():
    wrong = [p for p in modules() if re.search(r"^\s*(from|import) (cryptography|pyrage)", p.read_text("utf-8"), re.M)]
    assert [str(p.relative_to(SRC)) for p in wrong] == ["vault/crypto.py"]


def code(path: Path) -> str:
    """The module without its docstrings, so that words about the rules do not break them."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(
            node
        ):
            node.body[0] = ast.Pass()
    return ast.unparse(tree)


def test_modules_stay_within_their_budgets():
    lengths = {str(p.relative_to(SRC)): len(p.read_text("utf-8").splitlines()) for p in modules()}
    assert {name: n for name, n in lengths.items() if n > 400} == {}
    assert statistics.median(n for n in lengths.values() if n) <= 120
    assert lengths["pipeline.py"] <= 200


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_functions_have_at_most_forty_lines(path):
    functions = (
        n
        for n in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    assert {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno - f.lineno >= 40} == {}


def test_modules_are_named_after_what_they_hold():
    assert [p for p in modules() if p.stem in NOT_NAMES and "sqlcipher" not in p.parts] == []


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_every_module_says_what_it_is(path):
    text = path.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("word", BANNED)
def test_one_word_per_concept(word):
    pattern = re.compile(rf"\b{word}s?\b", re.I)
    files = [p for p in modules() if pattern.search(p.read_text("utf-8"))]
    assert [str(p.relative_to(SRC)) for p in files] == []


def test_a_forbidden_import_would_be_seen(tmp_path, monkeypatch):
    wrong = SRC / "core" / "never_written.py"
    monkeypatch.setattr(
        Path, "read_text", lambda self, *a, **k: "from tizim.db import queries\nfrom ..vault import log\n"
    )
    assert imported_rooms(wrong) == {"db", "vault"}
