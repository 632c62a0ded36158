# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a node needs from the start of its program until it answers its first request, empty and with a state of 100,000
documents, after a clean end and after a kill."""

import http.client
import shutil
import signal
import ssl
import statistics
import subprocess
import sys
import time
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
BIN = TREE / "build" / "release" / "bin"
PORT = 17_471
LIMIT = 1.0
DOCUMENTS = 100_000


class Daemon:
    """A lifeboatd of its own on loopback."""

    def __init__(self, directory, environment):
        self.directory = directory
        self.environment = {**environment, "LIFEBOAT_SECRETS": "file",
                            "XDG_CONFIG_HOME": str(directory / "config"), "XDG_DATA_HOME": str(directory / "data")}
        self.home = directory / "n1"
        self.process = None
        self.run("lifeboatd", "--init", self.home, "--name", "n1", "--port", PORT, "--token-file", directory / "token")
        self.tls = ssl.create_default_context(cafile=self.home / "data" / "certificate.pem")
        self.tls.check_hostname = False

    def run(self, program, *arguments, **options):
        done = subprocess.run([BIN / program, *map(str, arguments)], env=self.environment, capture_output=True, **options)
        if done.returncode != 0:
            sys.exit(f"{program}: exit {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
        return done.stdout.decode()

    def healthz(self):
        """Its status; nothing where nobody listens yet."""
        connection = http.client.HTTPSConnection("127.0.0.1", PORT, timeout=60, context=self.tls)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        except ConnectionRefusedError:
            return None
        finally:
            connection.close()

    def start(self):
        """Seconds until it has answered."""
        begun = time.perf_counter()
        self.process = subprocess.Popen([BIN / "lifeboatd", "--config", self.home / "lifeboatd.toml"], env=self.environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while (status := self.healthz()) is None:
            if self.process.poll() is not None:
                sys.exit(f"lifeboatd: exit {self.process.returncode}")
            time.sleep(0.001)
        if status != 200:
            sys.exit(f"/healthz: {status}")
        return time.perf_counter() - begun

    def end(self, number):
        self.process.send_signal(number)
        self.process.wait()
        self.process = None

    def fill(self):
        fingerprint = self.run("lifeboatd", "--config", self.home / "lifeboatd.toml", "--fingerprint").strip()
        self.run("lifeboatctl", "cluster", "add", "bench", f"127.0.0.1:{PORT}", "--token-file", self.directory / "token",
                 "--fingerprint", fingerprint)
        lines = "".join(f'{{"table": "games", "id": "g{i}", "document": {{"text": "{"x" * 1000}"}}}}\n' for i in range(DOCUMENTS))
        self.run("lifeboatctl", "documents", "put", "--cluster", "bench", input=lines.encode())


def bench_start(work, environment, rounds):
    print(f"\nstart of a node until /healthz answers ({rounds} rounds)")
    directory = work / "start"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    daemon = Daemon(directory, environment)
    times = {}

    def starts(what, number):
        times[what] = []
        for _ in range(rounds):
            times[what].append(daemon.start())
            daemon.end(number)

    try:
        starts("empty", signal.SIGTERM)
        daemon.start()
        daemon.fill()
        daemon.end(signal.SIGTERM)
        starts(f"{DOCUMENTS:,} documents", signal.SIGTERM)
        starts("the same, killed before", signal.SIGKILL)
    finally:
        if daemon.process:
            daemon.end(signal.SIGKILL)
    shutil.rmtree(directory)
    for what, found in times.items():
        print(f"  {what:34} {statistics.median(found):7.3f} s  ({min(found):.3f} to {max(found):.3f})")
    longest = max(max(found) for found in times.values())
    print(f"  -> longest: {longest:.3f} s, wanted <= {LIMIT:g} s: {'reached' if longest <= LIMIT else 'MISSED'}")
