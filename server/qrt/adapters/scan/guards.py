"""May this upload be opened? Every guard of the security model's rule D4 in the order of its cost.

Run inside a reader child (`qrt.adapters.scan.sandbox`): the guards open hostile files too. A guard answers with findings, one clear sentence each,
naming the file and the cause; it never raises for what a file holds.
"""

import hashlib
import html
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import yara

from qrt.adapters.scan.active import check_pdf
from qrt.adapters.scan.archives import check_archive, check_office, is_litter
from qrt.adapters.scan.disguise import check_one_kind, check_page
from qrt.adapters.scan.limits import DEFAULT_LIMITS, Inspection, Limits, UploadCheck, safe_name
from qrt.adapters.scan.mails import check_mail, check_outlook
from qrt.adapters.scan.markup import check_json, check_xml, declares_entities
from qrt.adapters.scan.pictures import check_picture
from qrt.adapters.scan.sniff import FOLDERS, JSONS, PICTURES, XMLS, MediaType, check_type, decode_head, sniff
from qrt.core.documents.types import Paper

_CALLS = (b"WEBSERVICE(", b"CALL(", b"REGISTER.ID(", b"EXEC(")
_CALLING = re.compile(rb"<f[^<>]*>[^<]*\b(?:WEBSERVICE|CALL|REGISTER\.ID|EXEC)\(")
_KNOWN_OLE2 = ("Workbook", "Book", "WordDocument", "EncryptedPackage")

_OWN_MATTER = frozenset({"document.password", "document.type_unknown", "document.truncated", "document.unreadable"})
"""What is wrong with one paper of an archive and does no harm to the others: it is locked, broken or of a type that is not read."""
_OFFICE_ZIPS = frozenset({MediaType.XLSX, MediaType.XLSM, MediaType.XLSB, MediaType.ODS, MediaType.DOCX})


def check_upload(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, password: str | None = None, sha256: str = "") -> UploadCheck:
    """What the file is, the verdict, and every finding. `sha256` saves hashing where the caller knows it already."""
    name = safe_name(name)
    sha256 = sha256 or hashlib.sha256(data).hexdigest()
    inspection = Inspection(name, sha256, limits)
    if len(data) > limits.file_bytes:
        inspection.add("document.too_large", f"{name} has {len(data) // 1_000_000} MB; {limits.file_bytes // 1_000_000} MB are allowed for one file.")
        return UploadCheck(sha256, MediaType.UNKNOWN, inspection.verdict(), tuple(inspection.findings))
    media = sniff(data, name)
    inspection.findings.extend(check_type(Paper(sha256, name, len(data)), media))
    _check_content(inspection, data, name, media, password, depth=0)
    return UploadCheck(sha256, media, inspection.verdict(), tuple(inspection.findings))


def scan_bytes(data: bytes) -> tuple[str, ...]:
    """Names of the own YARA rules that the bytes match."""
    return tuple(match.meta.get("name", match.rule) for match in _rules().match(data=data, timeout=20))


@cache
def _rules() -> yara.Rules:
    return yara.compile(filepath=str(Path(__file__).with_name("rules.yar")))


def _check_content(inspection: Inspection, data: bytes, label: str, media: MediaType, password: str | None, depth: int) -> None:
    for found in scan_bytes(data):
        inspection.add("document.virus", f"{label} holds {found}; it was locked away.")
    if media is MediaType.EMPTY:
        inspection.add("document.empty", f"{label} is empty.")
    elif media is MediaType.EXECUTABLE:
        inspection.add("document.executable", f"{label} is a program, not a paper.")
    elif media is MediaType.PDF:
        check_pdf(inspection, data, label, password, scan_bytes)
    elif media in PICTURES and media is not MediaType.HEIC:
        check_picture(inspection, data, label)
    elif media is MediaType.HTML:
        check_page(inspection, html.unescape(decode_head(data, len(data)) or ""), label)
    elif media is MediaType.TEXT and data.lstrip()[:5] == b"{\\rtf":
        _check_rich_text(inspection, data, label)
    elif media in XMLS or media is MediaType.OFX:
        check_xml(inspection, data, label)
    elif media in JSONS:
        check_json(inspection, data, label)
    elif media in (MediaType.XLS, MediaType.OLE2):
        _check_ole2(inspection, data, label, password)
    elif media in _OFFICE_ZIPS:
        _check_office_zip(inspection, data, label, media)
    elif media in FOLDERS:
        _check_folded(inspection, data, label, media, depth)
    elif media in (MediaType.UNKNOWN, MediaType.ARCHIVE):
        inspection.add("document.type_unknown", f"{label} is of a type that is not read ({media.value}); hand it in as PDF, picture, table, XML, JSON or zip.")
    check_one_kind(inspection, data, label, media)


