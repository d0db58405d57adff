"""The columns of a fixed-asset register by what their headings mean: one heading row, or a wide heading over narrower ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from qrt.core.documents.dates import parse_day
from qrt.core.documents.headers import normal
from qrt.core.documents.workbook import Sheet, SheetRow

HEADER_ROWS = 40

_NET = re.compile(
    r"\bnet (block|book|value|carrying|asset|wdv|amount|fixed)|^net$|current value|book val|\bw d v\b|\bwdv\b|written down|carrying (amount|value)|\bnbv\b|book value"
)
_DEPRECIATION = re.compile(r"deprec|amorti[sz]|\bdepn?\b|\baccum|\bacc dep")
_GROSS = re.compile(
    r"\bgross\b|\bcosts?\b|purchase (value|price|amount)|(acquisition|capitali[sz]ed|original) (value|amount|price)|asset (value|amount|price|cost)|acquis\w* val|\bapc\b|\bcapitali[sz]ed amount|^(basic )?(amount|value)$|spent|incurred"
)
_OPENING = re.compile(r"\bopening\b|\bopg?\b|\bb f\b|brought|beginning|\bprevious\b|up ?to (last|previous)|\bstart\b")
_ADDITIONS = re.compile(r"\badditions?\b|acquired|purchases? during|capitali[sz]ed during|\bnew\b")
_DELETIONS = re.compile(r"deletions?|disposals?|\bsales?\b|\bsold\b|deductions?|adjust|retire|written back|discard|withdraw|scrapped|transfers?")
_PERIOD = re.compile(
    r"\bfor\b|\bduring\b|\bcurrent\b|\bcharged?\b|provided|\bthis\b|\bq[1-4]\b|\bfy\b|\byear\b|\bquarter\b|\bqtr\b|\bmonth\b|\bperiod\b|\bytd\b|pl(an)?ne?d"
)
_CLOSING = re.compile(r"\bclosing\b|\bclg?\b|\bc f\b|carried|\bend\b|to date|till date|\btotal\b|accumulated|\baccum\b|cumulative|provision|\breserve\b")
_ASSETS = re.compile(r"\bassets?\b|\bcapital work|\bc\.?w\.?i\.?p\b|\bplant and machinery\b|\bfar\b", re.IGNORECASE)
_CLASS = re.compile(
    r"\s*(?:\d+[.)]?\s*)?(?:(?:fixed|tangible|intangible|current)\s+assets?\b|plant\s*(?:and|&)\s*machinery\b|capital work|c\.?w\.?i\.?p\b)", re.IGNORECASE
)
"""Classes that only a register of assets has, wherever on it they stand."""
_FIRM = re.compile(r"\bassets?\b.*\b(?:ltd|limited|llp|pvt|private|inc|management|reconstruction)\b", re.IGNORECASE)
_PROGRESS = re.compile(r"capital work|\bc\.?w\.?i\.?p\b", re.IGNORECASE)
_BOOKED = re.compile(r"\bblock\b|\bbook\b|\bw\.?d\.?v\b|written down|carrying|\bnbv\b")
_SPENT = re.compile(r"\bprojects?\b|\bspent\b|\bincurred\b|\bassets?\b")
"""What tells a list of projects from an extract of the ledger of the same name."""
_DATE_IN = re.compile(r"(\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:\d{1,2}|[A-Za-z]{3,9})[\s.,/-]+\d{2,4})")

_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        (
            "ignored",
            r"^(s|sl|sr|serial)?( )?(no|number|nos|#)$|^(s|sl|sr|serial|#)$|^days$|days|currency|crcy|remaining|unexpired|balance life|quantity|^qty$|^units?$|no days|days used|days use|number days|vendor|supplier|invoice no|bill no|voucher|remarks?|status|\bnotes?\b|serial number|model|make\b|insur",
        ),
        ("due", r"(expected|target|scheduled|planned|estimated|due).*(complet|capitali|finish|commission|date)|completion date|date completion"),
        (
            "disposed",
            r"(date|dt|day)\b.*(sale|sold|disposal|deletion|scrap|retire|discard)|(sale|sold|disposal|deletion|scrap|retirement|disposed|scrapped|discarded|retired) (date|dt|on)\b|^(sold|disposed|scrapped)$",
        ),
        (
            "put_to_use",
            r"put (to|into) use|\bin use\b|\bplaced service\b|^service (date|start)|ready (for|to) use|commission|install|usage (start|date)|use date|date use|start date|dep\w* (start|from)|\bcap (date|dt)\b|(date|dt).*capitali[sz]|capitali[sz]\w* (date|dt|on)\b",
        ),
        (
            "bought",
            r"(date|dt)\b.*(purchase|acqui|invoice|addition|buy|bought|bill|spend|incur|start|commence)|(purchase|acq\w*|invoice|addition|bought|buy(ing)?|bill) (date|dt|on)\b|^dop$|^bought$|^date$|^doa$|started|commenced",
        ),
        ("proceeds", r"(sales?|sold|disposal|scrap) (value|proceeds?|consideration|price|amount)|proceeds|realis|realiz"),
        ("salvage", r"residual|salvage|scrap value"),
        ("shift", r"\bshifts?\b"),
        ("life", r"\blife\b|useful years|years? use$"),
        ("method", r"\bmethod\b|slm wdv|wdv slm|slm or wdv|dep\w* (key|type|basis)\b"),
        ("rate", r"\brate\b|dep(n|reciation)? %|% dep|^%$|%$"),
        ("parent", r"\bcomponent\b|parent|main asset|part of"),
        ("block", r"(?<!gross )(?<!net )\bblock\b(?! (opening|closing|as)\b)|income tax (class|category|group)|\bit (block|class|category)\b"),
        ("location", r"location|department|\bdept\b|\bsite\b|branch|cost cent|plant code|custodian|\buser\b"),
        ("class", r"\bclass\b|category|asset (group|type|head)|nature asset|type asset|^(group|head|type)$|classification|head account|account head"),
        ("ledger", r"\bledger\b|\bgl\b|general ledger|account (name|code)|^account$"),
        (
            "code",
            r"\bcode\b|^ref(erence)?( no)?$|\bbar ?code\b|\b(asset|fa|far|tag|item|register|project|job) (id|no|number|tag|ref)\b|\btag\b|^id$|identification|\basset ?#|^wbs",
        ),
        ("name", r"description|\bname\b|particulars|details|^assets?$|^fixed assets?$|^items?$|^projects?$|nature|asset"),
    )
)


_DATED = frozenset({"bought", "put_to_use", "disposed", "due"})


@dataclass(slots=True)
class Columns:
    """What each column (from 0) is. `amounts` maps (family, stage): family gross, depreciation, net; stage opening, additions, deletions, period, closing, "".

    seconds a column whose words say what another one's said before it: that other's day may yet tell the two apart
    blocks  the sheet is a schedule of income-tax blocks: `amounts` then has family "block" with opening, additions_full, additions_half, deletions, depreciation, closing
    """

    header_row: int
    header_end: int
    words: dict[str, int] = field(default_factory=dict)
    amounts: dict[tuple[str, str], int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    dates: dict[tuple[str, str], date] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()
    seconds: dict[tuple[str, str], int] = field(default_factory=dict)
    blocks: bool = False

    @property
    def first_text(self) -> tuple[int, ...]:
        """Columns that name a row, the best first."""
        return tuple(self.words[each] for each in ("name", "code", "class", "ledger", "block") if each in self.words)


def find_asset_register(sheet: Sheet) -> Columns | None:
    """The columns, or None when no row (or pair or triple of rows) heads a register of fixed assets."""
    best: tuple[int, Columns] | None = None
    said = [sheet.name, *(cell.text for row in sheet.rows[:HEADER_ROWS] for cell in row.cells.values() if isinstance(cell.value, str))]
    classed = any(_CLASS.match(text) for text in said)
    progress = any(_PROGRESS.search(text) for text in said)
    for position in range(min(len(sheet.rows), HEADER_ROWS)):
        for height in (1, 2, 3):
            rows = sheet.rows[position : position + height]
            if len(rows) < height or not _is_heading(rows):
                break
            columns = _read(sheet, rows)
            # What a row of the table is about says nothing of the table: money goes to firms that deal in assets.
            above = [sheet.name, *(cell.text for row in sheet.rows[: position + height] for cell in row.cells.values() if isinstance(cell.value, str))]
            named = classed or any(_ASSETS.search(text) and not _FIRM.search(text) for text in above)
            score = len(columns.words) + 2 * len(columns.amounts) - height
            if _is_enough(columns, named, progress) and (best is None or score > best[0]):
                best = (score, columns)
        if best and position > best[1].header_end:
            break
    return best[1] if best else None


def _is_heading(rows: Sequence[SheetRow]) -> bool:
    """Words and days alone, at least two cells in the last row; a row with an amount is a row of the table."""
    if len(rows[-1].cells) < 2:
        return False
    return not any(isinstance(cell.value, float | bool) and not _is_year(cell.value) for row in rows for cell in row.cells.values()) and not any(
        re.fullmatch(r"[\d,]+\.\d{2}", cell.text.strip()) for row in rows for cell in row.cells.values()
    )


def _is_year(value: float | bool) -> bool:
    return isinstance(value, float) and value.is_integer() and 1990 <= value <= 2100


def _read(sheet: Sheet, rows: Sequence[SheetRow]) -> Columns:
    texts = _composed(sheet, rows)
    columns = Columns(rows[0].number, rows[-1].number, headings={column: " ".join(parts) for column, parts in texts.items()})
    columns.blocks = any("180" in text for text in columns.headings.values())
    unknown, stages = [], {}
    for column in sorted(texts):
        text = normal(columns.headings[column])
        if columns.blocks and (stage := _block_stage(text)):
            columns.amounts.setdefault(("block", stage), column)
            continue
        meaning = _word(text)
        family = _family(text)
        if family and meaning not in ("rate", "life", "ignored", "disposed", "put_to_use", "bought", "due", "code", "method", "proceeds", "salvage"):
            stages[column] = (family, _stage(text, family), _day_in(columns.headings[column]))
        elif meaning == "ignored":
            continue
        elif meaning and meaning not in columns.words:
            columns.words[meaning] = column
        elif meaning in _DATED and _holds_amounts(sheet, column, rows[-1].number):
            # "Ordinary Dep. Start" beside the day of use is money: one of a meaning that another column has would be passed over.
            unknown.append(column)
        elif not meaning:
            stage = _stage(text, "gross")
            if stage in ("additions", "deletions"):
                stages[column] = ("gross", stage, None)
            else:
                unknown.append(column)
    columns.unknown = tuple(unknown)
    _settle_names(columns, texts)
    _settle_stages(columns, stages)
    return columns


def _holds_amounts(sheet: Sheet, column: int, after: int) -> bool:
    cells = [row.cells[column].value for row in sheet.rows if row.number > after and column in row.cells]
    return any(isinstance(value, float) and not (value.is_integer() and 20_000 < value < 80_000) for value in cells)


def _settle_names(columns: Columns, texts: dict[int, list[str]]) -> None:
    """ "Asset" beside "Asset description" is the asset's number; alone it is its name."""
    name = columns.words.get("name")
    if name is None or "code" in columns.words or not re.fullmatch(r"(fixed )?assets?", normal(columns.headings[name])):
        return
    described = [column for column in sorted(texts) if column != name and re.search(r"description|\bname\b", normal(columns.headings[column]))]
    if described:
        columns.words |= {"code": name, "name": described[0]}


