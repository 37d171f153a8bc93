"""Where pairs are joined: DuckDB in this process, or Apache Spark. The same SQL for both, numbers only.

An engine holds tables by name. DuckDB lives in memory and writes nothing: no file, no spilling, no extension. What
Spark writes, and what of it is encrypted, is in docs/linking.md. Not here: what is asked of them.

>>> with open_engine("duckdb") as engine:                       # doctest: +SKIP
...     engine.make("answer", "select cast(42 as int) as number")
...     engine.columns("select number from answer")
[array('i', [42])]
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tizim.bulk.tables import columns_of
from tizim.core.errors import BadInput, MissingPart
from tizim.core.i18n import gettext as _

if TYPE_CHECKING:
    import pyarrow as pa

ENGINES = ("duckdb", "spark")
LOOPBACK = "127.0.0.1"
MEMORY_ONLY: dict[str, Any] = {
    "temp_directory": "",  # no spilling: what does not fit into memory fails, and is never written in clear
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "preserve_insertion_order": False,
}
SPARK = {
    "spark.io.encryption.enabled": "true",  # what executors put on their disks: shuffles, spills, cached blocks
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.autoBroadcastJoinThreshold": "64m",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def open_engine(name: str = "duckdb", master: str = "", memory_gib: float = 0) -> Engine:
    """`master`: of Spark, such as spark://127.0.0.1:7077 or local[2]. Raises MissingPart, BadInput."""
    if name == "duckdb":
        return DuckDB(memory_gib)
    if name == "spark":
        return Spark(master)
    raise BadInput(_("There is no engine “{name}”.", name=name), ", ".join(ENGINES))


@contextmanager
def within_memory() -> Iterator[None]:
    """Says in words that an engine has run out of memory. Raises BadInput then."""
    try:
        yield
    except Exception as error:
        if "OutOfMemory" in f"{type(error).__name__} {error.__cause__!r}":
            what = _("This does not fit into the memory of this machine.")
            raise BadInput(what, _("Try it on a larger one, or on a cluster: --engine spark.")) from error
        raise


class Engine:
    """Tables of numbers by name, and Splink over them.

    `overlap`: the function that two lists share a number. `estimates`: whether shares are estimated here too.
    """

    overlap = ""
    estimates = False

    def put(self, name: str, table: pa.Table) -> None:
        """Make a table of these columns."""
        raise NotImplementedError

    def make(self, name: str, sql: str) -> None:
        """Make a table of what a query gives."""
        raise NotImplementedError

    def drop(self, *names: str) -> None:
        raise NotImplementedError

    def columns(self, sql: str) -> list[array]:
        """What a query gives, column by column; numbers only, nothing empty."""
        raise NotImplementedError

    def splink(self) -> Any:
        """A new Splink interface to this engine."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class DuckDB(Engine):
    """In this process and in memory only. `memory_gib`: at most; 0 is DuckDB's own limit, 80 % of all."""

    overlap = "list_has_any"
    estimates = True

    def __init__(self, memory_gib: float = 0) -> None:
        try:
            import duckdb
            import pyarrow  # noqa: F401
        except ImportError as error:
            raise MissingPart(
                _("What works in bulk is not installed."),
                _("Install it: {command}", command='pip install "tizim[bulk]"'),
            ) from error
        limit = {"memory_limit": f"{memory_gib:g}GiB"} if memory_gib else {}
        self.database = duckdb.connect(":memory:", config={**MEMORY_ONLY, "threads": os.cpu_count() or 1, **limit})

    def put(self, name: str, table: pa.Table) -> None:
        self.database.register("given", table)
        self.make(name, "select * from given")
        self.database.unregister("given")

    def make(self, name: str, sql: str) -> None:
        self.database.execute(f"create or replace table {name} as {sql}")

    def drop(self, *names: str) -> None:
        for name in names:
            self.database.execute(f"drop table if exists {name}")

    def columns(self, sql: str) -> list[array]:
        return columns_of(self.database.sql(sql).to_arrow_table())

    def splink(self) -> Any:
        from splink import DuckDBAPI

        return DuckDBAPI(self.database)

    def close(self) -> None:
        self.database.close()


class Spark(Engine):
    """On a cluster. The driver listens on loopback unless SPARK_LOCAL_IP says otherwise."""

    overlap = "arrays_overlap"

    def __init__(self, master: str) -> None:
        try:
            import pyarrow  # noqa: F401
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise MissingPart(
                _("Apache Spark is not installed."),
                _("Install it: {command}", command='pip install "tizim[spark]"'),
            ) from error
        if not master:
            raise BadInput(_("Spark needs the address of its master."), "--master spark://127.0.0.1:7077")
        host = os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
        builder = SparkSession.builder.master(master).appName("tizim")
        for name, value in {**SPARK, "spark.driver.host": host, "spark.driver.bindAddress": host}.items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        self.kept: dict[str, Any] = {}

    def put(self, name: str, table: pa.Table) -> None:
        self._keep(name, self.session.createDataFrame(table))

    def make(self, name: str, sql: str) -> None:
        self._keep(name, self.session.sql(sql))

    def _keep(self, name: str, frame: Any) -> None:
        self.drop(name)
        self.kept[name] = frame.localCheckpoint(eager=True)  # computed once, and no longer than its table is kept
        self.kept[name].createOrReplaceTempView(name)

    def drop(self, *names: str) -> None:
        for name in names:
            if name in self.kept:
                self.session.catalog.dropTempView(name)
                del self.kept[name]

    def columns(self, sql: str) -> list[array]:
        return columns_of(self.session.sql(sql).toArrow())

    def splink(self) -> Any:
        from splink import SparkAPI

        return SparkAPI(spark_session=self.session, break_lineage_method="persist", register_udfs_automatically=False)

    def close(self) -> None:
        self.session.stop()
