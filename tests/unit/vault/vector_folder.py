"""Lays test vectors out as folders, and asks both verifiers the same question."""

import base64
import importlib.util
import json
import sys
from pathlib import Path

from tizim.vault.examine import examine_bundle
from tizim.vault.note import parse_vkey

ROOT = Path(__file__).parents[3]
VECTORS = ROOT / "tests" / "vectors"
if str(VECTORS) not in sys.path:
    sys.path.append(str(VECTORS))

import green_lamp  # noqa: E402, F401 - found beside the vectors, for the tests of bundles


def load_standalone():
    """verify/verify.py as a module: it imports nothing of Tizim."""
    spec = importlib.util.spec_from_file_location("standalone_verify", ROOT / "verify" / "verify.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


standalone = load_standalone()


def content(value):
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value.encode()


def read_vector(path):
    vector = json.loads(path.read_text(encoding="utf-8"))
    vector["files"] = {name: content(value) for name, value in vector["files"].items()}
    vector["since"] = vector["since"] and content(vector["since"])
    return vector


def lay_out(vector, folder):
    """The bundle of a vector as a folder."""
    for name, data in vector["files"].items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    for name in vector["folders"]:
        (folder / name).mkdir()
    for name, target in vector["links"].items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(target)
    return folder


def codes_of_tizim(folder, vkeys, since=None):
    report = examine_bundle(folder, [parse_vkey(one) for one in vkeys], previous_checkpoint=since)
    return {flaw.code for flaw in report.flaws}


def codes_of_standalone(folder, vkeys, since=None):
    """As above, for verify.py, which stops at its first flaw."""
    try:
        standalone.verify(folder, dict(map(standalone.parse_key, vkeys)), since)
    except standalone.NotVerified as error:
        return {error.args[0]}
    except standalone.InvalidSignature:
        return {"signature"}
    except FileNotFoundError:
        return {"missing"}
    except (ValueError, LookupError, TypeError, AttributeError):
        return {"spelling"}
    return set()
