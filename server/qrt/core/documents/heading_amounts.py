"""Headings of amounts, put together from parts: debit or credit, local or foreign, opening, closing or movement."""

import re

AMOUNTS = frozenset({"debit", "credit", "amount", "foreign_debit", "foreign_credit", "foreign_amount"})
"""Meanings whose columns hold the money of a voucher's line."""

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

_COMPANY_CODE = re.compile(r"\bcompany code (?:currency|curr|crcy)\b")
"""SAP's word for the books' own currency."""
_SCRIPT_JUNK = re.compile(r"[^\w%#₹]+", re.UNICODE)


def money_meaning(plain: str, text: str) -> str:
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
