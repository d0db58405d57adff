"""Differences of amount that have a name: a person can post them, so they are told apart from mere nearness."""

import numpy as np

from qrt.core.recon.engine.spec import EngineSpec
from qrt.core.recon.engine.usual import Usual

NAMES = ("none", "equal", "round_off", "bank_charges", "tds", "gateway_fee", "tolerance")
NONE, EQUAL, ROUND_OFF, CHARGES, TDS, FEE, TOLERANCE = range(7)


def name_differences(
    left: np.ndarray,
    right: np.ndarray,
    shared: np.ndarray,
    usual: Usual,
    tolerance_paise: int = 0,
    tolerance_share: float = 0.0,
    of_bank: bool = False,
    of_party: bool = False,
) -> np.ndarray:
    """Code of NAMES for each pair. left, right: i64 paise; shared: bool, the pair names one reference (a fee may then be a share of up to 3 %).

    usual: charges and rates in force on the days of the lines; tolerance_paise, tolerance_share: what somebody allows; 0.01 % is allowed always. of_bank: the
    right side is the bank's, whose charge is money out (less comes than is booked, or more goes), and out of
    what is paid nobody keeps a fee. of_party: the sides are two books of the same bills and payments, either of which may have one less the tax on it.
    """
    whole, part = np.abs(left), np.abs(right)
    gap = whole - part
    size = np.abs(gap)
    code = np.full(len(left), NONE, dtype=np.int8)
    code[shared & (gap > 0) & (size * 1000 <= whole * 30) & ((left > 0) | (not of_bank))] = FEE
    code[(size * 10_000 <= whole) | (size <= tolerance_paise) | (size <= whole * tolerance_share)] = TOLERANCE
    # Most pairs differ by nothing, and every rate is tried on every base.
    short = np.flatnonzero(size > 0 if of_party else gap > 0)
    kept, of = size[short], (np.maximum(whole, part) if of_party else whole)[short]
    deducted = np.zeros(len(short), dtype=bool)
    for rate in usual.rates:
        for base in usual.bases:
            due = of * rate // (100 * base)
            deducted |= (np.abs(kept - due) <= 100) & (due > 100)
    code[short[deducted]] = TDS
    charged = (size > 0) & np.isin(size, usual.charges) & (size * 20 <= whole)
    code[charged & ((left > right) | (not of_bank))] = CHARGES
    code[(size > 0) & (size <= 100)] = ROUND_OFF
    code[gap == 0] = EQUAL
    code[np.sign(left) != np.sign(right)] = NONE
    return code


def difference_names(left: np.ndarray, right: np.ndarray, shared: np.ndarray, abroad: np.ndarray, spec: EngineSpec) -> np.ndarray:
    """The same in words by what the specification allows, an object a pair; "none" where nothing explains the difference."""
    del abroad
    return np.array(NAMES, dtype=object)[
        name_differences(left, right, shared, spec.usual, spec.tolerance_paise, spec.tolerance_share, spec.family == "money", spec.family == "party")
    ]
