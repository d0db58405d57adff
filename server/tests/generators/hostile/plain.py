"""Harmless papers, which the families of hostile ones are made of by one change each."""

import io
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pikepdf
import xlsxwriter
from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def a_pdf(pages: int = 1) -> bytes:
    """A bill with a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 720, f"Tax invoice, page {number + 1}, forty letters of text and some more of it")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed_pdf(change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    """A bill after one change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        change(pdf)
        pdf.save(out, **saving)
    return out.getvalue()


def a_zip(*members: tuple[str, bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def an_xlsx(*more: tuple[str, bytes]) -> bytes:
    """A workbook of one cell, with more parts beside its own."""
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


def replaced(archive: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return out.getvalue()


def picture(width: int = 40, height: int = 40, form: str = "PNG") -> bytes:
    """Noise, which no compression makes small."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 80).save(out, form)
    return out.getvalue()


def a_mail(*attached: tuple[str, bytes], inner: bytes | None = None) -> bytes:
    """A mail with attachments and, if wanted, a mail inside."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "accounts@vendor.example", "bills@company.example", "Invoice"
    message["Date"], message["Message-ID"] = "Mon, 06 Jul 2026 10:00:00 +0530", "<1@vendor.example>"
    message.set_content("Please find the invoice attached.")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if inner is not None:
        message.add_attachment(_parsed(inner))
    return message.as_bytes()


def _parsed(data: bytes) -> EmailMessage:
    made = message_from_bytes(data, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made
