"""Groups the rows of a Parquet file as bench/rows does, with DuckDB: rows.duckdb.py FILE."""
import json
import sys
import time

import duckdb

begun = time.monotonic()
database = duckdb.connect()
database.execute("SET threads = 2")
database.execute(
    "CREATE TEMP TABLE sums AS SELECT hour, home, carrier, service, unit, sum(quantity) AS quantity "
    "FROM read_parquet(?) GROUP BY ALL",
    [sys.argv[1]],
)
took = time.monotonic() - begun
groups, total = database.execute("SELECT count(*), sum(quantity) FROM sums").fetchone()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:")).split()[1]
print(json.dumps({"groups": groups, "total": str(total), "summed_ms": round(took * 1000), "peak_kb": int(peak)}))
