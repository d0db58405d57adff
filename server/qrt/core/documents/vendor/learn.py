"""A lesson from a bill whose fields people decided. A value whose words are not on the page teaches nothing."""

from collections.abc import Iterable, Mapping, Sequence

from qrt.core.base.identifiers import gstin_fault
from qrt.core.base.place import Box
from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.layout import Line, Sheet, Token
from qrt.core.documents.types import INVOICES, DocumentKind, Extraction, Field, FieldStatus
from qrt.core.documents.vendor.columns import learn_columns
from qrt.core.documents.vendor.lesson import Anchor, Lesson, Spot
from qrt.core.documents.vendor.spots import LABEL_WORDS, NUMBERS, Looked, Standing, is_mark, plain_word, shape_of

TAUGHT = (
    "invoice_number", "invoice_date", "due_date", "po_number", "original_invoice_number", "seller.name", "buyer.name", "seller.gstin", "buyer.gstin", "seller.pan",
    "place_of_supply", "reverse_charge", "bank.account", "bank.ifsc", "totals.taxable", "totals.cgst", "totals.sgst", "totals.igst", "totals.cess", "totals.tax",
    "totals.round_off", "totals.discount", "totals.charge", "totals.tcs", "totals.grand_total", "totals.due",
)  # fmt: skip
"""Fields whose place is learnt."""

BILLS = INVOICES | {DocumentKind.RECEIPT}
"""Kinds of paper that teach, and are read by what was taught."""

_DECIDED = (FieldStatus.CONFIRMED, FieldStatus.CORRECTED)
_LINES_ABOVE, _HEIGHTS_ABOVE = 4, 6.0
_TOP = 0.45
"""Above this part of the page a place without label words counts by itself: a letterhead stands where it stands."""


def names_of(extraction: Extraction) -> tuple[str, ...]:
    """The GSTINs and the plain name by which a bill, as the reader reads it alone, points to its vendor."""
    gstins = (extraction.text("seller.gstin"), extraction.text("buyer.gstin"))
    return tuple(each for each in dict.fromkeys((*gstins, plain_name(extraction.text("seller.name")))) if each)


def plain_name(name: str) -> str:
    """Letters and figures of a name, without case."""
    return "".join(filter(str.isalnum, name.casefold()))


def learn(sheet: Sheet, decided: Mapping[str, Field], read: Extraction) -> Lesson | None:
    """What the decided fields of a bill teach; None where they name no vendor or nothing stands on the page.

    decided  fields of which those that people confirmed or corrected count, by name; `lines.N.column` are cells of the list of goods
    read     the same bill as the reader reads it alone
    """
    seen = Looked(Labelled.of(sheet))
    said = {name: field for name, field in decided.items() if field.status in _DECIDED}
    spots = {name: spot for name in TAUGHT if name in said and (spot := _spot(seen, said[name], read.fields.get(name)))}
    gstin = decided["seller.gstin"].value if "seller.gstin" in decided else read.text("seller.gstin")
    gstin = "" if gstin_fault(gstin) else gstin
    seller = decided["seller.name"].value if "seller.name" in decided else ""
    known_as = tuple(each for each in dict.fromkeys((plain_name(seller), plain_name(read.text("seller.name")))) if each)
    columns = learn_columns(sheet, said)
    if not (gstin or known_as) or not (spots or columns):
        return None
    labels = {word for spot in spots.values() for anchor in spot.anchors if anchor.label for word in _pairs(anchor.label)}
    return Lesson(sheet.document, gstin, known_as, tuple(sorted(labels)), spots, columns)


def _pairs(label: str) -> Iterable[str]:
    words = label.split()
    return (f"{a} {b}" for a, b in zip(words, words[1:], strict=False)) if len(words) > 1 else words


def _spot(seen: Looked, field: Field, read: Field | None) -> Spot | None:
    if not field.value:
        # A person emptied what the reader saw: that place is not this field.
        standing = locate(seen, field.name, read.value, read.place.page, read.place.box) if read and read.value and read.place else None
        return Spot(_anchors(seen, standing), absent=True) if standing else None
    place = field.place
    standing = locate(seen, field.name, field.value, place.page if place else None, place.box if place else None)
    if standing is None:
        return None
    anchors = _anchors(seen, standing)
    if field.name.startswith("totals."):
        # The goods push totals down: what stands on the total's own line tells where it is, and what stands above it only where nothing does.
        anchors = tuple(each for each in anchors if each.side == "left") or tuple(each for each in anchors if each.side == "above")
    raw = "".join(token.text for token in standing.tokens)
    before = raw[: raw.find(field.value)] if field.name in NUMBERS and len(standing.tokens) == 1 and field.value in raw else ""
    stop = _stop(seen.sheet.lines[standing.tokens[-1].line], standing.tokens[-1]) if field.name.endswith(".name") else ""
    return Spot(anchors, shape_of(field.value) if field.name in NUMBERS else "", len(standing.tokens), before, stop) if anchors else None


