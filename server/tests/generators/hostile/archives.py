"""Archives that explode, lie, climb out of their folder, or hide what they hold."""

import gzip
import io
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from qrt.adapters.scan.clamd import EICAR
from tests.generators.hostile.plain import a_pdf, a_zip

ZEROS = 90_000_000
"""Bytes that a small bomb unpacks to."""


def _bomb(name: str = "zeros.csv") -> bytes:
    return a_zip((name, b"0" * ZEROS))


def lying_zip(declared: int = 10) -> bytes:
    """The header says `declared` bytes, the stream holds 3 MB."""
    data = bytearray(a_zip(("a.csv", b"0" * 3_000_000)))
    for magic, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(magic)
        data[at + offset : at + offset + 4] = struct.pack("<I", declared)
    return bytes(data)


def overlapping_zip(entries: int = 2) -> bytes:
    """Directory entries that share one compressed kernel."""
    data = a_zip(*[(f"{number:04}", zlib.compress(b"x" * 5000)) for number in range(entries)])
    start = data.index(b"PK\x01\x02")
    directory = bytearray(data[start:])
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02":
        directory[at + 42 : at + 46] = struct.pack("<I", 0)
        at += 46 + 4
    return data[:start] + bytes(directory)


def link_zip() -> bytes:
    """A symbolic link under the name of a paper."""
    info = zipfile.ZipInfo("paper.pdf")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def encrypted_entry_zip() -> bytes:
    """An entry that says it is encrypted."""
    data = bytearray(a_zip(("a.csv", b"a,b\n1,2\n"), level=zipfile.ZIP_STORED))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _named(name: bytes) -> bytes:
    """An entry whose raw name is these bytes, whatever zipfile would make of them."""
    data = a_zip(("x" * len(name), b"x"))
    return data.replace(b"x" * len(name), name, 2)


def _packed(method: int) -> bytes:
    return a_zip(("a.csv", b"0" * 120_000_000), level=method)


def _nested(levels: int, width: int) -> bytes:
    inner = _bomb()
    for level in range(levels):
        inner = a_zip(*[(f"{level}-{number}.zip", inner) for number in range(width)])
    return inner


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("../../etc/cron.d/x")
        entry.size = 4
        archive.addfile(entry, io.BytesIO(b"boom"))
    return out.getvalue()


def _many_small() -> bytes:
    """Each member is within its limits; together they are not."""
    return a_zip(*[(f"{number}.csv", bytes(range(256)) * 64 + b"0" * 900_000) for number in range(400)])


