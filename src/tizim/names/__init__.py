"""Names of people across scripts: read, compared, explained, and made findable. Pure and usable alone.

It does not decide who a person is (`resolve` and people do), has no network and no model to download.

>>> from tizim.names import similarity
>>> similarity("Abdurehim Ötkür", "阿不都热依木·吾提库尔") > 0.9
True
"""

from tizim.names.comparison import Comparison, compare
from tizim.names.keys import keys, part_keys
from tizim.names.packed import PACKED_VERSION, pack, unordered
from tizim.names.prepared import PreparedName, prepare
from tizim.names.romanised import romanise
from tizim.names.scoring import similarities, similarities_of_pairs, similarities_packed, similarity

__all__ = [
    "PACKED_VERSION",
    "Comparison",
    "PreparedName",
    "compare",
    "keys",
    "pack",
    "part_keys",
    "prepare",
    "romanise",
    "similarities",
    "similarities_of_pairs",
    "similarities_packed",
    "similarity",
    "unordered",
]
