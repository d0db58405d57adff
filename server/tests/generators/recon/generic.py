"""Records without amounts (or with a price alone) as two catalogues, two bibliographies and two registers of people hold them, with the truth."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

import polars as pl

from tests.generators.recon.problem import Problem, numbered
from tests.generators.recon.spelling import digit_slip, slip
from tests.generators.recon.words import FAMILIES, FORENAMES, PLACES

Row = dict[str, object]
BRANDS = ("Zelora", "Kavtek", "Norwind", "Prisma", "Oakline", "Tarang", "Vistaro", "Meraki", "Helix", "Sunbeam")
THINGS = (
    "kettle",
    "ceiling fan",
    "desk lamp",
    "router",
    "drill machine",
    "mixer grinder",
    "keyboard",
    "water filter",
    "office chair",
    "power bank",
    "speaker",
    "toaster",
)
TRAITS = (
    "black",
    "white",
    "stainless steel",
    "compact",
    "wireless",
    "heavy duty",
    "energy saving",
    "portable",
    "with timer",
    "pack of 2",
    "1.5 litre",
    "750 watt",
    "foldable",
)
SHORTER = {
    "stainless steel": "ss",
    "with": "w/",
    "black": "blk",
    "white": "wht",
    "litre": "l",
    "watt": "w",
    "machine": "m/c",
    "pack of 2": "2pk",
    "wireless": "w'less",
}
TOPICS = ("adaptive", "distributed", "incremental", "probabilistic", "secure", "temporal", "spatial", "approximate", "parallel", "declarative")
SUBJECTS = (
    "query processing",
    "record linkage",
    "stream joins",
    "index structures",
    "transaction logs",
    "schema matching",
    "data cleaning",
    "view maintenance",
    "graph search",
)
SETTINGS = (
    "in sensor networks",
    "for large warehouses",
    "over web data",
    "on modern hardware",
    "with weak labels",
    "under uncertainty",
    "at scale",
    "revisited",
)
VENUES = (
    ("Proceedings of the Deccan Conference on Data Engineering", "DCDE"),
    ("Journal of Ledger Systems", "J. Ledger Syst."),
    ("International Symposium on Record Keeping", "ISRK"),
    ("Transactions on Archival Computing", "Trans. Arch. Comp."),
)


def products(seed: int, rows: int) -> Problem:
    """Two shops' catalogues: id, title, brand, price (paise; another in each shop), description."""
    return _problem("products", seed, rows, _product, _retold_product)


def bibliography(seed: int, rows: int) -> Problem:
    """Two lists of papers: id, title, authors, venue, year."""
    return _problem("bibliography", seed, rows, _paper, _retold_paper)


def people(seed: int, rows: int) -> Problem:
    """Two registers of people: id, name, born, street, place, phone."""
    return _problem("people", seed, rows, _person, _retold_person)


def _problem(name: str, seed: int, rows: int, make: Callable[[Random], Row], retell: Callable[[Random, Row], Row]) -> Problem:
    """Seven tenths stand on both sides, the rest on one; a twentieth of the left are listed twice on the right."""
    dice = Random(f"{name}-{seed}")
    missing = dice.uniform(0.03, 0.15)
    left, right = [], []
    for gid in range(rows):
        row, fate = make(dice), dice.random()
        if fate < 0.85:
            left.append(row | {"gid": gid if fate < 0.7 else None})
        if fate < 0.7 or fate >= 0.85:
            right.append(_with_holes(dice, retell(dice, row), missing) | {"gid": gid if fate < 0.7 else None})
        if fate < 0.05:
            right.append(_with_holes(dice, retell(dice, row), missing) | {"gid": gid})
    ours, theirs = numbered(pl.DataFrame(left, infer_schema_length=None), "L", seed), numbered(pl.DataFrame(right, infer_schema_length=None), "R", seed + 1)
    pairs = ours.drop_nulls("gid").select("gid", a_id="id").join(theirs.drop_nulls("gid").select("gid", b_id="id"), on="gid")
    truth = pairs.select("a_id", "b_id", "gid", kind=pl.lit(name), difference=pl.lit(0, pl.Int64)).sort("gid", "a_id", "b_id")
    columns = ["id", *(column for column in ours.columns if column not in ("id", "gid"))]
    return Problem(f"{name}-{rows}-seed{seed}", ours.select(columns), theirs.select(columns), truth)


def _with_holes(dice: Random, row: Row, share: float) -> Row:
    """Some cells are empty; never the first, by which people would find the row."""
    first = next(iter(row))
    return {name: value if name == first or dice.random() >= share else None for name, value in row.items()}


