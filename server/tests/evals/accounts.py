"""`python -m tests.evals.accounts [first seed] [last seed]`: how often the choice of a ledger is right, by tier and by how sure it says it is.

Two measures that know nothing of each other: companies of the simulator (with the party's history, with the party unseen, with nothing booked yet), and bills
written by hand. The calibration in rules/account_words.yaml is set below what this prints for seeds 101 to 125; judge it by other seeds.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator

from qrt.adapters.rulebook.knowledge import load_knowledge
from qrt.core.base.period import Quarter
from qrt.core.learning.accounts import Case, Knowledge, Learned, Taught, main_ledger
from qrt.core.learning.words import words_of
from qrt.core.ledger.types import Chart, LedgerAccount
from qrt.sim.play import play
from tests.evals.account_phrases import CHARTS, PHRASES

Seen = dict[tuple[str, str], list[tuple[float, bool]]]
BANDS = (0.0, 0.35, 0.6, 0.8, 0.9, 0.95, 0.98)


def companies(seed: int) -> Iterator[tuple[Chart, list[tuple[Case, str]]]]:
    """Each entity's chart, and its bills with the ledger that its books have."""
    world = play(seed, "small", Quarter(2026, 2))
    for entity in world.entities:
        chart = {name: LedgerAccount(entity.code, name, each.group, each.nature) for name, each in entity.chart.ledgers.items()}
        cases: list[tuple[Case, str]] = []
        for bill in sorted(entity.bills, key=lambda each: (each.day, each.number)):
            side = "sale" if bill.outward else "purchase"
            ledger = main_ledger(((leg.ledger, leg.amount) for leg in bill.vouchers[0].legs), side, chart) if bill.vouchers else ""
            if ledger:
                words, hsns = words_of(item.description for item in bill.items), tuple(item.hsn for item in bill.items)
                note = bill.document != "tax_invoice"
                cases.append((Case(side, bill.party.name, bill.party.gstin, words, hsns, bill.rate, bill.inter_state, note), ledger))
        yield chart, cases


def measure_companies(first: int, last: int, knowledge: Knowledge) -> Seen:
    """Every third bill asked with all the others known, with its party unknown, and with nothing known."""
    seen: Seen = defaultdict(list)
    for seed in range(first, last + 1):
        for chart, cases in companies(seed):
            for index, (case, ledger) in enumerate(cases):
                if index % 3:
                    continue
                others = [Taught(one, name, "a voucher") for place, (one, name) in enumerate(cases) if place != index]
                strangers = [each for each in others if not set(each.case.parties) & set(case.parties)]
                for name, known in (("party known", others), ("party unseen", strangers), ("nothing booked", [])):
                    answer = Learned(known, chart, knowledge).choose(case)
                    seen[name, answer.tier if answer else "none"].append((answer.confidence if answer else 0.0, answer is not None and answer.ledger == ledger))
    return seen


def measure_phrases(knowledge: Knowledge) -> Seen:
    """Bills written by hand against a chart of other names, with nothing booked yet."""
    seen: Seen = defaultdict(list)
    chart = {name: LedgerAccount("X", name, group, nature) for name, (group, nature) in CHARTS[0].items()}
    learned = Learned([], chart, knowledge)
    for text, hsn, ledger in PHRASES:
        answer = learned.choose(Case("purchase", words=words_of([text]), hsns=(hsn,) if hsn else ()))
        seen["by hand", answer.tier if answer else "none"].append((answer.confidence if answer else 0.0, answer is not None and answer.ledger == ledger))
    return seen


def main() -> None:
    """Print a line for each measure and tier: answers, share right, and for each band of confidence its answers and how many were right."""
    first, last = (int(text) for text in (sys.argv[1:3] if len(sys.argv) > 2 else ("201", "210")))
    knowledge = load_knowledge()
    for (name, tier), answers in sorted({**measure_companies(first, last, knowledge), **measure_phrases(knowledge)}.items()):
        bands = []
        for low, high in zip(BANDS, (*BANDS[1:], 2.0), strict=True):
            inside = [right for sure, right in answers if low <= sure < high]
            if inside:
                bands.append(f"{low:.2f}+: {sum(inside)}/{len(inside)}")
        print(f"{name:15} {tier:8} {len(answers):5} answers, {sum(right for _, right in answers) / len(answers):6.1%} right   {'   '.join(bands)}")


if __name__ == "__main__":
    main()
