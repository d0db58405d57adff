"""What the heading of a column means, in the words that accounting programs use: English, German, French, Spanish, Dutch, and Hindi in both scripts.

A heading is compared by its words, never by its place. Amount headings are put together from parts (debit or credit, local or foreign, opening or closing),
all others are phrases.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from qrt.core.documents.heading_programs import PROGRAM_PHRASES
from qrt.core.documents.heading_words import PHRASES

_DEBIT = frozenset(
    {
        "debit",
        "debits",
        "dr",
        "soll",
        "debe",
        "debet",
        "cargo",
        "cargos",
        "deudor",
        "naam",
        "नाम",
        "नामे",
        "name_hi",
        "debited",
        "debitor_amt",
        "sollbetrag",
        "डेबिट",
    }
)
_CREDIT = frozenset({"credit", "credits", "cr", "haben", "haber", "abono", "abonos", "acreedor", "jama", "जमा", "credited", "habenbetrag", "क्रेडिट"})
_DEBTOR, _CREDITOR = frozenset({"debiteur", "debiteurs", "debitor"}), frozenset({"crediteur", "crediteurs", "kreditor"})
_AMOUNT = frozenset(
    {
        "amount",
        "amt",
        "value",
        "betrag",
        "montant",
        "importe",
        "bedrag",
        "monto",
        "राशि",
        "rashi",
        "रकम",
        "rakam",
        "raqam",
        "umsatz",
        "wert",
        "dmbtr",
        "wrbtr",
        "valeur",
        "valor",
        "montants",
        "amounts",
        "montantdevise",
        "sum",
    }
)
_LOCAL = frozenset(
    {
        "local",
        "lc",
        "lc1",
        "functional",
        "accounted",
        "base",
        "home",
        "hauswahrung",
        "inr",
        "company",
        "ledger",
        "hw",
        "dmbtr",
        "locale",
        "lokale",
        "lokaal",
        "hauswaehrung",
        "rupees",
        "reporting",
        "accounting",
        "cc",
        "cccrcy",
        "lcy",
        "bcy",
        "₹",
        "rs",
    }
)
_FOREIGN = frozenset(
    {
        "foreign",
        "fc",
        "fcy",
        "fx",
        "document",
        "doc",
        "transaction",
        "entered",
        "original",
        "belegwahrung",
        "fremdwahrung",
        "wrbtr",
        "devise",
        "divisa",
        "divisas",
        "extranjera",
        "vreemde",
        "documento",
        "tc",
        "dc",
        "fw",
        "usd",
        "eur",
        "gbp",
        "montantdevise",
        "trans",
        "vreemdevaluta",
        "transactie",
        "valuta",
        "currency_amount",
    }
)
_OPENING = frozenset(
    {
        "opening",
        "op",
        "anfang",
        "anfangsbestand",
        "anfangssaldo",
        "eroffnung",
        "eroffnungssaldo",
        "eb",
        "ouverture",
        "initial",
        "initiale",
        "inicial",
        "apertura",
        "begin",
        "beginsaldo",
        "openings",
        "प्रारंभिक",
        "prarambhik",
        "आरंभिक",
        "vortrag",
        "saldovortrag",
        "beginbalans",
        "brought",
        "ouvert",
        "beginning",
        "start",
    }
)
_CLOSING = frozenset(
    {
        "closing",
        "cl",
        "ending",
        "end",
        "endsaldo",
        "schlusssaldo",
        "schlussbestand",
        "endbestand",
        "schluss",
        "cloture",
        "finale",
        "final",
        "cierre",
        "eindsaldo",
        "eind",
        "eindbalans",
        "अंतिम",
        "antim",
        "abschluss",
        "saldo_final",
        "fin",
    }
)
_MOVEMENT = frozenset(
    {
        "movement",
        "movements",
        "period",
        "during",
        "turnover",
        "transactions",
        "bewegung",
        "bewegungen",
        "verkehrszahlen",
        "umsatze",
        "mouvement",
        "mouvements",
        "periode",
        "movimiento",
        "movimientos",
        "mutatie",
        "mutaties",
        "periodo",
        "net_change",
        "change",
        "activity",
        "aktivitat",
        "perioden",
        "jahresverkehrszahlen",
    }
)
_WHOLE = frozenset(
    {
        "anfangssaldo",
        "anfangsbestand",
        "eroffnungssaldo",
        "saldovortrag",
        "endsaldo",
        "schlusssaldo",
        "schlussbestand",
        "endbestand",
        "beginsaldo",
        "beginbalans",
        "eindsaldo",
        "eindbalans",
        "mutatie",
        "mutaties",
        "verkehrszahlen",
        "jahresverkehrszahlen",
    }
)
"""One word that says both which balance and that it is one."""
_BALANCE = frozenset({"balance", "bal", "saldo", "solde", "शेष", "shesh", "saldos", "soldes", "balances", "salden", "balans", "saldi"})
_FILLER = frozenset(
    {
        "in",
        "of",
        "the",
        "de",
        "du",
        "la",
        "le",
        "les",
        "des",
        "del",
        "der",
        "die",
        "das",
        "en",
        "el",
        "los",
        "van",
        "het",
        "im",
        "key",
        "currency",
        "curr",
        "wahrung",
        "moneda",
        "monnaie",
        "crcy",
        "code",
        "um",
        "et",
        "und",
        "y",
        "and",
        "ka",
        "ki",
        "का",
        "की",
        "में",
        "mein",
        "net",
        "total",
        "eur_",
        "l",
        "d",
        "cur",
        "ccy",
        "no_",
        "kumuliert",
        "line",
        "journal",
        "posted",
        "posting",
        "gl",
        "je",
        "jnl",
        "signed",
        "monetary",
        "entry",
        "side",
    }
)

_CURRENCIES = re.compile(
    r"(?:per )?(?:1 |10 |100 |1000 )?(?:usd|eur|gbp|jpy|aed|sgd|aud|cad|chf|cny|sar|hkd|nzd|sek|dkk|nok|zar|thb|myr|kwd|bhd|omr|qar|lkr|bdt|krw)"
    r"(?: (?:1|10|100|1000))?(?: (?:to|rate|in|per (?:1|10|100|1000)))?"
)
"""Headings of the columns of a table of rates. Foreign money in a voucher list names what it is besides."""
_COMPANY_CODE = re.compile(r"\bcompany code (?:currency|curr|crcy)\b")
"""SAP's word for the books' own currency."""
_SCRIPT_JUNK = re.compile(r"[^\w%#₹]+", re.UNICODE)


_ASCII_JUNK = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "%#")} | {ord("&"): " and "}


@lru_cache(maxsize=20_000)
def plain_heading(text: str) -> str:
    """A heading as it is compared: no case, accents, punctuation, repeated blanks; "N° de pièce" becomes "n de piece". Devanagari keeps its vowel signs."""
    if text.isascii():
        words = [word for word in text.lower().translate(_ASCII_JUNK).split() if word not in ("inr", "rs", "rupees", "the")]
        return " ".join(words or text.lower().translate(_ASCII_JUNK).split())
    folded = []
    for each in unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("&", " and ")):
        if unicodedata.combining(each) and not "\u0900" <= each <= "\u097f":
            continue
        folded.append(each)
    body = unicodedata.normalize("NFC", "".join(folded))
    body = "".join(each if each.isalnum() or each in "%#₹" or "\u0900" <= each <= "\u097f" and each not in "।॥" else " " for each in body)
    words = [word for word in body.split() if word not in ("inr", "rs", "rupees", "₹", "the")]
    return " ".join(words or body.split())


def _normalised(phrases: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Phrase to the meanings that it may have, in the order of the list."""
    found: dict[str, list[str]] = {}
    for meaning, each in phrases.items():
        for phrase in each:
            found.setdefault(plain_heading(phrase), [])
            if meaning not in found[plain_heading(phrase)]:
                found[plain_heading(phrase)].append(meaning)
    return {phrase: tuple(each) for phrase, each in found.items()}


