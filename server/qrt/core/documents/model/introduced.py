"""People whom a paper itself introduces as such: behind "Attn", "Contact person", "Prepared by", or a title such as Mr, Smt. or Shri.

Nobody has to know them beforehand. What follows such a word is a name as far as it is written like one; a firm that begins so ("Shri Balaji Traders") is none.
"""

import re
from collections.abc import Iterator, Sequence

from qrt.core.documents.model.question import Question

Word = tuple[int, str, int]
"""Number, text and place across, as a question shows it."""

NAME_WORDS = 4
"""A name of more words is a sentence."""

LETTER, GAP = 9, 45
"""Per mille of the page that a letter takes at most, and from which a gap begins another column."""

_LABELS = tuple(
    tuple(label.split())
    for label in re.findall(
        r"[^|\n]+",
        "contact|contact person|contact name|contact persons name|name of contact|name of contact person|attn|attention|kind attn|kind attention|attn to|care of|c/o|s/o|d/o|w/o|prop|proprietor|"
        "proprietor name|name of proprietor|partner|driver|driver name|name of driver|drivers name|employee|employee name|name of employee|name of the employee|prepared by|checked by|verified by|approved by|"
        "authorised by|authorized by|signed by|received by|issued by mr|sales person|salesperson|salesman|sales executive|executive|cashier|served by|order taken by|ordered by|requested by|purchaser name|"
        "engineer|technician|consultant name|guest name|name of guest|passenger|passenger name|traveller|patient|patient name|name of patient|student|student name|"
        "digitally signed by|संपर्क|संपर्क व्यक्ति|कर्मचारी का नाम|चालक का नाम|सेवा में",
    )
)
_NEEDS_SIGN = frozenset(
    {
        ("contact",),
        ("partner",),
        ("driver",),
        ("employee",),
        ("executive",),
        ("engineer",),
        ("technician",),
        ("patient",),
        ("student",),
        ("passenger",),
        ("attention",),
        ("संपर्क",),
    }
)
"""Of one word that also stands in sentences: a colon or the end of the line must follow it."""

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "messr", "shri", "sri", "shree", "smt", "kumari", "kum", "sushri", "श्री", "श्रीमती", "सुश्री", "कुमारी"})
_TITLES_WITH_DOT = frozenset({"dr", "er", "adv", "prof", "capt", "col", "डॉ"})
_GLUED = re.compile(r"^(?:mr|mrs|ms|shri|sri|smt|kum|dr|prof|adv)\.(?=[^\W\d])", re.IGNORECASE)
_EDGE = " .,;:()[]*'\"-–=/|"
_NAME = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963.'’-])+")
_WRITTEN = re.compile(r"[^\W\d_]{3}|[\u0900-\u0963]{3}")
"""Letters that stand together: initials alone ("P.O", "D.I.Y") are nobody's name."""

_FIRM = frozenset(
    re.findall(
        r"\w+",
        """
        ltd limited pvt private llp inc corp corporation company co traders trading trader enterprise enterprises industries industry stores store mart agency agencies associates sons bros
        brothers works services service solutions systems technologies textiles steel steels metals motors automobiles electricals electronics hardware chemicals plastics polymers foods caterers
        hotel hotels restaurant bhavan bhawan bakery sweets jewellers medicals medical pharma pharmacy hospital clinic school college university trust foundation society bank finance logistics
        transport transports roadways carriers travels tours printers printing press packaging papers paper stationers builders constructions construction engineering engineers infra
        infrastructure international global india exports imports fabrics garments mills mill furniture interiors decorators studio consultants consultancy advisors
        """,
    )
)
_NEVER = frozenset(
    re.findall(
        r"\w+",
        """
        no number name date day phone mobile tel email mail address state code gstin pan invoice bill order amount total balance debit credit cr dr only and or the of for to from by with at in on
        details person sign signature signatory authorised authorized department dept office accounts purchase sales section manager director officer team desk copy original
        designation id type mode user ref counter are is was us you your our
        """,
    )
)
"""Words that stand behind a label without being a name."""


def people_on(question: Question) -> tuple[str, ...]:
    """Names that the paper introduces, as they are printed."""
    found: list[str] = []
    for at, (page, _, words) in enumerate(question.lines):
        below = question.lines[at + 1][2] if at + 1 < len(question.lines) and question.lines[at + 1][0] == page else ()
        for start in _starts(words):
            here = _run(words[start:])
            if not here and start and (start == len(words) or _apart(words[start - 1], words[start])):
                left = words[start - 1][2]
                under = next((place for place, word in enumerate(below) if abs(word[2] - left) <= 2 * GAP or word[2] >= left), len(below))
                here = _run(below[under:])
            if here:
                found.append(" ".join(here))
        found += [text[cut.end() :].strip(_EDGE) for _, text, _ in words if (cut := _GLUED.match(text.lstrip(_EDGE))) and not _is_firm(words)]
    return tuple(dict.fromkeys(found))


def _starts(words: Sequence[Word]) -> Iterator[int]:
    """Places behind a label or a title, where a name may begin."""
    plain = [text.casefold().strip(_EDGE) for _, text, _ in words]
    for at, (word, (_, text, _)) in enumerate(zip(plain, words, strict=True)):
        if word in _TITLES or (word in _TITLES_WITH_DOT and text.strip("(").endswith(".")):
            yield at + 1
        for label in _LABELS:
            end = at + len(label)
            if tuple(plain[at:end]) != label or any(text.endswith(":") for _, text, _ in words[at : end - 1]):
                continue
            signed = words[end - 1][1].endswith((":", ":-", "-", ".")) or (end < len(words) and words[end][1] in (":", ":-", "-", "–"))
            if signed or end == len(words) or label not in _NEEDS_SIGN:
                yield end + (end < len(words) and not plain[end])


def _run(words: Sequence[Word]) -> list[str]:
    """The words of a name that begins here; [] where none does, or where it goes on as the name of a firm."""
    run: list[str] = []
    for at, (_, text, _) in enumerate(words):
        word = text.strip(_EDGE)
        ends = not word or not _NAME.fullmatch(word) or word.casefold() in _NEVER or (at and _apart(words[at - 1], words[at]))
        if not run and word.casefold() in _TITLES | _TITLES_WITH_DOT:
            continue
        if ends or len(run) >= NAME_WORDS or word[:1].islower():
            break
        run.append(word)
        if text.rstrip("'\"").endswith((",", ";", ":", ")")):
            break
    return [] if _is_firm(words) or not any(_WRITTEN.search(word) for word in run) else run


def _is_firm(words: Sequence[Word]) -> bool:
    """One of the next words, as far as nothing parts them, says that it is a firm."""
    for at, (_, text, _) in enumerate(words[: NAME_WORDS + 3]):
        if at and _apart(words[at - 1], words[at]):
            return False
        if text.casefold().strip(_EDGE) in _FIRM:
            return True
    return False


def _apart(before: Word, after: Word) -> bool:
    return after[2] - (before[2] + LETTER * len(before[1])) > GAP
