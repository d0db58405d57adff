"""Active content in PDFs, by the type of the action and not by its key: one real invoice in five has a harmless view as its open action."""

import io
import re
import zlib
from collections.abc import Callable, Iterator

import pikepdf

from qrt.adapters.scan.limits import Inspection
from qrt.adapters.scan.pdf_weight import check_tables, check_weight
from qrt.adapters.scan.sniff import MediaType, sniff

_ACTIONS = {
    "/JavaScript": "runs JavaScript",
    "/Launch": "starts a program",
    "/SubmitForm": "sends data away",
    "/ImportData": "imports data",
    "/GoToE": "opens an embedded file",
    "/RichMediaExecute": "runs rich media",
}
_EXECUTABLE_NAMES = (".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".msi", ".jar", ".lnk", ".sh")
_UNSAFE_EMBEDDED = frozenset(
    {MediaType.EXECUTABLE, MediaType.OLE2, MediaType.XLS, MediaType.XLSM, MediaType.XLSB, MediaType.ZIP, MediaType.ARCHIVE, MediaType.DOCX, MediaType.PDF}
)
_DEPTH = 40
Scan = Callable[[bytes], tuple[str, ...]]
_HEAD_BYTES = 256 * 1024


def check_pdf(inspection: Inspection, data: bytes, label: str, password: str | None, scan: Scan) -> None:
    """Password, page count and size, actions, forms and embedded files; compressed object streams are looked into as well. `scan` names known threats in bytes."""
    if not check_tables(inspection, data, label):
        return
    try:
        # What pages inherit is left where it stands: to hand it down, the library copies each page of the tree.
        with pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True, inherit_page_attributes=False) as pdf:
            if not _check_whole(inspection, pdf, data, label):
                return
            if not _check_pages(inspection, pdf, label) or not check_weight(inspection, pdf, label):
                return
            _check_open_action(inspection, pdf, label)
            _check_objects(inspection, pdf, label, scan)
            _check_circles(inspection, pdf, label)
    except pikepdf.PasswordError:
        inspection.add("document.password", f"{label} is locked with a password; hand in the password or an unlocked copy.")
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError, OverflowError) as wrong:
        inspection.add("document.truncated", f"{label} is a broken or cut-off PDF ({_cause(wrong)}); hand in the original again.")


def _cause(wrong: Exception) -> str:
    """What the library says, without the name that it has for the stream."""
    return re.sub(r"^(?:stream )?<[^>]*>(?: object)?:? ?", "", str(wrong))[:80] or type(wrong).__name__


def _check_whole(inspection: Inspection, pdf: pikepdf.Pdf, data: bytes, label: str) -> bool:
    """A PDF whose end is missing can often be patched together, but nobody knows what was on the lost part."""
    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        inspection.add("document.truncated", f"{label} ends before its end mark; hand in the original again.")
        return False
    if not _check_tree(inspection, pdf, label):
        return False
    if len(pdf.pages) == 0:
        inspection.add("document.truncated", f"{label} has no pages.")
        return False
    if len(pdf.objects) > inspection.limits.pdf_objects:
        inspection.add("document.too_large", f"{label} is built of {len(pdf.objects)} objects; {inspection.limits.pdf_objects} are allowed.")
        return False
    return True


def _check_tree(inspection: Inspection, pdf: pikepdf.Pdf, label: str) -> bool:
    """The tree of pages, walked before the library counts it: it copies each page that stands there twice."""
    limits, leaves, seen = inspection.limits, 0, 0
    nodes = [(pdf.Root.get("/Pages"), 0)]
    while nodes:
        node, depth = nodes.pop()
        kids = node.get("/Kids") if isinstance(node, pikepdf.Dictionary) else None
        seen += 1
        if depth > _DEPTH or seen > 10 * limits.pages:
            inspection.add("document.too_deep", f"{label} keeps its pages in a tree that is deeper than a paper can need, or in a circle; it was not opened.")
            return False
        if not isinstance(kids, pikepdf.Array):
            leaves += 1
            continue
        if leaves + len(nodes) + len(kids) > 10 * limits.pages:
            inspection.add("document.too_many_pages", f"{label} has over {len(kids)} pages; {limits.pages} are allowed, so hand it in in parts.")
            return False
        nodes.extend((kid, depth + 1) for kid in kids)
    return True


