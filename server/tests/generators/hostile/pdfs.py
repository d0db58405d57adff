"""PDFs that act, carry programs, explode when they are inflated, or lead in circles."""

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name

from qrt.adapters.scan.clamd import EICAR
from tests.generators.hostile.plain import a_pdf, a_zip, changed_pdf

Change = Callable[[pikepdf.Pdf], None]
PROGRAM = b"MZ\x90\x00" + b"\0" * 600


def with_open_action(kind: str, **more: object) -> Change:
    """An action that runs when the paper is opened."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name(f"/{kind}"), **more))

    return change


def with_attachment(name: str, content: bytes) -> Change:
    """An embedded file."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)

    return change


def with_xfa(pdf: pikepdf.Pdf) -> None:
    """A dynamic form."""
    pdf.Root.AcroForm = Dictionary(XFA=pikepdf.Stream(pdf, b"<xdp/>"), Fields=[])


def with_field_script(pdf: pikepdf.Pdf) -> None:
    """The script hangs on a field deep inside direct objects."""
    action = Dictionary(S=Name("/JavaScript"), JS="app.alert(1)")
    pdf.Root.AcroForm = Dictionary(Fields=[Dictionary(T="x", AA=Dictionary(K=action))])


def _with_link(kind: str, **more: object) -> Change:
    """An action behind a place on the page."""

    def change(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 600, 800], A=Dictionary(S=Name(f"/{kind}"), **more))
        pdf.pages[0].Annots = pdf.make_indirect(Array([link]))

    return change


def _named_script(pdf: pikepdf.Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pikepdf.Stream(pdf, b"app.launchURL('http://example.com')")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=["run", action]))


def _chained(pdf: pikepdf.Pdf) -> None:
    """A harmless view whose next action's next action starts a program."""
    last = Dictionary(S=Name.Launch, F="cmd.exe")
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=[pdf.pages[0].obj, Name.Fit], Next=Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([last])))


def _page_script(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="this.exportDataObject({cName: 'a.exe', nLaunch: 2});"))