FAMILY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("bomb.zip", _bomb, "document.zip_bomb"),
    "zip bomb called .xlsx": ("bomb.xlsx", lambda: _bomb("xl/worksheets/sheet1.xml"), "document.zip_bomb"),
    "zip bomb by LZMA": ("lzma.zip", lambda: _packed(zipfile.ZIP_LZMA), "document."),
    "zip bomb by bzip2": ("bzip2.zip", lambda: _packed(zipfile.ZIP_BZIP2), "document."),
    "bomb in a zip": ("inner.zip", lambda: a_zip(("bomb.zip", _bomb())), "document.zip_bomb"),
    "bombs in zips in zips": ("42.zip", lambda: _nested(3, 4), "document."),
    "members that are too much together": ("sum.zip", _many_small, "document.zip_bomb"),
    "lying header": ("lie.zip", lying_zip, "document.zip_bomb"),
    "header that says nothing": ("lie.zip", lambda: lying_zip(0), "document.zip_bomb"),
    "overlapping entries": ("overlap.zip", overlapping_zip, "document.zip_bomb"),
    "a thousand entries over one kernel": ("overlap.zip", lambda: overlapping_zip(1000), "document.zip_bomb"),
    "too many entries": ("many.zip", lambda: a_zip(*[(f"{n}.txt", b"x") for n in range(2100)]), "document.zip_bomb"),
    "three levels": ("deep.zip", lambda: a_zip(("b.zip", a_zip(("c.zip", a_zip(("d.csv", b"a,b\n")))))), "document.nesting"),
    "thirty levels": ("deep.zip", lambda: _wrapped(30), "document.nesting"),
    "traversal": ("up.zip", lambda: a_zip(("../../etc/cron.d/x", b"x")), "document.unsafe_path"),
    "traversal inside a path": ("up.zip", lambda: a_zip(("bills/../../x.csv", b"x")), "document.unsafe_path"),
    "windows traversal": ("up.zip", lambda: a_zip(("..\\..\\x.csv", b"x")), "document.unsafe_path"),
    "absolute name": ("abs.zip", lambda: a_zip(("/etc/passwd", b"x")), "document.unsafe_path"),
    "drive name": ("drive.zip", lambda: a_zip(("C:\\Windows\\x.csv", b"x")), "document.unsafe_path"),
    "network name": ("unc.zip", lambda: a_zip(("\\\\server\\share\\x.csv", b"x")), "document.unsafe_path"),
    "zero in a name": ("zero.zip", lambda: _named(b"bill.csv\x00.exe"), "document.unsafe_path"),
    "symbolic link": ("link.zip", link_zip, "document.unsafe_path"),
    "virus inside a zip": ("eicar.zip", lambda: a_zip(("eicar.com", EICAR)), "document.virus"),
    "virus in a zip in a zip": ("eicar.zip", lambda: a_zip(("a.zip", a_zip(("eicar.com", EICAR)))), "document.virus"),
    "script in a zip in a zip": ("x.zip", lambda: a_zip(("y.zip", a_zip(("run.ps1", b"powershell -EncodedCommand SQBFAFgA")))), "document.virus"),
    "program in a zip": ("setup.zip", lambda: a_zip(("invoice.pdf.exe", b"MZ\x90\x00" + b"\0" * 600)), "document.executable"),
    "program called .pdf in a zip": ("setup.zip", lambda: a_zip(("invoice.pdf", b"MZ\x90\x00" + b"\0" * 600)), "document.executable"),
    "hostile page in a zip": (
        "bills.zip",
        lambda: a_zip(("bill.pdf", a_pdf()), ("page.html", b"<html><body><script>alert(1)</script></body></html>")),
        "document.active_content",
    ),
    "virus where litter lies": ("mac.zip", lambda: a_zip(("bill.pdf", a_pdf()), ("__MACOSX/._bill.pdf", b"\x00\x05\x16\x07" + EICAR)), "document.virus"),
    "cut-off zip": ("cut.zip", lambda: a_zip(("a.pdf", a_pdf(3)))[:-300], "document.truncated"),
    "zip with a wrong check sum": ("crc.zip", lambda: _wrong_sum(), "document.truncated"),
    "gzip bomb": ("bomb.gz", lambda: gzip.compress(b"0" * ZEROS), "document.type_unknown"),
    "tar that climbs": ("up.tar", _tar, "document.type_unknown"),
    "RAR": ("a.rar", lambda: b"Rar!\x1a\x07\x01\x00" + b"\0" * 400, "document.type_unknown"),
    "7z": ("a.7z", lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\0\x01\x02" * 200, "document.type_unknown"),
}
"""Name of the case: name of the file, how it is made, a rule that must be among its findings (or what that begins with)."""

LOCKED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "encrypted entry": ("locked.zip", encrypted_entry_zip, "document.locked_archive"),
}


def _wrapped(levels: int) -> bytes:
    data = a_zip(("d.csv", b"a,b\n"))
    for _ in range(levels):
        data = a_zip(("inner.zip", data))
    return data


def _wrong_sum() -> bytes:
    data = bytearray(a_zip(("a.csv", b"a,b\n1,2\n"), level=zipfile.ZIP_STORED))
    at = data.index(b"1,2")
    data[at] = ord("9")
    return bytes(data)
