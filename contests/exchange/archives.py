"""A zip archive, unpacked in pieces and written anew from what was seen of it."""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

PIECE = 1024 * 1024
IN_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the archive: its name, how it is packed, and the packed bytes."""

    name: str
    method: int
    packed: bytes

    def pieces(self) -> Iterator[bytes]:
        """Yield the content in pieces of at most 1 MB. Raises BadZipFile or zlib.error where it is damaged."""
        if self.method == zipfile.ZIP_STORED:
            yield from (self.packed[at : at + PIECE] for at in range(0, len(self.packed), PIECE))
            return
        unpacker, packed = zlib.decompressobj(-15), self.packed
        while not unpacker.eof:
            piece = unpacker.decompress(packed, PIECE)
            packed = unpacker.unconsumed_tail
            if not piece and not packed and not unpacker.eof:
                raise zipfile.BadZipFile
            yield piece


@dataclass(frozen=True, slots=True)
class Seen:
    """A member whose whole content was seen: its size in bytes and its checksum are facts."""

    member: Member
    size: int
    crc: int


def members(data: bytes) -> list[Member]:
    """Return the members of an archive. Raises BadZipFile for an impossible one, as for overlapping members."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        found = archive.infolist()
    if len(found) > 1000 or sum(info.compress_size for info in found) > len(data):
        raise zipfile.BadZipFile
    if any(
        info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1 for info in found
    ):
        raise zipfile.BadZipFile
    return [Member(info.filename, info.compress_type, _packed(data, info)) for info in found]


def _packed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    name_size, extra_size = struct.unpack_from("<2H", data, info.header_offset + 26)
    start = info.header_offset + 30 + name_size + extra_size
    return data[start : start + info.compress_size]


def pack(contents: Iterable[Seen]) -> bytes:
    """Return an archive of exactly these members: whoever reads it can find nothing else in it."""
    body, directory, count = bytearray(), bytearray(), 0
    for seen in contents:
        name = seen.member.name.encode()
        facts = struct.pack(
            "<5H3I2H",
            *(20, IN_UTF8, seen.member.method, 0, 0x21),
            *(seen.crc, len(seen.member.packed), seen.size, len(name), 0),
        )
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + facts + name + seen.member.packed
        count += 1
    end = struct.pack("<4H2IH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + b"PK\x05\x06" + end)
