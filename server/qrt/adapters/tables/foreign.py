"""Files that are no tables, by what their bytes say: what they are and what to do instead, in words for the person who gave them."""

import io
import json
import re
import zipfile
from typing import Any

from qrt.core.base.errors import Refused

ZIP, OLE, PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
KNOWN = (
    (b"%PDF", "a PDF; take the table out of it first (`qrt extract`), or ask for the statement as CSV or XLSX"),
    (b"\x89PNG", "a picture; a table is needed, not an image of one"),
    (b"\xff\xd8\xff", "a picture; a table is needed, not an image of one"),
    (b"\x1f\x8b", "packed with gzip; unpack it and give the file inside"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it and give the file inside"),
    (b"Rar!", "a RAR archive; unpack it and give the file inside"),
    (b"ORC", "an ORC file; save it as Parquet or CSV"),
    (b"SQLite format 3", "an SQLite database; save the table as CSV or Parquet"),
    (b"{\\rtf", "a text document (RTF); save the table as CSV or XLSX"),
)
FORMS = "Tables are CSV, TSV, XLSX, Parquet or JSON lines"
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
CONTROLS_MOST = 0.002
LOOKED_AT = 65_536
TEXT_LINES, TEXT_LEAST = 40, 3
ERROR_KEYS = ("error", "errors", "message", "detail", "error_description")
ENVELOPE = frozenset({*ERROR_KEYS, "status", "statuscode", "code", "type", "title", "instance", "path", "timestamp", "success", "ok", "reason"})


def check_file(name: str, suffix: str, data: bytes) -> None:
    """Raises Refused("recon.unreadable") for what is no table: a picture, a page, an archive, a locked or cut workbook, a cut Parquet file. data: the whole file."""
    for magic, what in KNOWN:
        if data.startswith(magic):
            raise _refused(name, f"is {what}")
    if data.startswith(OLE):
        _check_ole(name, data)
    elif data.startswith(ZIP):
        _check_zip(name, data)
    elif data.startswith(PARQUET) or suffix in (".parquet", ".pq"):
        _check_parquet(name, data)
    elif suffix in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"):
        _check_page(name, data)
        if is_text_table(data):
            return
        raise _refused(name, f"is named {suffix} but is no workbook: it begins with {_beginning(data)}. Save it anew as XLSX, or name it .csv if it is text")
    else:
        _check_page(name, data)


def holds_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook, whatever the file is called."""
    if data.startswith(OLE):
        return True
    return data.startswith(ZIP) and any(part.startswith(("xl/", "content.xml")) for part in _parts(data) or ())


def is_text_table(data: bytes) -> bool:
    """Whether bytes under the name of a workbook are a text with columns, as banks and older programs hand it out (tabs under the name .xls)."""
    head = data[:LOOKED_AT]
    if len(CONTROLS.findall(head)) > CONTROLS_MOST * len(head):
        return False
    lines = [line for line in head.splitlines()[:TEXT_LINES] if line.strip()]
    return any(sum(mark in line for line in lines) >= TEXT_LEAST for mark in (b"\t", b",", b";", b"|"))


def check_text(name: str, data: bytes) -> None:
    """Raises Refused where bytes that are taken for text hold what no text does."""
    found = CONTROLS.findall(data[:LOOKED_AT])
    if len(found) > CONTROLS_MOST * min(len(data), LOOKED_AT):
        at = CONTROLS.search(data)
        assert at is not None
        row = data[: at.start()].count(b"\n") + 1
        raise _refused(name, f"is no text: row {row} holds the byte {data[at.start()]:#04x}, which stands for no character. {FORMS}")


def check_answer(name: str, found: Any) -> None:
    """Raises Refused where JSON is one object that is no row: the answer of a service, most often that something failed, or a list with a wrapping."""
    if not isinstance(found, dict):
        return
    nested = any(isinstance(found.get(key), dict | list) for key in ("error", "errors"))
    if (nested or set(map(str.lower, found)) <= ENVELOPE) and (said := _message(found)):
        raise _refused(name, f"is no list of rows but the answer of a service that failed: {said!r}. Fetch the table anew")
    if lists := [key for key, value in found.items() if isinstance(value, list) and value and isinstance(value[0], dict)]:
        raise _refused(name, f"is one JSON object ({', '.join(map(str, list(found)[:5]))}) and no list of rows; save the list under {lists[0]!r} by itself")


def _message(found: dict[str, Any]) -> str:
    for key in ERROR_KEYS:
        value = found.get(key)
        if isinstance(value, dict):
            return _message(value) or json.dumps(value, ensure_ascii=False)[:120]
        if isinstance(value, list) and value:
            return _message(value[0]) if isinstance(value[0], dict) else str(value[0])[:120]
        if isinstance(value, str) and value:
            return value[:120]
    return ""


def _check_ole(name: str, data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _refused(name, "is locked with a password; open it with the password and save it without one")
    if "WordDocument".encode("utf-16-le") in data:
        raise _refused(name, "is a text document (DOC); save the table as CSV or XLSX")


def _check_zip(name: str, data: bytes) -> None:
    parts = _parts(data)
    if parts is None:
        raise _refused(name, f"is cut off after {len(data):,} bytes: the list of its parts, which stands at the end, is missing. Copy or download it anew")
    if not any(part.startswith(("xl/", "content.xml")) for part in parts):
        inside = ", ".join(parts[:3]) or "nothing"
        raise _refused(name, f"is an archive (it holds {inside}); unpack it and give the table inside")


def _parts(data: bytes) -> list[str] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            return found.namelist()
    except zipfile.BadZipFile:
        return None


def _check_parquet(name: str, data: bytes) -> None:
    if not data.startswith(PARQUET):
        _check_page(name, data)
        raise _refused(name, f"is named .parquet but is none: it begins with {_beginning(data)}. Name it .csv if it is text")
    if not data.endswith((PARQUET, b"PARE")):
        raise _refused(name, f"is cut off after {len(data):,} bytes: a Parquet file ends with PAR1. Copy or write it anew")


def _check_page(name: str, data: bytes) -> None:
    begins = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<body", b"<div")):
        title = re.search(rb"(?is)<title[^>]*>(.*?)</title>", data[:LOOKED_AT])
        said = " ".join(title.group(1).decode("utf-8", "replace").split())[:80] if title else ""
        called = f" (its title is {said!r})" if said else ""
        raise _refused(
            name,
            f"is a web page{called}, not a table: perhaps a sign-in page was saved in its place. A page with a table opens in a spreadsheet; save it as XLSX or CSV",
        )
    if begins.startswith((b"<?xml", b"<soap", b"<envelope")):
        raise _refused(name, "is XML, not a table; save it as XLSX or CSV")


def _beginning(data: bytes) -> str:
    return repr(data[:24].decode("ascii", "replace"))


def _refused(name: str, what: str) -> Refused:
    return Refused("recon.unreadable", f"{name} {what}")
