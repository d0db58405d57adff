"""Capital work in progress: how old the money in it is (Schedule III), and which projects are late."""

from collections.abc import Sequence
from datetime import date

from qrt.core.assets.ledgers import AssetLedgers
from qrt.core.assets.rules import AgeRule, AssetRules
from qrt.core.assets.types import Ageing, AssetLine, Project
from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import ZERO, Paise, rupee_text
from qrt.core.base.period import Quarter


def bucket_of(since: date, day: date, ages: Sequence[AgeRule]) -> AgeRule:
    """The bucket of money spent on `since`, seen at the end of `day`: on its first birthday it is no longer "less than 1 year"."""
    for rule in ages:
        if rule.years is None or day < _birthday(since, rule.years):
            return rule
    return ages[-1]


def _birthday(since: date, years: int) -> date:
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return date(since.year + years, 3, 1)


def draw_ageing(entity: str, lines: Sequence[AssetLine], ledgers: AssetLedgers, rules: AssetRules, quarter: Quarter) -> tuple[Ageing, tuple[Finding, ...]]:
    """Projects of the registers with their age; what the ledgers hold and no register names is split into what this quarter spent and what nobody can age."""
    day = quarter.last_day
    ages = [row for row in rules.ages if row.effective_from <= day and (row.effective_to is None or day <= row.effective_to)]
    projects = [_project(line, ages, day) for line in lines if line.asset.in_progress]
    if not projects:
        projects = _of_ledgers(ledgers, ages, day)
    if not ages:
        return Ageing((), tuple(projects), Paise(sum(each.amount for each in projects))), ()
    sums = {rule.key: Paise(sum(each.amount for each in projects if each.bucket == rule.key)) for rule in ages}
    unknown = Paise(sum(each.amount for each in projects if not each.bucket))
    buckets = tuple((rule.key, rule.label, sums[rule.key]) for rule in ages) if projects else ()
    return Ageing(buckets, tuple(projects), unknown), tuple(_check(entity, projects, day))


def _project(line: AssetLine, ages: Sequence[AgeRule], day: date) -> Project:
    asset = line.asset
    bucket = bucket_of(asset.bought, day, ages).key if asset.bought and ages else ""
    late = max((day - asset.due).days, 0) if asset.due else 0
    return Project(asset.key, asset.name, line.closing_cost, asset.bought, asset.due, bucket, late, line.ledger, asset.place)


def _of_ledgers(ledgers: AssetLedgers, ages: Sequence[AgeRule], day: date) -> list[Project]:
    made: list[Project] = []
    for ledger in ledgers.progress:
        closing = ledgers.closing(ledger)
        if not closing:
            continue
        # What leaves a ledger first is what came first: the rest of this quarter's spending is young, the rest of the opening balance has no day.
        spent = min(
            max(sum(line.amount for voucher in ledgers.vouchers for line in voucher.lines if line.ledger == ledger and line.amount > 0), 0), max(closing, 0)
        )
        if spent:
            made.append(Project(f"{ledger}/quarter", f"{ledger}: spent this quarter", Paise(spent), day, None, ages[0].key if ages else "", 0, ledger))
        if closing - spent:
            made.append(Project(f"{ledger}/opening", f"{ledger}: brought forward", Paise(closing - spent), None, None, "", 0, ledger))
    return made


def _check(entity: str, projects: Sequence[Project], day: date) -> list[Finding]:
    found: list[Finding] = []
    for each in projects:
        places = (each.place,) if each.place else ()
        subject = f"cwip:{entity}/{each.key}"
        if each.overdue_days:
            sentence = f"{each.name} ({rupee_text(each.amount)}) should have been finished on {each.due:%d-%m-%Y}, {each.overdue_days} days before {day:%d-%m-%Y}: Schedule III wants it listed with its expected completion."
            found.append(Finding("assets.cwip_overdue", Severity.WARNING, subject, sentence, each.amount, "Companies Act 2013, Schedule III", places, entity))
        elif not each.bucket and each.amount > ZERO:
            sentence = f"Nobody says since when {rupee_text(each.amount)} stands in {each.name}: its age for Schedule III is not known."
            found.append(
                Finding("assets.cwip_age_unknown", Severity.WARNING, subject, sentence, each.amount, "Companies Act 2013, Schedule III", places, entity)
            )
    return found
