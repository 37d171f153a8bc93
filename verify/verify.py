#!/usr/bin/env python3
"""Verify a bundle of a Tizim archive (a release, evidence) on any computer, offline, without Tizim.

    python verify.py FOLDER --key VKEY [--key VKEY …] [--since OLD_CHECKPOINT]

VKEY: the office's public key, one line, which you got from the office by another way than the bundle. OLD_CHECKPOINT:
the file "checkpoint" of an earlier bundle; it is then also proved that nothing left the log since. Exit code: 0 all is
well, 1 it is not, 2 wrong arguments. Needs Python 3.11 and "cryptography" (for Ed25519). Rules: docs/spec/bundle.md.
"""

import argparse, base64, hashlib, json, re, sys  # noqa: E401, I001
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit(print("Please install the Python package “cryptography” first: pip install cryptography") or 2)

NUMBER, KEPT = "(?:0|[1-9][0-9]{0,18})", r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])[./\n]"  # names that systems keep
SEGMENT = f"(?!{KEPT})[A-Za-z0-9_](?:[A-Za-z0-9._-]{{0,98}}[A-Za-z0-9_-])?"
LISTED = re.compile(rf"([0-9a-f]{{64}}) ({NUMBER}) ((?=.{{1,200}}\n){SEGMENT}(?:/{SEGMENT})*)\n")
HEAD = re.compile(
    rf"tizim\.bundle/1\nkind (?P<kind>[a-z]{{1,20}})\norigin (?P<origin>\S|\S.*\S)\nnumber (?P<number>{NUMBER})\n"
    r"date (?P<date>[0-9]{4}-[01][0-9]-[0-3][0-9])\nmanifest (?P<manifest>\S{44})\n"
    rf"checkpoint (?P<size>{NUMBER}) (?P<root>\S{{44}})\nprevious (?:none|\S{{44}})\n"
)
SUMMARY = """VERIFIED: {kind} {number} of {date} by {origin}: {files} files ({bytes} bytes), none changed or added.
Log of {size} entries, here proved: {present} exhibits shown, {withheld} withheld, {erased} erased, {entry} opened."""
OPENING = {"present": ["path", "salt"], "entry": ["payload", "salt"], "withheld": [], "erased": []}
FIELDS = {state: {"index", "state", "leaf", *opening} for state, opening in OPENING.items()}


class NotVerified(Exception): ...


def check(holds, code, where, words):
    if not holds:
        raise NotVerified(code, where, words)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text, size=None):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text or size not in (None, len(data)):
        raise ValueError("this is not canonical base64 of the right length")
    return data


def parse_json(line):
    value = json.loads(line)
    if json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() != line:
        raise ValueError("this is not canonical JSON")
    return value


def parse_key(vkey):
    name, hashed, body = vkey.strip().split("+", 2)
    raw = unbase64(body, 33)
    if raw[:1] != b"\1" or sha(name.encode(), b"\n", raw)[:4].hex() != hashed:
        raise ValueError("a public key is one line: a name, a plus, 8 letters, a plus, the key")
    return (name, bytes.fromhex(hashed)), Ed25519PublicKey.from_public_bytes(raw[1:])


def open_note(data, keys, where, strangers=False):
    """The text of a C2SP signed note: a key of `keys` has signed it, no signature of theirs fails."""
    text, gap, tail = data.decode().rpartition("\n\n")
    lines = [line.split(" ") for line in tail.removesuffix("\n").split("\n")]
    marks = [(name, unbase64(raw)[:4]) for _, name, raw in lines]
    spelled = "".join(f"— {name} {raw}\n" for _, name, raw in lines)
    good = gap and tail == spelled and len(set(marks)) == len(marks) and (strangers or {*marks} <= {*keys})
    check(good and {*marks} & {*keys}, "signature", where, "It is not signed by your keys, and by no other.")
    for mark, (_, _, raw) in zip(marks, lines, strict=True):
        if mark in keys:  # raises InvalidSignature
            keys[mark].verify(unbase64(raw)[4:], f"{text}\n".encode())
    return text + "\n"


def open_checkpoint(data, keys, where):
    match = re.fullmatch(rf"(.+)\n({NUMBER})\n(\S{{44}})\n", open_note(data, keys, where, strangers=True))
    check(match, "signature", where, "This is not a checkpoint.")
    return match[1], int(match[2]), unbase64(match[3], 32)


def inclusion_root(node, index, size, proof):
    """The root of a tree of `size` leaves with `node` at `index`: RFC 6962, 2.1.1, from the root down."""
    if size == 1:
        return None if proof else node
    half, (*rest, sibling) = 1 << (size - 1).bit_length() - 1, proof
    if index < half:
        return sha(b"\1", inclusion_root(node, index, half, rest), sibling)
    return sha(b"\1", sibling, inclusion_root(node, index - half, size - half, rest))


def consistency_roots(old, size, proof, known):
    """(root of the first `old` leaves, root of all): RFC 6962, 2.1.2; `known` is the old root, on its own path."""
    if old == size:
        (node,) = [known, *proof] if known else proof
        return node, node
    half, (*rest, sibling) = 1 << (size - 1).bit_length() - 1, proof
    if old <= half:
        before, after = consistency_roots(old, half, rest, known)
        return before, sha(b"\1", after, sibling)
    before, after = consistency_roots(old - half, size - half, rest, None)
    return sha(b"\1", sibling, before), sha(b"\1", sibling, after)


