"""Texts and files that wait until they are published, kept small meanwhile."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

LEVEL = 1  # of 9: the quickest, which already makes a page a fifth


def pack(content: bytes) -> bytes:
    """Some bytes as fewer bytes, quickly."""
    return zlib.compress(content, LEVEL)


def unpack(packed: bytes) -> bytes:
    """What was packed."""
    return zlib.decompress(packed)


class Packed(Mapping[str, bytes]):
    """Files by their name, of which each is unpacked anew whenever it is asked for."""

    def __init__(self, files: Mapping[str, bytes]):
        self.packed = {name: pack(content) for name, content in files.items()}
        self.sizes = {name: len(content) for name, content in files.items()}
        """How many bytes each file has."""

    def __getitem__(self, name: str) -> bytes:
        return unpack(self.packed[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)
