"""Corroborate: ten copies are one voice. Text reuse, attributions, derivations, voices, contradictions.

Pure functions, each in the module of its name. Nothing here decides: what is found in texts is proposed with its
passages, and a person confirms it.

    texts       reuse(a_text, b_text) · edges(documents) · attributions(text) · independence(claim, documents)
    statements  count_voices(statements, accounts, sources, derivations) · contradictions(statements)
"""

from .attributions import attributions
from .contradictions import contradictions
from .edges import edges
from .independence import independence
from .reuse import reuse
from .voices import VoiceCounter, count_voices

__all__ = [
    "VoiceCounter",
    "attributions",
    "contradictions",
    "count_voices",
    "edges",
    "independence",
    "reuse",
]