def _rich_media(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = pdf.make_indirect(Array([Dictionary(Type=Name.Annot, Subtype=Name("/RichMedia"), Rect=[0, 0, 9, 9])]))


def _with_content(content: bytes, filters: Array | None = None) -> Change:
    """What the page draws, packed already by `filters`."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(content, filter=filters if filters is not None else Name.FlateDecode)
        pdf.pages[0].Contents = pdf.make_indirect(stream)

    return change


def _deflated(unit: bytes, times: int, rounds: int = 1) -> bytes:
    """`unit` so many times, deflated so often, without ever standing in memory whole."""
    packer, parts = zlib.compressobj(9), []
    block = unit * max(1, 1_000_000 // len(unit))
    for _ in range(times * len(unit) // len(block)):
        parts.append(packer.compress(block))
    packed = b"".join(parts) + packer.flush()
    for _ in range(rounds - 1):
        packed = zlib.compress(packed, 9)
    return packed


def _describe(stream: pikepdf.Object, **said: object) -> None:
    for key, value in said.items():
        stream.stream_dict[f"/{key}"] = value


def _picture(width: int, height: int, packed: bytes) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(packed, filter=Name.FlateDecode)
        _describe(stream, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(stream)))
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"q 500 0 0 700 0 0 cm /Im0 Do Q")

    return change


def _laughing_forms(pdf: pikepdf.Pdf) -> None:
    """Ten forms, each of which draws the next ten times: ten thousand million words out of two kilobytes."""
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    inner: pikepdf.Object | None = None
    for _ in range(10):
        resources = Dictionary(Font=Dictionary(F1=font))
        if inner is not None:
            resources.XObject = Dictionary(X=inner)
        stream = pikepdf.Stream(pdf, b"/X Do " * 10 if inner is not None else b"BT /F1 9 Tf 10 10 Td (ha) Tj ET")
        _describe(stream, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 800], Resources=resources)
        inner = pdf.make_indirect(stream)
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=inner))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"/X Do")


def _circular_form(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_indirect(pikepdf.Stream(pdf, b"/X Do /X Do"))
    _describe(stream, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 800], Resources=Dictionary(XObject=Dictionary(X=stream)))
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=stream))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"/X Do")


def _long_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].MediaBox = [0, 0, 612, 2_000_000]


def raw_pdf(*objects: bytes, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of objects as they are written, numbered from 1, with a sound cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, trailer.replace(b"{start}", b"%d" % start), start)
    return bytes(out)


_CATALOG, _PAGE = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"


def _circular_pages() -> bytes:
    return raw_pdf(_CATALOG, b"<< /Type /Pages /Count 1000000 /Kids [2 0 R 2 0 R 3 0 R] >>", _PAGE)


def _deep_pages(levels: int = 20_000) -> bytes:
    """A tree of pages with one branch at each of its levels."""
    inner = [b"<< /Type /Pages /Count 1 /Parent %d 0 R /Kids [%d 0 R] >>" % (max(number - 1, 2), number + 1) for number in range(2, levels + 2)]
    return raw_pdf(_CATALOG, *inner, b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] >>" % (levels + 1))


def _same_page(times: int = 200_000) -> bytes:
    return raw_pdf(_CATALOG, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (times, b"3 0 R " * times), _PAGE)


def _deep_dictionary(levels: int = 200_000) -> bytes:
    return raw_pdf(_CATALOG, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", _PAGE, b"<< /A " * levels + b"1" + b" >>" * levels)


def _deep_array(levels: int = 500_000) -> bytes:
    return raw_pdf(_CATALOG, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", _PAGE, b"[" * levels + b"]" * levels)


def _xref_loop() -> bytes:
    return raw_pdf(_CATALOG, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", _PAGE, trailer=b"/Prev {start}")


def _length_loop() -> bytes:
    """Two streams, each of which says that its length is the other."""
    return raw_pdf(
        _CATALOG,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
        b"<< /Length 5 0 R >>\nstream\nq Q\nendstream",
        b"<< /Length 4 0 R >>\nstream\nq Q\nendstream",
    )


def _object_stream_bomb() -> bytes:
    """An object stream of 300 MB of blanks, which a library inflates to find one object in it."""
    packed = _deflated(b" ", 300_000_000)
    head = b"<< /Type /ObjStm /N 1 /First 1000 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate((_CATALOG, b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", _PAGE, head + packed + b"\nendstream"), start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows = b"\x00\x00\x00\x00\x00\xff" + b"".join(b"\x01" + struct.pack(">I", place) + b"\x00" for place in places)
    # Object 5 stands inside the stream of object 4; object 6 is this table.
    rows += b"\x02" + struct.pack(">I", 4) + b"\x00" + b"\x01" + struct.pack(">I", start) + b"\x00"
    packed = zlib.compress(rows)
    out += b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Info 5 0 R /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    out += packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _xref_bomb() -> bytes:
    """A cross-reference stream that inflates to 300 MB."""
    out = bytearray(b"%PDF-1.7\n")
    packed = _deflated(b"\0", 300_000_000)
    start = len(out)
    out += b"1 0 obj\n<< /Type /XRef /Size 80000000 /W [1 4 1] /Root 2 0 R /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    out += packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _many_filters(pdf: pikepdf.Pdf) -> None:
    _with_content(zlib.compress(b"q Q"), Array([Name.FlateDecode] * 3000))(pdf)


def _lzw_bomb(rounds: int = 12) -> bytes:
    """LZW of one byte, over and over: each code stands for one byte more than the one before, until the table is full and begins again."""
    codes: list[tuple[int, int]] = []
    for _ in range(rounds):
        codes += [(256, 9 if not codes else 12), (0, 9)]
        codes += [(code, 9 if code < 511 else 10 if code < 1023 else 11 if code < 2047 else 12) for code in range(258, 4093)]
    codes.append((257, 12))
    text = "".join(f"{code:0{width}b}" for code, width in codes)
    text += "0" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


FAMILY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "PDF with script": ("js.pdf", lambda: changed_pdf(with_open_action("JavaScript", JS="app.alert(1)")), "document.active_content"),
    "script in an object stream": (
        "js.pdf",
        lambda: changed_pdf(with_field_script, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True),
        "document.active_content",
    ),
    "script by name": ("js.pdf", lambda: changed_pdf(_named_script), "document.active_content"),
    "script of a page": ("js.pdf", lambda: changed_pdf(_page_script), "document.active_content"),
    "PDF that starts a program": ("launch.pdf", lambda: changed_pdf(with_open_action("Launch", F="cmd.exe")), "document.active_content"),
    "link that starts a program": ("launch.pdf", lambda: changed_pdf(_with_link("Launch", F="cmd.exe")), "document.active_content"),
    "program behind harmless actions": ("launch.pdf", lambda: changed_pdf(_chained), "document.active_content"),
    "PDF that sends a form": ("send.pdf", lambda: changed_pdf(with_open_action("SubmitForm", F="http://example.com")), "document.active_content"),
    "PDF that imports data": ("import.pdf", lambda: changed_pdf(_with_link("ImportData", F="x.fdf")), "document.active_content"),
    "PDF that opens what it carries": ("goto.pdf", lambda: changed_pdf(_with_link("GoToE", T=Dictionary(R=Name.C))), "document.active_content"),
    "PDF that opens an address": ("uri.pdf", lambda: changed_pdf(with_open_action("URI", URI="http://example.com")), "document.active_content"),
    "PDF that opens another file": ("file.pdf", lambda: changed_pdf(with_open_action("GoToR", F="\\\\server\\share\\x")), "document.active_content"),
    "rich media": ("media.pdf", lambda: changed_pdf(_rich_media), "document.active_content"),
    "XFA form": ("xfa.pdf", lambda: changed_pdf(with_xfa), "document.active_content"),
    "program attached to a PDF": ("att.pdf", lambda: changed_pdf(with_attachment("a.exe", PROGRAM)), "document.embedded_file"),
    "program under a harmless name": ("att.pdf", lambda: changed_pdf(with_attachment("a.xml", PROGRAM)), "document.embedded_file"),
    "script attached to a PDF": ("att.pdf", lambda: changed_pdf(with_attachment("a.vbs", b"MsgBox 1")), "document.embedded_file"),
    "zip attached to a PDF": ("att.pdf", lambda: changed_pdf(with_attachment("a.dat", a_zip(("a.csv", b"1")))), "document.embedded_file"),
    "PDF attached to a PDF": ("att.pdf", lambda: changed_pdf(with_attachment("a.pdf", a_pdf())), "document.embedded_file"),
    "virus attached to a PDF": ("att.pdf", lambda: changed_pdf(with_attachment("a.txt", EICAR)), "document."),
    "bomb attached to a PDF": ("att.pdf", lambda: changed_pdf(with_attachment("a.csv", b"0" * 120_000_000)), "document.zip_bomb"),
    "cut-off PDF": ("cut.pdf", lambda: a_pdf(3)[:-600], "document.truncated"),
    "half a PDF": ("half.pdf", lambda: a_pdf(3)[:500], "document.truncated"),
    "PDF of a head alone": ("head.pdf", lambda: b"%PDF-1.7\n", "document.truncated"),
    "PDF of 501 pages": ("long.pdf", lambda: a_pdf(501), "document.too_many_pages"),
    "one page two hundred thousand times": ("same.pdf", _same_page, "document."),
    "pages in a circle": ("circle.pdf", _circular_pages, "document."),
    "tree of twenty thousand levels": ("deep.pdf", _deep_pages, "document."),
    "page of seven hundred metres": ("long.pdf", lambda: changed_pdf(_long_page), "document.picture_too_large"),
    "dictionaries two hundred thousand deep": ("deep.pdf", _deep_dictionary, "document."),
    "arrays half a million deep": ("deep.pdf", _deep_array, "document."),
    "table that follows itself": ("loop.pdf", _xref_loop, "document.truncated"),
    "lengths that lead in a circle": ("loop.pdf", _length_loop, "document.truncated"),
    "table of 300 MB": ("xref.pdf", _xref_bomb, "document."),
    "object stream of 300 MB": ("objects.pdf", _object_stream_bomb, "document."),
    "page of 300 MB": ("page.pdf", lambda: changed_pdf(_with_content(_deflated(b"0 0 m 9 9 l S ", 20_000_000))), "document.zip_bomb"),
    "page deflated twice": (
        "twice.pdf",
        lambda: changed_pdf(_with_content(_deflated(b"0 0 m 9 9 l S ", 20_000_000, 2), Array([Name.FlateDecode] * 2)), compress_streams=False),
        "document.zip_bomb",
    ),
    "page deflated three thousand times": ("filters.pdf", lambda: changed_pdf(_many_filters, compress_streams=False), "document.zip_bomb"),
    "page by LZW": ("lzw.pdf", lambda: changed_pdf(_with_content(_lzw_bomb(), Array([Name.LZWDecode])), compress_streams=False), "document.zip_bomb"),
    "picture of 60,000 by 60,000": ("pixels.pdf", lambda: changed_pdf(_picture(60_000, 60_000, zlib.compress(b"0"))), "document.picture_too_large"),
    "picture of 300 MB": ("bytes.pdf", lambda: changed_pdf(_picture(100, 100, _deflated(b"\0", 300_000_000))), "document.zip_bomb"),
    "forms that draw forms": ("laugh.pdf", lambda: changed_pdf(_laughing_forms), "document.zip_bomb"),
    "form that draws itself": ("circle.pdf", lambda: changed_pdf(_circular_form), "document.zip_bomb"),
}

LOCKED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "locked PDF": ("locked.pdf", lambda: changed_pdf(lambda _: None, encryption=pikepdf.Encryption(user="u", owner="o")), "document.password"),
}


def linearised() -> bytes:
    """A bill for the web, whose table stands at its head as well: harmless."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf(3))) as pdf:
        pdf.save(out, linearize=True)
    return out.getvalue()
