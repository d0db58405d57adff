"""Reads COMPANY.yaml. Everything but the name may be missing; what is there and cannot be understood is refused in one line naming its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from qrt.core.base.company import AUTO_POST_KINDS, AutoPost, BankAccount, Company, Division, Entity, LedgerMapping, Policy, QuotedRate
from qrt.core.base.errors import Refused
from qrt.core.base.money import Paise, rupees
from qrt.core.documents.acceptance import accept_fault
from qrt.core.documents.columns import Layouts, layouts_from

_KNOWN = frozenset(
    {
        "name",
        "cin",
        "pan",
        "tan",
        "division",
        "e_invoice_turnover",
        "entities",
        "bank_accounts",
        "opening",
        "materiality",
        "policy",
        "gstins",
        "gstin",
        "branches",
        "layouts",
        "rates",
        "mappings",
    }
)
_POLICY_MONEY = frozenset({"amount_tolerance", "auto_accept_limit"})


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """The company, its opening trial balances as pairs of file and entity code ("" where the file says it), and what it says of the columns of its papers."""

    company: Company
    openings: tuple[tuple[Path, str], ...]
    layouts: Layouts = field(default_factory=dict)


def load_company_file(path: Path) -> CompanyFile:
    """Read a COMPANY.yaml. Raises Refused("company.unreadable") naming file, key and cause."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as wrong:  # An impossible date (2026-02-31) is a ValueError of the parser's own.
        raise Refused("company.unreadable", f"{path.name} cannot be read: {_one_line(wrong)}") from wrong
    if not isinstance(content, Mapping) or not str(content.get("name") or "").strip():
        raise Refused("company.unreadable", f"{path.name} names no company: write at least `name:`.")
    if unknown := sorted(str(key) for key in content.keys() - _KNOWN):
        raise Refused("company.unreadable", f"{path.name} has a key nobody knows: {', '.join(unknown)}.")
    reader = _Reader(path.name)
    name = reader.text(content, "name")
    entities = reader.entities(content, name)
    codes = {entity.code for entity in entities}
    company = Company(
        name=name,
        cin=reader.text(content, "cin").upper(),
        pan=reader.text(content, "pan").upper(),
        tan=reader.text(content, "tan").upper(),
        division=reader.division(content),
        e_invoice_turnover=reader.money(content, "e_invoice_turnover"),
        entities=entities,
        bank_accounts=reader.banks(content, codes),
        materiality=reader.money(content, "materiality") or Paise(0),
        policy=reader.policy(content, codes),
        rates=reader.rates(content),
        mappings=reader.mappings(content, codes),
    )
    return CompanyFile(company, reader.openings(content, path.parent, codes), reader.layouts(content))