_ALL: Mapping[str, tuple[str, ...]] = {meaning: (*PHRASES.get(meaning, ()), *PROGRAM_PHRASES.get(meaning, ())) for meaning in {**PHRASES, **PROGRAM_PHRASES}}
_LOOKUP = _normalised(_ALL)
_SQUEEZED: Mapping[str, tuple[str, ...]] = {phrase.replace(" ", ""): meanings for phrase, meanings in reversed(_LOOKUP.items())}
_TURNS = frozenset(
    [
        "type",
        "subtype",
        "status",
        "category",
        "against",
        "count",
        "line",
        "lines",
        "group",
        "reversed",
        "reversal",
        "linked",
        "parent",
        "user",
        "by",
        "rate",
        "percent",
        "%",
        "qty",
        "quantity",
    ]
)
"""Words that make of a known heading another thing: a voucher's type is no voucher, a tax's rate no tax."""
_TAXES = frozenset(["tax", "taxes", "gst", "cgst", "sgst", "igst", "utgst", "vat", "cess", "tds", "tcs", "discount", "freight", "round", "qty", "quantity"])
"""Of these a total is not the total of the bill."""
_NOISE = frozenset({"key", "text", "no", "number", "nr", "local", "name"})

AMOUNTS = frozenset({"debit", "credit", "amount", "foreign_debit", "foreign_credit", "foreign_amount"})
"""Meanings whose columns hold the money of a voucher's line."""

