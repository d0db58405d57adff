"""What a spreadsheet's number format says: a date, a side (Dr or Cr), or nothing.

Tally writes the side of an amount only there: `""0.00" Dr"`. The stored number is positive.
"""

import re
from functools import lru_cache

BUILTIN_FORMATS = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Formats that a file names by number alone (ECMA-376 part 1, 18.8.30)."""
BUILTIN_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
"""Those of them that show a day or a time, in whatever language."""

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(.)', re.DOTALL)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?[\d.]+)$")
_SIDE_WORD = re.compile(r"(?<![a-z])(dr|cr)(?![a-z])", re.IGNORECASE)


def _sections(code: str) -> list[str]:
    """The format cut at its semicolons, not at those inside quotes or after a backslash."""
    parts, current = [], ""
    for match in _TOKEN.finditer(code):
        if match.group(4) == ";":
            parts.append(current)
            current = ""
        else:
            current += match.group(0)
    return [*parts, current]


def _condition(section: str) -> tuple[str, float] | None:
    for match in _TOKEN.finditer(section):
        if match.group(3) and (found := _CONDITION.match(match.group(3))):
            return found.group(1), float(found.group(2))
    return None


def _holds(value: float, operator: str, limit: float) -> bool:
    return {"<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit, "=": value == limit, "<>": value != limit}[operator]


def _section_for(code: str, value: float) -> tuple[str, bool]:
    """The section that a spreadsheet would show the value with, and whether that section drops the value's minus."""
    sections = _sections(code)
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition and _holds(value, *condition):
                return section, value < 0 and condition[0] in ("<", "<=")
        return sections[-1], False
    if len(sections) == 1:
        return sections[0], False
    if value < 0:
        return sections[1], True
    return (sections[2] if value == 0 and len(sections) > 2 else sections[0]), False


def _literal(section: str) -> str:
    """The text that the section shows around the digits."""
    return "".join(match.group(1) or match.group(2) or match.group(4) or "" for match in _TOKEN.finditer(section))


@lru_cache(maxsize=4096)
def _side_by_class(code: str, probe: float) -> tuple[int, bool]:
    section, drops_minus = _section_for(code, probe)
    found = _SIDE_WORD.search(_literal(section))
    return (0 if not found else 1 if found.group(1).lower() == "dr" else -1), drops_minus


def side_of_format(code: str, value: float) -> int:
    """+1 when the format shows this value as a debit, -1 as a credit, 0 when it shows no side. Multiply by the size of the value.

    A minus that stays visible turns the side round: "-5.00 Dr" is a credit.
    """
    if "r" not in code and "R" not in code:
        return 0
    has_condition = "[" in code
    side, drops_minus = _side_by_class(code, value if has_condition else (value > 0) - (value < 0))
    return -side if value < 0 and not drops_minus else side


@lru_cache(maxsize=4096)
def is_date_format(code: str) -> bool:
    """True when the format shows a day. Times without a day count too: the value is then below 1."""
    if code in ("General", "@"):
        return False
    first = _sections(code)[0]
    for match in _TOKEN.finditer(first):
        bracket = match.group(3)
        if bracket is not None and bracket.lower() in ("h", "hh", "m", "mm", "s", "ss"):
            return True
        if match.group(4) and match.group(4).lower() in "dmyhs":
            return True
        if match.group(4) and match.group(4) in "0#?":
            return False
    return False
