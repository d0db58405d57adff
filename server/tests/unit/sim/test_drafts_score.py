"""The score of paper-born drafts judges each as if its voucher had never been booked."""

from datetime import date

from qrt.core.base.money import rupees
from qrt.core.documents.types import DocumentKind, Extraction
from qrt.core.ledger.types import Line, SourceKind, Voucher, VoucherDraft, VoucherKind
from qrt.sim.score.drafts import score_left_out


def voucher(number, amount):
    lines = (Line("Purchases", rupees(amount)), Line("Steel House", rupees(f"-{amount}")))
    return Voucher(f"register:{number}", "A", VoucherKind.PURCHASE, date(2026, 8, 3), lines, SourceKind.REGISTER, number)


def paper(number):
    return Extraction(number * 64, DocumentKind.TAX_INVOICE, 1.0, "x", "1")


def test_a_draft_counts_as_right_only_when_every_leg_is_and_never_sees_its_own_voucher():
    one, two, three = voucher("1", "100"), voucher("2", "200"), voucher("3", "300")
    seen = []

    def draft(extraction, chart, others):
        seen.append([each.number for each in others])
        if extraction.document[0] == "3":
            return None
        made = one if extraction.document[0] == "1" else voucher("2", "250")
        return VoucherDraft("paper:x", "A", made.kind, made.day, tuple(reversed(made.lines)), SourceKind.PAPER, confidence=0.9)

    score = score_left_out([(paper("1"), one), (paper("2"), two), (paper("3"), three)], {}, [one, two, three], draft).as_json()
    assert seen == [["2", "3"], ["1", "3"], ["1", "2"]]
    assert (score["papers"], score["drafted"], score["right"], score["share_right"]) == (3, 2, 1, 0.3333)
    assert (score["sure"], score["sure_wrong"]) == (2, 1)
    assert len(score["wrong"]) == 2
