"""Open bills of one party by age, by amount, by the tax on their value: what money that names no bill may have settled."""

import heapq
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from qrt.core.base.money import ZERO, Paise
from qrt.core.parties.draft import UNDATED, Draft
from qrt.core.recon.engine.usual import Usual

_RATES = tuple(Decimal(rate) / 100 for rate in Usual().rates)
_GST = (0, 5, 12, 18, 28, 40)
"""Rates of GST that a bill may bear: it may have been open since before 12 and 28 were given up (22-09-2025)."""
_NEWEST = 200
"""Tax that we withhold is booked with its bill or soon after it: older bills are not asked."""
_NET = tuple((rate, int(rate * 10), int((100 + gst - rate) * 10)) for gst in _GST for rate in _RATES)
"""Of a bill with GST, value is 100 parts of 100 + gst and the tax deducted is `rate` parts: what is paid is 100 + gst - rate parts. In tenths, so whole."""

_Heap = list[tuple[date, int, Draft]]


class BillIndex:
    """Finds open bills. Heaps keep what was once true of a bill; what is no longer so is thrown out when it is met."""

    def __init__(self, sign: int) -> None:
        self._sign = sign
        self._items: list[Draft] = []
        self._by_amount: defaultdict[int, _Heap] = defaultdict(list)
        self._by_foreign: defaultdict[tuple[str, int], _Heap] = defaultdict(list)
        self._oldest: defaultdict[str, _Heap] = defaultdict(list)

    def add(self, item: Draft) -> None:
        """Take up a new item."""
        self._items.append(item)
        if item.amount * self._sign > 0:
            heapq.heappush(self._oldest[item.currency], (item.day or UNDATED, item.sequence, item))
        self.changed(item)

    def changed(self, item: Draft) -> None:
        """Note what is open of an item now."""
        if item.open * self._sign <= 0:
            return
        place = (item.day or UNDATED, item.sequence, item)
        heapq.heappush(self._by_amount[item.open], place)
        if item.currency:
            heapq.heappush(self._by_foreign[item.currency, item.foreign_open], place)

    def of_amount(self, wanted: int) -> list[Draft]:
        """Bills of which just this much is open: the oldest, and one more where there are several."""
        return _alive(self._by_amount.get(wanted), lambda item: item.open == wanted)

    def of_foreign(self, currency: str, wanted: int) -> list[Draft]:
        """Bills of which just this much is open in a foreign currency."""
        return _alive(self._by_foreign.get((currency, wanted)), lambda item: bool(item.open) and item.foreign_open == wanted)

    def of_tax(self, amount: int) -> list[Draft]:
        """Bills among the newest whose value at one of the rates gives this tax."""
        newest = [item for item in self._items[-_NEWEST:] if item.value and abs(item.open) >= abs(amount) and item.open * amount < 0]
        fitting = [item for item in newest if any(abs(amount) in _taxes(item.value or ZERO, rate) for rate in _RATES)]
        return sorted(fitting, key=lambda item: (item.day or UNDATED, item.sequence))

    def of_net(self, amount: int) -> list[Draft]:
        """Untouched bills that come to this amount once tax at one of the rates is taken from their value."""
        size = abs(amount)
        found: dict[int, Draft] = {}
        for rate, parts, whole in _NET:
            exact = (2 * size * parts + whole) // (2 * whole)
            rupee = (exact + 50) // 100 * 100
            for guess in (exact, exact - 1, exact + 1, rupee, rupee - 100, rupee + 100):
                for item in self.of_amount(self._sign * (size + guess))[:1]:
                    if item.open == item.amount and item.value and guess in _taxes(item.value, rate):
                        found[item.sequence] = item
        return sorted(found.values(), key=lambda item: (item.day or UNDATED, item.sequence))

    def oldest(self, currency: str) -> Draft | None:
        """The oldest open bill in this currency; for money of the books' own ("") one in foreign money where there is no other."""
        top = self._top(currency)
        if top or currency:
            return top
        others = [top for other in list(self._oldest) if other and (top := self._top(other))]
        return min(others, key=lambda item: (item.day or UNDATED, item.sequence), default=None)

    def _top(self, currency: str) -> Draft | None:
        heap = self._oldest.get(currency, [])
        while heap and heap[0][2].open * self._sign <= 0:
            heapq.heappop(heap)
        return heap[0][2] if heap else None


def _alive(heap: _Heap | None, is_alive: Callable[[Draft], bool]) -> list[Draft]:
    """The oldest item of a heap that still is what the heap says, and one more where there is one; what is no longer so is thrown out."""
    if not heap:
        return []
    while heap and (not is_alive(heap[0][2])):
        heapq.heappop(heap)
    first = heap[0][2] if heap else None
    second = next((item for _, _, item in heap[1:3] if item is not first and is_alive(item)), None)
    return [item for item in (first, second) if item is not None]


def _taxes(value: Paise, rate: Decimal) -> tuple[int, int]:
    """Tax on a value to the paisa, and to the rupee as most customers round it."""
    exact = Decimal(value) * rate / 100
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP)), int((exact / 100).quantize(Decimal(1), ROUND_HALF_UP)) * 100
