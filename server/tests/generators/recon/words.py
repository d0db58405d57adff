"""Names of made-up companies and people, drawn by the handful."""

import numpy as np


def _words(text: str) -> list[str]:
    return text.split()


FAMILIES = _words(
    "Agarwal Bhatia Chawla Deshmukh Eashwar Fernandes Goenka Hegde Inamdar Jhunjhunwala Kulkarni Lakhotia Mahadevan Nambiar Oberoi Pillai Qureshi Ranganathan "
    "Sabharwal Thakkar Upadhyay Venkatesan Wadhwa Yadav Zaveri Bhattacharya Chettiar Dalmia Gokhale Khandelwal Lodha Mukherjee Narayanan Parekh Raghavan Sengupta "
    "Tiwari Varghese Kapoor Bansal Solanki Shetty Reddy Naidu Menon Kamat Joshi Gill Dutta Basu Arora Vaidya Saraf Poddar Mittal Kothari Shroff Gandhi Rathore Sodhi"
)
FORENAMES = _words(
    "Aarav Bhavna Chirag Deepika Eshan Farida Girish Harini Ishaan Jyoti Karthik Lavanya Manish Nandini Omprakash Pooja Rakesh Shalini Tarun Usha Vikram Yamini "
    "Zubair Anil Bindu Dinesh Geeta Hemant Indira Jatin Kavita Lokesh Meenakshi Naveen Padma Rohit Sunita Tejas Urvashi Vandana"
)
PLACES = _words(
    "Bharuch Kolhapur Tirupur Ludhiana Rajkot Hosur Nashik Vapi Guntur Siliguri Panipat Jamnagar Erode Bhilwara Sanand Ranchi Hubli Alwar Morbi Karur Salem Kanpur "
    "Jalgaon Cuttack Indore Thrissur Mysuru Pune Surat Vizag"
)
TRADES = _words(
    "Castings Polymers Textiles Logistics Fasteners Chemicals Packaging Electricals Foods Spices Steels Ceramics Bearings Forgings Plastics Exports Dyes Tools "
    "Fabrics Paints Papers Printers Pharma Diagnostics Motors Cables Infotech Software Consultants Engineers Constructions Interiors Furnishings Roadlines "
    "Agencies Enterprises Industries Traders Distributors Hardware Stationers Caterers Travels Security Services Valves Pumps Gears Hydraulics Instruments"
)
ADJECTIVES = _words("Shree Sri New Modern Royal National United Supreme Classic Global Universal Om Jai Star Golden Perfect Prime Metro Eastern Southern")
ENDINGS = (
    "Private Limited",
    "Pvt Ltd",
    "Pvt. Ltd.",
    "Limited",
    "Ltd",
    "LLP",
    "",
    "",
    "& Co",
    "& Sons",
    "India Private Limited",
    "(India) Pvt Ltd",
    "and Company",
    "Corporation",
)


def company_names(rng: np.random.Generator, count: int) -> list[str]:
    """Names of firms; some are near-twins, as in life."""
    shape = rng.integers(0, 6, count)
    pools = (FAMILIES, FAMILIES, TRADES, ADJECTIVES, PLACES, ENDINGS)
    columns = zip(shape, *(rng.choice(np.array(pool, dtype=object), count) for pool in pools), strict=True)
    return [_firm(int(kind), one, two, trade, adjective, place, ending) for kind, one, two, trade, adjective, place, ending in columns]


def _firm(kind: int, one: str, two: str, trade: str, adjective: str, place: str, ending: str) -> str:
    heads = (one, f"{adjective} {one}", f"{place}", f"{one} {two}", f"{one} {place}", f"{adjective} {place}")
    return f"{heads[kind]} {trade} {ending}".strip()


def person_names(rng: np.random.Generator, count: int) -> list[str]:
    """Names of people: forename, now and then an initial, family."""
    first, last = rng.choice(np.array(FORENAMES, dtype=object), count), rng.choice(np.array(FAMILIES, dtype=object), count)
    initial, asked = rng.choice(np.array(list("ABCDGHJKLMNPRSTV"), dtype=object), count), rng.random(count) < 0.25
    return [f"{one} {middle} {two}" if has else f"{one} {two}" for one, middle, two, has in zip(first, initial, last, asked, strict=True)]
