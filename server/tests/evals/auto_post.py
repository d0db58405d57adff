"""`python -m tests.evals.auto_post [--up-to 500000] SIM…`: what would post by itself under a policy, and how much of it would be wrong, for hand-ins that `qrt sim` wrote.

Two measures. *close*: the close as it is, with the policy on; what it posts is compared with the vouchers that the truth wants. *left out*: every paper that proves
a voucher is drafted from the books without it, held against the same gates and every finding of the close, and compared with its voucher leg by leg; that gives
the many papers that a share needs. Vouchers that the simulator booked wrongly on purpose are papers with troubles: counted apart, and none of them may post.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from qrt.core.base.company import AutoPost, Entity
from qrt.core.base.finding import Finding
from qrt.core.base.money import Paise, rupees
from qrt.core.close.auto_post import Seen, open_findings, open_of
from qrt.core.close.compute import Computation
from qrt.core.close.files import content_files
from qrt.core.documents.types import INVOICES, Extraction
from qrt.core.journals.auto_post import Grounds, to_standing, waits_because
from qrt.core.journals.law import Law, to_law
from qrt.core.journals.memory import Memory, to_memory
from qrt.core.journals.paper import draft_voucher
from qrt.core.journals.reading import to_invoice
from qrt.core.journals.teaching import case_of_paper, teach
from qrt.core.learning.accounts import Learned
from qrt.core.ledger.types import Voucher, VoucherDraft
from qrt.sim.score.proposals import score_automatic
from qrt.sim.score.reading import Package
from tests.evals.drafts import computed, misbooked

POLICY = AutoPost("measured", ("purchase", "expense", "sale"), Paise(25_000_00), Decimal("0.97"))

FOLDS = 24
"""So many times books are drawn without a part of the papers' vouchers; with fewer papers than this each is left out alone."""


@dataclass
class Measured:
    """Counts over papers. `held` counts reasons, `held_alone` where it was the only one; a paper that would post and is not its voucher is in `wrong_papers`."""

    papers: int = 0
    right_untouched: int = 0
    posted: int = 0
    wrong: int = 0
    troubled: int = 0
    troubled_posted: int = 0
    close_drafts: int = 0
    close_posted: int = 0
    close_wrong: int = 0
    held: Counter[str] = field(default_factory=Counter)
    held_alone: Counter[str] = field(default_factory=Counter)
    wrong_papers: list[dict[str, Any]] = field(default_factory=list)

    def __iadd__(self, other: "Measured") -> Self:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


def with_policy(work: Computation, policy: AutoPost) -> Computation:
    """The same hand-in under a policy."""
    company = replace(work.company, policy=replace(work.company.policy, auto_post=(policy,)))
    return Computation(company, work.quarter, work.handin.papers, work.decisions, work.rules)


def measure(folder: Path, policy: AutoPost = POLICY) -> Measured:
    """All entities of one folder, both ways."""
    plain, score = computed(folder), Measured()
    work = with_policy(plain, policy)
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "vouchers.jsonl").write_bytes(content_files(work.result())["vouchers.jsonl"])
        found = score_automatic(Package(Path(place)), folder / "truth")
    score.close_posted, score.close_wrong = found["posted"], found["wrong"]
    score.close_drafts = sum(draft.key.startswith("paper:") for entity in plain.entities for draft in plain.books(entity.code).waiting)
    wrong = misbooked(folder)
    seen = Seen(plain.company, plain.quarter, (), {each.code: plain.books(each.code) for each in plain.entities}, plain.findings)
    for entity in plain.entities:
        _leave_out(plain, entity, policy, seen, wrong, score)
    return score


