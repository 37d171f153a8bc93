"""What work on a whole archive at once shares, whatever it is about: linking people, comparing texts.

    engines   tables of numbers and SQL over them: DuckDB in this process, or Apache Spark
    tables    columns of numbers to and from an engine
    workers   processes of our own that read and compare texts, on all processors

Engines see numbers only (decision 0024). Not here: what is asked of them (`resolve.bulk`, `corroborate.bulk`).
"""
