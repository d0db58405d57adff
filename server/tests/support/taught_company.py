"""A company whose people decided suggestions of a bank: what they said, as nights see it. Made by the generator that teaches."""

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from qrt.adapters.rulebook.experience import load_experience
from qrt.core.base.money import Paise
from qrt.core.recon.engine.learnt import Learnt
from qrt.core.recon.match import Subject
from qrt.core.recon.policy import MatchPolicy
from qrt.core.recon.trees_material import Lines, tree_material_of
from qrt.core.recon.trees_taught import TreeMaterial
from qrt.core.recon.types import Item, ReconciliationKind
from tests.support.recon_banks import varied_bank

BANK, POLICY = ReconciliationKind.BANK, MatchPolicy()


@dataclass(frozen=True)
class TaughtCompany:
    """subject: both sides of the bank; true: pairs that belong together; learnt: what is known without decisions; told: all suggestions decided."""

    subject: Subject
    true: frozenset[tuple[str, str]]
    learnt: Learnt
    told: TreeMaterial

    def right(self, lines: Lines) -> bool:
        return all((a, b) in self.true for a in lines[0] for b in lines[1])


@cache
def taught_company(seed: int = 203, lines: int = 4_000) -> TaughtCompany:
    left, right, truth = varied_bank(seed, lines)
    sides = [
        tuple(
            Item(
                row["id"],
                row["date"],
                Paise(row["amount"]),
                row["reference"] or "",
                row["narration"] or "",
                row.get("party") or "",
                labels={"account": row["account"]},
            )
            for row in table.iter_rows(named=True)
        )
        for table in (left, right)
    ]
    subject = Subject("bank", sides[0], sides[1], max(item.day for side in sides for item in side) + timedelta(days=1))
    company = TaughtCompany(subject, frozenset(truth.select("a_id", "b_id").iter_rows()), Learnt(experience=load_experience("bank")), None)  # type: ignore[arg-type]

    order = random.Random(seed)

    class Everything(dict[Lines, tuple[int, bool]]):
        """An answer to whatever match is asked about, given in any order."""

        def __contains__(self, lines: object) -> bool:
            return True

        def __missing__(self, lines: Lines) -> tuple[int, bool]:
            self[lines] = (order.randrange(10**9), company.right(lines))
            return self[lines]

    told = tree_material_of(BANK, subject, POLICY, company.learnt, Everything())
    assert told is not None
    return replace(company, told=told)