def _check_circles(inspection: Inspection, pdf: pikepdf.Pdf, label: str) -> None:
    """What the library noticed while it looked: no program that makes bills writes tables that follow themselves, or brackets a hundred thousand deep."""
    if any("loop detected" in str(each) or "limits error" in str(each) for each in pdf.get_warnings()):
        inspection.add("document.truncated", f"{label} is built in circles or nested without end; print it to PDF again and hand that in.")


def _check_pages(inspection: Inspection, pdf: pikepdf.Pdf, label: str) -> bool:
    count = len(pdf.pages)
    if count > inspection.limits.pages:
        inspection.add("document.too_many_pages", f"{label} has {count} pages; {inspection.limits.pages} are allowed, so hand it in in parts.")
        return False
    longest = inspection.limits.page_metres * 72 / 0.0254
    for number, page in enumerate(pdf.pages, start=1):
        box = [float(edge) for edge in page.mediabox]
        unit = float(page.obj.get("/UserUnit", 1))
        if len(box) == 4 and max(abs(box[2] - box[0]), abs(box[3] - box[1])) * unit > longest:
            inspection.add("document.picture_too_large", f"Page {number} of {label} is longer than {inspection.limits.page_metres:g} metres.")
            return False
    return True


def _check_open_action(inspection: Inspection, pdf: pikepdf.Pdf, label: str) -> None:
    action = pdf.Root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in ("/URI", "/GoToR"):
        inspection.add("document.active_content", f"{label} opens an address or another file by itself; print it to PDF again and hand that in.")


def _check_objects(inspection: Inspection, pdf: pikepdf.Pdf, label: str, scan: Scan) -> None:
    for obj in pdf.objects:
        for item in _dictionaries(obj, 0):
            action = item.get("/S")
            if isinstance(action, pikepdf.Name) and (what := _ACTIONS.get(str(action))):
                inspection.add("document.active_content", f"{label} carries an action that {what}; print it to PDF again and hand that in.")
            if "/JS" in item:
                inspection.add("document.active_content", f"{label} carries an action that runs JavaScript; print it to PDF again and hand that in.")
            if "/XFA" in item:
                inspection.add("document.active_content", f"{label} is a dynamic XFA form; print it to PDF and hand that in.")
            if str(item.get("/Subtype", "")) in ("/RichMedia", "/Movie", "/3D") and "/Rect" in item:
                inspection.add("document.active_content", f"{label} carries rich media; print it to PDF again and hand that in.")
            if "/EF" in item:
                _check_embedded(inspection, item, label, scan)


def _check_embedded(inspection: Inspection, spec: pikepdf.Object, label: str, scan: Scan) -> None:
    """An XML, text, CSV or picture attachment passes (ZUGFeRD and Factur-X carry their data so); what can run or unpack does not."""
    name = str(spec.get("/UF", spec.get("/F", "")))
    files = spec.get("/EF")
    if not isinstance(files, pikepdf.Dictionary):
        return
    for key in files.keys():  # noqa: SIM118 - a PDF dictionary iterates over objects, its keys() are names.
        stream = files.get(key)
        content = _head(stream) if isinstance(stream, pikepdf.Stream) else b""
        if name.lower().endswith(_EXECUTABLE_NAMES) or sniff(content, name) in _UNSAFE_EMBEDDED:
            inspection.add("document.embedded_file", f"{label} carries the attachment {name[:80]!r}, which can run or unpack; hand it in without.")
        for found in scan(content):
            inspection.add("document.virus", f"{label} carries the attachment {name[:80]!r}, which holds {found}; it was locked away.")


def _head(stream: pikepdf.Stream) -> bytes:
    """The first bytes of an attachment, inflated no further than that: an attachment may be a bomb too."""
    try:
        packed = stream.read_raw_bytes()
    except pikepdf.PdfError:
        return b""
    if "/FlateDecode" not in str(stream.stream_dict.get("/Filter", "")):
        return packed[:_HEAD_BYTES]
    try:
        return zlib.decompressobj().decompress(packed, _HEAD_BYTES)
    except zlib.error:
        return b""


def _dictionaries(obj: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    """The dictionary in `obj` and those directly inside it; indirect ones come by themselves."""
    if depth > _DEPTH:
        return
    if isinstance(obj, pikepdf.Stream):
        obj = obj.stream_dict
    if isinstance(obj, pikepdf.Dictionary):
        yield obj
        for key in obj.keys():  # noqa: SIM118 - as above.
            child = obj.get(key)
            if isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect:
                yield from _dictionaries(child, depth + 1)
    elif isinstance(obj, pikepdf.Array):
        for child in obj:
            if isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect:
                yield from _dictionaries(child, depth + 1)
