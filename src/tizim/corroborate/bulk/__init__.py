"""Comparing a whole archive with the prints joined by an engine: DuckDB in this process, or Apache Spark.

The same pairs as `index.join_here`, from the same rules; texts are read and laid side by side by processes of our own
(`edges`). The engine sees numbers only: documents by their place, prints as hashes with a salt of this run.

Needs the extra `tizim[bulk]`; Spark needs `tizim[spark]`. What stands where: docs/voices.md, docs/linking.md.
"""

from .joining import joined_by

__all__ = ["joined_by"]
