"""Images that are uploaded: what they are is read from their bytes, never believed; nothing but the picture is kept."""

import struct
import zlib
from dataclasses import dataclass

LARGEST = 4 * 1024 * 1024
MOST_PIXELS = 6000 * 6000
PNG = b"\x89PNG\r\n\x1a\n"
KEPT_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB"}


class BadImage(ValueError):
    """The file can't be taken; the text says why, for the person."""


@dataclass(frozen=True)
class Image:
    """A picture without anything that was hidden in the file: no place, no time, no camera, no name."""

    content: bytes
    type: str
    width: int
    height: int


def read(content: bytes) -> Image:
    """Check an uploaded image and strip it. Raises BadImage."""
    if len(content) > LARGEST:
        raise BadImage("The image must be smaller than 4 MB. Save it smaller and choose it again.")
    if content.startswith(PNG):
        image = _png(content)
    elif content.startswith(b"\xff\xd8"):
        image = _jpeg(content)
    else:
        raise BadImage("The image must be a PNG or JPEG file.")
    if not (0 < image.width * image.height <= MOST_PIXELS):
        raise BadImage("The image has too many pixels. Save it smaller and choose it again.")
    return image


def _png(content: bytes) -> Image:
    at, kept, size, has_end = len(PNG), [PNG], (0, 0), False
    while at + 12 <= len(content) and not has_end:
        (length,) = struct.unpack(">I", content[at : at + 4])
        name, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(data) != length or len(check) != 4 or struct.unpack(">I", check)[0] != zlib.crc32(name + data):
            raise BadImage("The image is damaged. Save it again and choose it again.")
        if name == b"IHDR":
            size = struct.unpack(">II", data[:8])
        if name in KEPT_CHUNKS:
            kept.append(content[at : at + 12 + length])
        has_end = name == b"IEND"
        at += 12 + length
    if not has_end or size == (0, 0):
        raise BadImage("The image is damaged. Save it again and choose it again.")
    return Image(b"".join(kept), "image/png", *size)


def _jpeg(content: bytes) -> Image:
    """Keeps the picture's own segments; comments and application data (Exif, XMP, thumbnails) go."""
    at, kept, size = 2, [b"\xff\xd8"], (0, 0)
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            break
        marker = content[at + 1]
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        segment = content[at : at + 2 + length]
        if length < 2 or len(segment) != length + 2:
            break
        if marker in (0xC0, 0xC1, 0xC2):
            size = struct.unpack(">HH", segment[5:9])[::-1]
        if marker == 0xDA:
            end = content.rfind(b"\xff\xd9")
            if end < at or size == (0, 0):
                break
            kept.append(content[at : end + 2])
            return Image(b"".join(kept), "image/jpeg", *size)
        if marker == 0xEE or not (0xE0 <= marker <= 0xEF or marker == 0xFE):  # EE says how colours are kept
            kept.append(segment)
        at += 2 + length
    raise BadImage("The image is damaged. Save it again and choose it again.")
