"""Papers behind a password: opened by the right one, into a copy that is looked at as any paper is."""

import hashlib
import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from qrt.adapters.scan.guards import check_upload
from qrt.adapters.scan.limits import Verdict
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.scan.unlock import unlock
from qrt.core.close.types import PaperState
from qrt.core.documents.types import Paper
from qrt.flows.reading import read_one
from qrt.flows.unlocking import Keyring, name_shape
from tests.generators.hostile.pdfs import with_open_action
from tests.generators.hostile.plain import a_zip, changed_pdf


def an_invoice(number: str = "KT/88") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    lines = ("TAX INVOICE", "Kaveri Tools Pvt Ltd", f"Invoice No: {number}", "Invoice Date: 12/08/2026", "Total amount payable Rs. 1,180.00")
    for place, line in enumerate(lines):
        canvas.drawString(72, 760 - 24 * place, line)
    canvas.save()
    return out.getvalue()


def locked(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=password, owner="someone else", R=6))
    return out.getvalue()


def test_the_first_password_that_opens_a_pdf_gives_the_same_copy_every_time() -> None:
    paper = locked(an_invoice(), "rani1234")
    opened = unlock(paper, "kt-88.pdf", ["raja", "rani1234"])
    assert opened is not None and opened == unlock(paper, "kt-88.pdf", ["rani1234"])
    assert check_upload(opened, "kt-88.pdf").verdict is Verdict.ACCEPTED
    assert unlock(paper, "kt-88.pdf", ["raja", ""]) is None
    assert unlock(an_invoice(), "open.pdf", ["rani1234"]) is None, "what has no lock is not opened"
    assert unlock(paper[:900], "cut.pdf", ["rani1234"]) is None
    assert unlock(b"a,b\n1,2\n", "a.csv", ["rani1234"]) is None


def test_a_locked_paper_is_read_once_its_password_is_known_and_says_so_until_then() -> None:
    data = locked(an_invoice(), "rani1234")
    paper = Paper(hashlib.sha256(data).hexdigest(), "kt-88.pdf", len(data))
    with ReaderPool(size=1) as readers:
        shut = read_one(readers, paper, data)
        wrong = read_one(readers, paper, data, passwords=("raja",))
        opened = read_one(readers, paper, data, passwords=("raja", "rani1234"))
        again = read_one(readers, paper, data, unlocked=opened.unlocked)
    assert shut.state is wrong.state is PaperState.NEEDS_PASSWORD and not shut.unlocked and not wrong.unlocked
    assert opened.extractions[0].text("invoice_number") == "KT/88"
    assert opened.extractions[0].document == paper.sha256, "what was read belongs to the paper as it came"
    assert (again.state, again.extractions, again.unlocked) == (opened.state, opened.extractions, opened.unlocked)
    assert "rani1234" not in repr(opened.extractions)


def test_what_a_password_opens_is_guarded_like_any_paper() -> None:
    hostile = locked(changed_pdf(with_open_action("Launch", F="cmd.exe")), "rani1234")
    paper = Paper(hashlib.sha256(hostile).hexdigest(), "s.pdf", len(hostile))
    with ReaderPool(size=1) as readers:
        assert read_one(readers, paper, hostile, passwords=("rani1234",)).state is PaperState.QUARANTINED


def test_a_locked_paper_in_an_archive_locks_itself_alone() -> None:
    data = a_zip(("bank/locked.pdf", locked(an_invoice(), "rani1234")), ("bills/open.pdf", an_invoice()))
    assert check_upload(data, "papers.zip").verdict is Verdict.ACCEPTED
    paper = Paper(hashlib.sha256(data).hexdigest(), "papers.zip", len(data))
    with ReaderPool(size=1) as readers:
        members = read_one(readers, paper, data).members
        states = {member.name: read_one(readers, member, content).state for member, content in members}
    assert states["papers.zip/bank/locked.pdf"] is PaperState.NEEDS_PASSWORD and len(states) == 2


def test_a_paper_is_tried_first_with_what_opened_papers_of_the_same_name() -> None:
    ring = Keyring([("invoice_#.pdf", "a"), ("hdfc_#_#.pdf", "b"), ("", "a"), ("", "c")])
    assert ring.for_paper("mail.eml/HDFC_50100_0926.pdf") == ("b", "a", "c")
    assert ring.for_paper("new.pdf") == ("a", "b", "c")
    assert "b" not in repr(ring).replace("Keyring", "")


@pytest.mark.parametrize(("name", "shape"), [("HDFC_50100_0926.pdf", "hdfc_#_#.pdf"), ("a\\b\\Stmt-2026.PDF", "stmt-#.pdf"), ("", "")])
def test_the_shape_of_a_name_is_what_a_sender_s_papers_share(name: str, shape: str) -> None:
    assert name_shape(name) == shape
