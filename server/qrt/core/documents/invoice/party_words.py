"""Words beside the names of parties."""

import re

NO_NAME = frozenset(
    [
        "and",
        "address",
        "details",
        "detail",
        "name",
        "of",
        "no",
        "the",
        "party",
        "particulars",
        "information",
        "number",
        "date",
        "code",
        "country",
        "origin",
        "destination",
        "place",
        "supply",
        "invoice",
        "bill",
        "terms",
        "state",
        "contact",
        "company",
        "firm",
        "customer",
        "client",
        "buyer",
        "seller",
        "supplier",
        "vendor",
        "phone",
        "email",
        "order",
        "reference",
        "shipping",
        "billing",
        "delivery",
        "gstin",
        "gst",
        "pan",
        "in",
        "to",
        "for",
        "with",
    ]
) | {""}
"""Words that headings are made of: a firm is not called by these alone."""

NAME_LABELS = frozenset({"name", "firma", "nom", "naam", "company", "company name", "legal name", "trade name", "raison sociale", "firmenname", "bedrijfsnaam"})

TRADE = re.compile(
    r"^\W*(?:mfrs?|mfg|manufacturers?|makers?|dealers?|wholesale(?:rs?)?|retailers?|suppliers?|stockists?|distributors?|exporters?|importers?|processors?|specialists?)\b.*?\b(?:of|in|for)\b",
    re.IGNORECASE,
)
"""Begins a line of what a house makes or deals in."""
OFFICE = re.compile(
    r"^\W*(?:the\s+)?(?:(?:managing|finance|general|accounts?|purchase|branch|project|site)\s+)*(?:director|manager|proprietor|principal|secretary|chairman|head|officer|department|dept|section)s?\W*$",
    re.IGNORECASE,
)
"""Who opens the letter in the house that it goes to."""

COMPANY = re.compile(
    r"\b(?:pvt|private|ltd|limited|llp|inc|corp|corporation|gmbh|ag|kg|sarl|sas|b\.?v|co|company|traders|trading|enterprises?|industries|solutions|services|"
    r"systems|technologies|works|agenc(?:y|ies)|associates|sons|brothers|bros|stores?|mills?|steels?|engineering|engineers|logistics|infotech|exports?|"
    r"foundation|bank|mart|electricals?|electronics|chemicals?|polymers?|plastics|textiles|motors|auto|pharma|foods?|papers?|packaging|printers|"
    r"consultants?|consultancy|constructions?|builders|developers|infra|projects|jewell?ers|furnishings|interiors|tools|events|communications|advertising|academy|institute|society|"
    r"advisors|roadways|transport|carriers|suppliers|distributors|ventures|global|international|india|hotels?|resorts?|residency|inn|restaurant|caterers|udyog|bhandar|depot|nigam|hospitality|couriers|realty|minerals|fuels|telecom|hospitals?|clinic|travels|pharmacy|laborator(?:y|ies))\b",
    re.IGNORECASE,
)
"""A word of the form or the trade of a firm."""

PLACE = re.compile(
    r"^\W*(?:india|bharat)\W*$|^\W*(?:\d+[\w/-]*\s*,|(?:plot|survey|shop|flat|gala|unit|house|door|sy|\d+(?:st|nd|rd|th)\s+(?:floor|cross|main))\b)",
    re.IGNORECASE,
)
"""A country by itself, or how an address begins, whatever words of a firm stand in it ("22/1, Old Mill Road")."""