def _check_folded(inspection: Inspection, data: bytes, label: str, folder: MediaType, depth: int) -> None:
    """An archive of papers or a mail with attachments: each member is looked at as if it had been uploaded by itself."""
    if depth >= inspection.limits.nesting:
        inspection.add("document.nesting", f"{label} is an archive or mail inside others; {inspection.limits.nesting} levels are allowed.")
        return

    def visit(member: str, content: bytes) -> None:
        if not content:
            return
        named = f"{safe_name(member)} in {label}"
        if is_litter(member, content):
            # It is never unfolded, so only what is known to do harm counts.
            for found in scan_bytes(content):
                inspection.add("document.virus", f"{named} holds {found}; it was locked away.")
            return
        media, before = sniff(content, member), len(inspection.findings)
        _check_content(inspection, content, named, media, None, depth + 1)
        if media not in FOLDERS:
            # What only cannot be read stands by itself and says so there; the papers beside it are read. An archive inside would be lost.
            inspection.findings[before:] = [each for each in inspection.findings[before:] if each.rule not in _OWN_MATTER]

    _OPENERS[folder](inspection, data, label, visit)


_OPENERS = {MediaType.ZIP: check_archive, MediaType.EML: check_mail, MediaType.MSG: check_outlook}


def _check_office_zip(inspection: Inspection, data: bytes, label: str, media: MediaType) -> None:
    """Sizes first; then macros, embedded objects and links; then every XML part for entities, since a sheet is XML like any other."""
    parts: dict[str, bytes] = {}

    def visit(part: str, content: bytes) -> None:
        lower = part.lower()
        if lower.endswith((".xml", ".rels", ".vml")):
            if declares_entities(content):
                inspection.add("document.xml_entities", f"{label} declares entities in {part[:60]!r}, which no spreadsheet needs; it was not opened.")
            if lower.endswith(".rels") or "/externallinks/" in lower:
                parts[part] = content
            if any(each in content for each in _CALLS) and _CALLING.search(content):
                inspection.add("document.active_content", f"{label} holds a formula that calls out of the workbook; paste it as values and hand it in again.")
        for found in scan_bytes(content):
            inspection.add("document.virus", f"{label} holds {found}; it was locked away.")

    if check_archive(inspection, data, label, visit):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
        check_office(inspection, label, names, parts, media in (MediaType.XLSM, MediaType.XLSB))


def _check_rich_text(inspection: Inspection, data: bytes, label: str) -> None:
    if re.search(rb"\\obj(?:ect|data|emb|autlink|update)|\\dde(?:auto)?|INCLUDEPICTURE", data):
        inspection.add("document.active_content", f"{label} carries embedded objects; save it without them and hand it in again.")


def _check_ole2(inspection: Inspection, data: bytes, label: str, password: str | None) -> None:
    """Old binary Office files: encryption, macros (VBA and Excel 4), embedded objects."""
    import olefile
    from oletools.olevba import VBA_Parser

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            streams = {"/".join(path) for path in container.listdir()}
    except (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError, OverflowError, MemoryError) as wrong:
        inspection.add("document.truncated", f"{label} is a broken or cut-off Office file ({str(wrong)[:60]}); save it again.")
        return
    if "EncryptedPackage" in streams:
        _check_encrypted_office(inspection, data, label, password)
        return
    if any(name.split("/")[0] in ("ObjectPool", "\x01Ole10Native") or name.endswith("\x01Ole10Native") for name in streams):
        inspection.add("document.active_content", f"{label} carries embedded objects; save it without them and hand it in again.")
    if any(name.lower().endswith(("vba/dir", "vba/_vba_project")) for name in streams):
        inspection.add("document.macro", f"{label} carries macros; save it as a plain .xlsx and hand it in again.")
        return
    if not streams & set(_KNOWN_OLE2):
        inspection.add("document.type_unknown", f"{label} is an Office container of a type that is not read; hand it in as PDF or .xlsx.")
    if not {"Workbook", "Book"} & streams:
        return
    try:
        parser = VBA_Parser(filename="paper.xls", data=data)
        try:
            if parser.detect_vba_macros() or parser.detect_xlm_macros():
                inspection.add("document.macro", f"{label} carries macros; save it as a plain .xlsx and hand it in again.")
        finally:
            parser.close()
    except Exception as wrong:  # noqa: BLE001 - oletools raises its own and bare exceptions; any means that we cannot vouch for the file.
        inspection.add("document.unreadable", f"{label} could not be searched for macros ({type(wrong).__name__}); save it as a plain .xlsx.")


def _check_encrypted_office(inspection: Inspection, data: bytes, label: str, password: str | None) -> None:
    plain = decrypt_office(data, password) if password else None
    if plain is None:
        inspection.add("document.password", f"{label} is locked with a password; hand in the password or an unlocked copy.")
        return
    _check_content(inspection, plain, label, sniff(plain, label), None, depth=1)


def decrypt_office(data: bytes, password: str) -> bytes | None:
    """The spreadsheet inside an encrypted Office file; None when the password is wrong."""
    import msoffcrypto

    out = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        locked.load_key(password=password)
        locked.decrypt(out)
    except Exception:  # noqa: BLE001 - the library tells a wrong password by a dozen exception types.
        return None
    return out.getvalue()
