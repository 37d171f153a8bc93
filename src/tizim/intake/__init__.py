"""Bytes → drafts of accounts: one module a format, one registry. Writes nothing but empty templates.

>>> [format_.name for format_ in iter_formats()][:2]
['interview', 'sheet']
"""

from .registry import find_format, iter_formats, read_drafts
from .template import write_template

__all__ = ["find_format", "iter_formats", "read_drafts", "write_template"]
