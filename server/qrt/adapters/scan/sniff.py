"""What a file is, decided by its content alone.

General detectors do not know MT940, OFX or Tally XML (research: 0 of 36, 0 of 21, 2 of 31), so the table of signatures is our own.
The extension is only compared with the answer, never believed.
"""

import io
import re
import zipfile
from enum import StrEnum

import olefile

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.place import Place
from qrt.core.documents.types import Paper


class MediaType(StrEnum):
    """One name for each thing that has its own reader or its own way of being refused."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"
    HEIC = "heic"
    GIF = "gif"
    WEBP = "webp"
    BMP = "bmp"
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    OLE2 = "ole2"
    ZIP = "zip"
    ARCHIVE = "archive"
    EML = "eml"
    MSG = "msg"
    MT940 = "mt940"
    MT942 = "mt942"
    OFX = "ofx"
    QIF = "qif"
    CAMT = "camt"
    TALLY_XML = "tally_xml"
    XML = "xml"
    HTML = "html"
    GSTR2B_JSON = "gstr2b_json"
    GSTR2A_JSON = "gstr2a_json"
    GSTR1_JSON = "gstr1_json"
    GSTR3B_JSON = "gstr3b_json"
    E_INVOICE_JSON = "e_invoice_json"
    E_WAY_BILL_JSON = "e_way_bill_json"
    AIS_JSON = "ais_json"
    JSON = "json"
    FORM_26AS = "form_26as"
    TDS_FILE = "tds_file"
    CSV = "csv"
    TEXT = "text"
    EXECUTABLE = "executable"
    EMPTY = "empty"
    UNKNOWN = "unknown"


FOLDERS = frozenset({MediaType.ZIP, MediaType.EML, MediaType.MSG})
"""What holds papers and is none itself."""

PICTURES = frozenset({MediaType.PNG, MediaType.JPEG, MediaType.TIFF, MediaType.HEIC, MediaType.GIF, MediaType.WEBP, MediaType.BMP})
SPREADSHEETS = frozenset({MediaType.XLSX, MediaType.XLSM, MediaType.XLSB, MediaType.XLS, MediaType.ODS})
JSONS = frozenset(
    {
        MediaType.GSTR2B_JSON,
        MediaType.GSTR2A_JSON,
        MediaType.GSTR1_JSON,
        MediaType.GSTR3B_JSON,
        MediaType.E_INVOICE_JSON,
        MediaType.E_WAY_BILL_JSON,
        MediaType.AIS_JSON,
        MediaType.JSON,
    }
)
XMLS = frozenset({MediaType.CAMT, MediaType.TALLY_XML, MediaType.XML})
TEXTS = frozenset({MediaType.CSV, MediaType.TEXT, MediaType.MT940, MediaType.MT942, MediaType.QIF, MediaType.FORM_26AS, MediaType.TDS_FILE})

HEAD = 64 * 1024
"""Bytes that decide for text formats."""

_MAGIC: tuple[tuple[bytes, MediaType], ...] = (
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"GIF87a", MediaType.GIF),
    (b"GIF89a", MediaType.GIF),
    (b"MZ", MediaType.EXECUTABLE),
    (b"L\x00\x00\x00\x01\x14\x02\x00", MediaType.EXECUTABLE),
    (b"\x7fELF", MediaType.EXECUTABLE),
    (b"\xca\xfe\xba\xbe", MediaType.EXECUTABLE),
    (b"\xcf\xfa\xed\xfe", MediaType.EXECUTABLE),
    (b"Rar!\x1a\x07", MediaType.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", MediaType.ARCHIVE),
    (b"\x1f\x8b", MediaType.ARCHIVE),
    (b"BZh", MediaType.ARCHIVE),
    (b"\xfd7zXZ\x00", MediaType.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", MediaType.ARCHIVE),
)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"})
_MAIL_HEADER = re.compile(r"^(?:return-path|received|from|to|subject|date|mime-version|message-id|delivered-to|x-[\w-]+):", re.IGNORECASE)

_EXTENSIONS: dict[str, frozenset[MediaType]] = {
    "pdf": frozenset({MediaType.PDF}),
    "png": frozenset({MediaType.PNG}),
    "jpg": frozenset({MediaType.JPEG}),
    "jpeg": frozenset({MediaType.JPEG}),
    "tif": frozenset({MediaType.TIFF}),
    "tiff": frozenset({MediaType.TIFF}),
    "heic": frozenset({MediaType.HEIC}),
    "xlsx": frozenset({MediaType.XLSX}),
    "xlsm": frozenset({MediaType.XLSM, MediaType.XLSX}),
    "xlsb": frozenset({MediaType.XLSB}),
    # Banks and older ERPs hand out tab-separated text, HTML and XLSX under the name .xls.
    "xls": frozenset({MediaType.XLS, MediaType.XLSX, MediaType.CSV, MediaType.TEXT, MediaType.HTML, MediaType.XML}),
    "ods": frozenset({MediaType.ODS}),
    "zip": frozenset({MediaType.ZIP}),
    "eml": frozenset({MediaType.EML}),
    "msg": frozenset({MediaType.MSG}),
    "json": JSONS,
    "xml": XMLS | {MediaType.OFX},
    "ofx": frozenset({MediaType.OFX}),
    "qfx": frozenset({MediaType.OFX}),
    "csv": frozenset({MediaType.CSV, MediaType.TEXT, MediaType.FORM_26AS}),
}


def sniff(data: bytes, name: str = "") -> MediaType:
    """What the bytes are. `name` breaks no tie but one: plain text called .csv is a table with one column."""
    if not data.strip(b"\x00 \t\r\n"):
        return MediaType.EMPTY
    return _sniff_binary(data) or _sniff_text(data, name)


def check_type(paper: Paper, media: MediaType) -> tuple[Finding, ...]:
    """The finding document.type_mismatch when the file's extension says something else than its content."""
    extension = paper.name.rpartition(".")[2].lower() if "." in paper.name else ""
    expected = _EXTENSIONS.get(extension)
    if expected is None or media in expected or media is MediaType.EMPTY:
        return ()
    sentence = f"{paper.name} is called .{extension} but its content is {media.value.replace('_', ' ')}; the content was believed."
    return (Finding("document.type_mismatch", Severity.WARNING, f"document:{paper.sha256}", sentence, evidence=(Place(paper.sha256),)),)


