"""Headers of every answer that leaves the server: pages, errors, refusals, files, and what files refuse."""

import io
import re

import pytest
from page_text import without_scripts

from tizim.db import waiting
from tizim.web import desk, serving
from tizim.web.headers import DESK, RELEASE, with_headers
from world import account, take_in


def ask(app, address, *, method="GET", cookie="", host="localhost"):
    """(status, headers, body) from a WSGI server."""
    seen = {}

    def start(status, headers, error=None):
        names = [name.lower() for name, _value in headers]
        assert len(names) == len(set(names)) or names.count("set-cookie") > 1, names
        seen.update(status=int(status.split()[0]), headers={name.lower(): value for name, value in headers})

    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": host, "SERVER_NAME": host,
        "SERVER_PORT": "80", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(),
        "HTTP_COOKIE": f"tizim={cookie}" if cookie else "",
    }  # fmt: skip
    body = b"".join(app(environ, start))
    return seen["status"], seen["headers"], body


@pytest.fixture
def opened(archive):
    take_in(archive, account())
    desk.open_desk("Marat", "secret", archive)
    yield serving.desk_app()
    desk.open_desk("", "")


QUIET = {"Permissions-Policy": RELEASE["Permissions-Policy"]}  # of every page but the one that records


def assert_strict(headers, wanted=DESK):
    for name, value in {**wanted, **QUIET}.items():
        assert headers.get(name.lower()) == value, name
    assert not {"server", "x-powered-by", "access-control-allow-origin"} & set(headers)


ANSWERS = [
    ("/", {"cookie": "secret"}, 200), ("/accounts/1", {"cookie": "secret"}, 200), ("/", {}, 403),
    ("/no-page", {"cookie": "secret"}, 404), ("/accounts/9", {"cookie": "secret"}, 404),
    ("/language/ug", {"cookie": "secret", "method": "POST"}, 403),
    ("/people", {"cookie": "secret", "method": "POST"}, 403),
    ("/language/ug", {"cookie": "secret"}, 405), ("/enter/secret", {}, 302), ("/", {"host": "elsewhere.example"}, 400),
    ("/static/desk/desk.css", {}, 200), ("/static/desk/desk.js", {}, 200), ("/static/desk/mark.svg", {}, 200),
    ("/static/htmx/htmx-2.min.js", {}, 200), ("/static/fonts/arabic.woff2", {}, 200), ("/static/none.css", {}, 403),
    ("/static/htmx/htmx-4.min.js", {}, 403), ("/static/htmx/../desk/desk.css", {}, 403),
    ("/static/desk/desk.css", {"method": "POST"}, 405), ("/", {"cookie": "secret", "method": "TRACE"}, 405),
]  # fmt: skip


def test_every_answer_of_the_desk_carries_the_headers(opened):
    for address, more, status in ANSWERS:
        answered, headers, _body = ask(opened, address, **more)
        assert answered == status, (address, more)
        assert_strict(headers)


def test_a_fault_of_ours_carries_them_too(opened, monkeypatch):
    monkeypatch.setattr(waiting, "waiting", lambda reader, day: 1 / 0)
    status, headers, _body = ask(opened, "/", cookie="secret")
    assert status == 500
    assert_strict(headers)


def policy_of(headers):
    return dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))


def test_the_policies_let_nothing_leave():
    for policy in (policy_of(DESK), policy_of(RELEASE)):
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert {word for words in policy.values() for word in words.split()} <= {"'none'", "'self'", "blob:"}


def test_a_release_runs_nothing_and_the_desk_only_files_of_its_own():
    assert "script-src" not in policy_of(RELEASE) and policy_of(DESK)["script-src"] == "'self'"
    blobs = {name for name, words in policy_of(DESK).items() if "blob:" in words}
    assert blobs == {"img-src", "media-src"}  # what is being recorded or chosen, before it is sent


def test_only_the_desk_asks_for_the_microphone_and_nothing_asks_for_the_camera():
    desk, release = (dict(re.findall(r"([a-z]+)=(\(\w*\))", one["Permissions-Policy"])) for one in (DESK, RELEASE))
    assert {name for name, who in desk.items() if who != "()"} == {"microphone"} and desk["microphone"] == "(self)"
    assert set(release) == set(desk) and set(release.values()) == {"()"}


def test_pages_of_the_desk_are_never_kept_by_a_browser():
    assert DESK["Cache-Control"] == "no-store"


def test_a_header_cannot_be_weakened_further_in():
    def weak(environ, start):
        start("200 OK", [("content-security-policy", "default-src *"), ("Server", "x/1.0")])
        return [b""]

    _status, headers, _body = ask(with_headers(weak, DESK), "/")
    assert_strict(headers)


def test_no_page_holds_a_script_a_style_or_an_address_elsewhere(opened):
    for address in (
        "/",
        "/people",
        "/accounts",
        "/accounts/1",
        "/proposals",
        "/contradictions",
        "/places",
        "/components",
        "/x",
    ):
        page = without_scripts(ask(opened, address, cookie="secret")[2].decode())
        for word in (
            "<script",
            "<style",
            " style=",
            " onclick",
            " onload",
            "javascript:",
            "http://",
            "https://",
            "data:",
        ):
            assert word not in page, (address, word)


@pytest.fixture
def release(tmp_path):
    (tmp_path / "secret.txt").write_text("not published")
    folder = tmp_path / "register"
    for name in ("index.html", "en/index.html", "ug/people.html", "static/site.css", "data/people.csv", "head.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name} é")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)
    return serving.release_app(folder)


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/ug/people.html", "/static/site.css", "/data/people.csv", "/head.json"]
)
def test_every_file_of_a_release_is_served_with_its_headers(release, address):
    status, headers, body = ask(release, address)
    assert status == 200 and "é" in body.decode() and "set-cookie" not in headers
    assert_strict(headers, RELEASE)


@pytest.mark.parametrize("address", ["/en/index.html", "/en", "/index.html"])
def test_an_index_leads_to_its_folder(release, address):
    status, headers, _body = ask(release, address)
    assert status == 302 and headers["location"] in ("./", "en/", "")
    assert_strict(headers, RELEASE)


@pytest.mark.parametrize(
    "address",
    ["/../secret.txt", "/en/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/link.txt",
     "/linked/secret.txt", "//etc/passwd", "/etc/passwd", "/.", "/..", "/en/..", "/\\..\\secret.txt", "/static",
     "/data/", "/\0", "/../register/head.json"],
)  # fmt: skip
def test_nothing_but_its_files_is_served(release, address):
    status, headers, body = ask(release, address)
    assert status == 404 and b"not published" not in body and b"root:" not in body
    assert_strict(headers, RELEASE)


def test_a_release_is_only_read(release):
    for method in ("POST", "PUT", "DELETE"):
        assert ask(release, "/head.json", method=method)[0] == 405
