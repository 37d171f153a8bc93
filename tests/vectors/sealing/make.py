"""How the vectors of this folder were made. Not run by the tests: a vector is kept, never renewed.

python tests/vectors/sealing/make.py NAME
"""

import base64
import json
import sys
from pathlib import Path

from tizim.vault import crypto
from tizim.vault.custodians import Custodian, sign_list
from tizim.vault.keyfiles import RootKey
from tizim.vault.sealing import seal

VALUES = {
    "v1-identity": ("identity", {"name": "Айнаш Қыдырбек", "contact": "+0 000 000 0000", "country": "kz"}),
    "v1-long-note": ("note", {"text": "A note that needs the second size. " * 130}),
}


def main(name: str) -> None:
    purpose, value = VALUES[name]
    record_id, workspace_id = "01HF7YAT00E000800000000000", "00112233445566778899aabbccddeeff"
    secret, public = crypto.new_signing_key()
    keys = [crypto.new_custodian_key() for _ in range(2)]
    people = [Custodian(f"Test custodian {n}", key[1]) for n, key in enumerate(keys, 1)]
    signed = sign_list(people, workspace_id=workspace_id, previous=None, root=RootKey(public, secret))
    vector = {
        "about": "Test keys: everything here is public on purpose.",
        "root_public_key": public.hex(),
        "workspace_id": workspace_id,
        "list": signed.signed.decode(),
        "secrets": [key[0].hex() for key in keys],
        "record_id": record_id,
        "purpose": purpose,
        "value": value,
        "blob": base64.b64encode(seal(record_id, purpose, value, signed)).decode(),
    }
    with (Path(__file__).parent / f"{name}.json").open("x", encoding="utf-8") as file:
        file.write(json.dumps(vector, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
