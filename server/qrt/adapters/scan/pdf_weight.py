"""What a PDF would weigh once it is inflated: streams that explode, pictures of more points than a paper can need, forms that draw forms.

What is packed is counted here piece by piece and thrown away, so that a bomb costs its counting and no memory.
"""

import base64
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf
from PIL import Image

from qrt.adapters.scan.limits import MEGABYTE, Inspection

DRAWINGS = 20_000
"""Forms drawn on one page, counted through the forms inside forms. Maps and plans draw some hundreds."""

_HEAVY = 10 * MEGABYTE
"""Below this a stream may be packed as tightly as it likes."""
_FILTERS = 4
_CHUNK = 256 * 1024
_PACKED_TABLE = re.compile(rb"/(?:ObjStm|XRef)\b[^\0]{0,2000}?stream\r?\n", re.DOTALL)
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_FLATE, _LZW, _RUNS = ("/FlateDecode", "/Fl"), ("/LZWDecode", "/LZW"), ("/RunLengthDecode", "/RL")
_PICTURES = ("/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode")


class _TooHeavy(ValueError):
    pass


def check_tables(inspection: Inspection, data: bytes, label: str) -> bool:
    """Object streams and cross-reference streams, found by their bytes: a library inflates them when it opens the file, before anybody can count."""
    left = inspection.limits.entry_bytes
    for found in _PACKED_TABLE.finditer(data):
        try:
            left -= _inflated_size(memoryview(data)[found.end() :], left)
        except _TooHeavy:
            inspection.add("document.zip_bomb", f"{label} holds a table of its objects that unpacks to over {_megabytes(inspection)} MB; it was not opened.")
            return False
        except zlib.error:
            continue
    return True


def check_weight(inspection: Inspection, pdf: pikepdf.Pdf, label: str) -> bool:
    """Every stream by its packed bytes. True when the PDF may be looked at further."""
    before = len(inspection.findings)
    for obj in pdf.objects:
        if not isinstance(obj, pikepdf.Stream):
            continue
        try:
            _check_stream(inspection, obj, label)
        except _TooHeavy:
            inspection.add("document.zip_bomb", f"{label} holds a part that unpacks to more than a paper can need; it was not opened.")
        except (pikepdf.PdfError, zlib.error, ValueError, OverflowError):
            # A broken stream is left to the readers, which say what they could not read.
            continue
        if len(inspection.findings) > before:
            return False
    return _check_forms(inspection, pdf, label)


def _check_stream(inspection: Inspection, stream: pikepdf.Stream, label: str) -> None:
    said = stream.stream_dict
    filters = _filters(said)
    if len(filters) > _FILTERS:
        raise _TooHeavy
    packed = stream.read_raw_bytes()
    pixels = _pixels(said, packed, filters)
    if pixels > inspection.limits.picture_pixels:
        inspection.add("document.picture_too_large", f"{label} holds a picture of {pixels // 1_000_000} million pixels; scan it at 300 dpi or less.")
        return
    allowed = max(_HEAVY, pixels * 8) if pixels else min(inspection.limits.entry_bytes, max(_HEAVY, len(packed) * inspection.limits.ratio))
    for last, name in [(index == len(filters) - 1, name) for index, name in enumerate(filters)]:
        if name in _PICTURES:
            return
        if last:
            _weigh(packed, name, said, allowed)
        else:
            packed = _unpacked(packed, name, allowed)


def _filters(said: pikepdf.Object) -> list[str]:
    named = said.get("/Filter")
    if named is None:
        return []
    return [str(each) for each in named] if isinstance(named, pikepdf.Array) else [str(named)]


def _pixels(said: pikepdf.Object, packed: bytes, filters: list[str]) -> int:
    """Points of a picture: what the PDF says, or what the picture itself says when that is more."""
    if str(said.get("/Subtype", "")) != "/Image":
        return 0
    stated = int(said.get("/Width", 0)) * int(said.get("/Height", 0))
    if filters and filters[-1] in _PICTURES[:3] and len(filters) == 1:
        try:
            with Image.open(io.BytesIO(packed), formats=("JPEG", "JPEG2000")) as picture:
                return max(stated, picture.size[0] * picture.size[1])
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return stated
    return stated


def _weigh(packed: bytes, name: str, said: pikepdf.Object, allowed: int) -> None:
    """Raises _TooHeavy when what is packed is more than allowed. What cannot be more, however tight it is packed, is not counted."""
    if name in _FLATE:
        if len(packed) * 1032 > allowed:
            _inflated_size(memoryview(packed), allowed)
    elif name in _LZW:
        if len(packed) * 2800 > allowed:
            _lzw_size(packed, _early(said), allowed)
    elif name in _RUNS and len(packed) * 64 > allowed and _runs_size(packed) > allowed:
        raise _TooHeavy