def _product(dice: Random) -> Row:
    brand, thing = dice.choice(BRANDS), dice.choice(THINGS)
    model = f"{brand[:2].upper()}-{dice.randint(100, 9999)}{dice.choice(('', 'X', 'B', 'Pro'))}"
    traits = dice.sample(TRAITS, dice.randint(1, 4))
    return {
        "title": f"{brand} {model} {' '.join(traits[:2])} {thing}",
        "brand": brand,
        "price": dice.randint(299, 19_999) * 100,
        "description": f"{thing} {', '.join(traits)} by {brand}",
    }


def _retold_product(dice: Random, row: Row) -> Row:
    title = _retold(dice, str(row["title"]), SHORTER)
    if dice.random() < 0.3:
        title = title.replace("-", "")
    price = row["price"]
    assert isinstance(price, int)
    return {
        "title": title,
        "brand": str(row["brand"]).upper() if dice.random() < 0.5 else row["brand"],
        "price": price * dice.randint(88, 112) // 100,
        "description": _retold(dice, str(row["description"]), SHORTER),
    }


def _paper(dice: Random) -> Row:
    names = [f"{dice.choice(FORENAMES)} {dice.choice(FAMILIES)}" for _ in range(dice.randint(1, 4))]
    return {
        "title": f"{dice.choice(TOPICS).capitalize()} {dice.choice(TOPICS)} {dice.choice(SUBJECTS)} {dice.choice(SETTINGS)}",
        "authors": ", ".join(names),
        "venue": dice.choice(VENUES)[0],
        "year": dice.randint(1994, 2020),
    }


def _retold_paper(dice: Random, row: Row) -> Row:
    names = str(row["authors"]).split(", ")
    if dice.random() < 0.5:
        names = [f"{name[0]}. {name.split()[-1]}" for name in names]
    if len(names) > 2 and dice.random() < 0.2:
        names = [names[0], "et al."]
    year = row["year"]
    assert isinstance(year, int)
    return {
        "title": _retold(dice, str(row["title"]), {}, reorder=False),
        "authors": ", ".join(names) if dice.random() < 0.8 else " and ".join(names),
        "venue": dict(VENUES)[str(row["venue"])] if dice.random() < 0.6 else row["venue"],
        "year": year + (dice.choice((-1, 1)) if dice.random() < 0.06 else 0),
    }


def _person(dice: Random) -> Row:
    return {
        "name": f"{dice.choice(FORENAMES)} {dice.choice('ABDGHJKMNPRSTV')} {dice.choice(FAMILIES)}",
        "born": date(1950, 1, 1) + timedelta(days=dice.randint(0, 20_000)),
        "street": f"{dice.randint(1, 240)} {dice.choice(FAMILIES)} Road",
        "place": dice.choice(PLACES),
        "phone": str(dice.randint(6_000_000_000, 9_999_999_999)),
    }


def _retold_person(dice: Random, row: Row) -> Row:
    words = str(row["name"]).split()
    name = dice.choice((" ".join(words), f"{words[-1]} {words[0]}", f"{words[0][0]} {words[1]} {words[2]}", f"{words[0]} {words[2]}"))
    born = row["born"]
    assert isinstance(born, date)
    swapped = born.replace(month=born.day, day=born.month) if born.day <= 12 and dice.random() < 0.1 else born
    return {
        "name": _retold(dice, name, {}, reorder=False),
        "born": swapped,
        "street": str(row["street"]).replace("Road", dice.choice(("Road", "Rd", "Rd.", "Marg"))),
        "place": row["place"],
        "phone": digit_slip(str(row["phone"]), dice.randint(0, 99)) if dice.random() < 0.08 else row["phone"],
    }


def _retold(dice: Random, text: str, shorter: dict[str, str], reorder: bool = True) -> str:
    """The same words by another hand: shortened, moved, left out, mistyped."""
    for long, short in shorter.items():
        if dice.random() < 0.4:
            text = text.replace(long, short)
    words: Sequence[str] = text.split()
    if reorder and len(words) > 3 and dice.random() < 0.35:
        words = [words[0], *dice.sample(words[1:], len(words) - 1)]
    if reorder and len(words) > 4 and dice.random() < 0.25:
        words = words[:-1]
    text = " ".join(words)
    if dice.random() < 0.25:
        text = slip(text, dice.randint(0, 999), dice.randint(0, 3))
    return text.lower() if dice.random() < 0.3 else text
