"""Papers are read in children that cannot harm us: crashes, hunger and dawdling cost one paper; scanners fail closed."""

import hashlib
import io
import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from qrt.adapters.scan.clamd import EICAR, ClamdScanner, check_virus
from qrt.adapters.scan.limits import Verdict
from qrt.adapters.scan.sandbox import ReaderFailed, ReaderPool, dump_extractions, load_extractions
from qrt.adapters.scan.unfold import unfold
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.documents.types import BankLine, DocumentKind, Extraction, Field, Leg, MasterRow, Paper, RegisterRow, TrialBalanceRow

BAD_CHILD = """
import os, sys, time
from qrt.adapters.scan.child import build_walls, serve

def read(arguments, data):
    if data == b"crash":
        os._exit(7)
    if data == b"hang":
        time.sleep(60)
    if data == b"eat":
        return bytes(10 ** 10)
    if data == b"raise":
        raise KeyError("no such cell")
    if data == b"print":
        print("this is not an answer")
    if data == b"write":
        with open("/tmp/qrt-escaped", "wb", buffering=0) as file:
            file.write(b"x")
    if data == b"environment":
        return ",".join(sorted(os.environ)).encode()
    if data == b"network":
        import socket
        socket.create_connection(("127.0.0.1", int(arguments["port"])), timeout=2)
    if data == b"descriptors":
        return str(len(os.listdir("/proc/self/fd"))).encode()
    return b"fine"

granted = build_walls(int(sys.argv[1]))
serve({"read": read}, granted, int(sys.argv[2]))
"""


def a_paper(data: bytes, name: str = "paper.pdf") -> Paper:
    return Paper(hashlib.sha256(data).hexdigest(), name, len(data))


@pytest.fixture
def bad_pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderPool]:
    """A pool whose children misbehave on request."""
    (tmp_path / "bad_child.py").write_text(BAD_CHILD)
    monkeypatch.setenv("QRT_SECRET", "hunter2")
    with ReaderPool(size=1, seconds=3, memory_bytes=700_000_000, module="bad_child", path=(str(tmp_path),)) as pool:
        yield pool


@pytest.mark.parametrize(
    ("task", "why"),
    [(b"crash", "exit 7"), (b"hang", "longer than 3 seconds"), (b"eat", "memory"), (b"raise", "no such cell"), (b"write", "OSError|PermissionError")],
)
def test_a_reader_that_fails_costs_its_paper_alone(bad_pool: ReaderPool, task: bytes, why: str) -> None:
    with pytest.raises(ReaderFailed, match=why):
        bad_pool.call("read", {}, task)
    assert bad_pool.call("read", {}, b"anything else") == b"fine"


def test_what_a_library_prints_is_not_taken_for_an_answer(bad_pool: ReaderPool) -> None:
    assert bad_pool.call("read", {}, b"print") == b"fine"


def test_no_secret_and_no_open_file_of_ours_is_in_reach_of_a_reader(bad_pool: ReaderPool) -> None:
    assert b"QRT_SECRET" not in bad_pool.call("read", {}, b"environment")
    with open(__file__, "rb"):
        assert int(bad_pool.call("read", {}, b"descriptors")) < 10


def test_a_reader_has_no_network_where_the_kernel_grants_the_wall(bad_pool: ReaderPool) -> None:
    if not bad_pool.walls()["network"]:
        pytest.skip("this kernel grants no network namespace")
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(ReaderFailed):
        bad_pool.call("read", {"port": server.getsockname()[1]}, b"network")


def test_a_failed_reader_is_a_finding_that_names_the_paper(bad_pool: ReaderPool) -> None:
    (extraction,) = bad_pool.read(a_paper(b"crash", "bank/july.pdf"), b"crash")
    assert extraction.kind is DocumentKind.OTHER
    assert [finding.rule for finding in extraction.findings] == ["document.reader_failed"]
    assert "bank/july.pdf" in extraction.findings[0].sentence


def test_a_closed_pool_reads_nothing(bad_pool: ReaderPool) -> None:
    bad_pool.close()
    with pytest.raises(ReaderFailed, match="closed"):
        bad_pool.call("read", {}, b"x")


def an_invoice() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for index, line in enumerate(
        ("Tax Invoice", "Invoice No: INV/7", "Invoice Date: 04-07-2026", "Taxable Value 1,000.00", "IGST 180.00", "Grand Total 1,180.00")
    ):
        canvas.drawString(72, 760 - 20 * index, line)
    canvas.save()
    return out.getvalue()


def test_papers_are_read_checked_unfolded_and_drawn_through_the_pool() -> None:
    invoice = an_invoice()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("july/inv 7.pdf", invoice)
        archive.writestr("__MACOSX/._inv 7.pdf", b"noise")
    with ReaderPool(size=2) as pool, ThreadPoolExecutor(4) as threads:
        readings = list(threads.map(lambda _: pool.read(a_paper(invoice), invoice), range(8)))
        assert {reading[0].text("totals.grand_total") for reading in readings} == {"1180.00"}
        assert all(reading == readings[0] for reading in readings)
        assert pool.check("eicar.txt", EICAR).verdict is Verdict.QUARANTINED
        ((inner, content),) = pool.unfold(a_paper(packed.getvalue(), "july.zip"), packed.getvalue())
        assert (inner.name, inner.media_type, content) == ("july.zip/july/inv 7.pdf", "pdf", invoice)
        assert pool.render(invoice, 1, 300).startswith(b"\x89PNG")
        with pytest.raises(ReaderFailed):
            pool.render(invoice, 2, 300)


