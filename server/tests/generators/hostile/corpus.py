"""The corpus: every hostile file by name, papers that are locked, and harmless ones that must pass."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.generators.hostile import archives, disguised, markup, office, outlook, pdfs, pictures
from tests.generators.hostile.plain import a_mail, a_pdf, a_zip, an_xlsx, changed_pdf, picture


@dataclass(frozen=True, slots=True)
class Case:
    """One file: what it is called, how it is made, and the rule that one of its findings must have (or begin with)."""

    family: str
    what: str
    name: str
    make: Callable[[], bytes]
    rule: str


_FAMILIES = {
    "archives": archives.FAMILY,
    "PDFs": pdfs.FAMILY,
    "workbooks": office.FAMILY,
    "markup and tables": markup.FAMILY,
    "pictures": pictures.FAMILY,
    "disguised": disguised.FAMILY,
    "mails": disguised.MAILS,
    "mails of Outlook": outlook.FAMILY,
}


def hostile() -> Iterator[Case]:
    """All that must be refused or locked away."""
    for family, cases in _FAMILIES.items():
        for what, (name, make, rule) in cases.items():
            yield Case(family, what, name, make, rule)


def locked() -> Iterator[Case]:
    """What waits for its password and is not opened."""
    for each in (archives.LOCKED, pdfs.LOCKED, office.LOCKED):
        for what, (name, make, rule) in each.items():
            yield Case("locked", what, name, make, rule)


HARMLESS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "plain PDF": ("plain.pdf", a_pdf),
    "PDF for the web": ("web.pdf", pdfs.linearised),
    "PDF that opens at a page": ("view.pdf", lambda: changed_pdf(pdfs.with_open_action("GoTo", D=[0, pdfs.Name("/Fit")]))),
    "PDF with an XML attachment": ("zugferd.pdf", lambda: changed_pdf(pdfs.with_attachment("factur-x.xml", b"<?xml version='1.0'?><rsm/>"))),
    "PDF with an owner's password only": ("owner.pdf", lambda: changed_pdf(lambda _: None, encryption=pdfs.pikepdf.Encryption(user="", owner="o"))),
    "XLSX": ("book.xlsx", an_xlsx),
    "zip of papers": ("papers.zip", lambda: a_zip(("a.pdf", a_pdf()), ("sub/b.xlsx", an_xlsx()), ("c.csv", b"Date,Amount\n1,2\n"))),
    "zip of a zip": ("papers.zip", lambda: a_zip(("inner.zip", a_zip(("c.csv", b"Date,Amount\n1,2\n"))))),
    "mail with a bill": ("mail.eml", lambda: a_mail(("bill.pdf", a_pdf()))),
    "mail in a mail": ("mail.eml", lambda: a_mail(inner=a_mail(("bill.pdf", a_pdf())))),
    "mail of Outlook": ("mail.msg", lambda: outlook.a_msg(("bill.pdf", a_pdf()), ("book.xlsx", an_xlsx()))),
    "mail of Outlook in another": ("mail.msg", lambda: outlook.a_msg(inner=outlook.a_message([outlook.an_attachment("bill.pdf", a_pdf())], head=24))),
    "picture": ("scan.png", picture),
    "photograph": ("scan.jpg", lambda: picture(600, 800, "JPEG")),
    "scan of three pages": ("scan.tif", lambda: pictures._frames("TIFF", [(100, 140)] * 3)),
    "Tally XML": ("tally.xml", lambda: b"<ENVELOPE><BODY><DATA><TALLYMESSAGE/></DATA></BODY></ENVELOPE>"),
    "JSON": ("2b.json", lambda: b'{"data": {"docdata": {"b2b": []}}}'),
    "page of a bank": ("bank.xls", lambda: b"<html><table><tr><td>Date</td><td>Amount</td></tr><tr><td>1</td><td>2</td></tr></table></html>"),
    "table with signs": ("bank.csv", lambda: b"Date,Narration,Amount\n01-07-2026,=CONCAT is a formula,-5.00\n02-07-2026,+91 98000 00000,+7.00\n"),
}


def cut_off(seed: int = 7, cuts: int = 4) -> Iterator[Case]:
    """Papers whose format shows that its end is missing, each cut at places that follow from the seed."""
    chance = random.Random(seed)
    whole = {
        "bill.pdf": a_pdf(3),
        "book.xlsx": an_xlsx(),
        "papers.zip": a_zip(("a.pdf", a_pdf()), ("c.csv", b"Date,Amount\n1,2\n")),
        "scan.png": picture(200, 200),
        "scan.jpg": picture(200, 200, "JPEG"),
        "scan.tif": picture(200, 200, "TIFF"),
        "2b.json": b'{"data": {"docdata": {"b2b": [1, 2, 3, 4, 5, 6]}, "gstin": "27AAPFU0939F1ZV"}}',
        "mail.eml": a_mail(("bill.pdf", a_pdf(2))),
        "mail.msg": outlook.a_msg(("bill.pdf", a_pdf(2)), ("july.csv", b"Date,Amount\n1,2\n")),
    }
    for name, data in whole.items():
        for _ in range(cuts):
            # By share: what a program compresses is not of one length everywhere, and a test is known by its name.
            share = chance.randint(200, 950)
            at = len(data) * share // 1000
            yield Case("cut off", f"{name} at {share} of 1000", name, lambda data=data, at=at: data[:at], "document.")


def mutants(seed: int = 11, each: int = 12) -> Iterator[Case]:
    """Papers with a few bytes changed. Some are still papers, so only that none crashes or dawdles is asked."""
    chance = random.Random(seed)
    whole = {"bill.pdf": a_pdf(2), "book.xlsx": an_xlsx(), "papers.zip": a_zip(("a.pdf", a_pdf()), ("b.csv", b"a,b\n1,2\n")), "scan.png": picture(60, 60)}
    whole |= {"scan.jpg": picture(60, 60, "JPEG"), "scan.tif": picture(60, 60, "TIFF"), "old.xls": office.ole2({"Workbook": office._bof()})}
    whole |= {
        "mail.eml": a_mail(("bill.pdf", a_pdf())),
        "mail.msg": outlook.a_msg(("bill.pdf", a_pdf())),
        "tally.xml": HARMLESS["Tally XML"][1](),
        "2b.json": HARMLESS["JSON"][1](),
    }
    for name, data in whole.items():
        for number in range(each):
            changed = bytearray(data)
            for _ in range(chance.choice((1, 3, 10, 50))):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            yield Case("mutants", f"{name} {number}", name, lambda changed=bytes(changed): changed, "")
