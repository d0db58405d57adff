"""Hostile files: each is refused or quarantined with a sentence, none crashes the guards, and harmless ones pass."""

import pikepdf
import pytest

from qrt.adapters.scan.clamd import EICAR
from qrt.adapters.scan.guards import check_upload
from qrt.adapters.scan.limits import Limits, Verdict, safe_name
from qrt.adapters.scan.unfold import unfold
from qrt.core.documents.types import Paper
from tests.generators.hostile.corpus import HARMLESS, Case, cut_off, hostile, locked
from tests.generators.hostile.plain import a_pdf, a_zip, an_xlsx, changed_pdf

CASES = {f"{case.family}: {case.what}": case for case in (*hostile(), *locked(), *cut_off())}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_hostile_file_is_never_accepted(case: Case) -> None:
    check = check_upload(case.make(), case.name)
    assert check.verdict is not Verdict.ACCEPTED
    assert any(finding.rule.startswith(case.rule) for finding in check.findings)
    assert all(case.name in finding.sentence and finding.sentence.endswith(".") for finding in check.findings)


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


MAC = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "


def test_what_an_operating_system_leaves_in_an_archive_is_no_paper_and_does_no_harm_to_the_others() -> None:
    data = a_zip(
        ("july/bill.pdf", a_pdf()), ("__MACOSX/july/._bill.pdf", MAC), ("july/.DS_Store", b"\0\0\0\1Bud1"), ("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9),
        ("july/._bill.pdf", MAC), ("Desktop.ini", b"[.ShellClassInfo]"), ("desktop.ini.pdf", a_pdf(2)),
    )  # fmt: skip
    assert check_upload(data, "mac.zip").findings == ()
    assert [paper.name for paper, _ in unfold(_paper("mac.zip", data), data)] == ["mac.zip/july/bill.pdf", "mac.zip/desktop.ini.pdf"]


def test_a_member_that_cannot_be_read_stands_by_itself_and_a_hostile_one_locks_the_archive() -> None:
    data = a_zip(
        ("bill.pdf", a_pdf()),
        ("cut.pdf", a_pdf()[:600]),
        ("camera.raw", b"II*\x00\x08" + bytes(range(200))),
        ("old.rar", b"Rar!\x1a\x07\x01\x00" + b"\0" * 400),
    )
    assert check_upload(data, "july.zip").findings == ()
    members = unfold(_paper("july.zip", data), data)
    assert {paper.name: check_upload(content, paper.name).verdict for paper, content in members} == {
        "july.zip/bill.pdf": Verdict.ACCEPTED, "july.zip/cut.pdf": Verdict.REFUSED, "july.zip/camera.raw": Verdict.REFUSED, "july.zip/old.rar": Verdict.REFUSED,
    }  # fmt: skip
    assert check_upload(a_zip(("bill.pdf", a_pdf()), ("setup.exe", b"MZ\x90\x00" + b"\0" * 600)), "x.zip").verdict is not Verdict.ACCEPTED


def _paper(name: str, data: bytes) -> Paper:
    return Paper("0" * 64, name, len(data))
