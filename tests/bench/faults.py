# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults as disks and people make them, from a fixed seed: each is put into a copy of an archive."""

import random

BLOCK = 4096


def flip(data, rng):
    at = rng.randrange(len(data))
    data[at] ^= 1 << rng.randrange(8)


def cut(data, rng):
    del data[rng.randrange(len(data)):]


def tear(data, rng):
    """A 4 KiB block that was never written: zeros, or what another block holds."""
    at = rng.randrange(len(data) // BLOCK) * BLOCK
    other = rng.randrange(len(data) // BLOCK) * BLOCK
    block = bytes(BLOCK) if rng.random() < 0.5 else bytes(data[other:other + BLOCK])
    if data[at:at + BLOCK] == block:
        return flip(data, rng)
    data[at:at + BLOCK] = block


def members(data):
    found, at = [], 0
    while data[at:at + 1] != b"\0":
        size = int(bytes(data[at + 124:at + 135]), 8)
        end = at + 512 + (size + 511) // 512 * 512
        found.append((at, end))
        at = end
    return found


def swap(data, rng):
    """Two whole members in each other's place."""
    (a, a_end), (b, b_end) = sorted(rng.sample(members(data), 2))
    data[a:b_end] = data[b:b_end] + data[a_end:b] + data[a:a_end]


KINDS = {"one flipped bit": flip, "cut anywhere": cut, "torn 4 KiB block": tear, "two members swapped": swap}


def detected(archive, scratch, count, verify):
    """Puts `count` faults into copies of `archive`; verify(path) is an exit status, 1 says damage was found."""
    whole = archive.read_bytes()
    found = {kind: (0, 0) for kind in KINDS}
    rng = random.Random(20261121)
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        data = bytearray(whole)
        KINDS[kind](data, rng)
        scratch.write_bytes(data)
        caught, tried = found[kind]
        found[kind] = (caught + (verify(scratch) == 1), tried + 1)
    for path in (scratch, scratch.with_name(scratch.name.replace(".snap.tar", ".meta.json"))):
        path.unlink(missing_ok=True)
    return found