def _leave_out(work: Computation, entity: Entity, policy: AutoPost, seen: Seen, wrong: set[tuple[str, str, str]], score: Measured) -> None:
    books, findings = work.books(entity.code), open_of(seen, entity.code)
    papers = {(each.paper.sha256, each.extraction.part): each.extraction for each in work.handin.of(entity.code)}
    posted = {voucher.key: voucher for voucher in books.posted}
    pairs = [(papers[link.sha256, link.part], posted[link.voucher_key]) for link in books.links if papers[link.sha256, link.part].kind in INVOICES]
    behind = {voucher.key: (to_invoice(paper, entity), paper) for paper, voucher in pairs}
    for fold in range(min(FOLDS, len(pairs))):
        left_out = pairs[fold::FOLDS]
        gone = {voucher.key for _, voucher in left_out}
        others = [each for each in books.posted if each.key not in gone]
        learned = Learned(teach(others, books.chart, {key: each for key, each in behind.items() if key not in gone}), books.chart, work.rules.knowledge)
        law = to_law(others, books.chart, work.rules.tax, work.company, work.quarter, entity.code)
        memory = replace(to_memory(others, books.chart), learned=learned)
        _ask(work, entity, policy, findings, wrong, score, left_out, others, law, memory)


def _ask(
    work: Computation,
    entity: Entity,
    policy: AutoPost,
    findings: tuple[Finding, ...],
    wrong: set[tuple[str, str, str]],
    score: Measured,
    left_out: list[tuple[Extraction, Voucher]],
    others: list[Voucher],
    law: Law,
    memory: Memory,
) -> None:
    books, learned = work.books(entity.code), memory.learned
    assert learned
    standing = to_standing(entity, work.quarter, books.chart, (*others, *books.beyond), books.waiting)
    for paper, voucher in left_out:
        draft, doubts = draft_voucher(paper, entity, books.chart, work.rules.model, memory, law)
        if draft is None:
            score.papers += 1
            score.held["no draft"] += 1
            continue
        invoice = to_invoice(paper, entity)
        grounds = Grounds(paper, invoice, learned.choose(case_of_paper(invoice, paper)))
        why = (*waits_because(policy, draft, grounds, standing), *(each.rule for each in (*open_findings(draft, grounds, findings), *doubts)))
        right = _legs(draft) == _legs(voucher)
        if (entity.code, voucher.number, voucher.day.isoformat()) in wrong:
            score.troubled += 1
            score.troubled_posted += not why
            if not why:
                score.wrong_papers.append(_told(paper, draft, voucher, "troubled"))
            continue
        score.papers += 1
        score.right_untouched += right
        score.posted += not why
        score.wrong += not why and not right
        reasons = {_plainly(each, draft) for each in why}
        score.held.update(reasons)
        if len(reasons) == 1:
            score.held_alone.update(reasons)
        if not why and not right:
            score.wrong_papers.append(_told(paper, draft, voucher, "wrong"))


def _told(paper: Extraction, draft: VoucherDraft, voucher: Voucher, what: str) -> dict[str, Any]:
    return {"what": what, "paper": paper.text("invoice_number"), "party": voucher.party, "draft": _legs(draft), "books": _legs(voucher)}


def _plainly(reason: str, draft: VoucherDraft) -> str:
    """A reason without the party and figures of the one paper."""
    return re.sub(r"[\d,./-]*\d[\d,.]*", "#", reason.replace(draft.party, "the party"))[:80]


def _legs(voucher: Voucher | VoucherDraft) -> dict[str, int]:
    legs: Counter[str] = Counter()
    for line in voucher.lines:
        legs[line.ledger] += line.amount
    return {name: amount for name, amount in sorted(legs.items()) if amount}


if __name__ == "__main__":
    total, folders, policy = Measured(), sys.argv[1:], POLICY
    if folders[:1] == ["--up-to"]:
        policy, folders = replace(POLICY, up_to=rupees(folders[1])), folders[2:]
    for name in folders:
        one = measure(Path(name), policy)
        total += one
        print(json.dumps({"folder": name, **{key: value for key, value in asdict(one).items() if not key.startswith("held")}}), flush=True)
    said = asdict(total) | {"held": dict(total.held.most_common()), "held_alone": dict(total.held_alone.most_common())}
    said["share_wrong"] = round(total.wrong / total.posted, 5) if total.posted else None
    said["share_posted"] = round(total.posted / total.papers, 4) if total.papers else None
    said["share_right_untouched"] = round(total.right_untouched / total.papers, 4) if total.papers else None
    print(json.dumps(said, indent=1))