def _composed(sheet: Sheet, rows: Sequence[SheetRow]) -> dict[int, list[str]]:
    """Text of each column from top to bottom. A wide heading counts for the columns under it: as it is merged, else up to the next heading of its row."""
    texts: dict[int, list[str]] = {}
    below: set[int] = set(rows[-1].cells)
    for depth, row in enumerate(rows):
        last = depth == len(rows) - 1
        starts = sorted(row.cells)
        for position, column in enumerate(starts):
            text = " ".join(row.text(column).split())
            if not text:
                continue
            merged = next((each for each in sheet.merged if each[0] <= row.number <= each[2] and each[1] == column and each[3] > column), None)
            if merged:
                reach = range(column, merged[3] + 1)
            elif last or column not in below:
                reach = range(column, column + 1)
            else:
                stop = starts[position + 1] if position + 1 < len(starts) else max(below) + 1
                reach = range(column, stop)
            for each in reach:
                if each == column or each in below:
                    texts.setdefault(each, []).append(text)
    return texts


def _word(text: str) -> str:
    return next((meaning for meaning, pattern in _WORDS if pattern.search(text)), "")


def _family(text: str) -> str:
    if _NET.search(text):
        return "net"
    if _DEPRECIATION.search(text) and not re.search(r"\brate\b|%|method|\b(key|type|basis)\b|\bstart|\bfrom\b|\blife\b", text):
        return "depreciation"
    return "gross" if _GROSS.search(text) and not re.search(r"cost (cent|code)", text) else ""


