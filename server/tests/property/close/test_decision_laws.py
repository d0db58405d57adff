"""Laws of people's decisions: nothing is lost, nothing stands twice, and what no longer fits changes nothing."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise
from qrt.core.base.place import Place
from qrt.core.close.decided import apply_match_decisions, finding_digest, settle_findings
from qrt.core.close.types import Decision
from qrt.core.recon.bench import manual_match_id
from qrt.core.recon.match import reconcile
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.types import Item, MatchStatus, Reconciliation, ReconciliationKind, Side

AS_OF = date(2026, 9, 30)


@st.composite
def reconciliations(draw: st.DrawFn) -> Reconciliation:
    """Small sides with many equal amounts, so that there are matches and breaks."""

    def side(mark: str) -> list[Item]:
        rows = draw(st.lists(st.tuples(st.sampled_from([100, 200, 300]), st.integers(0, 6), st.sampled_from(["", "UTR1", "UTR2"])), max_size=6))
        return [
            Item(f"{mark}{number}", AS_OF - timedelta(days=days), Paise(amount), reference=reference) for number, (amount, days, reference) in enumerate(rows)
        ]

    return reconcile(ReconciliationKind.BANK, "Bank", side("l"), side("r"), MatchPolicy(), AS_OF)


@st.composite
def decided(draw: st.DrawFn) -> tuple[Reconciliation, list[Decision]]:
    """A reconciliation and decisions of which some fit and some do not."""
    result = draw(reconciliations())
    names = [match.id for match in result.matches] + ["nobody"]
    decisions = []
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["match_accepted", "match_rejected", "match_made"]))
        content: dict = {}
        name = draw(st.sampled_from(names))
        if kind == "match_made":
            left = draw(st.lists(st.sampled_from([item.id for item in result.left] or ["gone"]), min_size=1, max_size=2, unique=True))
            right = draw(st.lists(st.sampled_from([item.id for item in result.right] or ["gone"]), min_size=1, max_size=2, unique=True))
            content, name = {"left": left, "right": right}, manual_match_id(left, right)
        entity = draw(st.sampled_from(["KT", "KT", "KT", "KB"]))
        decisions.append(Decision(kind, f"{entity}|bank|Bank|{name}", content))
    return result, decisions


@given(decided())
def test_every_item_stands_in_exactly_one_live_match_or_one_break_whatever_people_decide(case: tuple[Reconciliation, list[Decision]]) -> None:
    result, decisions = case
    after = apply_match_decisions(result, "KT", decisions)
    stands = Counter(
        (part.side, part.item)
        for match in after.matches
        if match.status is not MatchStatus.REJECTED
        for part in {(p.side, p.item): p for p in match.allocations}.values()
    )
    stands.update((each.side, each.item) for each in after.breaks)
    items = [(Side.LEFT, item.id) for item in result.left] + [(Side.RIGHT, item.id) for item in result.right]
    assert stands == Counter(items)
    assert (after.left, after.right) == (result.left, result.right)


@given(decided())
def test_saying_the_same_twice_changes_nothing_more(case: tuple[Reconciliation, list[Decision]]) -> None:
    result, decisions = case
    once = apply_match_decisions(result, "KT", decisions)
    assert apply_match_decisions(result, "KT", [*decisions, *decisions[-1:]]) == once


@given(decided())
def test_another_companys_decisions_change_nothing(case: tuple[Reconciliation, list[Decision]]) -> None:
    result, decisions = case
    assert apply_match_decisions(result, "ANOTHER", decisions) is result


findings = st.builds(
    Finding,
    rule=st.sampled_from(["gst.rate", "tds.short"]),
    severity=st.sampled_from(Severity),
    subject=st.sampled_from(["a", "b"]),
    sentence=st.sampled_from(["One.", "Two."]),
    amount=st.sampled_from([Paise(0), Paise(5)]),
    evidence=st.sampled_from([(), (Place("x", page=1),)]),
    entity=st.sampled_from(["", "KT"]),
)


@given(st.lists(findings, max_size=12), st.randoms())
def test_findings_settle_to_the_same_list_in_any_order_each_once(found: list[Finding], chance) -> None:
    waived = [Decision("finding_waived", finding_digest(each)) for each in found[::3]]
    settled = settle_findings(found, waived)
    shuffled = list(found)
    chance.shuffle(shuffled)

    def said(pairs: tuple[tuple[Finding, str], ...]) -> list[tuple[str, str]]:
        return sorted((finding_digest(finding), state) for finding, state in pairs)

    assert said(settled) == said(settle_findings(shuffled, waived))
    assert len({finding_digest(finding) for finding, _ in settled}) == len(settled)
    assert {finding_digest(finding) for finding, state in settled if state == "waived"} == {decision.subject for decision in waived}
