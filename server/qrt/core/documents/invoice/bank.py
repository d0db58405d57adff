"""Where the seller wants to be paid: the IFSC by its form, the account by its label near it."""

import re

from qrt.core.documents.invoice.claims import Labelled, claims
from qrt.core.documents.invoice.heads import Choice
from qrt.core.documents.invoice.values import Candidate

_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
"""RBI, structure of the Indian Financial System Code: four letters of the bank, a zero, six of the branch."""

_ACCOUNT = re.compile(r"\d{9,18}")
NEAR_LINES = 6
"""An account number stands at most this many lines from its IFSC; a number further away is a customer's with the seller."""


def find_bank(paper: Labelled) -> dict[str, Choice]:
    """`bank.ifsc` and `bank.account`, as far as they are there. Several codes or accounts are a person's to choose from."""
    codes = [Candidate("ifsc", text, (token,)) for token in paper.sheet.tokens() if _IFSC.fullmatch(text := token.text.strip(":,;.()-").upper())]
    if not codes:
        return {}
    found = {"bank.ifsc": _chosen(codes)}
    numbers = [
        Candidate("account", text, (token,))
        for token in paper.sheet.tokens()
        if _ACCOUNT.fullmatch(text := token.text.strip(":,;.()-")) and any(abs(token.line - code.line) <= NEAR_LINES for code in codes)
    ]
    accounts = [claim.candidate for claim in claims(paper, numbers, lambda label: label.role == "account")]
    if accounts:
        found["bank.account"] = _chosen(accounts)
    return found


def _chosen(candidates: list[Candidate]) -> Choice:
    others = {each.value for each in candidates[1:]} - {candidates[0].value}
    return Choice(candidates[0], 0.5, f"{' and '.join(sorted(others))} is printed as well") if others else Choice(candidates[0], 0.92)
