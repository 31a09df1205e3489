"""PostGIS as the yardstick of finding the nearest; started by `finding` in a process of its own, beside a fresh server.

Reads a table of positions and two answers, and prints how many milliseconds the nearest that answer yes to both take.
"""

import csv
import os
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import psycopg

TABLE = """
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE TABLE center (id int PRIMARY KEY, first boolean, second boolean, point geography(Point, 4326));
"""
INDEX = "CREATE INDEX ON center USING gist (point); ANALYZE center;"
NEAREST = """
SELECT id FROM center WHERE first AND second
ORDER BY point <-> ST_SetSRID(ST_MakePoint(%s, %s), 4326)::geography LIMIT %s
"""
TIMES = 200


def main(centers: Path, origins: Path, count: int) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(TABLE)
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY center FROM STDIN") as copy,
            centers.open(encoding="utf-8") as rows,
        ):
            for number, (lat, lon, first, second) in enumerate(csv.reader(rows)):
                copy.write_row((number, first == "1", second == "1", f"SRID=4326;POINT({lon} {lat})"))
        connection.execute(INDEX)
        points = [(float(lon), float(lat)) for lat, lon in csv.reader(origins.open(encoding="utf-8"))]
        spent = []
        for lon, lat in islice(cycle(points), TIMES):
            start = time.perf_counter()
            connection.execute(NEAREST, (lon, lat, count), prepare=True).fetchall()
            spent.append(time.perf_counter() - start)
    sys.stdout.write(f"{median(spent) * 1000}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
