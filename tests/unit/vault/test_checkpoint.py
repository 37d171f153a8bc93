"""Checkpoints have one spelling, and count only with the log's signature."""

import pytest

from tizim.core.errors import NotVerified
from tizim.vault.checkpoint import open_checkpoint, sign_checkpoint
from tizim.vault.note import Signer, sign_note
from tizim.vault.spelling import spell_base64
from tizim.vault.tree import Tree

SIGNER = Signer("example.org/green-lamp", bytes(range(32)))
ROOT = Tree([b"a", b"b"]).root()
BODY = spell_base64(ROOT)


def test_a_checkpoint_says_origin_size_and_root():
    checkpoint = sign_checkpoint(SIGNER, 2, ROOT)
    assert checkpoint.note.startswith(f"example.org/green-lamp\n2\n{BODY}\n\n— example.org/green-lamp ".encode())
    assert open_checkpoint(checkpoint.note, [SIGNER.key]) == checkpoint


def test_a_checkpoint_of_another_key_is_refused():
    stranger = Signer("example.org/green-lamp", bytes(32))
    with pytest.raises(NotVerified):
        open_checkpoint(sign_checkpoint(stranger, 2, ROOT).note, [SIGNER.key])


@pytest.mark.parametrize(
    "text",
    [
        "", "a\n", f"a\n2\n{BODY}", f"a\n02\n{BODY}\n", f"a\n-2\n{BODY}\n", f"a\n+2\n{BODY}\n", f"\n2\n{BODY}\n",
        f"a\n2\n{BODY}\nextension\n", f"a\n2\n{BODY[:-2]}==\n", f"a\n2\n{BODY} \n", f"a\n٢\n{BODY}\n",
    ],
)  # fmt: skip
def test_a_signed_text_that_is_nearly_a_checkpoint_is_refused(text):
    with pytest.raises(NotVerified):
        open_checkpoint(sign_note(text if text.endswith("\n") else text + "\n\n", SIGNER), [SIGNER.key])
