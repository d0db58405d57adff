"""Which ledgers of the books keep fixed assets: cost, accumulated depreciation, the charge, work in progress; and which ledger a class of the register is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qrt.core.assets.rules import AssetRules, head_of
from qrt.core.assets.types import Asset
from qrt.core.base.money import ZERO, Paise
from qrt.core.ledger.naming import likeness, plain_name, squeezed, words
from qrt.core.ledger.types import Chart, Voucher

_PROGRESS_KEYS = ("CWIP", "IUD")
_DEPRECIATION_WORDS = frozenset(
    {"accumulated", "accum", "depreciation", "dep", "depn", "provision", "for", "on", "of", "amortisation", "amortization", "reserve", "less", "acc"}
)


@dataclass(frozen=True)
class AssetLedgers:
    """The entity's ledgers of fixed assets with what they opened at and moved in the quarter. Signed, debit positive."""

    chart: Chart
    rules: AssetRules
    vouchers: Sequence[Voucher]
    opening: Mapping[str, Paise]

    @cached_property
    def cost(self) -> tuple[str, ...]:
        return tuple(sorted(name for name, account in self.chart.items() if account.role == "fixed_asset" and not _is_progress(account.schedule_key)))

    @cached_property
    def progress(self) -> tuple[str, ...]:
        return tuple(sorted(name for name, account in self.chart.items() if account.role == "fixed_asset" and _is_progress(account.schedule_key)))

    @cached_property
    def accumulated(self) -> tuple[str, ...]:
        return self._role("accumulated_depreciation")

    @cached_property
    def expense(self) -> tuple[str, ...]:
        return self._role("depreciation")

    @cached_property
    def moved(self) -> Mapping[str, Paise]:
        total: dict[str, int] = {}
        for voucher in self.vouchers:
            for line in voucher.lines:
                total[line.ledger] = total.get(line.ledger, 0) + line.amount
        return {name: Paise(amount) for name, amount in total.items()}

    def opened(self, ledger: str) -> Paise:
        return self.opening.get(ledger, ZERO)

    def closing(self, ledger: str) -> Paise:
        return Paise(self.opened(ledger) + self.moved.get(ledger, ZERO))

    def _role(self, role: str) -> tuple[str, ...]:
        return tuple(sorted(name for name, account in self.chart.items() if account.role == role))

    def of_asset(self, asset: Asset) -> str:
        """The cost ledger of an asset: the one it or its class names, else the only one of its heading, else the one most alike; "" when nothing tells."""
        ledgers = self.progress if asset.in_progress else self.cost
        return self._of(ledgers, asset.ledger, asset.asset_class, "" if asset.asset_class else asset.name)

    def _of(self, ledgers: Sequence[str], *texts: str) -> str:
        given = [text for text in texts if text]
        for text in given:
            if exact := [name for name in ledgers if squeezed(name) == squeezed(text)]:
                return exact[0]
        if len(ledgers) == 1 and ledgers == self.progress:
            return ledgers[0]
        for text in given:
            head = head_of(self.rules, text)
            alike = [name for name in ledgers if head and head_of(self.rules, name) == head]
            if len(alike) == 1:
                return alike[0]
            scored = sorted(((likeness(words(text), words(name)), name) for name in (alike or ledgers)), key=lambda each: (-each[0], each[1]))
            if scored and scored[0][0] >= 0.5 and (len(scored) == 1 or scored[1][0] < scored[0][0]):
                return scored[0][1]
        return ""

    def accumulated_of(self, ledger: str) -> str:
        """The ledger of accumulated depreciation that goes with a cost ledger; "" where the books have none for it."""
        return self._companion(self.accumulated, ledger)

    def expense_of(self, ledger: str) -> str:
        """The depreciation ledger that goes with a cost ledger; "" where the books have none."""
        return self._companion(self.expense, ledger)

    def _companion(self, ledgers: Sequence[str], cost: str) -> str:
        if len(ledgers) <= 1:
            return ledgers[0] if ledgers else ""
        own = words(cost)
        scored = sorted(((likeness(own, _without(name)), name) for name in ledgers), key=lambda each: (-each[0], each[1]))
        if scored[0][0] > 0 and scored[1][0] < scored[0][0]:
            return scored[0][1]
        head = head_of(self.rules, cost)
        alike = [name for name in ledgers if head and head_of(self.rules, " ".join(_without(name))) == head]
        general = [name for name in ledgers if not _without(name) or not head_of(self.rules, " ".join(_without(name)))]
        return alike[0] if len(alike) == 1 else general[0] if general else ""


def _without(name: str) -> frozenset[str]:
    """The words of a ledger of depreciation that say what it is the depreciation of."""
    return frozenset(word for word in plain_name(name).split() if word not in _DEPRECIATION_WORDS and len(word) > 1)


def _is_progress(key: str) -> bool:
    return key.rpartition(".")[2] in _PROGRESS_KEYS
