"""What the label of a row says that is no line: a total, a balance, a note below the table."""

import re
from functools import lru_cache

from qrt.core.documents.headings import plain_heading

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
_OF_TOTALS = re.compile(r"tot|sum|som|gesamt|kul|yog|\*", re.IGNORECASE)
"""Every label of a total in Latin letters has one of these: most narrations of a long list are told by this look alone."""


@lru_cache(maxsize=20_000)
def is_total(label: str) -> bool:
    """True for the label of a row that adds up others."""
    if not (_OF_TOTALS if label.isascii() else _SAYS).search(label):
        return False
    return bool(_TOTAL.match(plain_heading(label))) or bool(re.fullmatch(r"\*+", label.strip()))


_CARRIED = re.compile(r"^(?:total |balance )?(?:carried|brought) (?:over|forward|down)|^[cb] f$|^totals? (?:as|carried|brought) ")


def is_carried(label: str) -> bool:
    """True for the label of sums that a page hands on to the next."""
    return bool(_CARRIED.match(plain_heading(label)))


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
