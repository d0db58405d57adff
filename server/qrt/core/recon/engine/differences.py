"""Differences of amount that have a name: a person can post them, so they are told apart from mere nearness."""

import numpy as np

NAMES = ("none", "equal", "round_off", "bank_charges", "tds", "gateway_fee", "tolerance")
NONE, EQUAL, ROUND_OFF, CHARGES, TDS, FEE, TOLERANCE = range(7)

# Usual charges of transfers and cheques in paise, bare and with 18 % GST (schedules of charges of Indian banks; confidence: habit, not law).
_BASES = (200, 225, 400, 450, 500, 1000, 1400, 1500, 2000, 2400, 2450, 2500, 2950, 4500, 4950, 5000, 7500, 10000, 15000, 20000, 25000, 30000, 50000)
CHARGE_PAISE = np.array(sorted({b for b in _BASES} | {(b * 118 + 50) // 100 for b in _BASES}), dtype=np.int64)
# Per ten thousand: 0.1, 1, 2, 5, 10 %; of the whole and of the value before 5, 12, 18, 28 % GST.
TDS_RATES = tuple((rate, gst) for rate in (10, 100, 200, 500, 1000) for gst in (100, 118, 112, 105, 128))


def name_differences(left: np.ndarray, right: np.ndarray, shared: np.ndarray, tolerance_paise: int = 0, tolerance_share: float = 0.0) -> np.ndarray:
    """Code of NAMES for each pair. left, right: i64 paise; shared: bool, the pair names one reference (a fee may then be a share of up to 3 %).

    tolerance_paise, tolerance_share: what somebody allows; 0.01 % is allowed always.
    """
    whole, part = np.abs(left), np.abs(right)
    gap = whole - part
    size = np.abs(gap)
    code = np.full(len(left), NONE, dtype=np.int8)
    code[shared & (gap > 0) & (size * 1000 <= whole * 30)] = FEE
    code[(size * 10_000 <= whole) | (size <= tolerance_paise) | (size <= whole * tolerance_share)] = TOLERANCE
    for rate, gst in TDS_RATES:
        due = whole * rate // (100 * gst)
        code[(gap > 0) & (np.abs(gap - due) <= 100) & (due > 100)] = TDS
    place = np.searchsorted(CHARGE_PAISE, size)
    code[(size > 0) & (CHARGE_PAISE[np.minimum(place, len(CHARGE_PAISE) - 1)] == size) & (size * 20 <= whole)] = CHARGES
    code[(size > 0) & (size <= 100)] = ROUND_OFF
    code[gap == 0] = EQUAL
    code[np.sign(left) != np.sign(right)] = NONE
    return code


def difference_names(left: np.ndarray, right: np.ndarray, shared: np.ndarray, tolerance_paise: int, tolerance_share: float) -> np.ndarray:
    """The same in words, an object a pair; "none" where nothing explains the difference."""
    return np.array(NAMES, dtype=object)[name_differences(left, right, shared, tolerance_paise, tolerance_share)]