MEANINGS = (
    *(meaning for meaning in _ALL if meaning not in ("information",)), *sorted(AMOUNTS), "amount_credit_positive",
    "opening_debit", "opening_credit", "opening", "closing_debit", "closing_credit", "closing", "movement_debit", "movement_credit", "movement", "ledger", "rate_of", "ignore",
)  # fmt: skip
"""What a person may say a column is. "ledger" (or "ledger:NAME") is a column of one ledger; "ignore" is not taken."""


_HOME = re.compile(r"\b(local|home|base|functional|company|accounted|inr|rs|lc|lcy|bcy)\b|₹", re.IGNORECASE)
_SAID_ABOVE = re.compile(r"\b(?:amounts?|figures?|values?|currency)\b.{0,30}(?:\b(?:inr|rupees?|rs)\b|₹)|\ball in (?:inr|rupees|rs)\b", re.IGNORECASE)


def heads_home(heading: str) -> bool:
    """True for the heading of amounts that says they are the books' own money ("Amount (INR)", "LC Debit")."""
    return bool(_HOME.search(heading))


def says_home(line: str) -> bool:
    """True for a line above a table that says so of all its amounts ("All amounts in INR")."""
    return bool(_SAID_ABOVE.search(line))


@dataclass(frozen=True, slots=True)
class Heard:
    """What a heading may mean, likeliest first, and how sure the words are (0 to 1)."""

    meanings: tuple[str, ...]
    confidence: float


NOTHING = Heard((), 0.0)


@lru_cache(maxsize=20_000)
def hear_heading(text: str) -> Heard:
    """The meanings of one heading by its words alone; NOTHING when nobody knows it."""
    plain = plain_heading(text)
    if not plain or len(plain) > 80:
        return NOTHING
    if _CURRENCIES.fullmatch(plain):
        return Heard(("rate_of",), 0.9)
    exact = _LOOKUP.get(plain, ())
    money = _money_meaning(plain, text)
    if money and exact[:1] not in (
        ("side",),
        ("balance",),
        ("currency",),
        ("local_currency",),
        ("debit_account",),
        ("credit_account",),
        ("rate",),
        ("taxable",),
        ("gross",),
        ("open",),
    ):
        return Heard((money, *exact), 1.0)
    if exact:
        return Heard((*exact, *((money,) if money else ())), 1.0)
    squeezed = plain.replace(" ", "")
    if len(squeezed) > 4 and squeezed in _SQUEEZED:
        return Heard(_SQUEEZED[squeezed], 0.95)
    return _near(plain)


