"""Reads what words and tariff headings say about accounts (account_words.yaml) into core types. A broken row is refused naming it."""

from functools import cache
from pathlib import Path

from qrt.adapters.rulebook.chart import load_model_chart
from qrt.adapters.rulebook.read import RULES_FOLDER, read_rules
from qrt.core.base.errors import Refused
from qrt.core.learning.accounts import AccountWords, Calibration, Knowledge

_FILE = "account_words.yaml"


@cache
def load_knowledge(folder: Path = RULES_FOLDER) -> Knowledge:
    """General knowledge for the choice of ledgers. Raises Refused("rules.unreadable") naming the row at fault."""
    book = read_rules(folder, _FILE)
    names = {account.code: account.name for account in load_model_chart(folder).accounts}
    rows: list[AccountWords] = []
    for number, row in enumerate(book.get("accounts") or (), start=1):
        code = str(row.get("code", ""))
        if code not in names or row.get("side") not in ("purchase", "sale") or not (row.get("words") or row.get("hsn")):
            raise Refused("rules.unreadable", f"{_FILE}, accounts row {number}: needs the code of a model account, a side, and words or headings")
        rows.append(AccountWords(code, names[code], row["side"], tuple(map(str, row.get("words", ()))), tuple(map(str, row.get("hsn", ())))))
    steps = {tier: tuple((float(step["from"]), float(step["right"])) for step in given) for tier, given in (book.get("calibration") or {}).items()}
    for tier, given in steps.items():
        if list(given) != sorted(given):
            raise Refused("rules.unreadable", f"{_FILE}, calibration {tier}: the steps must rise")
    return Knowledge(tuple(rows), Calibration(steps))
