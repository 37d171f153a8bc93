"""Columns of numbers between Python and the engines.

>>> from array import array
>>> columns_of(as_arrow(one=array("i", [1, 2]), other=array("q", [3, 4])))
[array('i', [1, 2]), array('q', [3, 4])]
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_CODES = {"int8": "b", "int32": "i", "int64": "q", "double": "d"}


def as_arrow(**columns: array) -> pa.Table:
    """Columns of numbers, without copying them."""
    import pyarrow as pa

    types = {"b": pa.int8(), "i": pa.int32(), "q": pa.int64(), "d": pa.float64()}
    return pa.table(
        {
            name: pa.Array.from_buffers(types[column.typecode], len(column), [None, pa.py_buffer(column)])
            for name, column in columns.items()
        }
    )


def columns_of(table: pa.Table) -> list[array]:
    """The columns of a table without empty places."""
    found = []
    for column in table.columns:
        values = array(_CODES[str(column.type)])
        for chunk in column.chunks:
            values.frombytes(_bytes(chunk, values.itemsize))
        found.append(values)
    return found


def _bytes(chunk: pa.Array, size: int) -> memoryview:
    start = chunk.offset * size
    return memoryview(chunk.buffers()[1])[start : start + len(chunk) * size]