def test_an_unsafe_archive_unfolds_to_nothing() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("good.csv", b"a,b\n1,2\n")
        archive.writestr("../bad.csv", b"a,b\n1,2\n")
    assert unfold(a_paper(packed.getvalue(), "x.zip"), packed.getvalue()) == ()


def test_attachments_of_a_mail_are_papers_of_their_own() -> None:
    mail = (
        b"From: a@b.in\r\nTo: c@d.in\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nSee attached.\r\n"
        b'--x\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="july.csv"\r\n\r\na,b\r\n1,2\r\n--x--\r\n'
    )
    ((paper, content),) = unfold(a_paper(mail, "mail.eml"), mail)
    assert paper.name == "mail.eml/july.csv"
    assert content.startswith(b"a,b")


def test_what_crosses_the_pipe_comes_out_as_it_went_in() -> None:
    place = Place("a" * 64, page=1, box=(0.1, 0.2, 0.3, 0.4))
    rows = (
        RegisterRow(place, date(2026, 7, 1), "Acme", "Purchase", "1", (Leg("Purchases", Paise(100), place), Leg("Acme", Paise(-100), place))),
        BankLine(Place("a" * 64, row=3), date(2026, 7, 2), "NEFT", Paise(-5), balance=Paise(7)),
        TrialBalanceRow(Place("a" * 64, row=4), "Rent", False, "Expenses", 1, Paise(9)),
        MasterRow(Place("a" * 64), "Rent", "Indirect Expenses", aliases=("Office rent",)),
    )
    fields = {"invoice_number": Field("invoice_number", "INV/7", "INV/7", place, 0.9, "label", checks=("x",))}
    finding = Finding("document.arithmetic", Severity.ERROR, "document:x", "It differs.", Paise(5), evidence=(place,))
    extraction = Extraction("a" * 64, DocumentKind.DAY_BOOK, 0.9, "r", "1", "Sheet1", 2, fields, rows, (finding,))
    assert load_extractions(dump_extractions((extraction, extraction))) == (extraction, extraction)


def test_an_answer_that_is_no_extraction_is_a_failed_reader() -> None:
    for answer in (b"", b"{}", b'{"heads": [{}], "rows": [[]]}', b'{"heads": [], "rows": [[]]}', b"\xff"):
        with pytest.raises(ReaderFailed):
            load_extractions(answer)


# --- the virus scanner ---------------------------------------------------------------------------------------------------------------------------


@contextmanager
def fake_clamd(limit: int = 1 << 30, answer: bytes | None = None) -> Iterator[str]:
    """Speaks INSTREAM: finds EICAR, hangs up beyond its stream limit, or always gives one answer."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve(link: socket.socket) -> None:
        with link:
            stream = link.makefile("rb")
            command = b""
            while not command.endswith(b"\0"):
                part = stream.read(1)
                if not part:
                    return
                command += part
            if command == b"zPING\0":
                link.sendall(b"PONG\0")
                return
            data = b""
            while size := struct.unpack(">I", stream.read(4))[0]:
                data += stream.read(size)
                if len(data) > limit:
                    link.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            link.sendall(answer if answer is not None else b"stream: Eicar-Signature FOUND\0" if EICAR in data else b"stream: OK\0")

    def accept() -> None:
        while True:
            try:
                link, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(link,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.close()


def test_the_scanner_tells_clean_from_infected() -> None:
    with fake_clamd() as address:
        scanner = ClamdScanner(address, seconds=5)
        assert scanner.is_healthy()
        assert scanner.scan(b"x" * 500_000).state == "clean"
        assert scanner.scan(b"head" + EICAR).detail == "Eicar-Signature"


@pytest.mark.parametrize("answer", [b"stream: something ERROR\0", b"\0", b"", b"OK\0 FOUND or not\0"])
def test_an_answer_that_is_not_clear_is_not_clean(answer: bytes) -> None:
    with fake_clamd(answer=answer) as address:
        verdict = ClamdScanner(address, seconds=5).scan(b"x")
    assert verdict.state == "not_scanned"
    (finding,) = check_virus(a_paper(b"x"), verdict)
    assert finding.rule == "document.not_scanned"


def test_a_stream_beyond_the_scanner_s_limit_is_not_clean() -> None:
    with fake_clamd(limit=100_000) as address:
        assert ClamdScanner(address, seconds=5).scan(b"x" * 5_000_000).state == "not_scanned"


def test_a_scanner_that_is_away_is_not_clean() -> None:
    assert ClamdScanner("127.0.0.1:1", seconds=2).scan(b"x").state == "not_scanned"
    assert ClamdScanner("/nowhere/clamd.sock", seconds=2).scan(b"x").state == "not_scanned"
    assert not ClamdScanner("127.0.0.1:1", seconds=2).is_healthy()


def test_a_pool_that_was_warmed_reads_and_closes_as_any_other() -> None:
    with ReaderPool(size=2) as pool:
        pool.warm()
        paper = Paper(hashlib.sha256(b"nothing").hexdigest(), "a.txt", 7)
        assert [each.kind for each in pool.read(paper, b"nothing")] == [DocumentKind.OTHER]
    with ReaderPool(size=1) as pool:
        pool.warm()
