# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a thousand leases that change a hundred times a second cost the console and the nodes that tell of them."""

import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
BUILD = TREE / "build" / "release"


def bench_leases():
    for command in (["ninja", "-C", BUILD, "leasebench"], [BUILD / "bin" / "leasebench"]):
        done = subprocess.run(command, cwd=TREE, capture_output=True)
        if done.returncode != 0:
            sys.exit(done.stdout.decode() + done.stderr.decode())
    print("\nleases: 1,000 of them, 100 changes a second, told by three nodes over TLS")
    for line in done.stdout.decode().splitlines():
        what, first, second = line.split()
        if what in ("leases", "timeline"):
            print(f"  {what:12} {float(first):6.1f} % of a core   longest without a look at its user {second} ms")
            print(f"  -> wanted <= 15 %: {'reached' if float(first) <= 15 else 'MISSED'}")
        elif what == "connecting":
            print(f"  {what:12} {first} s, longest without a look at its user {second} ms")
        elif what == "delay":
            print(f"  a takeover is known to the console after {first} ms (median; longest {second} ms)")
        elif what == "memory":
            print(f"  peak memory: console {first} MB, the nodes {second} MB")
        else:
            print(f"  the nodes and who changes the leases: {first} % of a core")
