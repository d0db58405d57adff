"""A close of the tiny company by command, with returns of the tax offices beside its books."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qrt.cli import main
from tests.integration.close.papers import BANK, tiny_books, voucher, write_company

Close = Callable[[dict[str, bytes]], tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]]


def about(findings: Sequence[dict[str, Any]], prefix: str) -> set[tuple[str, str, int]]:
    return {(row["rule"], row["subject"], row["amount_paise"]) for row in findings if row["rule"].startswith(prefix)}


@pytest.fixture
def close(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Close:
    """Close the tiny company, which two customers held tax back from, with these papers; findings and documents by name."""
    monkeypatch.setenv("QRT_HOME", str(tmp_path / "home"))
    for name in ("QRT_DATABASE_URL", "QRT_REDIS_URL", "QRT_CLAMD"):
        monkeypatch.delenv(name, raising=False)
    books = tiny_books()
    books.groups |= {"TDS Receivable": "Current Assets", "TDS on Contractors": "Duties & Taxes"}
    held = {BANK: 19_600_00, "TDS Receivable": 4_000_00, "Asha Traders": -23_600_00}
    books.vouchers.append(voucher("bank", "R-3", date(2026, 9, 21), held, narration="NEFT AXISN26264000009 Asha Traders"))
    books.statement.append((date(2026, 9, 21), "NEFT CR-AXISN26264000009-ASHA TRADERS", "AXISN26264000009", 19_600_00))
    count = 0

    def run(papers: dict[str, bytes]) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
        nonlocal count
        count += 1
        folder, out = write_company(tmp_path / f"company{count}", books), tmp_path / f"out{count}"
        for name, data in papers.items():
            (folder / "inbox" / name).write_bytes(data)
        with pytest.raises(SystemExit):
            main(["close", str(folder / "inbox"), "--company", str(folder / "company.yaml"), "--quarter", "2026-27-Q2", "--out", str(out)])
        capsys.readouterr()
        rows = [[json.loads(line) for line in (out / name).read_text().splitlines()] for name in ("findings.jsonl", "documents.jsonl")]
        return rows[0], {row["file"]: row for row in rows[1]}

    return run
