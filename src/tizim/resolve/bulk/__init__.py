"""Linking in bulk: who may be the same among a million mentions, on Splink with DuckDB (in process) or Apache Spark.

The same fields and levels as one pair at a time (`resolve.levels`), the same rule (a name and a county alone are never
more than undecided), the same "nothing to compare". Names are read and compared here, in this process, once for each
two distinct names; the engines see numbers only: no name, no village, no ID number reaches DuckDB or Spark.

    encoding    mentions → tables of numbers                    alike     which names are alike, and how much
    candidates  which pairs are worth weighing (SQL)            model     fields and levels as a Splink model
    training    shares of the levels by EM, without labels      (`tizim.bulk` has the engines and processes)
    grouping    who belongs together, without weak chains       linking   the order of all this

Needs the extra `tizim[bulk]`; Spark needs `tizim[spark]`. What stands where and what it costs: docs/linking.md.
"""
