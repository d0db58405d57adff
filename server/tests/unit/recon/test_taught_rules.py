"""`qrt recon --learn`: differences that every correction accepted need no person any more, said in the notes; a spec that says otherwise holds."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from qrt.core.base.errors import Refused
from qrt.core.recon.rule_habits import LEAST
from qrt.flows.tables import reconcile_tables

COUNT = LEAST + 3


def tables(folder: Path) -> tuple[Path, Path]:
    """Payments of one party each, a tenth short of their vouchers, under the payment's own reference."""
    rows = [(n, f"2026-07-{1 + n:02}", 10_000 + 10 * n, f"SBINN2627411{n:04}", f"Party {'ABCDEFGHIJKLM'[n]} Works") for n in range(COUNT)]
    left, right = folder / "books.csv", folder / "bank.csv"
    left.write_text("id,date,amount,reference,party\n" + "".join(f"L{n},{day},-{size},{ref},{who}\n" for n, day, size, ref, who in rows))
    right.write_text(
        "id,date,amount,narration,reference\n" + "".join(f"R{n},{day},-{size * 9 // 10},NEFT {ref} {who},{ref}\n" for n, day, size, ref, who in rows)
    )
    return left, right


def run(folder: Path, spec: str = "", said: str = "") -> tuple[dict[str, Any], dict[str, str], dict[str, str | None]]:
    """Summary, status and what holds each pair back, by the left line."""
    files = {name: folder / f"{name}.txt" for name in ("spec", "said")}
    for name, text in (("spec", spec), ("said", said)):
        files[name].write_text(text)
    summary = reconcile_tables(*tables(folder), "bank", files["spec"] if spec else None, folder / "out", files["said"] if said else None)
    ours = pl.read_parquet(folder / "out" / "matches.parquet").filter(pl.col("side") == "left")
    status, held = (dict(ours.select("line_id", name).iter_rows()) for name in ("status", "held"))
    return summary, status, held


def corrections(count: int, refused: int | None = None) -> str:
    return "left_id,right_id,label\n" + "".join(f"L{n},R{n},{int(n != refused)}\n" for n in range(count))


LAST = [f"L{n}" for n in range(LEAST, COUNT)]


def test_what_every_correction_accepted_is_accepted_from_then_on_and_told(tmp_path: Path) -> None:
    _, status, held = run(tmp_path)
    assert set(status.values()) == {"suggested"} and set(held.values()) == {"tax"}
    summary, status, held = run(tmp_path, said=corrections(LEAST))
    assert [status[line] for line in LAST] == ["auto"] * 3 and not any(held[line] for line in LAST)
    assert any(note.startswith("tax_alone: all 10 such matches") for note in summary["notes"])


@pytest.mark.parametrize(("spec", "said"), [("tax_alone: false\n", corrections(LEAST)), ("", corrections(LEAST, refused=4)), ("", corrections(LEAST - 1))])
def test_a_spec_that_says_no_a_rejection_or_too_few_leave_them_to_a_person(tmp_path: Path, spec: str, said: str) -> None:
    summary, status, _ = run(tmp_path, spec, said)
    assert [status[line] for line in LAST] == ["suggested"] * 3
    assert not any("tax_alone" in note for note in summary["notes"])


def test_a_spec_may_say_so_without_corrections(tmp_path: Path) -> None:
    assert set(run(tmp_path, "tax_alone: true\n")[1].values()) == {"auto"}


@pytest.mark.parametrize("spec", ["tax_alone: 1\n", "tax_alone: maybe\n", "fee_alone: 6\n", "fee_alone: -1\n", "fee_alone: much\n", "tax_allone: true\n"])
def test_a_spec_that_says_it_wrongly_is_refused(tmp_path: Path, spec: str) -> None:
    with pytest.raises(Refused, match=r"tax_alone|fee_alone"):
        run(tmp_path, spec)
