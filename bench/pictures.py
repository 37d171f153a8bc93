"""Pictures that were saved again, and others of the same layout: how far their hashes are apart, and at which distance
they count as one picture. `python bench/pictures.py [pictures of each kind]`

The pictures are drawn (`tests/drawn_pictures.py`): they are harder than photographs where all share one layout, and
easier where they have less grain and light. The peer is the difference hash of 64 bits (Krawetz 2013), as most tools
have it, at its usual distance. Nothing is decoded outside this process; the worker's own time is the last figure.
"""

from __future__ import annotations

import io
import itertools
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import drawn_pictures as drawn  # noqa: E402
from tizim.intake.extract.picture import hash_of_file  # noqa: E402
from tizim.intake.pictures import hash_picture  # noqa: E402
from tizim.resolve.levels import PICTURE_BITS  # noqa: E402

PEER_BITS = 6  # of 64

KINDS: dict[str, tuple[Callable[[int], Image.Image], float]] = {
    "portraits": (drawn.portrait, 1),
    "portraits without grain": (lambda seed: drawn.portrait(seed, grainy=False), 1),
    "scenes": (drawn.scene, 0.5),
    "groups": (drawn.group, 0.25),
    "identity cards": (drawn.card, 0.5),
    "letters": (lambda seed: drawn.sheet(seed, lines=20 + seed % 17, stamped=seed % 3 == 0), 0.2),
    "short letters": (lambda seed: drawn.sheet(seed, lines=seed % 6, stamped=seed % 2 == 0), 0.2),
    "letters on a table": (lambda seed: drawn.sheet(seed, lines=20 + seed % 17, on_table=True), 0.2),
    "short letters on a table": (lambda seed: drawn.sheet(seed, lines=seed % 6, on_table=True, stamped=True), 0.2),
    "forms": (drawn.form, 0.2),
    "screens": (drawn.chat, 0.2),
    "nothing": (drawn.plain, 0.2),
}


def main(count: int) -> None:
    ours, peers, files = hashed(count)
    print(f"{'different pictures':26} {'hashed':>11} {'pairs':>7} {'nearest':>8} {'false':>6} {'peer: false':>12}")
    for kind, hashes in ours.items():
        found = [int(value, 16) for value in hashes if value]
        far = [(one ^ other).bit_count() for one, other in itertools.combinations(found, 2)]
        wrong = sum(bits <= PEER_BITS for bits in apart(peers[kind]))
        pairs, of_all = len(far), len(hashes) * (len(hashes) - 1) // 2
        said = f"{kind:26} {len(found):>4} of {len(hashes):>4} {pairs:>7} {min(far, default='-'):>8}"
        print(said, f"{sum(bits <= PICTURE_BITS for bits in far):>6}", f"{wrong:>6} of {of_all}")
    print(f"\n{'saved again':30} {'apart: median, most':>20} {'recognised':>14} {'peer':>8}")
    distances = copies(files, ours, peers)
    for what, both in distances.items():
        bits = [one for one, _peer in both if one is not None]
        known, peer = sum(one <= PICTURE_BITS for one in bits), sum(other <= PEER_BITS for _one, other in both)
        share = f"{known} of {len(both)}"
        print(f"{what:30} {median(bits):>14}, {max(bits):>4} {share:>14} {peer:>8}")
    started = time.monotonic()
    for data in files["portraits"][:20]:
        hash_picture(data, "portrait.jpg")
    print(f"\none picture in a worker of its own: {(time.monotonic() - started) / 20 * 1000:.0f} ms")


def hashed(count: int) -> tuple[dict[str, list[str]], dict[str, list[int]], dict[str, list[bytes]]]:
    ours, peers, files, whys = {}, {}, {}, Counter[tuple[str, str]]()
    for kind, (draw, share) in KINDS.items():
        files[kind] = [drawn.jpeg(draw(seed)) for seed in range(max(6, int(count * share)))]
        found = [hash_of_file(io.BytesIO(data)) for data in files[kind]]
        whys.update((kind, why) for _value, why in found if why)
        ours[kind], peers[kind] = [value for value, _why in found], [peer(data) for data in files[kind]]
    print("without a hash:", ", ".join(f"{kind} {why} {n}" for (kind, why), n in sorted(whys.items())), "\n")
    return ours, peers, files


def copies(files, ours, peers) -> dict[str, list[tuple[int | None, int]]]:
    """what was done → (how far ours is, how far the peer's is) for each picture that has a hash."""
    found: dict[str, list[tuple[int | None, int]]] = defaultdict(list)
    for kind in list(KINDS)[:5]:
        first = [at for at, value in enumerate(ours[kind]) if value][:30]
        for at, (what, data) in itertools.chain.from_iterable(
            zip(itertools.repeat(at), drawn.saved_again(files[kind][at])) for at in first
        ):
            value, _why = hash_of_file(io.BytesIO(data))
            far = (int(value, 16) ^ int(ours[kind][at], 16)).bit_count() if value else None
            found[what].append((far, (peer(data) ^ peers[kind][at]).bit_count()))
    return found


def apart(hashes: list[int]) -> list[int]:
    return [(one ^ other).bit_count() for one, other in itertools.combinations(hashes, 2)]


def peer(data: bytes) -> int:
    """The difference hash: 9 × 8 greys, each brighter than its neighbour or not."""
    greys = Image.open(io.BytesIO(data)).convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = [greys[9 * row + at] > greys[9 * row + at + 1] for row in range(8) for at in range(8)]
    return sum(bit << at for at, bit in enumerate(bits))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
