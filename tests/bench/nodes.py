# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nodes do under lifeboatctl: a restore that is killed and goes on, and restores of three nodes at once."""

import filecmp
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import network

TREE = Path(__file__).resolve().parents[2]
BIN = TREE / "build" / "release" / "bin"
PORT = 17_461


class Nodes:
    """lifeboatd processes on loopback, each with a state "documents" of another program and an archive of it."""

    def __init__(self, directory, count, archive, environment):
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        self.directory = directory
        self.environment = {**environment, "LIFEBOAT_SECRETS": "file",
                            "XDG_CONFIG_HOME": str(directory / "config"), "XDG_DATA_HOME": str(directory / "data")}
        self.snapshot = archive.name.split(".")[0]
        self.names = [f"n{i + 1}" for i in range(count)]
        self.processes = {}
        for number, name in enumerate(self.names):
            self.make(name, PORT + number, archive)
            self.start(name)
            self.add(name, PORT + number)

    def make(self, name, port, archive):
        home = self.directory / name
        token = self.directory / f"{name}.token"
        self.run("lifeboatd", "--init", home, "--name", name, "--port", port, "--token-file", token)
        configuration = home / "lifeboatd.toml"
        text = configuration.read_text()
        text = text.replace('name = "main" ', f'name = "documents"\ndatabase = "{home}/documents.db" ')
        text = text.replace('interval = "60s"', "interval = 0").replace("takes_per_minute = 30", "takes_per_minute = 1000")
        configuration.write_text(text)
        store = home / "data" / "snapshots" / "documents"
        store.mkdir(parents=True)
        os.link(archive, store / archive.name)

    def add(self, name, port):
        network.wait_for(port)
        fingerprint = self.run("lifeboatd", "--config", self.directory / name / "lifeboatd.toml", "--fingerprint").strip()
        self.run("lifeboatctl", "cluster", "add", "bench", f"127.0.0.1:{port}", "--token-file", self.directory / f"{name}.token",
                 "--fingerprint", fingerprint)

    def run(self, program, *arguments):
        done = subprocess.run([BIN / program, *map(str, arguments)], env=self.environment, capture_output=True)
        if done.returncode != 0:
            sys.exit(f"{program} {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
        return done.stdout.decode()

    def start(self, name):
        process = subprocess.Popen([BIN / "lifeboatd", "--config", self.directory / name / "lifeboatd.toml"],
                                   env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes[name] = process

    def database(self, name):
        return self.directory / name / "documents.db"

    def clear(self):
        for name in self.names:
            for path in (self.directory / name).glob("*documents.db*"):
                path.unlink()

    def restoring(self, names, *options):
        return subprocess.Popen([BIN / "lifeboatctl", "restore", "run", self.snapshot, "--cluster", "bench", "--nodes", ",".join(names),
                                 "--confirm", "bench", "--force", "--json", *map(str, options)],
                                env=self.environment, stdout=subprocess.PIPE)

    def restore(self, names, *options):
        process = self.restoring(names, *options)
        told = json.loads(process.communicate()[0])
        if process.returncode != 0 or told["verdict"] != "restored":
            sys.exit(f"restore: exit {process.returncode}\n{json.dumps(told, indent=1)}")
        return told

    def written(self, name):
        """Bytes the process has handed to the system so far."""
        lines = Path(f"/proc/{self.processes[name].pid}/io").read_text().splitlines()
        return int(dict(line.split(": ") for line in lines)["wchar"])

    def peak(self, name):
        """Most memory the process ever had, MB."""
        lines = Path(f"/proc/{self.processes[name].pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1000

    def kill(self, name):
        """Stops the process where it stands and kills it; tells the bytes it had written."""
        process = self.processes[name]
        process.send_signal(signal.SIGSTOP)
        written = self.written(name)
        process.kill()
        process.wait()
        return written

    def end(self):
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait()
        shutil.rmtree(self.directory)


def bench_kill(work, archive, db, environment, figure):
    print("\nkill -9 of a node in mid-restore, and its restart")
    size = db.stat().st_size
    nodes = Nodes(work / "nodes", 1, archive, environment)
    try:
        nodes.restore(["n1"])
        for share in (25, 50, 75):
            nodes.clear()
            before = nodes.written("n1")
            restore = nodes.restoring(["n1"])
            while nodes.written("n1") - before < size * share / 100:
                time.sleep(0.0005)
            reached = nodes.kill("n1") - before
            nodes.start("n1")
            told = json.loads(restore.communicate()[0])
            outcome = told["nodes"][0]["outcome"]
            resumed, decoded = int(outcome["resumedBytes"]), int(outcome["decodedBytes"])
            same = filecmp.cmp(nodes.database("n1"), db, shallow=False)
            print(f"  killed at {100 * reached / size:.1f} % ({reached / 1e6:.0f} MB): {resumed / 1e6:.0f} MB stood, {decoded / 1e6:.0f} MB "
                  f"written after the restart, result {'identical' if same else 'DIFFERENT'}")
            figure(f"redone after a kill at {share} %", 100 * (resumed + decoded - size + max(reached - resumed, 0)) / size, 2, " %")
    finally:
        nodes.end()


def bench_parallel(work, archive, environment, rounds, figure):
    print(f"\nrestore of 3 nodes ({rounds} rounds)")
    nodes = Nodes(work / "nodes", 3, archive, environment)
    ways = {"3 at once": ("--parallel", 3), "one after another, 1 worker": ("--parallel", 1, "--threads", 1),
            "one after another, 2 workers": ("--parallel", 1, "--threads", 2)}
    times = {name: [] for name in ways}
    try:
        nodes.restore(nodes.names, *ways["3 at once"])
        peaks = [nodes.peak(name) for name in nodes.names]
        for number in range(rounds):
            order = list(ways)
            for name in order[number % 3:] + order[:number % 3]:
                nodes.clear()
                subprocess.run(["sync"], check=True)
                begun = time.perf_counter()
                nodes.restore(nodes.names, *ways[name])
                times[name].append(time.perf_counter() - begun)
    finally:
        nodes.end()
    medians = {name: statistics.median(each) for name, each in times.items()}
    for name, each in times.items():
        print(f"  {name:34} {medians[name]:7.2f} s  ({min(each):.2f} to {max(each):.2f})")
    figure("3 at once against one after another, 1 worker", medians["3 at once"] / medians["one after another, 1 worker"], 0.65)
    figure("3 at once against one after another, 2 workers", medians["3 at once"] / medians["one after another, 2 workers"], 1.0)
    figure("peak memory of a node", max(peaks), 120, " MB")
