"""Tizim: accounts in, a register anyone can verify out. See ARCHITECTURE.md."""

__version__ = "0.1.0"
