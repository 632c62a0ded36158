# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What log and object store over NATS JetStream cost beside nats.c alone, on the same server in the same run."""

import random
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import network

TREE = Path(__file__).resolve().parents[2]
PROGRAM = TREE / "build" / "release" / "bin" / "natsbench"
PORT = 17_444
URL = f"nats://127.0.0.1:{PORT}"


def built():
    done = subprocess.run(["ninja", "-C", str(TREE / "build" / "release"), "natsbench"], cwd=TREE, capture_output=True)
    if done.returncode != 0:
        sys.exit(done.stdout.decode() + done.stderr.decode())


class Server:
    """A nats-server of its own for every contender: streams of the one before would weigh on the next."""

    def __init__(self, directory):
        self.directory = directory

    def __enter__(self):
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir(parents=True)
        self.process = subprocess.Popen(["nats-server", "-js", "-a", "127.0.0.1", "-p", str(PORT), "-sd", str(self.directory)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        network.wait_for(PORT)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


def told(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True)
    if done.returncode != 0:
        sys.exit(f"natsbench {' '.join(map(str, arguments))}: {done.stderr.decode()}")
    return [float(word) for word in done.stdout.split()]


def verdict(rate, wanted):
    return f"{rate:.2f}x, wanted >= {wanted}x: {'reached' if rate >= wanted else 'MISSED'}"


def bench_log(work, entries, rounds):
    built()
    ours, bare = [], []
    for _ in range(rounds):
        with Server(work / "jetstream"):
            directory = work / "replicas"
            shutil.rmtree(directory, ignore_errors=True)
            directory.mkdir(parents=True)
            one, other = told("apply", URL, directory, entries)
            ours.append(one)
            bare.append(other)
            shutil.rmtree(directory)
    a, b = statistics.median(ours), statistics.median(bare)
    print(f"\n{entries} documents of 1 kB over JetStream ({rounds} rounds)")
    print(f"  appended, and applied durably by three states {a:7.2f} s  {entries / a:8.0f}/s")
    print(f"  nats.c: published, and consumed by three      {b:7.2f} s  {entries / b:8.0f}/s")
    print(f"  -> rate against nats.c: {verdict(b / a, 0.7)}")


def bench_store(work, size, rounds):
    built()
    source, target = work / "object", work / "object.got"
    noise = random.Random(1)
    with source.open("wb") as file:
        for _ in range(int(size * 1000)):
            file.write(noise.randbytes(1_000_000))
    times = {name: [] for name in ("up", "down", "raw-up", "raw-down")}
    memory = 0
    for number in range(rounds):
        pairs = [("up", "down"), ("raw-up", "raw-down")]
        random.Random(number).shuffle(pairs)
        for up, down in pairs:
            with Server(work / "jetstream"):
                for name, path in ((up, source), (down, target)):
                    target.unlink(missing_ok=True)
                    subprocess.run(["sync"], check=True)
                    network.backed_memory()
                    took, peak, *_ = told(name, URL, path, *([source.stat().st_size] if name == "raw-down" else []))
                    times[name].append(took)
                    if not name.startswith("raw"):
                        memory = max(memory, peak)
                if target.read_bytes() != source.read_bytes():
                    sys.exit(f"{down}: what came back is another")
    print(f"\nobject store, {size:g} GB ({rounds} rounds)")
    medians = {name: statistics.median(each) for name, each in times.items()}
    for name, each in times.items():
        print(f"  {name:10} {medians[name]:7.2f} s  ({min(each):.2f} to {max(each):.2f})  {1000 * size / medians[name]:6.0f} MB/s")
    for name in ("up", "down"):
        print(f"  -> {name} against the raw chunks: {verdict(medians['raw-' + name] / medians[name], 0.7)}")
    print(f"  -> peak memory: {memory:.0f} MB, wanted <= 120 MB: {'reached' if memory <= 120 else 'MISSED'}")
    source.unlink()
    target.unlink(missing_ok=True)
