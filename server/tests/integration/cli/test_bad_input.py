"""Papers and commands that cannot be right: each is answered in one clear line or finding, and the rest of the folder is closed."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from qrt.cli import main
from qrt.sim.names import gstin
from tests.integration.close.papers import BANK, e_invoice, gstr2b, sale, tiny_books, voucher, write_books, write_company

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def qrt(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A command of the line: exit code, stdout, stderr."""
    monkeypatch.setenv("QRT_HOME", str(tmp_path / "home"))
    for name in ("QRT_DATABASE_URL", "QRT_REDIS_URL", "QRT_CLAMD"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    assert "Traceback" not in text
    return lines[0]


def bomb() -> bytes:
    """A zip of zeros that unfolds to far more than it weighs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("big.csv", b"\0" * 300_000_000)
    return buffer.getvalue()


def locked_pdf() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    buffer = io.BytesIO()
    pdf.save(buffer, encryption=pikepdf.Encryption(owner="a secret", user="quarter"))
    return buffer.getvalue()


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The tiny company with every bad paper we know of beside its good ones."""
    folder = write_company(tmp_path / "hostile", tiny_books())
    inbox = folder / "inbox"
    whole = (inbox / "Sales Register.xlsx").read_bytes()
    (inbox / "cut short.xlsx").write_bytes(whole[: len(whole) // 2])
    (inbox / "locked.pdf").write_bytes(locked_pdf())
    (inbox / "bomb.zip").write_bytes(bomb())
    (inbox / "empty.csv").write_bytes(b"")
    (inbox / "wrong encoding.csv").write_bytes("Date,Narration,Withdrawal,Deposit,Balance\n01/07/26,Zürich €,,100.00,100.00\n".encode("utf-16-le")[1:])
    (inbox / "other company.json").write_bytes(gstr2b(gstin("27", "AAKCK1234L"), [("BM/101", date(2026, 7, 10), 50_000_00)]))
    (inbox / "broken.json").write_bytes(b'{"data": {"gstin": ')
    lame = tiny_books()
    lame.vouchers = [sale("X-1", date(2026, 9, 1), 10_000_00), sale("X-2", date(2026, 9, 2), 20_000_00)]
    lame.vouchers[0].legs[1].amount += 7_00
    lame.statement = []
    (tmp_path / "lame").mkdir()
    write_books(tmp_path / "lame", lame)
    (inbox / "unbalanced.xlsx").write_bytes((tmp_path / "lame" / "Sales Register.xlsx").read_bytes())
    return folder


def test_bad_papers_are_each_named_in_a_finding_and_the_good_ones_are_closed_and_the_package_verifies(qrt: Run, hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, said, _ = qrt("close", hostile / "inbox", "--company", hostile / "company.yaml", "--quarter", "2026-27-Q2", "--out", out)
    summary = json.loads(said)
    assert code == (1 if summary["findings_blocking"] else 0)
    findings = [json.loads(line) for line in (out / "findings.jsonl").read_text().splitlines()]
    by_paper = {name: [row for row in findings if name in row["sentence"]] for name in ("cut short.xlsx", "locked.pdf", "bomb.zip", "broken.json", "empty.csv")}
    assert {name for name, rows in by_paper.items() if not rows} == set()
    assert "document.password" in {row["rule"] for row in by_paper["locked.pdf"]}
    assert [row for row in findings if row["rule"] == "gst.foreign_2b"]
    documents = {json.loads(line)["file"]: json.loads(line) for line in (out / "documents.jsonl").read_text().splitlines()}
    assert documents["wrong encoding.csv"]["rows_count"] == 0
    assert [row for row in findings if "wrong encoding.csv" in row["sentence"]]
    unbalanced = [row for row in findings if row["rule"].startswith(("voucher.", "register.")) and "X-1" in row["sentence"]]
    assert unbalanced and unbalanced[0]["severity"] in ("error", "blocking")
    vouchers = [json.loads(line) for line in (out / "vouchers.jsonl").read_text().splitlines()]
    assert "X-1" not in {row["number"] for row in vouchers if row["status"] == "posted"}
    books = tiny_books()
    books.vouchers.append(sale("X-2", date(2026, 9, 2), 20_000_00))
    expected = {name: balance.closing for name, balance in books.balances().items()}
    found = {row["ledger"]: int(row["closing_paise"]) for row in csv.DictReader((out / "trial_balance.csv").read_text().splitlines())}
    assert {name: found.get(name, 0) for name in expected} == expected
    code, said, _ = qrt("verify", out)
    assert (code, said.splitlines()[0].split(":")[0]) == (0, "Everything follows"), said


def test_a_close_ends_with_1_when_something_blocks_it_and_still_writes_the_package(qrt: Run, tmp_path: Path) -> None:
    books = tiny_books()
    books.opening["Share Capital"] -= 1_00
    folder = write_company(tmp_path / "lame", books)
    arguments = ("close", folder / "inbox", "--company", folder / "company.yaml", "--quarter", "2026-27-Q2", "--out", tmp_path / "out")
    code, said, _ = qrt(*arguments)
    assert code == 1
    assert json.loads(said)["findings_blocking"] > 0
    assert (tmp_path / "package.zip").is_file()
    code, _, wrong = qrt(*arguments)
    assert code == 2
    assert "not empty" in one_line(wrong)


def test_a_second_close_beside_the_first_overwrites_no_zip(qrt: Run, tmp_path: Path) -> None:
    folder = write_company(tmp_path / "tiny", tiny_books())
    arguments = ("close", folder / "inbox", "--company", folder / "company.yaml", "--quarter", "2026-27-Q2", "--out")
    (tmp_path / "second.zip").write_bytes(b"somebody's own")
    qrt(*arguments, tmp_path / "first")
    first = (tmp_path / "package.zip").read_bytes()
    _, _, progress = qrt(*arguments, tmp_path / "second")
    assert (tmp_path / "package.zip").read_bytes() != first
    kept = tmp_path / f"package-{hashlib.sha256(first).hexdigest()[:12]}.zip"
    assert kept.read_bytes() == first
    assert kept.name in progress
    assert (tmp_path / "second.zip").read_bytes() == b"somebody's own"
    assert "package.zip" in one_line(refused(qrt, *arguments, tmp_path / "elsewhere" / "package.zip"))


def refused(qrt: Run, *arguments: object) -> str:
    code, out, wrong = qrt(*arguments)
    assert code == 2
    assert out == ""
    return wrong


def test_an_empty_folder_is_refused_in_one_line(qrt: Run, tmp_path: Path) -> None:
    folder = write_company(tmp_path / "tiny", tiny_books())
    (tmp_path / "nothing").mkdir()
    said = refused(qrt, "close", tmp_path / "nothing", "--company", folder / "company.yaml", "--quarter", "2026-27-Q2", "--out", tmp_path / "out")
    assert "nothing is empty" in one_line(said)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"name: [unclosed", "company.yaml"),
        (b"\xff\xfe\x00bad", "company.yaml"),
        (b"cin: U1\n", "names no company"),
        (b"name: A\nturnover: 3\n", "turnover"),
        (b"name: A\nentities: [{code: X, name: Y, parent: Z}]\n", "Z"),
        (b"name: A\nopening: nowhere.xlsx\n", "nowhere.xlsx"),
        (b"name: A\nmateriality: lots\n", "materiality"),
        (b"name: A\nmateriality: -5\n", "materiality: -5"),
        (b"name: A\npolicy: {amount_tolerance_paise: much}\n", "amount_tolerance_paise"),
        (b"name: A\ndivision: VII\n", "VII"),
    ],
)
def test_a_company_file_that_cannot_be_understood_is_refused_by_key_and_cause(qrt: Run, tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "company.yaml").write_bytes(content)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "paper.txt").write_text("paper")
    said = refused(qrt, "close", tmp_path / "inbox", "--company", tmp_path / "company.yaml", "--quarter", "2026-27-Q2", "--out", tmp_path / "out")
    assert word in one_line(said)


