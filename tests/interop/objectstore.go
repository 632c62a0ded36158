// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Another NATS client at the same bucket: the object store of nats.go.
//
//	objectstore URL BUCKET list              a line an object: size, chunks, name as a JSON string
//	objectstore URL BUCKET get NAME FILE     writes the object, digest verified, into the file
//	objectstore URL BUCKET put NAME FILE [CHUNK]
//	objectstore URL BUCKET delete NAME
//	objectstore URL BUCKET link NAME TARGET  NAME stands for the object TARGET
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

func list(ctx context.Context, store jetstream.ObjectStore) error {
	objects, err := store.List(ctx)
	if errors.Is(err, jetstream.ErrNoObjectsFound) {
		return nil
	}
	for _, object := range objects {
		fmt.Printf("%d %d %q\n", object.Size, object.Chunks, object.Name)
	}
	return err
}

func put(ctx context.Context, store jetstream.ObjectStore, name, path, chunk string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	meta := jetstream.ObjectMeta{Name: name}
	if chunk != "" {
		size, err := strconv.ParseUint(chunk, 10, 32)
		if err != nil {
			return err
		}
		meta.Opts = &jetstream.ObjectMetaOptions{ChunkSize: uint32(size)}
	}
	_, err = store.Put(ctx, meta, file)
	return err
}

func link(ctx context.Context, store jetstream.ObjectStore, name, target string) error {
	info, err := store.GetInfo(ctx, target)
	if err == nil {
		_, err = store.AddLink(ctx, name, info)
	}
	return err
}

func run(arguments []string) error {
	for len(arguments) < 6 {
		arguments = append(arguments, "")
	}
	connection, err := nats.Connect(arguments[0])
	if err != nil {
		return err
	}
	defer connection.Close()
	js, err := jetstream.New(connection)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	store, err := js.ObjectStore(ctx, arguments[1])
	if err != nil {
		return err
	}
	switch action, name, path := arguments[2], arguments[3], arguments[4]; action {
	case "list":
		return list(ctx, store)
	case "get":
		return store.GetFile(ctx, name, path)
	case "put":
		return put(ctx, store, name, path, arguments[5])
	case "delete":
		return store.Delete(ctx, name)
	case "link":
		return link(ctx, store, name, path)
	default:
		return fmt.Errorf("unknown action %q", action)
	}
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "objectstore:", err)
		os.Exit(1)
	}
}
