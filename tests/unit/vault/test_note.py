"""Signed notes against the published example of the format, and against everything that is nearly one."""

import pytest

from tizim.core.errors import BadInput, NotVerified
from tizim.vault.note import Signer, open_note, parse_vkey, sign_note, spell_vkey, split_note
from tizim.vault.spelling import parse_base64

# the example key, text and signature that the reference implementation of signed notes publishes
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = parse_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)  # fmt: skip
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
NOTE = (TEXT + "\n" + LINE).encode()
KEYS = [parse_vkey(VKEY)]
OTHER = Signer("example.org/other", bytes(32))


def test_the_published_example_is_made_and_opened_byte_for_byte():
    signer = Signer("PeterNeumann", SECRET)
    assert signer.vkey == VKEY == spell_vkey(KEYS[0])
    assert sign_note(TEXT, signer) == NOTE
    assert open_note(NOTE, KEYS).text == TEXT


def test_every_changed_byte_of_a_note_is_noticed():
    for at in range(len(NOTE)):
        changed = NOTE[:at] + bytes([NOTE[at] ^ 1]) + NOTE[at + 1 :]
        with pytest.raises(NotVerified):
            open_note(changed, KEYS)


@pytest.mark.parametrize(
    "note",
    [
        b"", b"\n", TEXT.encode(), TEXT.encode() + b"\n", NOTE[:-1], NOTE + b"\n", NOTE + b"x",
        NOTE.replace(b"\n\n", b"\n"), NOTE.replace("— ".encode(), b"- "), NOTE.replace(b"=", b""),
        NOTE + LINE.encode(), NOTE.replace(b"then", b"\tthen"), b"\xff" + NOTE, NOTE.replace(b"AM=", b"AN="),
    ],
)  # fmt: skip
def test_what_is_nearly_a_note_is_refused(note):
    with pytest.raises(NotVerified):
        open_note(note, KEYS)


def test_a_note_may_carry_the_signatures_of_several():
    note = sign_note(TEXT, Signer("PeterNeumann", SECRET), OTHER)
    assert open_note(note, KEYS).unknown == ("example.org/other",)
    assert open_note(note, [*KEYS, OTHER.key]).signed_by == ("PeterNeumann", "example.org/other")


def test_a_note_that_only_strangers_signed_is_refused():
    with pytest.raises(NotVerified):
        open_note(sign_note(TEXT, OTHER), KEYS)


def test_one_wrong_signature_of_a_known_key_refuses_the_note():
    note = sign_note(TEXT, Signer("PeterNeumann", SECRET)) + sign_note("other\n", OTHER).split(b"\n\n")[1]
    with pytest.raises(NotVerified):
        open_note(note, [*KEYS, OTHER.key])


@pytest.mark.parametrize(
    "vkey",
    [
        "", "PeterNeumann", VKEY[:-1], VKEY + "=", VKEY.replace("c74f", "C74F"), VKEY.replace("Peter", "Petra"),
        VKEY.replace("c74f20a3", "c74f20a4"), VKEY.replace("+A", "+B"), " " + VKEY,
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)  # fmt: skip
def test_what_is_nearly_a_public_key_is_refused(vkey):
    with pytest.raises(BadInput):
        parse_vkey(vkey)


@pytest.mark.parametrize("text", ["", "no newline at the end", "tab\there\n", "null\0\n"])
def test_a_text_that_no_note_can_carry_is_not_signed(text):
    with pytest.raises(ValueError, match="newline"):
        sign_note(text, OTHER)


def test_a_text_may_have_empty_lines():
    text = "one\n\ntwo\n"
    assert open_note(sign_note(text, OTHER), [OTHER.key]).text == text
    assert split_note(sign_note(text, OTHER))[0] == text


def test_a_signers_secret_does_not_show_when_it_is_printed():
    assert repr(bytes(32)) not in repr(OTHER)
