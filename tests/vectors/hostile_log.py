"""Bundles, rightly signed, whose part of the custody log does not hold."""

from __future__ import annotations

import base64
import json

from green_lamp import (
    DRAWING,
    DRAWING_LEAF,
    ITEMS,
    LETTER_LEAF,
    PHOTO,
    RECORDING_LEAF,
    SIGNER,
    STRANGER,
    Case,
    Made,
    add,
    case,
    checkpoint_of,
    erasure,
    exhibit,
    item_line,
    keep_lines,
    tree_of,
    valid_bundle,
    with_items,
)

from tizim.vault.checkpoint import sign_checkpoint
from tizim.vault.items import Erased, Opened, Withheld
from tizim.vault.note import Signer, sign_note, split_note
from tizim.vault.spelling import spell_base64


def log_cases() -> dict[str, Case]:
    lines = [json.loads(line) for line in valid_bundle().lines("items.jsonl")]
    late = erasure(7, DRAWING_LEAF)
    swapped = item_line(item_line(valid_bundle(), 0, proof=lines[5]["proof"]), 5, proof=lines[0]["proof"])
    exchanged = add(add(valid_bundle(), "exhibits/photo.txt", DRAWING), "exhibits/drawing.txt", PHOTO)
    other = Withheld(2, exhibit("another letter", b"never logged")[0])
    return {
        "reordered-items": case(
            "items, signed, that are not in the order of the log",
            "order",
            keep_lines(valid_bundle(), "items.jsonl", 1, 0, 2, 3, 4, 5).resign(),
        ),
        "doubled-item": case(
            "an item that is there twice",
            "order",
            keep_lines(valid_bundle(), "items.jsonl", 0, 1, 1, 2, 3, 4, 5).resign(),
        ),
        "missing-erasure-proof": case(
            "an item shown as erased without the entry of its erasure",
            "erasure",
            keep_lines(valid_bundle(), "items.jsonl", 0, 1, 2, 4, 5).resign(),
        ),
        "erasure-of-another": case(
            "the only entry of an erasure is about another item",
            "erasure",
            with_items(Erased(2, LETTER_LEAF), ITEMS[3]),
        ),
        "shown-though-erased": case(
            "an item that the log says was erased is shown as withheld",
            "erasure",
            with_items(Withheld(3, RECORDING_LEAF), ITEMS[3]),
        ),
        "erasure-not-in-the-log": case(
            "an entry of an erasure that was never logged",
            "proof erasure",
            with_items(Erased(7, DRAWING_LEAF), Opened(8, late.blind, late.salt, late.payload)),
        ),
        "swapped-proofs": case("two items with each other's proof", "proof", swapped.resign()),
        "shortened-proof": case(
            "a proof that lacks a step",
            "proof",
            item_line(valid_bundle(), 0, proof=spell_base64(base64.b64decode(lines[0]["proof"])[:-32])).resign(),
        ),
        "lengthened-proof": case(
            "a proof with a step too many",
            "proof",
            item_line(valid_bundle(), 0, proof=spell_base64(base64.b64decode(lines[0]["proof"]) + bytes(32))).resign(),
        ),
        "swapped-exhibits": case("two exhibits, signed, under each other's name", "proof", exchanged.resign()),
        "changed-exhibit": case(
            "an exhibit was changed and all signed anew",
            "proof",
            add(valid_bundle(), "exhibits/photo.txt", PHOTO + b".").resign(),
        ),
        "exhibit-not-there": case(
            "an item whose file is not in the list",
            "proof",
            item_line(valid_bundle(), 0, path="exhibits/none.txt").resign(),
        ),
        "wrong-salt": case(
            "an exhibit with another salt", "proof", item_line(valid_bundle(), 0, salt=spell_base64(bytes(32))).resign()
        ),
        "never-logged": case("a leaf that the log does not hold", "proof", with_items(other)),
        "other-index": case(
            "a leaf at another place of the log", "proof", item_line(valid_bundle(), 0, index=1).resign()
        ),
        "beyond-the-log": case(
            "an item after the end of the log", "order proof", item_line(valid_bundle(), 5, index=9).resign()
        ),
        "changed-payload": case(
            "an opened entry says something else",
            "proof",
            item_line(valid_bundle(), 4, payload='{"entry":"approval","number":3}').resign(),
        ),
        "checkpoint-of-another-key": case(
            "a checkpoint that somebody else signed",
            "signature",
            add(valid_bundle(), "checkpoint", checkpoint_of(9, signer=Signer(SIGNER.name, bytes(32))).note).resign(),
        ),
        "checkpoint-with-extension": case(
            "a checkpoint with a line too many",
            "signature",
            add(
                valid_bundle(),
                "checkpoint",
                sign_note(split_note(valid_bundle().files["checkpoint"])[0] + "more\n", SIGNER),
            ).resign(),
        ),
    }


def past_cases() -> dict[str, Case]:
    def kept(note: bytes) -> Made:
        made = valid_bundle()
        made.since = note
        return made

    forked = add(
        valid_bundle(),
        "consistency.jsonl",
        valid_bundle()
        .files["consistency.jsonl"]
        .replace(spell_base64(tree_of(6).root()).encode(), spell_base64(tree_of(6, forked=True).root()).encode()),
    )
    other = Signer("example.org/another-log", SIGNER.secret)
    another = kept(sign_checkpoint(other, 6, tree_of(6).root()).note)
    another.keys.append(other.vkey)
    return {
        "forked": case("the past that was published is not the past of this log", "forked", forked.resign()),
        "forked-since": case(
            "the log does not continue the checkpoint kept from earlier",
            "forked",
            kept(checkpoint_of(6, forked=True).note),
        ),
        "forked-same-size": case(
            "the same size as the checkpoint kept from earlier, another root",
            "forked",
            kept(checkpoint_of(9, forked=True).note),
        ),
        "unproved-since": case(
            "nothing proves that the log continues the checkpoint kept from earlier",
            "forked",
            kept(checkpoint_of(5).note),
        ),
        "older": case(
            "the log is shorter than the checkpoint kept from earlier", "older", kept(checkpoint_of(11).note)
        ),
        "since-of-another-log": case("the checkpoint kept from earlier is of another log", "forked", another),
        "since-of-another-key": case(
            "somebody else signed the checkpoint kept from earlier",
            "signature",
            kept(checkpoint_of(6, signer=STRANGER).note),
        ),
        "swapped-consistency": case(
            "proofs of consistency for each other's size",
            "forked",
            valid_bundle().swap("consistency.jsonl", '"size":4', '"size":5').resign(),
        ),
    }
