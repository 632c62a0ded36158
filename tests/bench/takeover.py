# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long nobody leads: from what was done to the leader of a practice cluster until another one's lease stands in the bucket."""

import shutil
import statistics
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
BIN = TREE / "build" / "release" / "bin"


def bench_takeover(work, rounds):
    done = subprocess.run(["ninja", "-C", str(TREE / "build" / "release"), "takeoverbench", "lifeboatd"], cwd=TREE, capture_output=True)
    if done.returncode != 0:
        sys.exit(done.stdout.decode() + done.stderr.decode())
    ways = ["share"] + (["nats"] if shutil.which("nats-server") else [])
    for way in ways:
        directory = work / f"takeover-{way}"
        done = subprocess.run([BIN / "takeoverbench", way, directory, BIN / "lifeboatd", str(rounds)], capture_output=True)
        if done.returncode != 0:
            sys.exit(f"takeoverbench: {done.stderr.decode()}")
        joined = "a nats-server" if way == "nats" else "shared files"
        times = {"kill": [], "stop": []}
        limit = 0
        for line in done.stdout.decode().splitlines():
            what, milliseconds = line.split()
            if what == "limit":
                limit = int(milliseconds) / 1000
            else:
                times[what].append(int(milliseconds) / 1000)
        print(f"\ntakeover of three nodes joined by {joined}, ttl 3 s ({rounds} of each)")
        for what, words, most in (("kill", "SIGKILL", limit), ("stop", "a clean stop", 1.0)):
            found = times[what]
            print(f"  after {words:12} median {statistics.median(found):5.2f} s  ({min(found):.2f} to {max(found):.2f})")
            print(f"  -> longest after {words}: {max(found):.2f} s, wanted <= {most:g} s: {'reached' if max(found) <= most else 'MISSED'}")
