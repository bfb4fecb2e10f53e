"""Runs printed queries in an engine, and writes the rows of each, tabs between columns.

Usage: run_query.py ENGINE QUERYFILE OUT [QUERYFILE OUT]...

The engine is clickhouse (chdb), duckdb or spark (PySpark, a cluster of two executors on this
machine), each from its Python package.
"""

import atexit
import os
import shutil
import sys


def statements(text):
    """The statements of a printed query, each of which ends a line with a semicolon."""
    parts, lines = [], []
    for line in text.splitlines():
        # Comments end lines with semicolons too.
        if line.startswith("--") and not lines:
            continue
        lines.append(line)
        if line.endswith(";"):
            parts.append("\n".join(lines)[:-1])
            lines = []
    return parts


def clickhouse():
    # Within a session, a statement may set what the next one needs.
    from chdb.session import Session

    session = Session()
    return lambda part: str(session.query(part, "TSVRaw")).splitlines()


def duckdb():
    import duckdb

    connection = duckdb.connect()

    def rows(part):
        result = connection.execute(part)
        return result.fetchall() if result.description else []

    return rows


def spark():
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.find_spark_home import _find_spark_home
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,2048]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.executor.memory", "2g")
        .config("spark.driver.memory", "2g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    # Executors work in the package's own folder.
    work = os.path.join(_find_spark_home(), "work", session.sparkContext.applicationId)
    atexit.register(lambda: (session.stop(), shutil.rmtree(work, ignore_errors=True)))
    return lambda part: session.sql(part).collect()


def text(row):
    return row if isinstance(row, str) else "\t".join("" if v is None else str(v) for v in row)


def main():
    engine, *paths = sys.argv[1:]
    run = {"clickhouse": clickhouse, "duckdb": duckdb, "spark": spark}[engine]()
    for query, out in zip(paths[::2], paths[1::2]):
        with open(query, encoding="utf-8") as file:
            results = [run(part) for part in statements(file.read())]
        with open(out, "w", encoding="utf-8") as file:
            file.writelines(f"{text(row)}\n" for row in results[-1])


main()