def _sniff_binary(data: bytes) -> MediaType | None:
    for magic, media in _MAGIC:
        # "MZ" and "BM" are also how a text may begin; a program has a zero byte early on.
        if data.startswith(magic) and (len(magic) > 2 or media is MediaType.ARCHIVE or b"\x00" in data[:512]):
            return media
    if data.startswith(b"BM") and b"\x00" in data[:64]:
        return MediaType.BMP
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return MediaType.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return MediaType.HEIC
    if data.startswith(_OLE2):
        return _sniff_ole2(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(data)
    # Last, because an archive may store a PDF uncompressed as its first member.
    return MediaType.PDF if b"%PDF-" in data[:1024] else None


def _sniff_ole2(data: bytes) -> MediaType:
    """An XLS names its stream Workbook or Book; an encrypted XLSX holds EncryptedPackage; a mail has its properties at the root. Names are UTF-16."""
    if "__properties_version1.0".encode("utf-16-le") in data and _is_message(data):
        return MediaType.MSG
    if "EncryptedPackage".encode("utf-16-le") in data:
        return MediaType.OLE2
    if "Workbook".encode("utf-16-le") in data or "Book\x00".encode("utf-16-le") in data:
        return MediaType.XLS
    return MediaType.OLE2


def _is_message(data: bytes) -> bool:
    """Whether the properties lie at the root: a workbook may hold a mail, as a mail may hold a workbook. What cannot be opened is a broken mail."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return container.exists("__properties_version1.0")
    except (OSError, ValueError, IndexError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return True


def _sniff_zip(data: bytes) -> MediaType:
    """Tell the office formats from a plain archive by the names in the directory; a broken directory leaves the local names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {each.filename for each in archive.infolist()[:5000]}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, UnicodeError):
        names = {name for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/workbook.bin", "word/document.xml") if name.encode() in data}
    lower = {name.lower() for name in names}
    if "xl/workbook.bin" in lower:
        return MediaType.XLSB
    if any(name.startswith("xl/") for name in lower):
        return MediaType.XLSM if any(name.endswith("vbaproject.bin") for name in lower) else MediaType.XLSX
    if any(name.startswith("word/") for name in lower):
        return MediaType.DOCX
    if "content.xml" in lower and "mimetype" in lower:
        return MediaType.ODS
    return MediaType.ZIP


def decode_head(data: bytes, size: int = HEAD) -> str | None:
    """The first part as text, by byte-order mark, UTF-8 or Windows-1252; None when the bytes are not text."""
    head = data[:size]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:].decode("utf-8", "ignore")
    zeros = head.count(0)
    if zeros > len(head) // 4:
        # UTF-16 without a mark: every second byte is zero in Latin text.
        encoding = "utf-16-le" if head[1:200:2].count(0) > head[0:200:2].count(0) else "utf-16-be"
        text = head[: len(head) // 2 * 2].decode(encoding, "ignore")
        return text if _printable(text) else None
    if zeros:
        return None
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if wrong.start > len(head) - 4 and len(data) > size:
            return head[: wrong.start].decode("utf-8")
    text = head.decode("cp1252", "replace")
    return text if _printable(text) else None


def _printable(text: str) -> bool:
    odd = sum(1 for each in text[:4096] if (ord(each) < 32 and each not in "\t\r\n\x0c\x1a\x01\x03\x04") or each == "\ufffd")
    return bool(text) and odd <= len(text[:4096]) * 0.02


def _sniff_text(data: bytes, name: str) -> MediaType:
    text = decode_head(data)
    if text is None:
        return MediaType.UNKNOWN
    body = text.lstrip("\ufeff \t\r\n\x01\x04")
    if text.startswith("#!"):
        return MediaType.EXECUTABLE
    if body.startswith("<") or body[:9].upper().startswith("OFXHEADER"):
        return _sniff_markup(body)
    if body.startswith(("{", "[")) and (found := _sniff_json(body, data)):
        return found
    if found := _sniff_swift(body):
        return found
    if body.startswith(("!Type:", "!Account")):
        return MediaType.QIF
    if re.match(r"\d+\^FH\^", body) and re.search(r"^\d+\^BH\^", body, re.MULTILINE):
        return MediaType.TDS_FILE
    if body.count("^") > 20 and re.search(r"annual tax statement|form 26as|tax deducted at source|\bassessment year\b", body[:4000], re.IGNORECASE):
        return MediaType.FORM_26AS
    if _is_mail(body):
        return MediaType.EML
    return MediaType.CSV if _is_table(body) or name.lower().endswith((".csv", ".tsv")) else MediaType.TEXT


def _sniff_markup(body: str) -> MediaType:
    head = body[:8192]
    upper = head.upper()
    if "OFXHEADER" in upper[:400] or re.search(r"<OFX\b", upper):
        return MediaType.OFX
    if re.search(r"iso:20022:tech:xsd:camt\.05[234]", head) or re.search(r"<(?:\w+:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)\b", head):
        return MediaType.CAMT
    if "<TALLYMESSAGE" in upper or re.search(r"<ENVELOPE[\s>]", upper) or (re.search(r"<(?:VOUCHER|LEDGER|GROUP)[\s>]", upper) and "<ALTERID" in upper):
        return MediaType.TALLY_XML
    if re.match(r"<(?:!DOCTYPE\s+HTML|HTML|TABLE|HEAD|BODY)\b", upper) or re.match(r"<\?XML[^>]*>\s*<(?:!DOCTYPE\s+)?HTML", upper):
        return MediaType.HTML
    return MediaType.XML


def _sniff_json(body: str, data: bytes) -> MediaType | None:
    """By the keys that only one format has. None when an opening bracket is followed by no JSON (an MT940 block begins "{1:")."""
    if re.match(r"\{\d:", body):
        return None
    if not re.match(r"(?:\{\s*(?:\"|\}|$)|\[\s*(?:[\[{\"\d\-\]tfn]|$))", body):
        return None
    keys = set(re.findall(r'"([A-Za-z_][A-Za-z0-9_]{1,40})"\s*:', body))
    whole = data if len(data) <= 4 * HEAD else data[: 2 * HEAD] + data[-HEAD:]
    if {"Irn", "SignedInvoice"} & keys or "SellerDtls" in keys or "SignedQRCode" in keys or b'"SellerDtls"' in whole:
        return MediaType.E_INVOICE_JSON
    if "docdata" in keys or "itcsumm" in keys or b'"itcsumm"' in whole or b'"docdata"' in whole:
        return MediaType.GSTR2B_JSON
    if keys & {"sup_details", "itc_elg"} and keys & {"osup_det", "itc_avl", "itc_net", "isup_rev", "inter_sup"}:
        return MediaType.GSTR3B_JSON
    if "docNo" in keys and keys & {"fromGstin", "toGstin"}:
        return MediaType.E_WAY_BILL_JSON
    if keys & {"b2b", "b2ba", "cdn", "cdna", "cdnr", "isd", "impg", "tds", "tcs"} and keys & {"cfs", "cfs3b", "fldtr1", "flprdr1"}:
        # Only the suppliers' side says whether a supplier filed.
        return MediaType.GSTR2A_JSON
    if {"tds", "gstin_deductor", "amt_ded"} <= keys or {"tcs", "etin", "tx_val"} <= keys:
        # Who took the tax is named to whom it was taken from alone; the taker's own returns (GSTR-7, GSTR-8) name the other side.
        return MediaType.GSTR2A_JSON
    sold = keys & {"b2cs", "b2cl", "hsn", "nil", "doc_issue", "exp", "cdnr", "cdnur", "at", "txpd"}
    if not sold and "ctin" in keys and keys & {"cdn", "cdna", "isd"}:
        # Notes of a supplier: a return of sales calls its own otherwise ("cdnr"), and purchases read as sales would be wrong without a sign of it.
        return MediaType.GSTR2A_JSON
    if ({"fp", "gstin"} <= keys or "ret_period" in keys) and (sold or "b2b" in keys):
        return MediaType.GSTR1_JSON
    if keys & {"b2b", "b2ba", "cdn", "cdna", "isd"} and "ctin" in keys:
        return MediaType.GSTR1_JSON if sold else MediaType.GSTR2A_JSON
    if _is_ais(keys):
        return MediaType.AIS_JSON
    return MediaType.JSON


def _is_ais(keys: set[str]) -> bool:
    """An Annual Information Statement, opened: its own name, or who paid what with which tax under an information code."""
    lower = {key.lower() for key in keys}
    if "annualinformationstatement" in lower:
        return True
    paid = any(key.startswith(("amountpaid", "amtpaid")) for key in lower)
    taxed = any(key.startswith(("tdsdeposited", "taxdeducted", "tdsdeducted", "tdstcs")) for key in lower)
    return paid and taxed and bool(lower & {"informationsource", "informationcode", "infosource", "infocode", "assessmentyear", "financialyear"})


def _sniff_swift(body: str) -> MediaType | None:
    tags = set(re.findall(r"^:(\d{2}[A-Z]?):", body, re.MULTILINE))
    if re.search(r"\{2:[IO]942", body) or ("34F" in tags and "61" in tags and not tags & {"60F", "60M"}):
        return MediaType.MT942
    if re.search(r"\{2:[IO]94[01]", body) or ("20" in tags and tags & {"25", "60F", "60M", "61", "62F", "62M", "28C", "28"}) or {"60F", "62F"} <= tags:
        return MediaType.MT940
    return None


def _is_mail(body: str) -> bool:
    lines = re.split(r"\r?\n", body[:8192])
    if lines and lines[0].startswith("From "):
        lines = lines[1:]
    headers = 0
    for line in lines:
        if not line.strip():
            break
        if _MAIL_HEADER.match(line):
            headers += 1
        elif not line.startswith((" ", "\t")) and not re.match(r"^[\w-]+:", line):
            return False
    return headers >= 3


def _is_table(body: str) -> bool:
    """Three lines or more in which one delimiter stands at least once, mostly the same number of times."""
    lines = [line for line in body.splitlines()[:60] if line.strip()]
    for delimiter in "\t;|,^~":
        counts = [line.count(delimiter) for line in lines]
        filled = [count for count in counts if count]
        if len(filled) >= 2 and len(filled) * 2 >= len(lines) and max(map(filled.count, set(filled))) * 2 >= len(filled):
            return True
    return False
