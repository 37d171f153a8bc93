"""Bundles whose files, list or head are not what was signed, or are signed and break a rule of spelling."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from green_lamp import (
    DRAWING_SALT,
    PAGES,
    SIGNER,
    STRANGER,
    Case,
    Made,
    add,
    case,
    drop,
    item_line,
    link,
    listing,
    malleable,
    renamed,
    respelled,
    tree_of,
    valid_bundle,
)

from tizim.vault.note import Signer
from tizim.vault.spelling import spell_base64


def file_cases() -> dict[str, Case]:
    empty, early = valid_bundle(), valid_bundle()
    empty.folders.append("pages")
    early.files["index.html"] = early.files["index.html"][:-1]
    linked_folder = link(drop(valid_bundle(), "kk/index.html"), "kk", "exhibits")
    return {
        "tampered-file": case(
            "one letter of a page is another", "changed", valid_bundle().swap("index.html", "R", "r")
        ),
        "tampered-list": case(
            "a size in the list is another", "changed", valid_bundle().swap("manifest.txt", " 18 index", " 19 index")
        ),
        "truncated-file": case("a page lost its last byte", "changed", early),
        "missing-file": case("a page is gone", "missing", drop(valid_bundle(), "kk/index.html")),
        "missing-head": case("there is no signed head", "missing", drop(valid_bundle(), "bundle.note")),
        "missing-list": case("there is no list of files", "missing", drop(valid_bundle(), "manifest.txt")),
        "missing-checkpoint": case(
            "the list, signed, has no checkpoint", "missing", drop(valid_bundle(), "checkpoint").resign()
        ),
        "missing-items": case(
            "the list, signed, has no items", "missing", drop(valid_bundle(), "items.jsonl").resign()
        ),
        "extra-file": case("a file was added", "extra", add(valid_bundle(), "kk/added.html", b"added")),
        "extra-hidden-file": case("a hidden file was added", "extra", add(valid_bundle(), ".well-hidden", b"added")),
        "extra-folder": case("an empty folder was added", "extra", empty),
        "extra-link": case("a link was added", "extra", link(valid_bundle(), "latest", "index.html")),
        "link-for-file": case(
            "a page is a link to the same bytes",
            "missing extra",
            link(add(valid_bundle(), "copy.html", PAGES[1][1]), "kk/index.html", "../copy.html"),
        ),
        "link-for-folder": case("a folder is a link", "missing extra", linked_folder),
    }


def head_cases() -> dict[str, Case]:
    def note(change: Callable[[str], str]) -> Made:
        made = valid_bundle()
        made.files["bundle.note"] = change(made.files["bundle.note"].decode()).encode()
        return made

    forged, wrong, both = valid_bundle(), valid_bundle(), valid_bundle().resign(SIGNER, STRANGER)
    forged.files["bundle.note"] = malleable(forged.files["bundle.note"])
    wrong.keys = [STRANGER.vkey]
    text, root = valid_bundle().files["bundle.note"].decode(), spell_base64(tree_of(9).root())
    other_log = ("checkpoint 9 " + spell_base64(tree_of(9).root()), "checkpoint 8 " + spell_base64(tree_of(8).root()))
    return {
        "tampered-head": case(
            "the number of the bundle is another", "signature", note(lambda old: old.replace("number 2", "number 3"))
        ),
        "truncated-head": case("the last line of the head is cut short", "signature", note(lambda old: old[:-1])),
        "trailing-head": case("something follows the signature", "signature", note(lambda old: old + "\n")),
        "unsigned-head": case("there is no signature", "signature", note(lambda old: old.split("\n\n")[0] + "\n")),
        "noncanonical-signature": case(
            "the signature is spelled with other unused bits", "signature", note(lambda old: old[:-1] + "A\n")
        ),
        "malleable-signature": case("the signature has the order of the group added to it", "signature", forged),
        "wrong-key": case("the reader expects another key", "signature", wrong),
        "stranger-signed-too": case("somebody unknown signed the head as well", "signature", both),
        "stranger-signed": case("only somebody unknown signed", "signature", valid_bundle().resign(STRANGER)),
        "same-name-other-key": case(
            "another key under the right name", "signature", valid_bundle().resign(Signer(SIGNER.name, bytes(32)))
        ),
        "future-version": case(
            "a version of the format that is not known here",
            "version",
            valid_bundle().resign(swap=("bundle/1", "bundle/2")),
        ),
        "unknown-line": case(
            "the head has a line too many",
            "spelling",
            valid_bundle().resign(swap=("kind release\n", "kind release\nmood good\n")),
        ),
        "leading-zero": case(
            "a number with a leading zero", "spelling", valid_bundle().resign(swap=("number 2", "number 02"))
        ),
        "noncanonical-root": case(
            "base64 with unused bits set", "spelling", valid_bundle().resign(swap=(root, respelled(root)))
        ),
        "other-checkpoint": case(
            "the head names another checkpoint than the one in the bundle", "log", valid_bundle().resign(swap=other_log)
        ),
        "crlf-head": case("line ends of another system", "signature", note(lambda old: old.replace("\n", "\r\n"))),
        "two-heads": case("a head after a head", "signature spelling", note(lambda old: old + text)),
    }


def spelling_cases() -> dict[str, Case]:
    names = {
        "path-parent": "../index.html",
        "path-absolute": "/index.html",
        "path-empty-part": "kk//index.html",
        "path-dot": "kk/../index.html",
        "path-hidden": ".hidden.html",
        "path-backslash": "kk\\index.html",
        "path-space": "kk index.html",
        "path-device": "con.html",
        "path-dash": "-rf.html",
        "path-end-dot": "kk/index.",
    }
    paths = {
        name: case(
            f"a path that no bundle may hold: {new}",
            "spelling extra"
            if not new.startswith(("/", "../")) and "//" not in new and "/../" not in new
            else "spelling",
            renamed(valid_bundle(), new),
        )
        for name, new in names.items()
    }
    twin = add(valid_bundle(), "INDEX.html", b"twin")
    row = f"{hashlib.sha256(b'twin').hexdigest()} 4 INDEX.html\n".encode()
    return paths | {
        "path-case-twins": case(
            "two names that some systems cannot tell apart",
            "order",
            twin.resign(lines=row + valid_bundle().files["manifest.txt"]),
        ),
        "reordered-list": case(
            "the list, signed, is not in order", "order", listing(valid_bundle(), lambda old: old[::-1])
        ),
        "doubled-line": case(
            "the list, signed, names a file twice", "order", listing(valid_bundle(), lambda old: [old[0], *old])
        ),
        "crlf-list": case(
            "line ends of another system",
            "spelling missing extra proof",
            listing(valid_bundle(), lambda old: [line[:-1] + b"\r\n" for line in old]),
        ),
        "unended-list": case(
            "the list does not end with a newline",
            "spelling",
            listing(valid_bundle(), lambda old: [b"".join(old)[:-1]]),
        ),
        "spaced-item": case(
            "an item in JSON with spaces",
            "spelling",
            valid_bundle().swap("items.jsonl", '"index":2,', '"index": 2,').resign(),
        ),
        "doubled-key": case(
            "an item that says twice what it is",
            "spelling",
            valid_bundle().swap("items.jsonl", '"state":"withheld"', '"state":"erased","state":"withheld"').resign(),
        ),
        "unknown-state": case(
            "an item in a state that does not exist", "spelling", item_line(valid_bundle(), 1, state="lost").resign()
        ),
        "unknown-field": case(
            "an item with a field that does not exist", "spelling", item_line(valid_bundle(), 1, mood="good").resign()
        ),
        "wrong-type": case("an index that is a text", "spelling", item_line(valid_bundle(), 1, index="2").resign()),
        "noncanonical-proof": case(
            "a proof with unused bits set",
            "spelling",
            item_line(valid_bundle(), 5, salt=respelled(spell_base64(DRAWING_SALT))).resign(),
        ),
        "unended-items": case(
            "the last item lacks its newline",
            "spelling",
            add(valid_bundle(), "items.jsonl", valid_bundle().files["items.jsonl"][:-1]).resign(),
        ),
        "truncated-items": case(
            "the last item is cut short",
            "spelling",
            add(valid_bundle(), "items.jsonl", valid_bundle().files["items.jsonl"][:-20] + b"\n").resign(),
        ),
    }