def check_files(folder, manifest_hash):
    """The signed list (path → hash and size), once every file of the folder is the one that it names."""
    data = (folder / "manifest.txt").read_bytes()
    check(sha(data) == manifest_hash, "changed", "manifest.txt", "The list of files is not the one that was signed.")
    lines = [LISTED.fullmatch(line).groups() for line in data.decode("ascii").splitlines(keepends=True)]
    listed = {path: (digest, size) for digest, size, path in lines}
    ordered = sorted({path.lower(): path for path in listed}.values())
    check([line[2] for line in lines] == ordered, "order", "manifest.txt", "It is not in order, or has a file twice.")
    paths = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir() or not any(path.iterdir())]
    found = {path.relative_to(folder).as_posix(): path for path in paths}
    for path in sorted({*found, *listed} - {"bundle.note", "manifest.txt"}):
        check(path in listed, "extra", path, "This is not in the signed list of files.")
        plain = path in found and found[path].is_file() and not found[path].is_symlink()
        check(plain, "missing", path, "The file is not there.")
        with found[path].open("rb") as file:
            now = hashlib.file_digest(file, "sha256").hexdigest(), str(file.tell())
        check(now == listed[path], "changed", path, "The file is not the one that was signed.")
    return listed


def json_lines(folder, name):
    for number, line in enumerate((folder / name).read_bytes().splitlines(keepends=True), 1):
        value = parse_json(line.removesuffix(b"\n") if line.endswith(b"\n") else b"")
        raw = unbase64(value.pop("proof"))
        yield f"{name}:{number}", value, [raw[at : at + 32] for at in range(0, len(raw), 32)]


def check_items(folder, listed, size, root):
    """Items of each state; each leaf is in the log, each opened leaf is what it is said to be, each erasure proved."""
    items, erased = {}, {}
    for where, item, proof in json_lines(folder, "items.jsonl"):
        index, state, leaf = item["index"], item["state"], unbase64(item["leaf"], 67)
        check(type(index) is int and {*item} == FIELDS[state], "spelling", where, "This is not an item of the log.")
        check(next(reversed(items), -1) < index < size, "order", where, "The items are not in the order of the log.")
        items[index], payload = (state, leaf), item.get("payload", "").encode()
        proved = leaf[:3] == b"v1:" and inclusion_root(sha(b"\0", leaf), index, size, proof) == root
        if "salt" in item:
            digest, length = (sha(payload).hex(), len(payload)) if state == "entry" else listed[item["path"]]
            opened = sha(unbase64(item["salt"], 32), bytes.fromhex(digest), int(length).to_bytes(8, "big"))
            proved = proved and leaf[35:] == opened
        check(proved, "proof", where, f"Entry {index} of the log is not what is shown here.")
        entry = parse_json(payload) if state == "entry" else {}
        if entry.get("entry") == "erased":
            check(0 <= entry["index"] < index, "erasure", where, "An erasure comes after what it erases.")
            erased[entry["index"]] = unbase64(entry["leaf"], 67)
    for index, (state, leaf) in items.items():
        held = erased.get(index) == (leaf if state == "erased" else None)
        check(held, "erasure", "items.jsonl", f"Item {index} is shown as {state}; the log says otherwise.")
    return {state: [one for one, _ in items.values()].count(state) for state in FIELDS}


def verify(folder, keys, since=None):
    """Facts about a bundle that holds. Raises NotVerified, or ValueError, KeyError … for what is none."""
    text = open_note((folder / "bundle.note").read_bytes(), keys, "bundle.note")
    check(head := HEAD.fullmatch(text), "version", "bundle.note", "Not in format 1; a newer needs a newer verify.py.")
    origin, size, root = head["origin"], int(head["size"]), unbase64(head["root"], 32)
    listed = check_files(folder, unbase64(head["manifest"], 32))
    signed = open_checkpoint((folder / "checkpoint").read_bytes(), keys, "checkpoint")
    check(signed == (origin, size, root), "log", "checkpoint", "It is not the one that the head of the bundle names.")
    counts, roots = check_items(folder, listed, size, root), {0: sha(), size: root}
    for where, line, proof in json_lines(folder, "consistency.jsonl"):
        old, old_root = line["size"], unbase64(line["root"], 32)
        holds = 0 < old <= size and consistency_roots(old, size, proof, old_root) == (old_root, root)
        check(holds, "forked", where, f"The log does not continue what it was at size {old}.")
        roots[old] = old_root
    if since:
        seen, old, old_root = open_checkpoint(since, keys, "earlier checkpoint")
        code, same = "older" if old > size else "forked", (seen, roots.get(old)) == (origin, old_root)
        check(same, code, "checkpoint", "Nothing proves that this log continues the one that you saw.")
    return {**head.groupdict(), **counts, "files": len(listed), "bytes": sum(int(one) for _, one in listed.values())}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--key", action="append", required=True, type=parse_key, help="public key of the office")
    parser.add_argument("--since", type=argparse.FileType("rb"), help="file “checkpoint” of an earlier bundle")
    options = parser.parse_args(arguments)
    try:
        facts = verify(options.folder, dict(options.key), options.since and options.since.read())
    except (NotVerified, InvalidSignature, OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        print("NOT VERIFIED: do not rely on this bundle.", type(error).__name__, *map(ascii, error.args), sep=" · ")
        return 1
    print(SUMMARY.format(**facts))
    print("The log continues the one that you saw." if options.since else "Keep the file “checkpoint” for next time.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