def locate(seen: Looked, name: str, value: str, page: int | None, box: Box | None) -> Standing | None:
    """The words of a value, in its box where a person or the reader said one; None where the page does not say it."""
    same = [each for each in seen.values(name) if each.value == value or (name.endswith(".name") and plain_name(each.value) == plain_name(value))]
    if page is not None and box is not None:
        inside = _inside(seen.sheet, page, box)
        held = {id(token) for token in inside}
        if hits := [each for each in same if any(id(token) in held for token in each.tokens)]:
            return min(hits, key=lambda each: len(each.tokens))
        flat = plain_name("".join(token.text for token in inside))
        return Standing(value, inside) if inside and plain_name(value) and plain_name(value) in flat else _run(inside, value)
    if same:
        # A total is said last, everything else first.
        return same[-1] if name.startswith("totals.") else min(same, key=lambda each: (each.tokens[0].line, len(each.tokens)))
    for line in seen.sheet.lines:
        if (found := _run(line.tokens, value)) is not None:
            return found
    return None


def _run(tokens: Sequence[Token], value: str) -> Standing | None:
    """Tokens one behind the other that say the value, however it is cut."""
    wanted = plain_name(value)
    for start in range(len(tokens)):
        text = ""
        for end in range(start, min(start + 10, len(tokens))):
            text += plain_name(tokens[end].text)
            if text == wanted and text:
                return Standing(value, tuple(tokens[start : end + 1]))
            if not wanted.startswith(text):
                break
    return None


def _inside(sheet: Sheet, page: int, box: Box) -> tuple[Token, ...]:
    """Tokens of the first line in a box, which the box covers by their middle."""
    width, height = sheet.sizes.get(page, (1.0, 1.0))
    x0, y0, x1, y1 = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    held = [token for token in sheet.tokens() if token.page == page and x0 - 1 <= (token.x0 + token.x1) / 2 <= x1 + 1 and y0 - 1 <= token.middle <= y1 + 1]
    return tuple(token for token in held if token.line == held[0].line) if held else ()


def _stop(line: Line, last: Token) -> str:
    """The word that follows in the same phrase, "" where the phrase ends."""
    for phrase in line.phrases:
        for position, token in enumerate(phrase):
            if token is last:
                return plain_word(phrase[position + 1]) if position + 1 < len(phrase) else ""
    return ""


def _anchors(seen: Looked, standing: Standing) -> tuple[Anchor, ...]:
    found = [each for each in (_left(seen, standing), _above(seen, standing), _page(seen.sheet, standing)) if each is not None]
    return tuple(found)


def _left(seen: Looked, standing: Standing) -> Anchor | None:
    """The words right before the value on its line; a gap of a column may part them from it."""
    line = seen.sheet.lines[standing.tokens[0].line]
    run: list[Token] = []
    for token in reversed([each for each in line.tokens if each.x1 <= standing.x0 + 1 and all(each is not own for own in standing.tokens)]):
        if is_mark(token):
            continue
        if not plain_word(token) or len(run) == LABEL_WORDS or (run and run[-1].x0 - token.x1 > 1.2 * token.height):
            break
        run.append(token)
    run.reverse()
    return _anchor(seen, "left", run, standing) if any(plain_word(token) != "%" for token in run) else None


def _above(seen: Looked, standing: Standing) -> Anchor | None:
    """The words over the value, at most four lines up."""
    first = standing.tokens[0]
    for number in range(first.line - 1, max(-1, first.line - 1 - _LINES_ABOVE), -1):
        line = seen.sheet.lines[number]
        if line.page != first.page or first.middle - line.tokens[0].middle > _HEIGHTS_ABOVE * first.height:
            return None
        for phrase in line.phrases:
            if phrase[0].x0 > standing.x1 + first.height or phrase[-1].x1 < standing.x0 - first.height:
                continue
            run = []
            for token in (each for each in phrase if not is_mark(each)):
                if not plain_word(token) or len(run) == LABEL_WORDS:
                    break
                run.append(token)
            if run:
                return _anchor(seen, "above", run, standing)
    return None


def _anchor(seen: Looked, side: str, run: Sequence[Token], standing: Standing) -> Anchor:
    label = " ".join(plain_word(token) for token in run)
    places = seen.places_of(label)
    nth = next((position for position, each in enumerate(reversed(places)) if each.first is run[0]), 0)
    first, last = run[0], run[-1]
    start = last.x1 if side == "left" else first.x0
    width, _ = seen.sheet.sizes[first.page]
    return Anchor(
        label, side, _short((standing.x0 - start) / first.height), _short((standing.middle - first.middle) / first.height), _short(standing.x1 / width), nth
    )


def _page(sheet: Sheet, standing: Standing) -> Anchor | None:
    first = standing.tokens[0]
    width, height = sheet.sizes[first.page]
    if first.page != 1 or first.middle > _TOP * height:
        return None
    return Anchor("", "page", _short(standing.x0 / width), _short(first.middle / height), _short(standing.x1 / width), 0)


def _short(value: float) -> float:
    return round(value, 4)
