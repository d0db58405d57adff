"""What a PDF carries beside its pages: XML files of e-invoices."""

import io
import zlib

import pikepdf

BYTES_MAX = 20_000_000
"""An invoice's XML is some kilobytes; a larger attachment is not looked at."""


def fetch_xml(data: bytes, password: str | None = None) -> tuple[bytes, ...]:
    """The attached XML files in the order of their names. None where the PDF cannot be opened; the guards have looked at every attachment before."""
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as document:
            return tuple(
                content
                for name in sorted(document.attachments)
                if name.lower().endswith(".xml") and (content := _content(document.attachments[name].get_file().obj)) is not None
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, KeyError):
        return ()


def _content(stream: pikepdf.Object) -> bytes | None:
    """The bytes of an attachment, inflated no further than the limit."""
    assert isinstance(stream, pikepdf.Stream)
    packed = stream.read_raw_bytes()
    if "/FlateDecode" not in str(stream.stream_dict.get("/Filter", "")):
        content = stream.read_bytes() if len(packed) <= BYTES_MAX and "/Filter" in stream.stream_dict else packed
        return content if len(content) <= BYTES_MAX else None
    try:
        inflater = zlib.decompressobj()
        content = inflater.decompress(packed, BYTES_MAX)
    except zlib.error:
        return None
    return content if not inflater.unconsumed_tail else None
