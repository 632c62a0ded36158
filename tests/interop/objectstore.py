#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another NATS client at the same bucket: the object store of nats-py.

objectstore.py URL BUCKET list            name and size of each object
objectstore.py URL BUCKET get NAME FILE   writes the object, digest verified, into the file
objectstore.py URL BUCKET put NAME FILE
objectstore.py URL BUCKET delete NAME
"""
import asyncio
import sys

import nats


async def main(url, bucket, action, *arguments):
    connection = await nats.connect(url)
    try:
        store = await connection.jetstream().object_store(bucket)
        if action == "list":
            for entry in await store.list(ignore_deletes=True):
                print(entry.name, entry.size)
        elif action == "get":
            name, path = arguments
            result = await store.get(name)
            with open(path, "wb") as file:
                file.write(result.data)
        elif action == "put":
            name, path = arguments
            with open(path, "rb") as file:
                await store.put(name, file)
        elif action == "delete":
            await store.delete(arguments[0])
        else:
            raise SystemExit(__doc__)
    finally:
        await connection.close()


asyncio.run(main(*sys.argv[1:]))
