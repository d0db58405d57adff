"""Mails as Outlook saves them: what hangs on them are papers of their own, and what cannot be taken apart is said by name and cause."""

import pytest

from qrt.adapters.scan.guards import check_upload
from qrt.adapters.scan.limits import Limits, Verdict
from qrt.adapters.scan.outlook import MessageFault, read_message
from qrt.adapters.scan.sandbox import ReaderPool
from qrt.adapters.scan.sniff import MediaType, sniff
from qrt.adapters.scan.unfold import unfold
from qrt.core.documents.types import Paper
from tests.generators.hostile import office
from tests.generators.hostile.outlook import a_message, a_msg, an_attachment, compound, inside
from tests.generators.hostile.plain import a_mail, a_pdf, a_zip, picture


def _papers(data: bytes, name: str = "mail.msg") -> list[tuple[str, bytes]]:
    assert check_upload(data, name).verdict is Verdict.ACCEPTED
    return [(paper.name, content) for paper, content in unfold(Paper("0" * 64, name, len(data)), data)]


def test_attachments_are_papers_of_their_own_small_and_large() -> None:
    bill = a_pdf(60)
    assert len(bill) > 4096
    assert _papers(a_msg(("bill.pdf", bill), ("july.csv", b"a,b\n1,2\n"))) == [("mail.msg/bill.pdf", bill), ("mail.msg/july.csv", b"a,b\n1,2\n")]


def test_a_file_of_eight_megabytes_comes_out_byte_by_byte() -> None:
    noise = bytes(range(256)) * 32_768
    assert read_message(a_msg(("noise.bin", noise))).members == [("noise.bin", noise)]


def test_a_mail_inside_a_mail_gives_its_attachments_under_its_name() -> None:
    bill = a_pdf()
    forwarded = a_message([an_attachment("Rechnung für März.pdf", bill)], head=24)
    (paper,) = _papers(compound(a_message([inside(forwarded, "FW: Bill\r\nBcc: x@y.example")])))
    assert paper[0].startswith("mail.msg/FW: Bill")
    assert paper[0].endswith(".eml/Rechnung für März.pdf")
    assert paper[1] == bill


def test_archives_and_mails_of_either_kind_unfold_in_one_another() -> None:
    message = a_msg(("bill.pdf", a_pdf()))
    assert [name for name, _ in _papers(a_zip(("in/mail.msg", message)), "x.zip")] == ["x.zip/in/mail.msg/bill.pdf"]
    assert [name for name, _ in _papers(a_mail(("mail.msg", message)), "x.eml")] == ["x.eml/mail.msg/bill.pdf"]
    assert [name for name, _ in _papers(a_msg(("mail.eml", a_mail(("bill.pdf", a_pdf())))))] == ["mail.msg/mail.eml/bill.pdf"]
    assert check_upload(a_zip(("a.zip", a_zip(("mail.msg", message)))), "x.zip").verdict is Verdict.REFUSED


def test_pictures_of_a_signature_are_no_papers_and_a_scan_is_one() -> None:
    logo, scan = picture(40, 40), picture(60, 60)
    data = compound(a_message([an_attachment("image001.png", logo, hidden=1), an_attachment("scan.png", scan), an_attachment("bill.pdf", a_pdf(), hidden=1)]))
    assert [name for name, _ in _papers(data)] == ["mail.msg/scan.png", "mail.msg/bill.pdf"]


def test_a_link_is_said_and_does_not_stop_the_rest() -> None:
    data = compound(a_message([an_attachment("cloud.xlsx", b"", method=7), an_attachment("july.csv", b"a,b\n1,2\n")]))
    check = check_upload(data, "mail.msg")
    assert [(finding.rule, "cloud.xlsx" in finding.sentence) for finding in check.findings] == [("document.attachment_left", True)]
    assert [name for name, _ in _papers(data)] == ["mail.msg/july.csv"]


def test_names_in_an_older_code_page_are_read() -> None:
    old = {"__properties_version1.0": b"\0" * 8, "__substg1.0_3707001E": "Müller.csv".encode("cp1252"), "__substg1.0_37010102": b"a,b\n1,2\n"}
    assert [name for name, _ in _papers(compound(a_message([old])))] == ["mail.msg/Müller.csv"]


def test_what_a_compound_file_is_does_not_hang_on_its_attachments() -> None:
    workbook = office.ole2({"Workbook": office._bof()})
    assert sniff(a_msg(("old.xls", workbook)), "mail.msg") is MediaType.MSG
    assert sniff(workbook) is MediaType.XLS
    assert sniff(compound({"Workbook": workbook, "MBD1": a_message([])})) is MediaType.XLS


def test_a_mail_called_pdf_is_believed_by_its_content() -> None:
    check = check_upload(a_msg(("july.csv", b"a,b\n1,2\n")), "bill.pdf")
    assert (check.media, [finding.rule for finding in check.findings]) == (MediaType.MSG, ["document.type_mismatch"])


def test_attachments_together_keep_the_limit_of_an_archive() -> None:
    noise = bytes(range(256)) * 2000
    check = check_upload(a_msg(*[(f"{number}.bin", noise) for number in range(5)]), "sum.msg", Limits(expanded_bytes=2_000_000))
    assert [finding.rule for finding in check.findings] == ["document.zip_bomb"]


@pytest.mark.parametrize("share", range(1, 100, 7))
def test_a_cut_off_mail_says_so(share: int) -> None:
    whole = a_msg(("bill.pdf", a_pdf(20)), ("july.csv", b"a,b\n1,2\n"))
    with pytest.raises(MessageFault, match="broken or cut off"):
        read_message(whole[: len(whole) * share // 100])


def test_a_mail_is_checked_and_unfolded_behind_the_wall() -> None:
    whole = a_msg(("july.csv", b"a,b\n1,2\n"))
    with ReaderPool(1) as pool:
        assert pool.check("mail.msg", whole).verdict is Verdict.ACCEPTED
        assert [paper.name for paper, _ in pool.unfold(Paper("0" * 64, "mail.msg", len(whole)), whole)] == ["mail.msg/july.csv"]
        assert [finding.rule for finding in pool.check("mail.msg", whole[:-600]).findings] == ["document.truncated"]
