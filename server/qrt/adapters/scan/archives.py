"""Zip archives and the office formats that are zips: names, counts, and what they inflate to, by counting.

Headers lie, so each member is inflated here from its compressed bytes and counted; Python's own reader stops where the header tells it to.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

from qrt.adapters.scan.limits import Inspection
from qrt.core.base.finding import Severity

CHUNK = 256 * 1024
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_APPLE_DOUBLE = b"\x00\x05\x16\x07"
Member = Callable[[str, bytes], None]
"""Called with each member's name and content once the member is known to be small enough."""


class MemberTooLarge(ValueError):
    """A member inflates beyond what is allowed; the message says what it broke."""


def check_archive(inspection: Inspection, data: bytes, label: str, visit: Member | None = None) -> bool:
    """Note everything that is wrong with the zip in `data`; `label` names it in sentences. True when it may be opened.

    Every member that keeps the limits is handed to `visit`.
    """
    entries = _entries(inspection, data, label)
    if entries is None:
        return False
    sound = _check_names(inspection, entries, label) & _check_sizes(inspection, entries, data, label)
    if not sound:
        return False
    for entry in entries:
        if entry.is_dir():
            continue
        content = _inflate(inspection, data, entry, label)
        if content is None:
            return False
        if visit is not None:
            visit(entry.filename, content)
    return True


def _entries(inspection: Inspection, data: bytes, label: str) -> list[zipfile.ZipInfo] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError, EOFError, UnicodeError, struct.error) as wrong:
        inspection.add("document.truncated", f"{label} is a broken or cut-off archive ({_short(wrong)}); export or zip it again.")
        return None


def _check_names(inspection: Inspection, entries: list[zipfile.ZipInfo], label: str) -> bool:
    sound = True
    if len(entries) > inspection.limits.entries:
        inspection.add("document.zip_bomb", f"{label} holds {len(entries)} entries; {inspection.limits.entries} are allowed.")
        return False
    for entry in entries:
        if leads_out(entry.orig_filename):
            inspection.add("document.unsafe_path", f"{label} holds an entry that points outside the archive ({entry.filename[:80]!r}).")
            sound = False
        if stat.S_ISLNK(entry.external_attr >> 16):
            inspection.add("document.unsafe_path", f"{label} holds a symbolic link ({entry.filename[:80]!r}); links are not allowed.")
            sound = False
        if entry.flag_bits & 0x1:
            inspection.add(
                "document.locked_archive",
                f"{label} holds an encrypted entry ({entry.filename[:80]!r}); hand in its papers by themselves, or an archive without a password.",
            )
            sound = False
    return sound


def leads_out(name: str) -> bool:
    """Whether a name inside an archive or mail could be taken for a place outside of it."""
    path = name.replace("\\", "/")
    return path.startswith("/") or re.match(r"^[A-Za-z]:", path) is not None or ".." in path.split("/") or "\x00" in path


def is_litter(name: str, content: bytes) -> bool:
    """True for what an operating system leaves in an archive beside the papers: settings of folders, previews, and what a Mac keeps of a file apart from it."""
    *folders, last = name.replace("\\", "/").split("/")
    return "__MACOSX" in folders or last.casefold() in _LITTER or (last.startswith("._") and content[:4] == _APPLE_DOUBLE)


def _check_sizes(inspection: Inspection, entries: list[zipfile.ZipInfo], data: bytes, label: str) -> bool:
    """What the headers declare: sums, ratios, and compressed parts that share bytes, which is how one kernel becomes petabytes."""
    limits = inspection.limits
    declared = sum(entry.file_size for entry in entries)
    if declared > limits.expanded_bytes or any(entry.file_size > limits.entry_bytes for entry in entries):
        inspection.add("document.zip_bomb", f"{label} would unpack to {declared // 1_000_000} MB; {limits.expanded_bytes // 1_000_000} MB are allowed.")
        return False
    for entry in entries:
        if entry.file_size >= limits.ratio_counts_from and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            inspection.add("document.zip_bomb", f"{label} holds {entry.filename[:80]!r}, which unpacks to over {limits.ratio} times its size.")
            return False
    end = 0
    for entry in sorted((each for each in entries if not each.is_dir()), key=lambda each: each.header_offset):
        if entry.header_offset < end or entry.header_offset + entry.compress_size > len(data):
            inspection.add("document.zip_bomb", f"{label} holds entries that share the same bytes or lie outside the file.")
            return False
        end = entry.header_offset + 30 + entry.compress_size
    return True


