"""Files that are two things at once: one program shows a bill, another runs or unpacks what stands behind it."""

import io
import re
import zipfile

from qrt.adapters.scan.limits import Inspection
from qrt.adapters.scan.sniff import PICTURES, MediaType

_CODE = re.compile(rb"<script[\s>]|<\?php\s|<html[\s>]", re.IGNORECASE)
_END, _TAIL = b"PK\x05\x06", 66_000
_RUNS = re.compile(
    r"<\s*(?:script|iframe|object|embed|applet)\b|(?:java|vb)script\s*:|<[^>]*\son[a-z]{3,20}\s*=|http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE
)


def check_one_kind(inspection: Inspection, data: bytes, label: str, media: MediaType) -> None:
    """A PDF or picture that is an archive, a page or a PDF as well."""
    other = ""
    if media is MediaType.PDF:
        before = data[: data.find(b"%PDF-")]
        if _CODE.search(before):
            other = "a page of the web"
        elif _is_archive(data) and data.rfind(_END) > data.rfind(b"%%EOF"):
            other = "an archive"
    elif media in PICTURES:
        if b"%PDF-" in data[:1024]:
            other = "a PDF"
        elif _is_archive(data):
            other = "an archive"
        elif _CODE.search(data):
            other = "a page of the web"
    if other:
        inspection.add("document.two_kinds", f"{label} is {other} as well, so two programs can see two things; save it anew and hand that in.")


def check_page(inspection: Inspection, text: str, label: str) -> None:
    """A page of the web, as some banks hand out their statements: nothing in it may run or load."""
    if found := _RUNS.search(text):
        inspection.add("document.active_content", f"{label} holds {found[0].strip()[:20]!r}, which runs or loads something; save it as a plain table.")


def _is_archive(data: bytes) -> bool:
    if _END not in data[-_TAIL:]:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError):
        return False