class _Reader:
    """Takes values out of the file and refuses by its name."""

    def __init__(self, file: str) -> None:
        self.file = file

    def wrong(self, where: str, cause: str) -> Refused:
        return Refused("company.unreadable", f"{self.file}, {where}: {cause}.")

    def text(self, parts: Mapping[str, Any], key: str) -> str:
        value = parts.get(key)
        if value is None:
            return ""
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value).strip()
        raise self.wrong(key, "a text is wanted here")

    def texts(self, parts: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = parts.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value.strip(),)
        if isinstance(value, Sequence) and all(isinstance(each, str | int) for each in value):
            return tuple(str(each).strip() for each in value)
        raise self.wrong(key, "a list of texts is wanted here")

    def money(self, parts: Mapping[str, Any], key: str) -> Paise | None:
        """An amount of nil or more in rupees; None where the key is not there or stands empty."""
        value = parts.get(key)
        if value is None:
            return None
        text = self.text(parts, key)
        try:
            amount = rupees(text)
        except ValueError as cause:
            raise self.wrong(key, f"{text or 'an empty text'} is not an amount in rupees") from cause
        if amount < 0 or re.search(r"[dc]r\.?\)?$", text, re.IGNORECASE):
            raise self.wrong(key, f"{text} is not an amount of nil or more in rupees")
        return amount

    def division(self, content: Mapping[str, Any]) -> Division:
        text = self.text(content, "division") or "I"
        if text.upper() not in ("I", "II", "1", "2"):
            raise self.wrong("division", f"{text} is neither I nor II")
        return Division("I" if text.upper() in ("I", "1") else "II")

    def entities(self, content: Mapping[str, Any], name: str) -> tuple[Entity, ...]:
        listed = content.get("entities") or [{"code": entity_code(name), "name": name, "gstins": content.get("gstins") or content.get("gstin")}]
        if not isinstance(listed, Sequence) or not all(isinstance(each, Mapping) for each in listed):
            raise self.wrong("entities", "a list of companies is wanted here")
        found: list[Entity] = []
        for number, each in enumerate(listed, 1):
            where = f"entities, number {number}"
            own = self.text(each, "name") or self.text(each, "code")
            if not own:
                raise self.wrong(where, "it has neither name nor code")
            ownership = self.text(each, "ownership") or "100"
            found.append(
                Entity(
                    code=self.text(each, "code") or entity_code(own),
                    name=own,
                    parent=self.text(each, "parent"),
                    ownership=self.percent(ownership.rstrip("% "), where),
                    currency=self.currency(each, where),
                    gstins=tuple(gstin.upper() for gstin in (*self.texts(each, "gstins"), *self.texts(each, "gstin"))),
                    branches=self.texts(each, "branches"),
                    aliases=self.texts(each, "aliases"),
                )
            )
        codes = [entity.code for entity in found]
        if len(set(codes)) != len(codes):
            raise self.wrong("entities", "two companies have the same code")
        for entity in found:
            if entity.parent and (entity.parent not in codes or entity.parent == entity.code):
                raise self.wrong("entities", f"the parent {entity.parent} of {entity.code} is not one of the companies")
        return tuple(found)

    def currency(self, each: Mapping[str, Any], where: str) -> str:
        """What a company keeps its books in, as the rates name it: "inr" is no other currency than INR."""
        code = self.text(each, "currency").upper() or "INR"
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise self.wrong(where, f"currency is three letters, like USD, not {code}")
        return code

    def percent(self, text: str, where: str) -> str:
        try:
            share = Decimal(text)
        except InvalidOperation as cause:
            raise self.wrong(where, f"{text} is not a percentage") from cause
        if not 0 <= share <= 100:
            raise self.wrong(where, f"{text} lies outside 0 to 100")
        return format(share.normalize(), "f")

    def banks(self, content: Mapping[str, Any], codes: set[str]) -> tuple[BankAccount, ...]:
        listed = content.get("bank_accounts") or []
        if not isinstance(listed, Sequence) or not all(isinstance(each, Mapping) for each in listed):
            raise self.wrong("bank_accounts", "a list of accounts is wanted here")
        found = []
        for number, each in enumerate(listed, 1):
            ledger, entity = self.text(each, "ledger"), self.text(each, "entity")
            if not ledger:
                raise self.wrong(f"bank_accounts, number {number}", "it names no ledger")
            if entity and entity not in codes:
                raise self.wrong(f"bank_accounts, number {number}", f"{entity} is not one of the companies")
            found.append(BankAccount(ledger, self.text(each, "number"), self.text(each, "ifsc").upper(), entity))
        return tuple(found)

    def rates(self, content: Mapping[str, Any]) -> tuple[QuotedRate, ...]:
        """Exchange rates that the company names: currency, day, rate in rupees for one unit, and where it has them from."""
        listed = content.get("rates") or []
        if not isinstance(listed, Sequence) or not all(isinstance(each, Mapping) for each in listed):
            raise self.wrong("rates", "a list of rates is wanted here")
        found: list[QuotedRate] = []
        for number, each in enumerate(listed, 1):
            where, currency, kind = f"rates, number {number}", self.text(each, "currency").upper(), self.text(each, "kind") or "closing"
            if not re.fullmatch(r"[A-Z]{3}", currency):
                raise self.wrong(where, "currency is three letters, like USD")
            if kind not in ("closing", "average", "reference", "historical"):
                raise self.wrong(where, f"{kind} is none of closing, average, reference, historical")
            try:
                day, rate = date.fromisoformat(str(each.get("day"))), Decimal(self.text(each, "rate"))
            except (ValueError, InvalidOperation) as cause:
                raise self.wrong(where, "it needs a day like 2026-09-30 and a rate like 88.75") from cause
            if not rate.is_finite() or rate <= 0:
                raise self.wrong(where, "a rate is more than nil")
            found.append(QuotedRate(currency, day, rate, kind, self.text(each, "source")))
        return tuple(found)

    def mappings(self, content: Mapping[str, Any], codes: set[str]) -> tuple[LedgerMapping, ...]:
        """`mappings:` as pairs of ledger and line, or as a list of rows {ledger, line, entity, role, tds}."""
        given = content.get("mappings") or []
        if isinstance(given, Mapping):
            given = [{"ledger": ledger, "line": line} for ledger, line in given.items()]
        if not isinstance(given, Sequence) or isinstance(given, str) or not all(isinstance(each, Mapping) for each in given):
            raise self.wrong("mappings", "pairs of ledger and line, or a list of rows, are wanted here")
        found = []
        for number, each in enumerate(given, 1):
            where, ledger, line, entity = f"mappings, number {number}", self.text(each, "ledger"), self.text(each, "line"), self.text(each, "entity")
            if unknown := sorted(str(key) for key in each.keys() - {"ledger", "line", "entity", "role", "tds"}):
                raise self.wrong(where, f"nobody knows {', '.join(unknown)}")
            if not ledger or not line:
                raise self.wrong(where, "ledger and line are wanted")
            if entity and entity not in codes:
                raise self.wrong(where, f"{entity} is not one of the companies")
            found.append(LedgerMapping(ledger, line.upper(), entity, self.text(each, "role"), self.text(each, "tds")))
        return tuple(found)

    def policy(self, content: Mapping[str, Any], codes: set[str]) -> Policy:
        given = content.get("policy") or {}
        if not isinstance(given, Mapping):
            raise self.wrong("policy", "settings by name are wanted here")
        values: dict[str, Any] = {}
        for key, value in given.items():
            name = str(key).removesuffix("_paise")
            if name not in Policy.__dataclass_fields__:
                raise self.wrong("policy", f"there is no setting {key}")
            if name in _POLICY_MONEY and str(key).endswith("_paise"):
                if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                    raise self.wrong("policy", f"{key} is a whole number of paise, nil or more")
                values[name] = Paise(value)
            elif name in _POLICY_MONEY:
                values[name] = self.money(given, str(key)) or Paise(0)
            elif name == "doubtful_debts":
                values[name] = self.doubtful(value)
            elif name == "auto_post":
                values[name] = self.auto_post(value, codes)
            elif name == "accept_from":
                values[name] = self.accept_from(value)
            elif name in ("income_tax_rate", "precision_target"):
                values[name] = self.percent(str(value).rstrip("% "), f"policy, {name}")
            elif name == "auto_accept_margin":
                values[name] = self.percent(str(value), "policy, auto_accept_margin")
            elif name == "income_tax_regime":
                values[name] = self.text(given, str(key))
            elif isinstance(Policy.__dataclass_fields__[name].default, bool):
                if not isinstance(value, bool):
                    raise self.wrong("policy", f"{key} is yes or no")
                values[name] = value
            elif isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                values[name] = value
            else:
                raise self.wrong("policy", f"{key} is a whole number of days")
        return Policy(**values)

    def accept_from(self, value: Any) -> tuple[tuple[str, str], ...]:
        """Confidence by kind of paper, as a share: `{tax_invoice: 0.9}`."""
        where = "policy, accept_from"
        if not isinstance(value, Mapping):
            raise self.wrong(where, "shares by kind of paper like {tax_invoice: 0.9} are wanted here")
        found = []
        for kind, said in value.items():
            try:
                share = Decimal(str(said))
            except InvalidOperation as cause:
                raise self.wrong(where, f"{said} is not a share like 0.9") from cause
            if fault := accept_fault(str(kind), share):
                raise self.wrong(where, fault)
            found.append((str(kind), format(share, "f")))
        return tuple(sorted(found))

    def auto_post(self, value: Any, codes: set[str]) -> tuple[AutoPost, ...]:
        """One policy `{name, kinds, up_to, confidence, entities}` or a list of them. Nothing but name and entities may be left out: there is no default."""
        listed = [value] if isinstance(value, Mapping) else [] if value is None else value
        where = "policy, auto_post"
        if not isinstance(listed, Sequence) or isinstance(listed, str) or not all(isinstance(each, Mapping) for each in listed):
            raise self.wrong(where, "a policy like {kinds: [expense], up_to: 25000.00, confidence: 0.97} or a list of them is wanted here")
        found: list[AutoPost] = []
        for number, each in enumerate(listed, 1):
            where = f"policy, auto_post, number {number}"
            if unknown := sorted(str(key) for key in each.keys() - {"name", "kinds", "up_to", "confidence", "entities"}):
                raise self.wrong(where, f"nobody knows {', '.join(unknown)}")
            kinds, entities, up_to = self.texts(each, "kinds"), self.texts(each, "entities"), self.money(each, "up_to")
            if not kinds or (strange := [kind for kind in kinds if kind not in AUTO_POST_KINDS]):
                raise self.wrong(where, f"kinds are of {', '.join(AUTO_POST_KINDS)}" + (f", not {', '.join(strange)}" if kinds else ""))
            if up_to is None:
                raise self.wrong(where, "up_to is wanted, the most that a paper may come to")
            if strangers := [code for code in entities if code not in codes]:
                raise self.wrong(where, f"{', '.join(strangers)} is not one of the companies")
            name = self.text(each, "name") or ("auto_post" if len(listed) == 1 else f"auto_post {number}")
            found.append(AutoPost(name, kinds, up_to, self.confidence(each, where), entities))
        if len({each.name for each in found}) != len(found):
            raise self.wrong("policy, auto_post", "two policies have the same name")
        return tuple(found)

    def confidence(self, parts: Mapping[str, Any], where: str) -> Decimal:
        """A share from 0.5 to 1: less is no confidence."""
        text = self.text(parts, "confidence")
        try:
            share = Decimal(text)
        except InvalidOperation as cause:
            raise self.wrong(where, "confidence is wanted, a share like 0.97") from cause
        if not Decimal("0.5") <= share <= 1:
            raise self.wrong(where, f"confidence {text} lies outside 0.5 to 1")
        return share.normalize()

    def layouts(self, content: Mapping[str, Any]) -> Layouts:
        given = content.get("layouts")
        if given is None:
            return {}
        try:
            return layouts_from(given, "layouts")
        except Refused as wrong:
            raise Refused("company.unreadable", f"{self.file}, {wrong.sentence}") from wrong

    def doubtful(self, value: Any) -> tuple[tuple[int, str], ...]:
        """`{180: 50, 365: 100}`: percent to provide on what is older than so many days."""
        if not isinstance(value, Mapping) or not all(isinstance(days, int) and days >= 0 for days in value):
            raise self.wrong("policy, doubtful_debts", "percentages by days are wanted here, like {180: 50, 365: 100}")
        return tuple((days, self.percent(str(value[days]).rstrip("% "), "policy, doubtful_debts")) for days in sorted(value))

    def openings(self, content: Mapping[str, Any], folder: Path, codes: set[str]) -> tuple[tuple[Path, str], ...]:
        pairs: list[tuple[str, str]] = []
        given = content.get("opening")
        if isinstance(given, Mapping):
            pairs += [(str(file), str(entity)) for entity, file in given.items()]
        elif isinstance(given, Sequence) and not isinstance(given, str):
            pairs += [(str(file), "") for file in given]
        elif given:
            pairs.append((str(given), ""))
        for each in content.get("entities") or []:
            if isinstance(each, Mapping) and each.get("opening"):
                pairs.append((str(each["opening"]), self.text(each, "code") or entity_code(self.text(each, "name"))))
        found = []
        for file, entity in pairs:
            path = (folder / file).resolve()
            if entity and entity not in codes:
                raise self.wrong("opening", f"{entity} is not one of the companies")
            if not path.is_file():
                raise self.wrong("opening", f"there is no file {file} beside it")
            found.append((path, entity or (next(iter(codes)) if len(codes) == 1 else "")))
        return tuple(dict.fromkeys(found))


def entity_code(name: str) -> str:
    """A short code from a name: initials of its words without the legal form ("Sahyadri Pumps Pvt Ltd" gives "SP"), the first letters of a single word."""
    words = [
        word
        for word in re.findall(r"[A-Za-z0-9]+", name)
        if word.lower() not in ("pvt", "private", "ltd", "limited", "llp", "the", "and", "of", "co", "company")
    ]
    if not words:
        return "MAIN"
    return (words[0][:4] if len(words) == 1 else "".join(word[0] for word in words[:6])).upper()


def _one_line(wrong: Exception) -> str:
    return " ".join(str(wrong).split())[:200]
