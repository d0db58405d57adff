"""A group of three made-up companies that pay and lend each other money: what runs through it and what goes round is told as it was planted, in each form of hand-in."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qrt.adapters.company import load_company_file
from qrt.core.base.period import Quarter
from qrt.core.close.compute import Computation
from qrt.core.recon.types import MatchStatus, ReconciliationKind, Side
from qrt.flows.desk import load_rules
from qrt.sim import simulate
from tests.golden.close.conftest import files_of, read_papers

READ = frozenset({".xml", ".xlsx"})
"""The books; invoices, statements and returns say nothing of what two companies have in their ledgers of each other."""
PLANTED = {"sum_passed_on": "consol.passed_on", "debts_in_circle": "consol.could_be_netted", "intercompany_unagreed": "consol.intercompany_difference"}
Close = tuple[list[dict[str, Any]], Computation]


@pytest.fixture(scope="module", params=[1, 2, 3], ids=["day book", "registers", "books"])
def closed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Close:
    folder = tmp_path_factory.mktemp("group")
    simulate(request.param, "small", out=folder, group=True)
    papers = read_papers(each for each in files_of(folder) if Path(each[0]).suffix in READ)
    company = load_company_file(folder / "company.yaml").company
    truth = [json.loads(line) for line in (folder / "truth" / "findings.jsonl").read_text().splitlines()]
    return truth, Computation(company, Quarter(2026, 2), papers, (), load_rules(company.division))


def test_every_planted_trouble_between_companies_is_found_with_its_sum(closed: Close) -> None:
    truth, work = closed
    assert work.consolidation is not None
    planted = [row for row in truth if row["trouble"] in PLANTED]
    assert {row["trouble"] for row in planted} == set(PLANTED) and len(planted) == 5
    for row in planted:
        found = [each for each in work.consolidation.findings if each.rule == PLANTED[row["trouble"]] and each.amount in row["amounts_paise"]]
        assert {each.entity for each in found} & {row["entity"], row.get("other_entity")}, row["note"]


def test_no_chain_and_no_circle_is_told_that_was_not_planted(closed: Close) -> None:
    truth, work = closed
    assert work.consolidation is not None
    for trouble, rule in list(PLANTED.items())[:2]:
        wanted = sum(row["trouble"] == trouble for row in truth)
        assert len([each for each in work.consolidation.findings if each.rule == rule]) == wanted


def test_what_two_companies_paid_each_other_meets_without_a_person(closed: Close) -> None:
    _, work = closed
    assert len(work.entities) == 3
    found = [each for one in work.entities for each in work.reconciled(one.code).reconciliations if each.kind is ReconciliationKind.INTERCOMPANY]
    assert len(found) == 3
    sent = Counter[MatchStatus]()
    for each in found:
        items = {(side, item.id): item for side, many in ((Side.LEFT, each.left), (Side.RIGHT, each.right)) for item in many}
        assert not [row for row in each.breaks if items[row.side, row.item].labels["kind"] in ("payment", "receipt")]
        for match in each.matches:
            if any(items[part.side, part.item].labels["kind"] in ("payment", "receipt") for part in match.allocations):
                sent[match.status] += 1
                assert match.difference == 0
    assert sent.keys() == {MatchStatus.AUTO} and sent[MatchStatus.AUTO] > 3
