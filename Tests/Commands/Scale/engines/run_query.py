"""Runs a printed query in an engine, and writes its first column, a line a row.

Usage: run_query.py ENGINE QUERYFILE OUT

The engine is clickhouse (chdb), duckdb or spark (PySpark, on this machine alone), each from its
Python package.
"""

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


def clickhouse(parts):
    import chdb

    for part in parts:
        result = str(chdb.query(part, "TSVRaw"))
    return result.splitlines()


def duckdb(parts):
    import duckdb

    connection = duckdb.connect()
    for part in parts:
        result = connection.execute(part)
    return [row[0] for row in result.fetchall()] if result.description else []


def spark(parts):
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.memory", "4g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    for part in parts:
        result = session.sql(part)
    return [row[0] for row in result.collect()]


def main():
    engine, query, out = sys.argv[1:4]
    with open(query, encoding="utf-8") as file:
        parts = statements(file.read())
    run = {"clickhouse": clickhouse, "duckdb": duckdb, "spark": spark}[engine]
    with open(out, "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in run(parts))


main()