def _near(plain: str) -> Heard:
    """The longest known phrase whose words all stand in the heading, when it makes up most of it ("Posting Date (dd.mm.yyyy)")."""
    words = plain.split()
    if len(words) > 7:
        return NOTHING
    best: tuple[float, int, tuple[str, ...]] = (0.0, 0, ())
    held = set(words)
    for phrase, meanings in _LOOKUP.items():
        parts = phrase.split()
        if len(parts) < len(words) and held.issuperset(parts) and meanings[0] != "information":
            more = held.difference(parts)
            if more & _TURNS or (meanings[0] in ("gross", "taxable", "open") and more & _TAXES):
                continue
            share = sum(map(len, parts)) / sum(map(len, words))
            if share >= 0.5 and (share, len(parts)) > best[:2]:
                best = (share, len(parts), meanings)
    return Heard(best[2], round(0.5 + 0.4 * best[0], 2)) if best[2] else NOTHING


def _money_meaning(plain: str, text: str) -> str:
    """The meaning of an amount column put together from its words, "" when it is none."""
    plain = _COMPANY_CODE.sub("local currency", plain)
    words = set(plain.split()) | {word for word in _SCRIPT_JUNK.split(text.casefold()) if word in ("inr", "rs", "₹")}
    if len(words) > 7 or words & {
        "account",
        "konto",
        "compte",
        "cuenta",
        "rekening",
        "ledger_",
        "note",
        "date",
        "days",
        "limit",
        "card",
        "no",
        "number",
        "indicator",
        "type",
        "period_",
        "terms",
        "name",
        "rate",
        "code",
        "खाता",
        "ind",
    }:
        return ""
    if plain in ("amount in currency", "amount currency", "amount in curr"):
        return "foreign_amount"
    debit, credit = bool(words & _DEBIT), bool(words & _CREDIT)
    if words & (_BALANCE | _AMOUNT):
        # Alone, "débiteur" is a customer; beside "solde" it is a side.
        debit, credit = debit or bool(words & _DEBTOR), credit or bool(words & _CREDITOR)
    if debit and credit:
        # "Amount (Dr +/Cr -)" is one signed column; "Dr/Cr" says the side.
        return "amount" if words & _AMOUNT else ""
    amount = bool(words & _AMOUNT)
    span = "opening" if words & _OPENING else "closing" if words & _CLOSING else "movement" if words & _MOVEMENT else ""
    balance = bool(words & _BALANCE)
    known = words - _DEBTOR - _CREDITOR <= _DEBIT | _CREDIT | _AMOUNT | _LOCAL | _FOREIGN | _OPENING | _CLOSING | _MOVEMENT | _BALANCE | _FILLER
    if not known:
        return ""
    side = "debit" if debit else "credit" if credit else ""
    if span and (side or balance or amount or words & _WHOLE):
        return f"{span}_{side}" if side else span
    if balance and side:
        return f"closing_{side}"
    if balance or not (side or amount):
        return ""
    scope = "foreign_" if words & _FOREIGN and not words & _LOCAL else ""
    return f"{scope}{side or 'amount'}"


_OWN_KEY = frozenset({"id", "internal", "guid", "uuid", "system", "unique", "key", "sequence", "seq", "running", "docentry", "recid", "gid"})
_OWN_COUNT = frozenset({"trans", "transaction", "transactions", "txn", "tran", "entry", "record", "posting", "register", "batch"})


def internal_rank(heading: str) -> int:
    """How surely a column of numbers is the program's own key and not the number that stands on the voucher: 2 for an ID, 1 for a count of transactions or entries, 0 for neither."""
    words = set(plain_heading(heading).split())
    return 2 if words & _OWN_KEY else 1 if words & _OWN_COUNT and not words & {"voucher", "vch", "document", "doc"} else 0


