"""What is missing or wrong about the company itself: findings, never a crash."""

from qrt.core.base.company import Company
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.identifiers import cin_fault, gstin_fault, ifsc_fault, pan_fault, pan_of_gstin, tan_fault

_WANTED = (
    ("cin", "the CIN", "the statements cannot name the company as the Act wants it"),
    ("pan", "the PAN", "papers in its name cannot be told by it"),
    ("tan", "the TAN", "TDS statements cannot be told to be its own"),
)


def check_company(company: Company) -> tuple[Finding, ...]:
    """Identifiers that are missing or cannot be right, companies without a GSTIN, bank accounts without a number."""
    findings: list[Finding] = []
    for field, words, why in _WANTED:
        if not getattr(company, field):
            sentence = f"{company.name}: {words} is not known, so {why}."
            findings.append(Finding(f"company.no_{field}", Severity.INFO, f"company:{field}", sentence))
    faults = (("cin", cin_fault), ("pan", pan_fault), ("tan", tan_fault))
    for field, fault in faults:
        value = getattr(company, field)
        if value and (why := fault(value)):
            findings.append(Finding(f"company.{field}_invalid", Severity.ERROR, f"company:{field}", f"{company.name}: {value} is not right: {why}."))
    for entity in company.entities:
        if not entity.gstins:
            sentence = f"{entity.name}: no GSTIN is known, so purchases and sales on invoices cannot be told apart and GSTR-2B cannot be matched."
            findings.append(Finding("company.no_gstin", Severity.WARNING, f"company:gstin/{entity.code}", sentence, entity=entity.code))
        for gstin in entity.gstins:
            if why := gstin_fault(gstin):
                sentence = f"{entity.name}: GSTIN {gstin} is not right: {why}."
                findings.append(Finding("company.gstin_invalid", Severity.ERROR, f"company:gstin/{gstin}", sentence, entity=entity.code))
            elif len(company.entities) == 1 and company.pan and pan_of_gstin(gstin) != company.pan:
                sentence = f"{entity.name}: GSTIN {gstin} holds another PAN than {company.pan}."
                findings.append(Finding("company.gstin_of_another_pan", Severity.WARNING, f"company:gstin/{gstin}", sentence, entity=entity.code))
    for bank in company.bank_accounts:
        if bank.ifsc and (why := ifsc_fault(bank.ifsc)):
            findings.append(
                Finding("company.ifsc_invalid", Severity.WARNING, f"company:bank/{bank.ledger}", f"{bank.ledger}: {bank.ifsc} is not right: {why}.")
            )
    return tuple(findings)
