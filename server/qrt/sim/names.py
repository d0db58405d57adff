"""Invented names, addresses and identifiers with valid check digits. Nothing here is a real company on purpose."""

from random import Random

from qrt.core.base.identifiers import gstin_check_character

STATES = {
    "27": ("Maharashtra", "MH", ("Pune", "Nashik", "Thane"), "4110"),
    "29": ("Karnataka", "KA", ("Bengaluru", "Hubballi", "Mysuru"), "5600"),
    "33": ("Tamil Nadu", "TN", ("Chennai", "Coimbatore", "Hosur"), "6000"),
    "24": ("Gujarat", "GJ", ("Ahmedabad", "Rajkot", "Vadodara"), "3800"),
    "36": ("Telangana", "TS", ("Hyderabad", "Warangal"), "5000"),
    "07": ("Delhi", "DL", ("New Delhi",), "1100"),
    "09": ("Uttar Pradesh", "UP", ("Noida", "Kanpur", "Lucknow"), "2013"),
    "06": ("Haryana", "HR", ("Gurugram", "Faridabad"), "1220"),
    "19": ("West Bengal", "WB", ("Kolkata", "Howrah"), "7000"),
}
_FIRST = [
    "Aruna",
    "Bhairav",
    "Chandan",
    "Devika",
    "Ekdant",
    "Falguni",
    "Girnar",
    "Hemkunt",
    "Indrayani",
    "Jaladhi",
    "Kaveri",
    "Lohit",
    "Mandara",
    "Narmada",
    "Ojas",
    "Pragya",
    "Quartz",
    "Rudra",
    "Sahyadri",
    "Trishul",
    "Udaan",
    "Vaigai",
    "Yamini",
    "Zenith",
    "Amrut",
    "Bhargav",
    "Chitra",
    "Dhruva",
    "Eshan",
    "Ganga",
    "Harit",
    "Ishan",
    "Jyoti",
    "Kailas",
    "Lavanya",
    "Mayur",
    "Nandi",
    "Omkar",
    "Prithvi",
    "Ratna",
    "Saraswat",
    "Tapti",
    "Usha",
    "Varun",
    "Yogi",
    "Abhinav",
    "Banyan",
    "Cauvery",
    "Deccan",
    "Everest",
    "Garuda",
    "Himadri",
    "Konark",
    "Malabar",
    "Nilgiri",
    "Palash",
    "Satpura",
    "Tungabhadra",
    "Vindhya",
    "Aravalli",
]
_SECOND = [
    "Metal",
    "Polymer",
    "Agro",
    "Textile",
    "Chemical",
    "Precision",
    "Electro",
    "Auto",
    "Paper",
    "Glass",
    "Packaging",
    "Steel",
    "Engineering",
    "Hydraulic",
    "Castings",
    "Fasteners",
    "Bearings",
    "Pumps",
    "Valves",
    "Cables",
    "Controls",
    "Coatings",
    "Rubber",
    "Ceramics",
    "Optics",
    "Instruments",
    "Tools",
    "Foods",
    "Pharma",
    "Machinery",
]
_FORM = (("Pvt Ltd", "C"), ("Private Limited", "C"), ("Ltd", "C"), ("LLP", "F"), ("& Co", "F"), ("Enterprises", "P"), ("Traders", "P"), ("Industries", "F"))
_GIVEN = [
    "Aditya",
    "Bhavna",
    "Chetan",
    "Deepa",
    "Farhan",
    "Gauri",
    "Harish",
    "Isha",
    "Jatin",
    "Kavita",
    "Lalit",
    "Meera",
    "Nikhil",
    "Pooja",
    "Rahul",
    "Sneha",
    "Tarun",
    "Uma",
    "Vikram",
    "Yash",
    "Anita",
    "Rohan",
    "Sunil",
    "Leela",
]
_FAMILY = [
    "Kulkarni",
    "Rao",
    "Iyer",
    "Sharma",
    "Patel",
    "Reddy",
    "Nair",
    "Gupta",
    "Das",
    "Menon",
    "Joshi",
    "Shetty",
    "Khan",
    "Pillai",
    "Verma",
    "Bose",
    "Mehta",
    "Naidu",
    "Chauhan",
    "Desai",
]
_STREETS = ("MIDC Road", "Industrial Estate", "Station Road", "Link Road", "Ring Road", "Mill Road", "GIDC Phase 2", "Market Yard")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Namer:
    """Hands out names and identifiers, each once."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def firm(self, trade: str = "", form: str = "") -> tuple[str, str]:
        """A firm's name and its PAN holder letter (C company, F firm, P person)."""
        while True:
            ending, letter = self._rng.choice(_FORM) if not form else next(each for each in _FORM if each[0] == form)
            words = [self._rng.choice(_FIRST), trade or self._rng.choice(_SECOND)]
            if self._rng.random() < 0.25 or len(self._taken) > 300:
                words.insert(1, self._rng.choice(_FIRST))
            name = " ".join([*words, ending])
            if len(set(words)) == len(words) and self._fresh(name.upper()):
                return name, letter

    def person(self) -> str:
        """A person's name, each pair of words once."""
        while True:
            name = f"{self._rng.choice(_GIVEN)} {self._rng.choice(_LETTERS)} {self._rng.choice(_FAMILY)}"
            if self._fresh(name):
                return name

    def pan(self, name: str, letter: str) -> str:
        """A PAN whose fifth letter is the name's initial."""
        while True:
            pan = "".join(self._rng.choices(_LETTERS, k=3)) + letter + name[0].upper() + f"{self._rng.randint(1, 9999):04d}" + self._rng.choice(_LETTERS)
            if self._fresh(pan):
                return pan

    def account_number(self) -> str:
        return f"{self._rng.randint(10, 99)}{self._rng.randint(10**9, 10**10 - 1):010d}{self._rng.randint(10, 99)}"

    def address(self, state: str) -> tuple[str, str, str]:
        """Street, city and PIN code."""
        _, _, cities, pin = STATES[state]
        return f"{self._rng.randint(1, 240)}, {self._rng.choice(_STREETS)}", self._rng.choice(cities), f"{pin}{self._rng.randint(1, 99):02d}"

    def _fresh(self, name: str) -> bool:
        if name in self._taken:
            return False
        self._taken.add(name)
        return True


def gstin(state: str, pan: str, entity: str = "1") -> str:
    """The GSTIN of a PAN holder in a state."""
    body = f"{state}{pan}{entity}Z"
    return body + gstin_check_character(body)


def cin(rng: Random, state: str, year: int) -> str:
    """A CIN of an unlisted private company."""
    return f"U{rng.randint(10000, 99999)}{STATES[state][1]}{year}PTC{rng.randint(100000, 999999)}"


def tan(rng: Random, name: str) -> str:
    return "".join(rng.choices(_LETTERS, k=3)) + name[0].upper() + f"{rng.randint(0, 99999):05d}" + rng.choice(_LETTERS)