def _inflate(inspection: Inspection, data: bytes, entry: zipfile.ZipInfo, label: str) -> bytes | None:
    try:
        content = inflate_entry(data, entry, min(inspection.limits.entry_bytes, inspection.limits.expanded_bytes - inspection.expanded))
    except MemberTooLarge as wrong:
        inspection.add("document.zip_bomb", f"{label} holds {entry.filename[:80]!r}, which {wrong}.")
        return None
    except (zlib.error, ValueError, struct.error, NotImplementedError) as wrong:
        inspection.add("document.truncated", f"{label} holds a broken entry {entry.filename[:80]!r} ({_short(wrong)}); export or zip it again.")
        return None
    if len(content) != entry.file_size:
        inspection.add("document.zip_bomb", f"{label} holds {entry.filename[:80]!r}, whose header says {entry.file_size} bytes and not {len(content)}.")
        return None
    if zlib.crc32(content) != entry.CRC:
        inspection.add("document.truncated", f"{label} holds {entry.filename[:80]!r}, whose check sum is wrong; export or zip it again.")
        return None
    inspection.expanded += len(content)
    limits = inspection.limits
    if len(content) >= limits.ratio_counts_from and len(content) > limits.ratio * max(entry.compress_size, 1):
        inspection.add("document.zip_bomb", f"{label} holds {entry.filename[:80]!r}, which unpacks to over {limits.ratio} times its size.")
        return None
    return content


def inflate_entry(data: bytes, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """The member's real bytes, inflated from where its local header says, whatever size is declared.

    Raises MemberTooLarge beyond `limit` bytes, ValueError or zlib.error when the bytes are broken, NotImplementedError on an exotic method.
    """
    start = entry.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise ValueError("no local header")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start += 30 + name_length + extra_length
    packed = memoryview(data)[start : start + entry.compress_size]
    if len(packed) < entry.compress_size:
        raise ValueError("cut off")
    if entry.compress_type == zipfile.ZIP_STORED:
        if len(packed) > limit:
            raise MemberTooLarge(f"unpacks to more than {limit} bytes")
        return bytes(packed)
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError(f"compression method {entry.compress_type}")
    inflater, parts, size = zlib.decompressobj(-15), [], 0
    pending: bytes | memoryview = packed
    while len(pending) and not inflater.eof:
        part = inflater.decompress(pending, CHUNK)
        size += len(part)
        if size > limit:
            raise MemberTooLarge(f"unpacks to more than {limit} bytes")
        parts.append(part)
        pending = inflater.unconsumed_tail
    parts.append(inflater.flush(1))
    if not inflater.eof:
        raise ValueError("cut off")
    return b"".join(parts)


def check_office(inspection: Inspection, label: str, names: Sequence[str], parts: dict[str, bytes], macro_types: bool) -> None:
    """Macros, DDE, embedded objects and links of an Office Open XML file, from its entry names and relationship parts.

    Links to other workbooks are inert for us, since cached values are read and nothing is evaluated: a note in an XLSX, quarantine in the binary
    and macro-enabled types (`macro_types`).
    """
    lower = {name.lower() for name in names}
    if any(name.startswith(("basic/", "scripts/")) for name in lower):
        inspection.add("document.macro", f"{label} carries macros; save it without them and hand it in again.")
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in lower):
        inspection.add("document.macro", f"{label} carries macros; save it as a plain .xlsx and hand it in again.")
    if any("/activex/" in name or re.search(r"/embeddings/.*\.(?:bin|exe|js|vbs)$", name) for name in lower):
        inspection.add("document.active_content", f"{label} carries embedded objects; save it without them and hand it in again.")
    if len(lower) < len(names):
        inspection.add("document.two_kinds", f"{label} holds a part twice, so two programs can read two things; save it anew and hand that in.")
    links = [content for name, content in parts.items() if "/externallinks/" in name.lower()]
    if any(b"ddeLink" in content or b"oleLink" in content for content in links):
        inspection.add("document.active_content", f"{label} carries a DDE or OLE link to another program; paste it as values and hand it in again.")
    elif links:
        severity = Severity.ERROR if macro_types else Severity.INFO
        inspection.add("document.external_link", f"{label} links to other workbooks; the stored values were read, the links were not followed.", severity)
    for name, content in parts.items():
        if name.lower().endswith(".rels") and re.search(rb"(?:attachedTemplate|oleObject|frame)\"[^>]*TargetMode=\"External\"", content):
            inspection.add("document.active_content", f"{label} loads a template or object from another place; save it without and hand it in again.")


def _short(wrong: Exception) -> str:
    return str(wrong)[:80] or type(wrong).__name__
