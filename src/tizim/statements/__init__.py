"""Statements: a draft against the vocabulary (`validate`), and statements assembled to profiles (`assemble`)."""

from tizim.statements.profile import assemble
from tizim.statements.validate import validate

__all__ = ["assemble", "validate"]