def _stage(text: str, family: str) -> str:
    if _OPENING.search(text):
        return "opening"
    if _DELETIONS.search(text):
        return "deletions"
    if _ADDITIONS.search(text) and family == "gross":
        return "additions"
    if family == "depreciation":
        if re.search(r"\bacc(um\w*)?\b|accum|up ?to|cumulative|till|total|closing|to date", text) and not re.search(r"\bfor\b|during|charge", text):
            return "closing"
        return "period" if _PERIOD.search(text) or _ADDITIONS.search(text) else "closing" if _CLOSING.search(text) else ""
    return "closing" if _CLOSING.search(text) else ""


def _block_stage(text: str) -> str:
    if "180" in text:
        return "additions_half" if re.search(r"less|below|under|upto|up to|(?<!not )<", text) and not re.search(r"not less|or more", text) else "additions_full"
    if re.search(r"deprec|\bdep\b", text) and not re.search(r"rate|%", text):
        return "depreciation"
    if _DELETIONS.search(text):
        return "deletions"
    if re.search(r"wdv|written down|value|balance", text):
        return "opening" if _OPENING.search(text) or re.search(r"\b0?1 0?4\b|1st april|\b1 apr", text) else "closing"
    return "total" if re.search(r"\btotal\b", text) else ""


def _day_in(heading: str) -> date | None:
    found = _DATE_IN.search(heading)
    if not found:
        return None
    try:
        return parse_day(found.group(1))
    except ValueError:
        return None


