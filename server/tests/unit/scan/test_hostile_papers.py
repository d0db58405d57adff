"""Hostile files: each is refused or quarantined with a sentence, none crashes the guards, and harmless ones pass."""

import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
import xlsxwriter
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from qrt.adapters.scan.clamd import EICAR
from qrt.adapters.scan.guards import check_upload
from qrt.adapters.scan.limits import Limits, Verdict, safe_name


def a_pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 720, f"Tax invoice, page {number + 1}, forty letters of text and some more of it")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed_pdf(change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        change(pdf)
        pdf.save(out, **saving)
    return out.getvalue()


def with_open_action(kind: str, **more: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **more))

    return change


def with_attachment(name: str, content: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)

    return change


def with_xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Stream(pdf, b"<xdp/>"), Fields=[])


def with_field_script(pdf: pikepdf.Pdf) -> None:
    # The script hangs on a field deep inside direct objects, and the whole is packed into object streams.
    action = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pikepdf.Dictionary(T="x", AA=pikepdf.Dictionary(K=action))])


def a_zip(*members: tuple[str, bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def an_xlsx(*more: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("Sheet1").write(0, 0, "Particulars")
    book.close()
    if not more:
        return out.getvalue()
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more:
            archive.writestr(name, content)
    return out.getvalue()


def lying_zip() -> bytes:
    """The header says 10 bytes, the stream holds 3 MB."""
    data = bytearray(a_zip(("a.csv", b"0" * 3_000_000)))
    for magic, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(magic)
        data[at + offset : at + offset + 4] = struct.pack("<I", 10)
    return bytes(data)


def overlapping_zip() -> bytes:
    """Two directory entries that share one compressed kernel."""
    data = a_zip(("a", zlib.compress(b"x" * 5000)), ("b", b"y"))
    at = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", at + 4)
    entry = bytearray(data[second:])
    entry[42:46] = struct.pack("<I", 0)
    return data[:second] + bytes(entry)


def link_zip() -> bytes:
    info = zipfile.ZipInfo("paper.pdf")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def encrypted_entry_zip() -> bytes:
    data = bytearray(a_zip(("a.csv", b"a,b\n1,2\n"), level=zipfile.ZIP_STORED))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def picture(width: int = 40, height: int = 40, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 80).save(out, form)
    return out.getvalue()


def huge_png() -> bytes:
    """60,000 x 60,000 pixels in the header, hardly a byte behind it."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def laughs() -> bytes:
    lines = ['<!ENTITY a0 "ha">', *[f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]]
    return f'<?xml version="1.0"?><!DOCTYPE ENVELOPE [{"".join(lines)}]><ENVELOPE>&a11;</ENVELOPE>'.encode()


XXE = b'<?xml version="1.0"?><!DOCTYPE ENVELOPE [<!ENTITY x SYSTEM "file:///etc/passwd">]><ENVELOPE><BODY>&x;</BODY></ENVELOPE>'
SHEET_XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet/>'
DDE = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'

HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("bomb.zip", lambda: a_zip(("zeros.csv", b"0" * 90_000_000)), "document.zip_bomb"),
    "sheet bomb": ("bomb.xlsx", lambda: an_xlsx(("xl/worksheets/sheet2.xml", b" " * 60_000_000)), "document.zip_bomb"),
    "lying header": ("lie.zip", lying_zip, "document.zip_bomb"),
    "overlapping entries": ("overlap.zip", overlapping_zip, "document.zip_bomb"),
    "too many entries": ("many.zip", lambda: a_zip(*[(f"{n}.txt", b"x") for n in range(2100)]), "document.zip_bomb"),
    "three levels": (
        "deep.zip",
        lambda: a_zip(
            ("b.zip", a_zip(("c.zip", a_zip(("d.csv", b"a,b\n"))))),
        ),
        "document.nesting",
    ),
    "traversal": ("up.zip", lambda: a_zip(("../../etc/cron.d/x", b"x")), "document.unsafe_path"),
    "windows traversal": ("up.zip", lambda: a_zip(("..\\..\\x.csv", b"x")), "document.unsafe_path"),
    "absolute name": ("abs.zip", lambda: a_zip(("/etc/passwd", b"x")), "document.unsafe_path"),
    "symbolic link": ("link.zip", link_zip, "document.unsafe_path"),
    "encrypted entry": ("locked.zip", encrypted_entry_zip, "document.password"),
    "virus test file": ("eicar.txt", lambda: EICAR, "document.virus"),
    "virus inside a zip": ("eicar.zip", lambda: a_zip(("eicar.com", EICAR)), "document.virus"),
    "script in a zip in a zip": ("x.zip", lambda: a_zip(("y.zip", a_zip(("run.ps1", b"powershell -EncodedCommand SQBFAFgA")))), "document.virus"),
    "command in a CSV": ("pay.csv", lambda: b"a,b\n=cmd|'/C calc'!A0,2\n", "document.virus"),
    "entity bomb": ("tally.xml", laughs, "document.xml_entities"),
    "external entity": ("tally.xml", lambda: XXE, "document.xml_entities"),
    "external entity in UTF-16": ("tally.xml", lambda: XXE.decode().encode("utf-16"), "document.xml_entities"),
    "entity in a sheet": ("book.xlsx", lambda: an_xlsx(("xl/worksheets/sheet9.xml", SHEET_XXE)), "document.xml_entities"),
    "deep XML": ("deep.xml", lambda: b"<ENVELOPE>" + b"<A>" * 500 + b"</A>" * 500 + b"</ENVELOPE>", "document.too_deep"),
    "deep JSON": ("deep.json", lambda: b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "document.too_deep"),
    "key twice": ("twice.json", lambda: b'{"data": {"gstin": "27", "gstin": "29"}}', "document.json_unsafe"),
    "NaN": ("nan.json", lambda: b'{"total": NaN}', "document.json_unsafe"),
    "cut-off JSON": ("cut.json", lambda: json.dumps({"a": list(range(50))}).encode()[:-20], "document.truncated"),
    "PDF with script": ("js.pdf", lambda: changed_pdf(with_open_action("JavaScript", JS="app.alert(1)")), "document.active_content"),
    "script in an object stream": (
        "js.pdf",
        lambda: changed_pdf(with_field_script, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True),
        "document.active_content",
    ),
    "PDF that starts a program": ("launch.pdf", lambda: changed_pdf(with_open_action("Launch", F="cmd.exe")), "document.active_content"),
    "PDF that sends a form": ("send.pdf", lambda: changed_pdf(with_open_action("SubmitForm", F="http://example.com")), "document.active_content"),
    "PDF that opens an address": ("uri.pdf", lambda: changed_pdf(with_open_action("URI", URI="http://example.com")), "document.active_content"),
    "XFA form": ("xfa.pdf", lambda: changed_pdf(with_xfa), "document.active_content"),
    "program attached to a PDF": ("att.pdf", lambda: changed_pdf(with_attachment("a.exe", b"MZ\x90\x00" + b"\0" * 600)), "document.embedded_file"),
    "program under a harmless name": ("att.pdf", lambda: changed_pdf(with_attachment("a.xml", b"MZ\x90\x00" + b"\0" * 600)), "document.embedded_file"),
    "locked PDF": ("locked.pdf", lambda: changed_pdf(lambda _: None, encryption=pikepdf.Encryption(user="u", owner="o")), "document.password"),
    "cut-off PDF": ("cut.pdf", lambda: a_pdf(3)[:-600], "document.truncated"),
    "half a PDF": ("half.pdf", lambda: a_pdf(3)[:500], "document.truncated"),
    "PDF of 501 pages": ("long.pdf", lambda: a_pdf(501), "document.too_many_pages"),
    "cut-off XLSX": ("cut.xlsx", lambda: an_xlsx()[:-500], "document.truncated"),
    "XLSX with macros": ("macro.xlsm", lambda: an_xlsx(("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)), "document.macro"),
    "macros under the name .xlsx": ("plain.xlsx", lambda: an_xlsx(("xl/vbaProject.bin", b"\0" * 60)), "document.macro"),
    "Excel 4 macros": ("old.xlsx", lambda: an_xlsx(("xl/macrosheets/sheet1.xml", b"<x/>")), "document.macro"),
    "DDE link": ("dde.xlsx", lambda: an_xlsx(("xl/externalLinks/externalLink1.xml", DDE)), "document.active_content"),
    "cut-off old Excel": ("old.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 100, "document.truncated"),
    "picture bomb": ("huge.png", huge_png, "document.picture_too_large"),
    "cut-off picture": ("cut.jpg", lambda: picture(800, 800, "JPEG")[:2000], "document.truncated"),
    "program": ("invoice.pdf", lambda: b"MZ" + b"\0" * 600, "document.executable"),
    "empty": ("empty.csv", lambda: b"", "document.empty"),
    "blank": ("blank.csv", lambda: b"\n\n \n", "document.empty"),
    "too large": ("large.csv", lambda: b"a,b\n" * 13_500_000, "document.too_large"),
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_never_accepted(case: str) -> None:
    name, make, rule = HOSTILE[case]
    check = check_upload(make(), name)
    assert check.verdict is not Verdict.ACCEPTED
    assert rule in {finding.rule for finding in check.findings}
    assert all(name in finding.sentence and finding.sentence.endswith(".") for finding in check.findings)


HARMLESS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "plain PDF": ("plain.pdf", a_pdf),
    "PDF that opens at a page": ("view.pdf", lambda: changed_pdf(with_open_action("GoTo", D=[0, pikepdf.Name("/Fit")]))),
    "PDF with an XML attachment": ("zugferd.pdf", lambda: changed_pdf(with_attachment("factur-x.xml", b"<?xml version='1.0'?><rsm/>"))),
    "PDF with an owner's password only": ("owner.pdf", lambda: changed_pdf(lambda _: None, encryption=pikepdf.Encryption(user="", owner="o"))),
    "XLSX": ("book.xlsx", an_xlsx),
    "zip of papers": ("papers.zip", lambda: a_zip(("a.pdf", a_pdf()), ("sub/b.xlsx", an_xlsx()), ("c.csv", b"Date,Amount\n1,2\n"))),
    "zip of a zip": ("papers.zip", lambda: a_zip(("inner.zip", a_zip(("c.csv", b"Date,Amount\n1,2\n"))))),
    "picture": ("scan.png", picture),
    "Tally XML": ("tally.xml", lambda: b"<ENVELOPE><BODY><DATA><TALLYMESSAGE/></DATA></BODY></ENVELOPE>"),
    "JSON": ("2b.json", lambda: b'{"data": {"docdata": {"b2b": []}}}'),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_a_harmless_file_passes_without_a_finding(case: str) -> None:
    name, make = HARMLESS[case]
    check = check_upload(make(), name)
    assert (check.verdict, check.findings) == (Verdict.ACCEPTED, ())


def test_a_locked_pdf_opens_with_its_password_and_with_no_other() -> None:
    locked = changed_pdf(lambda _: None, encryption=pikepdf.Encryption(user="rani", owner="o"))
    assert check_upload(locked, "s.pdf", password="rani").verdict is Verdict.ACCEPTED
    assert check_upload(locked, "s.pdf", password="raja").verdict is Verdict.NEEDS_PASSWORD


def test_the_worst_of_several_faults_is_the_answer() -> None:
    check = check_upload(a_zip(("eicar.com", EICAR), ("../x", b"x")), "both.zip")
    assert check.verdict is Verdict.REFUSED


def test_a_link_to_another_workbook_is_a_note_in_an_xlsx() -> None:
    check = check_upload(an_xlsx(("xl/externalLinks/externalLink1.xml", b"<externalLink/>")), "linked.xlsx")
    assert check.verdict is Verdict.ACCEPTED
    assert [finding.rule for finding in check.findings] == ["document.external_link"]


def test_members_together_may_not_exceed_what_one_archive_may_expand_to() -> None:
    noise = bytes(range(256)) * 2000
    check = check_upload(a_zip(*[(f"{n}.bin", noise) for n in range(5)]), "sum.zip", Limits(expanded_bytes=2_000_000))
    assert check.verdict is Verdict.REFUSED


def test_a_name_is_data_and_keeps_its_extension() -> None:
    assert safe_name("e\u0301tude\u202efdp.exe\n.pdf") == "étudefdp.exe.pdf"
    long = safe_name("x" * 400 + ".xlsx")
    assert len(long) == 255
    assert long.endswith(".xlsx")
    assert safe_name("\u202e\n") == "unnamed"
