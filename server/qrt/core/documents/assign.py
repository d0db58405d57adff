"""Which legal entity of the group a paper belongs to."""

import re
from collections.abc import Iterable

from qrt.core.base.company import Company, Entity
from qrt.core.documents.types import Extraction

_OUR_SIDE = ("gstin", "buyer.gstin", "seller.gstin", "supplier.gstin", "recipient.gstin")
_NAME_FIELDS = ("company", "branch", "title", "buyer.name", "seller.name", "account_name", "ledger")


def propose_entity(extraction: Extraction, paper_name: str, company: Company) -> tuple[str, str]:
    """The entity's code and why; ("", why not) when the signs are missing or contradict each other.

    In order of weight: a GSTIN on the paper, the bank account's number or ledger, a company or branch name, the folder, being the only entity.
    """
    if not company.entities:
        return "", "the company has no entities"
    for propose in (_by_gstin, _by_bank, _by_name, _by_folder):
        codes, why = propose(extraction, paper_name, company)
        if len(codes) == 1:
            return codes[0], why
        if codes:
            return "", f"{why}: it could be {' or '.join(codes)}"
    if len(company.entities) == 1:
        return company.entities[0].code, "it is the only entity"
    return "", "no GSTIN, account, name or folder tells whose paper it is"


def _by_gstin(extraction: Extraction, _name: str, company: Company) -> tuple[list[str], str]:
    owners = {gstin.upper(): entity.code for entity in company.entities for gstin in entity.gstins}
    found = {name: owners[value] for name in _OUR_SIDE if (value := extraction.text(name).upper()) in owners}
    codes = sorted(set(found.values()))
    if len(codes) == 2 and found.get("buyer.gstin") and found.get("seller.gstin"):
        return codes, "buyer and seller are both of the group"
    return codes, f"GSTIN {extraction.text(next(iter(found)))} on the paper" if found else ""


def _by_bank(extraction: Extraction, _name: str, company: Company) -> tuple[list[str], str]:
    """Account numbers are often masked (XXXX1234): the visible last four digits or more must fit one account only."""
    number = re.sub(r"[^0-9A-Z]", "", extraction.text("account_number").upper())
    visible = re.sub(r"^.*[X*]", "", number)
    ledger = _flat(extraction.text("ledger"))
    exact = [each for each in company.bank_accounts if number and each.number and re.sub(r"\W", "", each.number.upper()) == number]
    tail = [each for each in company.bank_accounts if len(visible) >= 4 and each.number and re.sub(r"\W", "", each.number).endswith(visible)]
    named = [each for each in company.bank_accounts if ledger and _flat(each.ledger) == ledger]
    for accounts, why in ((exact, "bank account number"), (tail, "last digits of the bank account"), (named, "ledger of the bank account")):
        codes = sorted({each.entity for each in accounts if each.entity})
        if codes:
            return codes, why
    return [], ""


def _by_name(extraction: Extraction, _name: str, company: Company) -> tuple[list[str], str]:
    """The whole name of an entity, alias or branch inside a heading; the longest name that fits wins over its own beginning."""
    texts = [_flat(extraction.text(name)) for name in _NAME_FIELDS if extraction.text(name)]
    hits = [(len(name), entity.code) for entity in company.entities for name in _names(entity) if any(_contains(text, name) for text in texts)]
    if not hits:
        return [], ""
    longest = max(length for length, _ in hits)
    return sorted({code for length, code in hits if length == longest}), "company or branch name on the paper"


def _by_folder(_extraction: Extraction, paper_name: str, company: Company) -> tuple[list[str], str]:
    parts = re.split(r"[/\\]", paper_name)
    folders = {_flat(part) for part in parts[:-1]}
    codes = [entity.code for entity in company.entities if {_flat(entity.code), _flat(entity.name)} & folders]
    if codes:
        return codes, "the folder it lies in"
    words = set(re.split(r"[^A-Za-z0-9]+", parts[-1].upper()))
    return [entity.code for entity in company.entities if entity.code.upper() in words], "the file's name"


def _names(entity: Entity) -> Iterable[str]:
    return tuple(flat for each in (entity.name, *entity.aliases, *entity.branches) if len(flat := _flat(each)) >= 3)


def _flat(text: str) -> str:
    """Case, spaces and punctuation gone; Private and Limited shortened as people do."""
    body = text.lower().replace("&", " and ")
    body = re.sub(r"\bprivate\b", "pvt", body)
    body = re.sub(r"\blimited\b", "ltd", body)
    return re.sub(r"[^a-z0-9]", "", body)


def _contains(text: str, name: str) -> bool:
    return name in text
