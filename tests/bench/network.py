# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a node's connection costs: a fetch beside curl from a TLS nginx of the same file, and status calls
to a lifeboatd that keeps a state of 100,000 documents."""

import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import start

TREE = Path(__file__).resolve().parents[2]
PROGRAM = TREE / "build" / "release" / "bin" / "netbench"
SNAPSHOTS = 10


def built():
    """Builds the program that serves, fetches and calls."""
    for command in (["ninja", "-C", str(TREE / "build" / "release"), "netbench"],):
        done = subprocess.run(command, cwd=TREE, capture_output=True)
        if done.returncode != 0:
            sys.exit(done.stdout.decode() + done.stderr.decode())


def told(*arguments):
    return [float(word) for word in subprocess.run([PROGRAM, *map(str, arguments)], check=True, capture_output=True).stdout.split()]


def wait_for(port):
    import socket
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    sys.exit(f"nobody listens on port {port}")


def nginx(directory, port):
    """A TLS nginx of one worker that serves `directory` with a certificate like ours."""
    subprocess.run([PROGRAM, "certificate", directory], check=True)
    configuration = directory / "nginx.conf"
    configuration.write_text(f"""
worker_processes 1; daemon off; pid {directory}/pid; error_log {directory}/error.log;
{'user root;' if os.geteuid() == 0 else ''}
events {{ worker_connections 64; }}
http {{ access_log off; sendfile on;
  client_body_temp_path {directory}/t1; proxy_temp_path {directory}/t2; fastcgi_temp_path {directory}/t3;
  uwsgi_temp_path {directory}/t4; scgi_temp_path {directory}/t5;
  server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {directory}/a.crt; ssl_certificate_key {directory}/a.key;
    ssl_protocols TLSv1.3; root {directory}; }} }}
""")
    server = subprocess.Popen(["nginx", "-c", str(configuration)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(port)
    return server


def timed(command):
    begun = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def backed_memory():
    """Touches and frees memory, so that every contender meets free memory which the machine already stands behind. In a
    virtual machine that gives free pages back to its host each fresh page of the target costs a fault there: up to a
    second of system time a gigabyte, met by whoever runs first after a pause."""
    touched = "b = bytearray(3 << 30)\nfor i in range(0, len(b), 4096): b[i] = 1"
    subprocess.run([sys.executable, "-c", touched], check=True)


def bench_fetch(work, size, rounds):
    built()
    directory = work / "fetch"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    source, target = directory / "archive", directory / "fetched"
    with source.open("wb") as file:
        noise = random.Random(1)
        for _ in range(int(size * 1000)):
            file.write(noise.randbytes(1_000_000))
    server = nginx(directory, 17_443)
    curl = ["curl", "-sS", "--cacert", directory / "a.crt", "https://localhost:17443/archive", "-o", target]

    def ours():
        return told("fetch", source, target)[0]

    def plain():
        return timed(curl)

    def checked():
        begun = time.perf_counter()
        timed(curl)
        timed(["sha256sum", "-b", target])
        timed(["sync", target])
        return time.perf_counter() - begun

    contenders = {"lifeboat fetch (hash, sync)": ours, "curl from nginx": plain,
                  "curl, then sha256sum, then sync": checked}
    times = {name: [] for name in contenders}
    try:
        for number in range(rounds):
            order = list(contenders)
            random.Random(number).shuffle(order)
            for name in order:
                target.unlink(missing_ok=True)
                subprocess.run(["sync"], check=True)
                backed_memory()
                times[name].append(contenders[name]())
    finally:
        server.terminate()
        server.wait()
    print(f"\nfetch of {size:g} GB over TLS on loopback ({rounds} rounds)")
    medians = {name: statistics.median(each) for name, each in times.items()}
    for name, each in times.items():
        print(f"  {name:34} {medians[name]:7.2f} s  ({min(each):.2f} to {max(each):.2f})  {1000 * size / medians[name]:6.0f} MB/s")
    for name in list(contenders)[1:]:
        rate = medians[name] / medians["lifeboat fetch (hash, sync)"]
        wanted = f", wanted >= 0.6x: {'reached' if rate >= 0.6 else 'MISSED'}" if name == "curl from nginx" else ""
        print(f"  -> rate against {name}: {rate:.2f}x{wanted}")
    shutil.rmtree(directory)


def bench_status(work, environment):
    built()
    directory = work / "status"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    daemon = start.Daemon(directory, environment)
    configuration = daemon.home / "lifeboatd.toml"
    text = configuration.read_text()
    configuration.write_text(text.replace('interval = "60s"', "interval = 0")
                             .replace("calls_per_second = 500", "calls_per_second = 1000000"))
    print(f"\nstatus call over TLS on loopback to a node with {start.DOCUMENTS:,} documents and {SNAPSHOTS} snapshots")
    try:
        daemon.start()
        daemon.fill()
        for _ in range(SNAPSHOTS):
            daemon.run("lifeboatctl", "snapshot", "take", "--cluster", "bench")
        subprocess.run(["sync"], check=True)
        fingerprint = daemon.run("lifeboatd", "--config", configuration, "--fingerprint").strip()
        for idle, limit in ((0, 5), (1000, 20)):
            middle, late = told("status", f"wss://127.0.0.1:{start.PORT}", fingerprint, directory / "token", idle, 3000)
            print(f"  beside {idle:4} idle connections: median {middle:.3f} ms")
            print(f"  -> p99: {late:.3f} ms, wanted <= {limit} ms: {'reached' if late <= limit else 'MISSED'}")
    finally:
        if daemon.process:
            daemon.end(signal.SIGTERM)
    shutil.rmtree(directory)
