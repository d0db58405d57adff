"""Decisions come back from the package exactly as they went in."""

import json
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter

from qrt.core.base.canonical import canonical_json, plain
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.close.decided import approved_vouchers, finding_digest, settle_findings
from qrt.core.close.rows import safe_cell
from qrt.core.close.types import Decision
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherKind
from qrt.core.recon.bench import manual_match_id

VOUCHER = Voucher(
    key="paper:1",
    entity="KT",
    kind=VoucherKind.PURCHASE,
    day=date(2026, 9, 25),
    lines=(
        Line("Purchases", Paise(100), Place("a" * 64, page=1, box=(0.1, 0.2, 0.3, 0.4)), reason="read"),
        Line("Bharat Mills", Paise(-100), None, bill="BM/103"),
    ),
    source=SourceKind.PAPER,
    number="",
    party="Bharat Mills",
    reference="BM/103",
    reference_day=date(2026, 9, 24),
    place=Place("a" * 64, sheet="S", row=3, column="H"),
    evidence=(Place("a" * 64, page=2),),
)
FINDING = Finding("gst.rate", Severity.ERROR, "voucher:1", "The rate is not allowed.", Paise(500), evidence=(Place("x"),), entity="KT")


def test_an_approved_voucher_comes_back_from_the_package_as_it_was_approved() -> None:
    content = TypeAdapter(Voucher).dump_python(VOUCHER, mode="json", exclude_none=True)
    decision = Decision("voucher_approved", "KT|paper:1", content)
    again = Decision(**json.loads(canonical_json(decision)))
    assert approved_vouchers([again], "KT") == (VOUCHER,)
    assert approved_vouchers([again], "KB") == ()
    assert approved_vouchers([replace(again, kind="voucher_returned")], "KT") == ()


def test_a_finding_keeps_its_identity_while_only_its_evidence_changes() -> None:
    assert finding_digest(FINDING) == finding_digest(replace(FINDING, evidence=()))
    for other in (
        replace(FINDING, amount=Paise(501)),
        replace(FINDING, sentence="Another."),
        replace(FINDING, entity=""),
        replace(FINDING, severity=Severity.INFO),
        replace(FINDING, subject="voucher:2"),
    ):
        assert finding_digest(FINDING) != finding_digest(other)


def test_a_waiver_holds_for_its_finding_and_not_for_one_with_another_amount() -> None:
    waiver = [Decision("finding_waived", finding_digest(FINDING))]
    assert [state for _, state in settle_findings([FINDING, replace(FINDING, amount=Paise(501))], waiver)] in (["waived", "open"], ["open", "waived"])
    assert [state for _, state in settle_findings([FINDING], waiver)] == ["waived"]


def test_a_match_by_hand_is_named_by_its_items_in_any_order() -> None:
    assert manual_match_id(["a", "b"], ["x"]) == manual_match_id(["b", "a"], ["x"])
    assert manual_match_id(["a"], ["x"]) != manual_match_id(["x"], ["a"])


def test_no_text_in_a_csv_file_runs_as_a_formula_and_plain_words_stay() -> None:
    assert [safe_cell(text) for text in ("=1+1", "+1", "-1", "@x", "\tx")] == ["'=1+1", "'+1", "'-1", "'@x", "'\tx"]
    assert safe_cell("Asha & Co (=)") == "Asha & Co (=)"


def test_a_decision_says_the_same_after_a_round_trip() -> None:
    decision = Decision("match_made", "KT|bank|Bank|m", {"left": ["ü", "a"], "right": ["x"]})
    assert plain(Decision(**json.loads(canonical_json(decision)))) == plain(decision)