def test_files_that_are_not_there_are_refused_by_name(qrt: Run, tmp_path: Path) -> None:
    quarter = ("--quarter", "2026-27-Q2", "--out", tmp_path / "out")
    (tmp_path / "inbox").mkdir()
    assert "nobody.yaml" in one_line(refused(qrt, "close", tmp_path / "inbox", "--company", tmp_path / "nobody.yaml", *quarter))
    folder = write_company(tmp_path / "tiny", tiny_books())
    assert "missing is not a folder" in one_line(refused(qrt, "close", tmp_path / "missing", "--company", folder / "company.yaml", *quarter))
    assert "gone.pdf" in one_line(refused(qrt, "extract", tmp_path / "gone.pdf"))
    assert "gone.zip" in one_line(refused(qrt, "verify", tmp_path / "gone.zip"))
    (tmp_path / "left.csv").write_text("id,date,amount\n1,2026-07-01,5\n")
    assert "right.csv" in one_line(refused(qrt, "recon", tmp_path / "left.csv", tmp_path / "right.csv", "--kind", "generic", "--out", tmp_path / "r"))
    assert "truth" in one_line(refused(qrt, "score", tmp_path, tmp_path / "truth"))


def test_a_quarter_or_day_that_is_none_is_refused(qrt: Run, tmp_path: Path) -> None:
    for quarter in ("2026-Q2", "2026-27-Q5", "Q2", "2026-28-Q1"):
        code, _, wrong = qrt("close", tmp_path, "--company", "c.yaml", "--quarter", quarter, "--out", tmp_path / "o")
        assert code == 2 and quarter in wrong
    code, _, wrong = qrt("rules", "explain", "tds", "--date", "30-09-2026")
    assert code == 2 and "30-09-2026" in wrong


