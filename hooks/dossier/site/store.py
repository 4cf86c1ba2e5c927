"""Texts and files that wait until they are published: in memory, or on disk where they are many."""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

IN_MEMORY = 32_000_000  # bytes; the real data have half


@dataclass(frozen=True)
class Kept:
    """What a store keeps: where it stands there, and how many bytes it has."""

    store: Store
    start: int
    size: int

    def read(self) -> bytes:
        """The bytes."""
        return self.store.read(self)


class Store:
    """A temporary file that takes bytes and gives them back; it ends with the last reference to it."""

    def __init__(self) -> None:
        self.file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # read for as long as the store lasts
        weakref.finalize(self, self.file.close)
        self.turn = threading.Lock()

    def keep(self, content: bytes) -> Kept:
        """Keep some bytes."""
        with self.turn:
            start = self.file.seek(0, os.SEEK_END)
            self.file.write(content)
        return Kept(self, start, len(content))

    def read(self, kept: Kept) -> bytes:
        """Give back what was kept."""
        with self.turn:
            self.file.seek(kept.start)
            return self.file.read(kept.size)


class Files(Mapping[str, bytes]):
    """Files by their name, of which each is read anew whenever it is asked for."""

    def __init__(self, store: Store):
        self.store = store
        self.kept: dict[str, Kept] = {}

    def keep(self, name: str, content: bytes) -> None:
        """Keep a file."""
        self.kept[name] = self.store.keep(content)

    def __getitem__(self, name: str) -> bytes:
        return self.kept[name].read()

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)

    def size(self, name: str) -> int:
        """How many bytes a file has."""
        return self.kept[name].size
