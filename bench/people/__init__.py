"""Invented people for measuring: mentions of known truth, in twelve systems of writing, told partially and with slips.

    generate(1_000_000, seed=1)                      one mention a person: a crowd to search
    generate(450_000, seed=1, mentions="mix")        one to six mentions a person: something to link
    twin_pairs(10_000, seed=1)                       two people of one name, in one county

With `bench/` on the import path. Everything it assumes is in docs/synthetic-people.md. It imports nothing of
`tizim.names` and shares no table and no rule with it, so that what is measured does not measure itself.
"""

from .rates import KNOWLEDGE, LEVELS, MENTIONS, Rates
from .stream import generate
from .told import FIELDS, Told, row
from .twins import twin_pairs

__all__ = ["FIELDS", "KNOWLEDGE", "LEVELS", "MENTIONS", "Rates", "Told", "generate", "row", "twin_pairs"]
