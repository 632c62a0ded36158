# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The databases that benchmarks work on: JSON documents of about a kilobyte under random ids, from a fixed seed."""

import base64
import json
import random
import sqlite3
from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyz"
BATCH = 5000


def documents(text, seed):
    rng = random.Random(seed)
    vocabulary = ["".join(rng.choices(LETTERS, k=rng.randint(3, 10))) for _ in range(20000)]
    number = 0
    while True:
        number += 1
        if text == "words":
            body = " ".join(rng.choices(vocabulary, k=110))
        else:
            body = base64.b64encode(rng.randbytes(540)).decode()
        yield ("%032x" % rng.getrandbits(128),
               json.dumps({"id": number, "customer": rng.choice(vocabulary), "amount": rng.randint(1, 10**6),
                           "at": 1700000000 + number, "tags": rng.choices(vocabulary, k=3), "text": body}))


def bytes_of(path):
    return sum(p.stat().st_size for p in (path, Path(f"{path}-wal")) if p.exists())


def write(path, gigabytes, text, position=None):
    unfinished = path.with_suffix(".making")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{unfinished}{suffix}").unlink(missing_ok=True)
    with sqlite3.connect(unfinished) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("CREATE TABLE documents (id TEXT NOT NULL UNIQUE, document TEXT NOT NULL)")
        if position:
            db.execute("CREATE TABLE lifeboat_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
            db.executemany("INSERT INTO lifeboat_state VALUES (?, ?)", position.items())
        source = documents(text, 20261121)
        while bytes_of(unfinished) < gigabytes * 1e9:
            batch = max(100, min(BATCH, int(gigabytes * 1e6 / 4)))
            db.executemany("INSERT INTO documents VALUES (?, ?)", [next(source) for _ in range(batch)])
            db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    unfinished.rename(path)


def made(path, gigabytes, text):
    """The foreign database at `path`, made if it is not there in about that size."""
    if not path.exists() or abs(path.stat().st_size / 1e9 - gigabytes) > 0.1 * gigabytes + 0.01:
        print(f"making {path.name} ({gigabytes} GB)", flush=True)
        write(path, gigabytes, text)
    return path


def managed(path, gigabytes):
    """A managed state, which has a position, so that plans need not read it."""
    if not path.exists():
        print(f"making {path.name} ({gigabytes} GB)", flush=True)
        write(path, gigabytes, "random", {"initialized": "1", "lineage": "bench", "applied_index": "200"})
    return path