def _settle_stages(columns: Columns, stages: dict[int, tuple[str, str, date | None]]) -> None:
    """Headings that name only a day are opening and closing by the order of their days; what is left over is settled by the row's own arithmetic later."""
    for family in ("gross", "depreciation", "net"):
        mine = {column: (stage, day) for column, (each, stage, day) in stages.items() if each == family}
        dated = sorted(((day, column) for column, (stage, day) in mine.items() if day and stage in ("", "closing", "opening")), key=lambda each: each[0])
        if len(dated) >= 2 and dated[0][0] != dated[-1][0]:
            mine[dated[0][1]] = ("opening", dated[0][0])
            mine[dated[-1][1]] = ("closing", dated[-1][0])
        for column, (stage, day) in sorted(mine.items()):
            key = (family, stage)
            if key in columns.amounts:
                key = (family, "closing") if stage == "" and (family, "closing") not in columns.amounts else key
            if key not in columns.amounts:
                columns.amounts[key] = column
                if day:
                    columns.dates[key] = day
            else:
                columns.unknown = (*columns.unknown, column)
                columns.seconds.setdefault(key, column)


def settle_openings(columns: Columns, first: date | None) -> None:
    """A figure of a day before the period ("accumulated depreciation up to 31-03" of a register from 1 April) is what the period opens with, whatever its words.

    "As on" the first day itself is the opening too: nothing has been charged on the morning of a day.
    """
    for family in ("gross", "depreciation", "net"):
        for stage in ("closing", ""):
            day = columns.dates.get((family, stage))
            if first and day and day <= first and (family, "opening") not in columns.amounts:
                columns.amounts[family, "opening"] = columns.amounts.pop((family, stage))
                columns.dates[family, "opening"] = columns.dates.pop((family, stage))
                if (second := columns.seconds.get((family, stage))) is not None:
                    columns.amounts[family, stage] = second
                    columns.unknown = tuple(column for column in columns.unknown if column != second)


def _is_enough(columns: Columns, says_assets: bool, says_progress: bool) -> bool:
    """A name and a cost, and depreciation or net block or the day of an asset; a schedule of blocks needs its opening and closing value.

    A list of projects that says that it is of capital work in progress needs no more than what, when and how much.
    """
    families = {family for family, _ in columns.amounts}
    if columns.blocks:
        return bool(columns.first_text) and len(columns.amounts) >= 3
    named = bool({"name", "code", "class"} & columns.words.keys())
    dated = bool({"put_to_use", "bought", "due"} & columns.words.keys())
    if "gross" not in families:
        return named and dated and "net" in families and "depreciation" in families
    spent = any(_SPENT.search(normal(heading)) for heading in columns.headings.values())
    if says_progress and spent and named and dated and columns.amounts.keys() <= {("gross", ""), ("gross", "additions"), ("gross", "closing")}:
        return True
    # "Net amount" stands on bills, pay sheets and settlements as well: only a block or a book value is an asset's by itself.
    booked = any(_BOOKED.search(normal(columns.headings[column])) for (family, _), column in columns.amounts.items() if family == "net")
    valued = "depreciation" in families or ("net" in families and (booked or says_assets))
    known = bool({"code", "class", "life", "put_to_use", "due"} & columns.words.keys())
    return named and (valued or (says_assets and dated and known)) and len(columns.words) + len(columns.amounts) >= 4
