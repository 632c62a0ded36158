#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small client of a Lifeboat node, written from engine/net/PROTOCOL.md and nothing else.

    LIFEBOAT_TOKEN=lb1... tests/interop/client.py wss://HOST:7411 --ca node.crt status
    ... take [STATE] | list | fetch SNAPSHOT FILE | send SNAPSHOT FILE | verify SNAPSHOT

Prints the answer as JSON; with --transcript also every message, to standard error. Needs python3-websockets and python3-xxhash.
"""

import argparse
import asyncio
import json
import os
import ssl
import struct
import sys
from pathlib import Path

import websockets
import xxhash

HEADER = struct.Struct(">4sIQ")
WINDOW = 8 << 20
PIECE = 256 << 10


class Refused(Exception):
    """The node answered a call with an error."""


class Node:
    def __init__(self, socket, transcript):
        self.socket = socket
        self.transcript = transcript
        self.last = 0
        self.notes = []  # notifications that came while an answer was awaited
        self.frames = []

    def show(self, direction, text):
        if self.transcript:
            print(direction, text, file=sys.stderr)

    async def say(self, method, params, number=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        text = json.dumps(message, separators=(",", ":"))
        token = params.get("token")
        self.show("-->", text.replace(token, "lb1.NAME.SECRET") if token else text)
        await self.socket.send(text)

    async def hear(self):
        """The next message: bytes of a frame, or an object."""
        message = await self.socket.recv()
        if isinstance(message, bytes):
            magic, transfer, offset = HEADER.unpack_from(message)
            assert magic == b"LBX1"
            self.show("<--", f"(binary: transfer {transfer}, offset {offset}, {len(message) - HEADER.size} bytes)")
            return transfer, offset, message[HEADER.size:]
        self.show("<--", message)
        return json.loads(message)

    async def call(self, method, **params):
        self.last += 1
        await self.say(method, params, self.last)
        while True:
            message = await self.hear()
            if isinstance(message, tuple):
                self.frames.append(message)
            elif message.get("id") == self.last:
                if "error" in message:
                    raise Refused(json.dumps(message["error"]["data"]))
                return message["result"]
            else:
                self.notes.append(message)

    async def next_frame(self):
        while not self.frames:
            message = await self.hear()
            if isinstance(message, tuple):
                self.frames.append(message)
            elif message["method"] == "transfer.failed":
                raise Refused(json.dumps(message["params"]["error"]))
            else:
                self.notes.append(message)
        return self.frames.pop(0)

    async def operation(self, method, **params):
        """Begins an operation and waits for its end."""
        await self.call("events.subscribe")
        begun = await self.call(method, **params)
        while True:
            note = self.notes.pop(0) if self.notes else await self.hear()
            if isinstance(note, tuple) or note["method"] != "event" or note["params"]["name"] != "operation":
                continue
            told = note["params"]["content"]
            if told["operation"] != begun["operation"]:
                continue
            if told["status"] == "completed":
                return told
            if told["status"] == "dead":
                raise Refused(json.dumps(told["lastError"]))

    async def note(self, method, transfer):
        while True:
            note = self.notes.pop(0) if self.notes else await self.hear()
            if isinstance(note, tuple) or note["params"].get("transfer") != transfer:
                continue
            if note["method"] == method:
                return note["params"]
            if note["method"] == "transfer.failed":
                raise Refused(json.dumps(note["params"]["error"]))

    async def fetch(self, snapshot, path):
        part = Path(f"{path}.part")
        digest = xxhash.xxh3_128()
        have = 0
        if part.exists():
            digest.update(part.read_bytes())
            have = part.stat().st_size
        told = await self.call("snapshot.fetch", snapshot=snapshot, offset=str(have), window=WINDOW)
        size = int(told["size"])
        with part.open("ab") as file:
            while have < size:
                transfer, offset, payload = await self.next_frame()
                assert transfer == told["transfer"] and offset == have
                file.write(payload)
                digest.update(payload)
                have += len(payload)
                await self.say("transfer.credit", {"transfer": transfer, "bytes": len(payload)})
            file.flush()
            os.fsync(file.fileno())
        end = await self.note("transfer.end", told["transfer"])
        if digest.hexdigest() != end["xxh3"]:
            part.unlink()
            raise Refused("the bytes do not match their hash")
        part.rename(path)
        return {"path": str(path), "size": size}

    async def send(self, snapshot, path):
        content = Path(path).read_bytes()
        told = await self.call("snapshot.send", snapshot=snapshot, size=str(len(content)))
        offset, credit = int(told["offset"]), told["window"]
        ended = False
        while True:
            while credit > 0 and offset < len(content):
                payload = content[offset:offset + min(PIECE, credit)]
                self.show("-->", f"(binary: transfer {told['transfer']}, offset {offset}, {len(payload)} bytes)")
                await self.socket.send(HEADER.pack(b"LBX1", told["transfer"], offset) + payload)
                offset += len(payload)
                credit -= len(payload)
            if offset == len(content) and not ended:
                ended = True
                await self.say("transfer.end", {"transfer": told["transfer"],
                                                "xxh3": xxhash.xxh3_128(content).hexdigest()})
            note = self.notes.pop(0) if self.notes else await self.hear()
            if isinstance(note, tuple) or note["params"].get("transfer") != told["transfer"]:
                continue
            if note["method"] == "transfer.credit":
                credit += note["params"]["bytes"]
            elif note["method"] == "transfer.done":
                return note["params"]["result"]
            elif note["method"] == "transfer.failed":
                raise Refused(json.dumps(note["params"]["error"]))


async def run(options):
    context = None
    if options.url.startswith("wss:"):
        context = ssl.create_default_context(cafile=options.ca)
    async with websockets.connect(options.url, ssl=context, max_size=64 << 20, compression=None,
                                  user_agent_header=None) as socket:
        node = Node(socket, options.transcript)
        greeting = await node.call("session.hello", versions=[1], token=os.environ["LIFEBOAT_TOKEN"])
        first, *rest = options.command
        if first == "status":
            return {"greeting": greeting, "status": await node.call("node.status")}
        if first == "take":
            return await node.operation("snapshot.take", **({"state": rest[0]} if rest else {}))
        if first == "list":
            return await node.call("snapshot.list")
        if first == "verify":
            return await node.operation("snapshot.verify", snapshot=rest[0])
        if first == "fetch":
            return await node.fetch(rest[0], rest[1])
        if first == "send":
            return await node.send(rest[0], rest[1])
        raise SystemExit(f"no such command: {first}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--ca", help="PEM file with the certificate to trust")
    parser.add_argument("--transcript", action="store_true")
    parser.add_argument("command", nargs="+")
    try:
        print(json.dumps(asyncio.run(run(parser.parse_args()))))
    except Refused as refused:
        sys.exit(f"refused: {refused}")


if __name__ == "__main__":
    main()
