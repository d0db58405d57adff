"""Invented values as papers print them, by a letter."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from qrt.core.base.money import Paise, decimal_text, rupee_text
from qrt.sim.names import STATES, gstin
from qrt.sim.papers.words import amount_in_words

_SYLLABLES = [
    "ka",
    "ra",
    "mi",
    "lo",
    "ven",
    "su",
    "dha",
    "pri",
    "no",
    "ti",
    "gan",
    "bha",
    "ri",
    "sha",
    "mo",
    "de",
    "va",
    "li",
    "tan",
    "ju",
    "hi",
    "ma",
    "sri",
    "kot",
    "pur",
    "nag",
    "bel",
    "ash",
    "or",
    "wen",
    "fer",
    "mar",
    "lin",
    "dor",
    "hol",
    "bru",
]
_SUFFIXES = (
    "Pvt Ltd", "Private Limited", "Limited", "LLP", "& Co", "& Sons", "Industries", "Traders", "Enterprises", "Agencies", "Associates", "Engineering Works", "Corporation", "Bros", "GmbH", "Inc",
)  # fmt: skip
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d-%b-%Y", "%d.%m.%Y", "%d %B %Y", "%Y-%m-%d", "%d-%b-%y", "%b %d, %Y")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Values:
    """Makes the values of one paper: one way to write days and amounts throughout."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.day_format = rng.choice(_DAYS)
        self.grouped = rng.random() < 0.8
        self.sign = rng.choice(("", "", "", "Rs. ", "INR ", "Rs."))
        self.start = date(2023, 4, 1) + timedelta(days=rng.randrange(1300))
        self._makers: dict[str, Callable[[], str]] = {
            "n": self.number, "d": self.day, "m": self.money, "g": self.gstin, "p": self.pan, "t": self.tan, "c": self.name, "h": self.person, "a": self.account, "i": self.ifsc,
            "s": self.state, "w": lambda: amount_in_words(self.rng.randrange(10_000, 90_000_000)), "r": lambda: self.rng.choice(("5%", "12%", "18%", "28%", "9 %", "2.00", "10.00", "1.00")),
            "q": lambda: f"{self.rng.randrange(1, 900)}{self.rng.choice(('', ' Nos', ' Kg', ' Pcs', '.00'))}", "x": lambda: str(self.rng.choice((7216, 3901, 8544, 998313, 9965, 84716060, 4819))),
            "y": self.year, "k": lambda: self.rng.choice(("Yes", "No", "Y", "N")), "b": lambda: f"{self.rng.randrange(10**6, 10**7)}", "o": lambda: self.rng.choice(("July", "August 2024", "Sep-2025", "Q2", "Apr-Jun", "December", "092025")),
            "u": lambda: f"{self.rng.choice(_LETTERS)}{self.rng.choice(_LETTERS)}{self.rng.randrange(10, 99)}{self.rng.choice(_LETTERS)}{self.rng.choice(_LETTERS)}{self.rng.randrange(1000, 9999)}",
            "j": lambda: str(self.rng.randrange(1, 400)), "z": self.city, "e": lambda: self.rng.choice(("194C", "194J", "194H", "194I", "192", "195", "393(1)", "1024", "1027", "194Q")), "l": lambda: f"{self.rng.randrange(10**11, 10**12)}",
            "v": lambda: self.rng.choice(("Payment", "Receipt", "Journal", "Sales", "Purchase", "Contra")),
        }  # fmt: skip

    def make(self, letter: str) -> str:
        """A value of the type; a text of more than one letter stands for itself."""
        return self._makers[letter]() if letter in self._makers else letter

    def number(self) -> str:
        """A document's number."""
        head = "".join(self.rng.choices(_LETTERS, k=self.rng.randrange(0, 4)))
        return self.rng.choice(
            (
                f"{head}/{self.rng.randrange(1, 9999)}",
                f"{head}{self.rng.randrange(100, 99999):05d}",
                f"{head}-24-25-{self.rng.randrange(1, 900):03d}",
                str(self.rng.randrange(10, 99999)),
            )
        )

    def day(self) -> str:
        """A day, near the paper's own."""
        return (self.start + timedelta(days=self.rng.randrange(90))).strftime(self.day_format)

    def money(self) -> str:
        """An amount; small and round ones are as common as large."""
        paise = Paise(self.rng.choice((self.rng.randrange(100, 99_999), self.rng.randrange(1, 9_000) * 10_000, self.rng.randrange(10_000, 900_000_000), 0)))
        return self.sign * (self.rng.random() < 0.3) + (rupee_text(paise) if self.grouped else decimal_text(paise))

    def gstin(self) -> str:
        """With a right check character."""
        return gstin(self.rng.choice(sorted(STATES)), self.pan())

    def pan(self) -> str:
        """A PAN's form."""
        return (
            "".join(self.rng.choices(_LETTERS, k=3))
            + self.rng.choice("CPFH")
            + self.rng.choice(_LETTERS)
            + f"{self.rng.randrange(1, 9999):04d}"
            + self.rng.choice(_LETTERS)
        )

    def tan(self) -> str:
        """A TAN's form."""
        return "".join(self.rng.choices(_LETTERS, k=4)) + f"{self.rng.randrange(10000, 99999)}" + self.rng.choice(_LETTERS)

    def name(self) -> str:
        """A company of no sense."""
        words = ["".join(self.rng.choices(_SYLLABLES, k=self.rng.randrange(2, 4))).capitalize() for _ in range(self.rng.randrange(1, 3))]
        name = f"{' '.join(words)} {self.rng.choice(_SUFFIXES)}"
        return name.upper() if self.rng.random() < 0.3 else name

    def person(self) -> str:
        """A person of no sense."""
        return " ".join("".join(self.rng.choices(_SYLLABLES, k=2)).capitalize() for _ in range(2))

    def account(self) -> str:
        """A bank account's number, sometimes masked."""
        return f"{'X' * 6 if self.rng.random() < 0.2 else self.rng.randrange(10**5, 10**6)}{self.rng.randrange(10**5, 10**7)}"

    def ifsc(self) -> str:
        """An IFSC's form."""
        return "".join(self.rng.choices(_LETTERS, k=4)) + f"0{self.rng.randrange(1, 99999):06d}"

    def city(self) -> str:
        """A town."""
        return self.rng.choice([city for _, _, cities, _ in STATES.values() for city in cities])

    def state(self) -> str:
        """A state, with or without its code."""
        code = self.rng.choice(sorted(STATES))
        return self.rng.choice((f"{code}-{STATES[code][0]}", STATES[code][0], f"{STATES[code][0]} ({code})"))

    def year(self) -> str:
        """A financial year."""
        first = self.rng.randrange(2020, 2027)
        return f"{first}-{(first + 1) % 100:02d}"