def _unpacked(packed: bytes, name: str, allowed: int) -> bytes:
    """The bytes that a filter before the last one gives."""
    if name in _FLATE:
        return b"".join(_inflated(memoryview(packed), allowed))
    if name in ("/ASCII85Decode", "/A85"):
        return base64.a85decode(packed.strip().removeprefix(b"<~").removesuffix(b"~>"))
    if name in ("/ASCIIHexDecode", "/AHx"):
        return bytes.fromhex(packed.decode("ascii").replace(">", ""))
    # Nobody packs twice by other means but to hide how much it is.
    raise _TooHeavy


def _inflated(packed: memoryview, allowed: int) -> Iterator[bytes]:
    inflater, pending, size = zlib.decompressobj(), packed[:], 0
    while len(pending) and not inflater.eof:
        head, rest = pending[:_CHUNK], pending[_CHUNK:]
        while len(head) and not inflater.eof:
            part = inflater.decompress(head, _CHUNK)
            size += len(part)
            if size > allowed:
                raise _TooHeavy
            yield part
            head = memoryview(inflater.unconsumed_tail)
        pending = rest


def _inflated_size(packed: memoryview, allowed: int) -> int:
    return sum(len(part) for part in _inflated(packed, allowed))


def _early(said: pikepdf.Object) -> int:
    parameters = said.get("/DecodeParms")
    return int(parameters.get("/EarlyChange", 1)) if isinstance(parameters, pikepdf.Dictionary) else 1


def _lzw_size(packed: bytes, early: int, allowed: int) -> None:
    """Counts what LZW gives without giving it: a code's length is its parent's and one more."""
    lengths = [1] * 258
    size = last = held = bits = 0
    width = 9
    for byte in packed:
        held, bits = (held << 8) | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == 257:
            return
        if code == 256:
            del lengths[258:]
            width, last = 9, 0
            continue
        if last and len(lengths) < 4096:
            lengths.append(last + 1)
        if code >= len(lengths):
            raise ValueError("no such code")
        last = lengths[code]
        size += last
        if size > allowed:
            raise _TooHeavy
        width = next(wide for wide in (9, 10, 11, 12) if wide == 12 or len(lengths) + early < 1 << wide)


def _runs_size(packed: bytes) -> int:
    size = at = 0
    while at < len(packed) and packed[at] != 128:
        repeated = packed[at] > 128
        many = 257 - packed[at] if repeated else packed[at] + 1
        at += 2 if repeated else many + 1
        size += many
    return size


@dataclass(slots=True)
class _Forms:
    """Forms of one PDF: what each costs to draw, by its object number, and those that are being counted now."""

    costs: dict[tuple[int, int], int] = field(default_factory=dict)
    open: set[tuple[int, int]] = field(default_factory=set)

    def cost(self, content: bytes, resources: pikepdf.Object | None, depth: int = 0) -> int:
        """Drawings that a page or form asks for. Raises _TooHeavy beyond what is allowed, or for a form that draws itself."""
        drawn = _drawn(resources)
        if not drawn:
            return 1
        total = 1
        for found in _DRAWS.finditer(content):
            form = drawn.get("/" + found[1].decode("latin-1"))
            total += self._of(form, depth + 1) if form is not None else 1
            if total > DRAWINGS:
                raise _TooHeavy
        return total

    def _of(self, form: pikepdf.Stream, depth: int) -> int:
        key = form.objgen
        if key in self.open or depth > 30:
            raise _TooHeavy
        if key not in self.costs:
            self.open.add(key)
            self.costs[key] = self.cost(form.read_bytes(), form.stream_dict.get("/Resources"), depth)
            self.open.discard(key)
        return self.costs[key]


def _drawn(resources: pikepdf.Object | None) -> Mapping[str, pikepdf.Stream]:
    """The forms that may be drawn, by name."""
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(objects, pikepdf.Dictionary):
        return {}
    return {name: each for name, each in objects.items() if isinstance(each, pikepdf.Stream) and str(each.stream_dict.get("/Subtype", "")) == "/Form"}


def _check_forms(inspection: Inspection, pdf: pikepdf.Pdf, label: str) -> bool:
    forms = _Forms()
    for number, page in enumerate(pdf.pages, start=1):
        resources = _resources(page.obj)
        if not _drawn(resources):
            continue
        try:
            forms.cost(_content(page), resources)
        except _TooHeavy:
            inspection.add("document.zip_bomb", f"Page {number} of {label} draws parts inside parts without end; it was not opened.")
            return False
        except (pikepdf.PdfError, ValueError):
            continue
    return True


def _resources(node: pikepdf.Object) -> pikepdf.Object | None:
    """What a page may draw, its own or that of the branch it hangs on; the tree was found to be flat enough before."""
    for _ in range(50):
        own, above = node.get("/Resources"), node.get("/Parent")
        if own is not None or not isinstance(above, pikepdf.Dictionary):
            return own
        node = above
    return None


def _content(page: pikepdf.Page) -> bytes:
    contents = page.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(each.read_bytes() for each in streams if isinstance(each, pikepdf.Stream))


def _megabytes(inspection: Inspection) -> int:
    return inspection.limits.entry_bytes // 1_000_000
