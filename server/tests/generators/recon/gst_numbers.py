"""GSTINs, and the numbers on bills: as suppliers print them and as bookkeepers type them."""

import re
from datetime import date, timedelta

import numpy as np

from tests.generators.recon.spelling import digit_slip

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUE = {sign: value for value, sign in enumerate(_SIGNS)}
_CLOSED = "|".join(f"{year}{year + 1}" for year in range(20, 35))
# Four digits between slashes are a year only when they are two that follow each other: "/2627/"; "/2619/" is a serial.
_YEAR = re.compile(rf"20\d\d-\d\d|\b\d\d-\d\d\b|(?<=/)(?:{_CLOSED})(?=/)")


def gstins(rng: np.random.Generator, count: int, branches: int, states: np.ndarray) -> np.ndarray:
    """`count` PANs by `branches` GSTINs in different states, with true check signs."""
    letters = np.array(list(_SIGNS[10:]), dtype=object)
    body = letters[rng.integers(0, 26, (count, 5))]
    kinds = np.array(list("CCCCPFH"), dtype=object)[rng.integers(0, 7, count)]
    digits = rng.integers(1000, 10_000, count)
    table = np.empty((count, branches), dtype=object)
    for row in range(count):
        pan = f"{''.join(body[row][:3])}{kinds[row]}{body[row][4]}{digits[row]}{letters[(row * 11 + digits[row]) % 26]}"
        start = int(digits[row]) % len(states)
        for branch in range(branches):
            table[row, branch] = with_check(f"{states[(start + 5 * branch) % len(states)]}{pan}{branch % 2 + 1}Z")
    return table


def with_check(first_14: str) -> str:
    """The GSTIN with its check sign: weights 1 and 2 in turn, digits of the products in base 36 added, complement to 36."""
    total = 0
    for place, sign in enumerate(first_14):
        product = _VALUE[sign] * (1 + place % 2)
        total += product // 36 + product % 36
    return first_14 + _SIGNS[-total % 36]


def mistyped(rng: np.random.Generator, codes: list[str]) -> list[str]:
    """Each code with one sign wrong or two neighbours exchanged. Its check sign no longer holds, as when a person types."""
    places, kinds = rng.integers(2, 13, len(codes)), rng.random(len(codes))
    made = []
    for code, place, kind in zip(codes, places, kinds, strict=True):
        if kind < 0.4 and code[place] != code[place + 1]:
            made.append(code[:place] + code[place + 1] + code[place] + code[place + 2 :])
        else:
            pool = _SIGNS[:10] if code[place].isdecimal() else _SIGNS[10:]
            made.append(code[:place] + pool[(pool.index(code[place]) + 1 + int(kind * 1000) % (len(pool) - 1)) % len(pool)] + code[place + 1 :])
    return made


def fy_of(first: date, day: int) -> int:
    """The year in which the financial year of that day began."""
    moment = first + timedelta(days=int(day))
    return moment.year if moment.month >= 4 else moment.year - 1


def printed(styles: np.ndarray, letters: np.ndarray, serials: np.ndarray, days: np.ndarray, first: date, credit: np.ndarray) -> np.ndarray:
    """The number as the supplier prints it."""
    made = np.empty(len(styles), dtype=object)
    for row in range(len(styles)):
        year = fy_of(first, days[row])
        text = _STYLES[styles[row]].format(
            n=serials[row], ab=letters[row], yy=year % 100, zz=(year + 1) % 100, yyyy=year, mm=(first.month + days[row] // 31 - 1) % 12 + 1
        )
        made[row] = f"CN{text}" if credit[row] else text
    return made


_STYLES = (
    "{n}",
    "{n:04d}",
    "INV-{n:05d}",
    "{ab}/{yy:02d}-{zz:02d}/{n}",
    "{ab}/{n:04d}/{yyyy}-{zz:02d}",
    "GST/{n:03d}/{yy:02d}{zz:02d}/{ab}",
    "{yyyy}-{zz:02d}/{n:05d}",
    "{ab}{n:06d}",
    "T-{n}/{yy:02d}-{zz:02d}",
    "{ab}-{mm:02d}-{n:04d}",
    "TAX/{ab}/{n}",
    "{yy:02d}{zz:02d}{n:06d}",
)


def spelled_otherwise(rng: np.random.Generator, numbers: np.ndarray) -> np.ndarray:
    """What a bookkeeper makes of a number; never the number itself."""
    kinds, places = rng.integers(0, 12, len(numbers)), rng.integers(0, 1000, len(numbers))
    made = np.empty(len(numbers), dtype=object)
    for row, (number, kind, place) in enumerate(zip(numbers, kinds, places, strict=True)):
        other = _respelled(number, int(kind)) if kind < 10 else digit_slip(number, int(place)) if kind == 10 else _tail(number)[-3:]
        made[row] = other if other != number else f"Bill {number}"
    return made


def _respelled(number: str, kind: int) -> str:
    if kind == 0:
        return number.lower()
    if kind == 1:
        return number.translate(str.maketrans("/-", "-/"))
    if kind == 2:
        return re.sub(r"[^A-Za-z0-9]", "", number)
    if kind == 3:
        return re.sub(r"(?<!\d)0+(?=\d)", "", number)
    if kind == 4:
        return _tail(number)
    if kind == 5:
        return number.replace("0", "O", 1)
    if kind == 6:
        return re.sub(r"[/-]", " ", number)
    if kind == 7:
        return re.sub(r"(\d+)(?!.*\d)", r"00\1", number)
    if kind == 8:
        return re.sub(r"^[A-Z]+[/-]?", "", number) or number
    return f"{number}."


def _tail(number: str) -> str:
    """The running number alone: the longest run of digits that is no year."""
    runs = re.findall(r"\d+", _YEAR.sub(" ", number)) or re.findall(r"\d+", number)
    return max(runs, key=len).lstrip("0") or runs[0]


def in_other_year(rng: np.random.Generator, numbers: np.ndarray, days: np.ndarray, first: date) -> np.ndarray:
    """The financial year left out, added, or written in another way."""
    kinds = rng.integers(0, 3, len(numbers))
    made = np.empty(len(numbers), dtype=object)
    for row, (number, kind) in enumerate(zip(numbers, kinds, strict=True)):
        year = fy_of(first, days[row])
        ways = (f"{year}-{(year + 1) % 100:02d}", f"{year % 100:02d}-{(year + 1) % 100:02d}", f"{year}-{year + 1}", f"{year % 100:02d}{(year + 1) % 100:02d}")
        match = _YEAR.search(number)
        if match is None:
            made[row] = f"{number}/{ways[kind]}" if kind else f"{ways[1]}/{number}"
        elif kind == 0:
            made[row] = re.sub(r"^[/-]|[/-]$", "", re.sub(r"[/-]{2}", "/", number[: match.start()] + number[match.end() :]))
        else:
            way = next(each for each in ways[kind:] + ways if each != match.group())
            made[row] = number[: match.start()] + way + number[match.end() :]
    return made
