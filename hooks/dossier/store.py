"""Texts and files that wait until they are published: packed once they are many, and on disk once they are more."""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LEVEL = 1  # of 9: the quickest, which already makes a page a fifth
FEW = 16_000_000  # bytes that wait as they are; the real data have a few more
IN_MEMORY = FEW + 16_000_000  # bytes before all of them go to disk


@dataclass(frozen=True)
class Kept:
    """What a store keeps: where it stands there, how many bytes it takes and how many it has."""

    store: Store
    start: int
    taken: int
    size: int

    def read(self) -> bytes:
        """The bytes as they were."""
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
            packed = content if start < FEW else zlib.compress(content, LEVEL)
            self.file.write(packed)
        return Kept(self, start, len(packed), len(content))

    def read(self, kept: Kept) -> bytes:
        """Give back what was kept."""
        with self.turn:
            self.file.seek(kept.start)
            packed = self.file.read(kept.taken)
        return packed if kept.start < FEW else zlib.decompress(packed)


class Files(Mapping[str, bytes]):
    """Files by their name, of which each is read anew whenever it is asked for."""

    def __init__(self, store: Store, files: Mapping[str, bytes]):
        self.kept = {name: store.keep(content) for name, content in files.items()}

    def __getitem__(self, name: str) -> bytes:
        return self.kept[name].read()

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)

    def size(self, name: str) -> int:
        """How many bytes a file has."""
        return self.kept[name].size