def test_a_company_with_a_name_alone_is_closed_and_what_is_missing_are_findings(qrt: Run, tmp_path: Path) -> None:
    folder = write_company(tmp_path / "tiny", tiny_books())
    (folder / "company.yaml").write_text("name: Kaveri Tools Pvt Ltd\n")
    out = tmp_path / "out"
    code, _, _ = qrt("close", folder / "inbox", "--company", folder / "company.yaml", "--quarter", "2026-27-Q2", "--out", out)
    assert code in (0, 1)
    rules = {json.loads(line)["rule"] for line in (out / "findings.jsonl").read_text().splitlines()}
    assert {"company.no_pan", "company.no_gstin", "company.no_cin"} <= rules
    found = {row["ledger"]: int(row["closing_paise"]) for row in csv.DictReader((out / "trial_balance.csv").read_text().splitlines())}
    expected = {name: balance.closing for name, balance in tiny_books().balances().items()}
    assert {name: found.get(name, 0) for name in expected} == expected, "the handed-in trial balance says what the books opened with"


def test_a_voucher_of_another_quarter_stays_out_and_is_counted(qrt: Run, tmp_path: Path) -> None:
    books = tiny_books()
    expected = {name: balance.closing for name, balance in books.balances().items()}
    folder = write_company(tmp_path / "tiny", books)
    late = tiny_books()
    late.vouchers = [voucher("bank", "R-9", date(2026, 10, 2), {BANK: 5_000_00, "Asha Traders": -5_000_00})]
    late.statement = []
    (tmp_path / "late").mkdir()
    write_books(tmp_path / "late", late)
    (folder / "inbox" / "Bank Book October.xlsx").write_bytes((tmp_path / "late" / "Bank Book.xlsx").read_bytes())
    (folder / "inbox" / "inv.json").write_bytes(e_invoice("BM/101", date(2026, 7, 10), 50_000_00))
    out = tmp_path / "out"
    qrt("close", folder / "inbox", "--company", folder / "company.yaml", "--quarter", "2026-27-Q2", "--out", out)
    found = {row["ledger"]: int(row["closing_paise"]) for row in csv.DictReader((out / "trial_balance.csv").read_text().splitlines())}
    assert {name: found.get(name, 0) for name in expected} == expected
    assert "register.outside_quarter" in (out / "findings.jsonl").read_text()
    vouchers = [json.loads(line) for line in (out / "vouchers.jsonl").read_text().splitlines()]
    (bill,) = [row for row in vouchers if row["number"] == "P-1"]
    assert bill["papers"], "the invoice stands behind the voucher that books it"


def test_an_opening_trial_balance_of_another_day_opens_nothing_and_blocks(qrt: Run, tmp_path: Path) -> None:
    folder = write_company(tmp_path / "tiny", tiny_books())
    out = tmp_path / "out"
    code, _, _ = qrt("close", folder / "inbox", "--company", folder / "company.yaml", "--quarter", "2026-27-Q3", "--out", out)
    found = [json.loads(line) for line in (out / "findings.jsonl").read_text().splitlines()]
    (wrong,) = [row for row in found if row["rule"] == "opening.wrong_day"]
    assert (code, wrong["severity"]) == (1, "blocking")
    assert "30-09-2026" in wrong["sentence"]


def test_a_link_out_of_the_folder_is_not_followed_and_said(qrt: Run, tmp_path: Path) -> None:
    folder = write_company(tmp_path / "tiny", tiny_books())
    secret = tmp_path / "secret.csv"
    secret.write_text("Date,Narration,Amount\n01-07-2026,Never to be seen,1.00\n")
    (folder / "inbox" / "link.csv").symlink_to(secret)
    (folder / "inbox" / "nowhere.pdf").symlink_to(tmp_path / "nothing.pdf")
    (folder / "inbox" / ".hidden.csv").write_text("x")
    out = tmp_path / "out"
    _, _, said = qrt("close", folder / "inbox", "--company", folder / "company.yaml", "--quarter", "2026-27-Q2", "--out", out)
    for name in ("link.csv", "nowhere.pdf", ".hidden.csv"):
        assert any(line.startswith(name) and "left out" in line for line in said.splitlines()), said
    assert "Never to be seen" not in "".join(path.read_text(errors="replace") for path in out.rglob("*") if path.is_file())