_TOTAL = re.compile(
    r"^(?:\*+|(?:sub|grand|page|net|report|overall)?\s*totals?|(?:gesamt|zwischen|end)?\s*summen?|gesamt(?:betrag)?|insgesamt|total (?:general|generale|for|of|des|du|de|del|account|compte|cuenta).*|totaux|sous total|(?:sub|eind)?\s*tota(?:al|len)|suma(?: total)?|sumas|"
    r"kul(?: yog| jod)?|कुल(?: योग| जोड़)?|योग|yog|महायोग|totals? (?:carried|brought).*|summe (?:konto|soll|haben).*|gran total|totaal (?:generaal|rekening).*|somme|account total.*|ledger total.*|.* total)\s*$"
)
_NOT_A_LINE = re.compile(
    r"^(?:page \d+.*|page|seite \d+.*|pagina \d+.*|पृष्ठ.*|end of (?:the )?report.*|(?:\*+ )?end(?: of (?:list|statement|file))?(?: \*+)?|ende(?: .*)?|fin(?: (?:du|de|del) .*)?|einde(?: .*)?|printed (?:on|by).*|generated (?:on|by|from).*|run (?:date|on|by).*|report (?:date|run|generated).*|this is a computer.*|gedruckt.*|"
    r"carried (?:over|forward|down).*|brought (?:over|forward|down).*|c f|b f|ubertrag.*|report a nouveau.*|a reporter|transporte.*|suma y sigue|continued.*|fortsetzung.*|suite.*|prepared by.*|checked by.*|authori[sz]ed.*|for and on behalf.*|note.*|e and o e.*|समाप्त.*|रिपोर्ट समाप्त.*)$"
)
_BALANCE_ROW = re.compile(
    r"^(?:(?:opening|closing|beginning|ending|net|current|starting|balance) ?(?:balance|bal|forward|carried forward|brought forward|c f|b f|c d|b d)?(?: as .*)?|net movement.*|anfangssaldo.*|anfangsbestand.*|endsaldo.*|schlusssaldo.*|saldovortrag.*|vortrag.*|saldo(?: .*)?|solde(?: .*)?|report solde.*|saldo inicial.*|saldo final.*|beginsaldo.*|eindsaldo.*|"
    r"(?:प्रारंभिक|अंतिम|आरंभिक) शेष.*|(?:prarambhik|antim|aarambhik) shesh.*|to balance.*|by balance.*|balance (?:b|c)\w? ?[dfo].*|opening balance.*|closing balance.*|net change.*|beginning balance.*|ending balance.*)$"
)


_SAYS = re.compile(r"[^\W\d_]|\*")
"""A letter or a star: what only digits and signs make is neither total nor note."""


@lru_cache(maxsize=20_000)
def is_total(label: str) -> bool:
    """True for the label of a row that adds up others."""
    if not _SAYS.search(label):
        return False
    return bool(_TOTAL.match(plain_heading(label))) or bool(re.fullmatch(r"\*+", label.strip()))


def is_grand_total(label: str) -> bool:
    """True where the row says that it adds up the whole table."""
    plain = plain_heading(label)
    return plain in ("total", "totals", "summe", "gesamt", "totaux", "totaal", "suma", "kul", "कुल", "योग", "yog", "insgesamt") or bool(
        re.search(r"grand|gesamt|general|generaal|report total|महायोग|कुल योग|kul yog|suma total|gran|overall", plain)
    )


@lru_cache(maxsize=20_000)
def is_note(label: str) -> bool:
    """True for page numbers, ends of reports and whatever else is printed below and between the rows."""
    return bool(_SAYS.search(label)) and bool(_NOT_A_LINE.match(plain_heading(label)))


@lru_cache(maxsize=20_000)
def is_balance_row(label: str) -> bool:
    """True for a row that states an opening or closing balance."""
    return bool(_SAYS.search(label)) and bool(_BALANCE_ROW.match(plain_heading(label)))


_SIDES = {
    1: ("d", "dr", "debit", "s", "soll", "debe", "debet", "dr.", "+", "deb", "naam", "नाम", "नामे", "debito", "cargo"),
    -1: ("c", "cr", "credit", "h", "haben", "haber", "cr.", "-", "k", "kredit", "cred", "jama", "जमा", "credito", "abono"),
}
SIDE_WORDS: Mapping[str, int] = {word: side for side, words in _SIDES.items() for word in words}
"""What an indicator column says: S, D, Dr, + are debits; H, C, K, Cr, - are credits."""

POSTING_KEYS: Mapping[str, int] = {
    **{f"{key:02d}": 1 for key in (*range(1, 10), *range(21, 30), 40, 70, 80, 81, 82, 83, 84, 85, 86, 89)},
    **{f"{key:02d}": -1 for key in (*range(11, 20), *range(31, 40), 50, 75, 90, 91, 92, 93, 94, 95, 96, 99)},
}
"""SAP's posting keys: which side a line is on."""
