"""Pictures whose headers promise more than memory holds, or that are drawn a thousand times over."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from tests.generators.hostile.plain import picture


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def a_png(width: int, height: int, body: bytes, *more: bytes) -> bytes:
    """A PNG of this size in its header, with `body` as its packed pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + b"".join(more) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _bmp() -> bytes:
    return b"BM" + struct.pack("<IHHI", 200, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0) + b"\0" * 200


def a_tiff(width: int, height: int, following: int = 0) -> bytes:
    """A TIFF of one directory and one strip; `following` is where the next directory stands, 8 is this one."""
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, 64)]
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + body + struct.pack("<I", following) + b"\0" * 200


def _frames(form: str, sizes: list[tuple[int, int]]) -> bytes:
    out = io.BytesIO()
    first, *rest = [Image.new("1" if form == "TIFF" else "L", size, number % 256) for number, size in enumerate(sizes)]
    first.save(out, form, save_all=True, append_images=rest)
    return out.getvalue()


def _second_frame_huge() -> bytes:
    """A page of normal size, and behind it one of a hundred million points."""
    out = io.BytesIO()
    Image.new("1", (100, 100)).save(out, "TIFF", save_all=True, append_images=[Image.new("1", (10_000, 10_000))], compression="group4")
    return out.getvalue()


def _many_scans() -> bytes:
    """A progressive JPEG whose last scan comes five hundred times."""
    out = io.BytesIO()
    Image.new("RGB", (6000, 6000), "white").save(out, "JPEG", progressive=True, quality=30)
    data = out.getvalue()
    last, end = data.rindex(b"\xff\xda"), data.rindex(b"\xff\xd9")
    return data[:end] + data[last:end] * 500 + data[end:]


FAMILY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "picture bomb": ("huge.png", lambda: a_png(60_000, 60_000, zlib.compress(b"\0" * 1000)), "document.picture_too_large"),
    "picture of two thousand million": ("huge.png", lambda: a_png(2**31 - 1, 2**31 - 1, zlib.compress(b"\0")), "document.picture_too_large"),
    "long thin picture": ("thin.png", lambda: a_png(100_000_000, 1, zlib.compress(b"\0")), "document.picture_too_large"),
    "picture with a text bomb": (
        "text.png",
        lambda: a_png(1, 1, zlib.compress(b"\0\0"), _chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 200_000_000))),
        "document.",
    ),
    "picture of no pixels": ("none.png", lambda: a_png(0, 0, zlib.compress(b"")), "document."),
    "huge BMP": ("huge.bmp", _bmp, "document."),
    "huge GIF": ("huge.gif", lambda: b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b"\x2c" + b"\0" * 40 + b"\x3b", "document.picture_too_large"),
    "huge JPEG": ("huge.jpg", lambda: _resized_jpeg(), "document.picture_too_large"),
    "JPEG of five hundred scans": ("scans.jpg", _many_scans, "document.picture_too_large"),
    "huge TIFF": ("huge.tif", lambda: a_tiff(60_000, 60_000), "document.picture_too_large"),
    "TIFF in a circle": ("circle.tif", lambda: a_tiff(8, 8, 8), "document."),
    "TIFF with a huge second page": ("second.tif", _second_frame_huge, "document.picture_too_large"),
    "TIFF of three hundred pages": ("many.tif", lambda: _frames("TIFF", [(8, 8)] * 300), "document.too_many_pages"),
    "GIF of three hundred frames": ("many.gif", lambda: _frames("GIF", [(8, 8)] * 300), "document.too_many_pages"),
    "cut-off picture": ("cut.jpg", lambda: picture(800, 800, "JPEG")[:2000], "document.truncated"),
    "cut-off PNG": ("cut.png", lambda: picture(300, 300)[:-9000], "document.truncated"),
    "cut-off TIFF": ("cut.tif", lambda: picture(300, 300, "TIFF")[:5000], "document.truncated"),
    "picture of another format": ("jp2.jpg", lambda: b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(range(256)) * 4, "document.type_unknown"),
}


def _resized_jpeg() -> bytes:
    data = bytearray(picture(64, 64, "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)
