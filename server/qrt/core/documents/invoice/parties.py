"""Who sells and who buys: GSTINs and names by the block they stand in."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.heads import Choice
from qrt.core.documents.invoice.item_heads import header_at
from qrt.core.documents.invoice.labels import Label, normal
from qrt.core.documents.invoice.layout import Token
from qrt.core.documents.invoice.party_names import first_phrase, is_of_a_firm, name_of, name_tokens
from qrt.core.documents.invoice.party_words import COMPANY, NAME_LABELS, TRADE
from qrt.core.documents.invoice.unregistered import sells_unregistered
from qrt.core.documents.invoice.values import PUT_RIGHT, Candidate, gstins, looks_like_money, pans

_PARTIES = frozenset({"seller", "buyer", "ship"})
_TITLE = re.compile(
    r"^(?:e-?)?(?:tax|retail|gst|proforma|pro forma|commercial|export|sales|service)?\s*(?:invoice|bill)\b|www\.|http|@|\bpage\s*\d|\brule \d|\be-?way\b|"
    r"\b(?:credit note|debit note|bill of supply|original|duplicate|triplicate|copy|recipient|cash memo|statement|receipt|challan|irn|ack|subject to|rechnung|"
    r"facture|factuur|phone|mobile|tel|email|e-mail|gstin|pan|cin|invoice|date|under section|welcome|thanks?)\b",
    re.IGNORECASE,
)
_IN_INDIA = re.compile(r",\s*India\W*$|\b\d{3}\s?\d{3}\W*$", re.IGNORECASE)
"""Ends an address, whatever words of a firm stand in it."""
_PAPERS = frozenset({"invoice", "bill", "memo", "note", "challan", "voucher", "receipt", "copy"})
"""Last words of titles."""

FORM_WORDS = frozenset({"pvt", "private", "ltd", "limited", "llp", "co", "company", "india", "inc", "corporation", "p"})
"""Words that a firm's form is made of: a line of nothing else is the end of a name."""

FORM_END = re.compile(r"\b(?:ltd|limited|llp|inc|corporation)\W*$", re.IGNORECASE)
"""How a name ends that goes on no further."""

SENDERS = frozenset({"consignor", "exporter"})
"""Labels of a seller that a carrier or an agent writes over others."""

BLOCK_GAP = 0.7
"""In heights of text: wider white over a name ends the block that it heads."""

FOOT_LINES = 1
"""The last line of a paper and so many before it are its foot."""

REACH = 16
"""A party's block ends this many text heights under its label."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The column under a party's label. `flush` is where the words of the label end: a block may be set against the right."""

    role: str
    label: Label
    page: int
    top: float
    left: float
    right: float
    flush: float


@dataclass(frozen=True, slots=True, eq=False)
class Parties:
    """What was found; None where it was not."""

    seller_gstin: Choice | None = None
    buyer_gstin: Choice | None = None
    seller_name: Choice | None = None
    buyer_name: Choice | None = None
    seller_pan: Choice | None = None
    blocks: tuple[Block, ...] = ()
    count: int = 0


def find_parties(paper: Labelled) -> Parties:
    """GSTINs, names and the seller's PAN."""
    blocks = blocks_of(paper)
    found = _confirmed(paper, [each for line in paper.sheet.lines for each in gstins(line)])
    seller, buyer = _assign(paper, blocks, found)
    buyer_name = _block_name(paper, blocks, "buyer") or _guests_company(paper) or _name_over(paper, buyer) or _consignee(paper, blocks) or _named(paper, blocks)
    return Parties(
        seller,
        buyer,
        _whole(paper, _seller_name(paper, blocks, buyer_name, seller)),
        _whole(paper, buyer_name),
        _seller_pan(paper, blocks, seller),
        tuple(blocks),
        len({each.value for each in found}),
    )


def _confirmed(paper: Labelled, found: Sequence[Candidate]) -> list[Candidate]:
    """GSTINs that were put right bear no doubt where the paper says them, or the PAN inside them, once more as it stands."""
    as_read = {each.value for each in found if not each.note}
    numbers = {token.text.strip(":,;().").upper() for token in paper.sheet.tokens()}
    return [replace(each, note="") if each.note.startswith(PUT_RIGHT) and (each.value in as_read or each.value[2:12] in numbers) else each for each in found]


def blocks_of(paper: Labelled) -> list[Block]:
    """Party labels that open a block: at the start of a phrase, alone or with a colon; short words need more than that."""
    starts: list[tuple[str, Label]] = []
    for line in paper.sheet.lines:
        for phrase in line.phrases:
            for label in paper.by_line[line.number]:
                if label.role in _PARTIES and label.tokens[0] is phrase[0] and _opens_block(label, phrase) and not header_at(paper.sheet.lines, line.number)[0]:
                    starts.append((label.role, label))
    blocks: list[Block] = []
    for role, label in starts:
        first = label.tokens[0]
        width, _ = paper.sheet.sizes[first.page]
        right = width
        for _, other in starts:
            start = other.tokens[0]
            if start.page == first.page and start.x0 > label.x1 and abs(start.middle - first.middle) < 3 * first.height:
                right = min(right, start.x0 - 2)
        blocks.append(Block(role, label, first.page, first.y0, first.x0, right, phrase_of(paper, first)[-1].x1))
    return blocks


def _opens_block(label: Label, phrase: Sequence[Token]) -> bool:
    rest = phrase[len(label.tokens) :]
    # "Recipient (SEZ Unit)": what is remarked in brackets names nobody.
    remarked = bool(rest) and rest[0].text.startswith("(") and rest[-1].text.endswith(")")
    alone = remarked or all(not token.text.strip(":-().") for token in rest)
    if label.text in ("from", "to") and re.fullmatch(r"\W*[A-Z]{3}\W*", " ".join(token.text for token in rest)):
        return False  # An airport, of a passenger's way.
    if " " not in label.text:
        # One word may be the first of a name ("Customer Solutions Ltd").
        return alone or label.has_colon
    # "Invoice to be paid…" is a sentence; "Bill To ABC Traders" is a label with its value.
    return alone or label.has_colon or len(phrase) - len(label.tokens) <= 8


def block_of(blocks: Sequence[Block], token: Token) -> Block | None:
    """The block that the token stands in: the nearest label above it, in its column."""
    best: Block | None = None
    for block in blocks:
        height = block.label.tokens[0].height
        if block.page != token.page or token.y0 < block.top - 0.6 * height or token.y0 > block.top + REACH * max(height, token.height):
            continue
        if block.left - 3 * height <= token.x0 < block.right and (best is None or (block.top, block.left) > (best.top, best.left)):
            best = block
    return best


def _assign(paper: Labelled, blocks: Sequence[Block], found: Sequence[Candidate]) -> tuple[Choice | None, Choice | None]:
    """Votes for each GSTIN: its own label ("Buyer's GSTIN"), its block, or standing above all blocks."""
    votes: dict[str, dict[str, float]] = {"seller": defaultdict(float), "buyer": defaultdict(float), "ship": defaultdict(float)}
    unregistered = sells_unregistered(paper)
    last = len(paper.sheet.lines) - 1
    other_told = any(own_label(paper, each) == "gstin_buyer" for each in found)
    first_block = min(((block.page, block.top) for block in blocks if block.role != "seller"), default=(1 << 30, 0.0))
    for candidate in found:
        first = candidate.tokens[0]
        label = own_label(paper, candidate)
        if label == "gstin_seller" and says_company(paper, candidate):
            # "Company's GSTIN" is the seller's on most bills, and that of the guest's firm on a hotel's.
            votes["seller"][candidate.value] += 1.5 if other_told else 1.0
        elif unregistered:
            votes["buyer"][candidate.value] += 1.5
        elif label in ("gstin_seller", "gstin_buyer"):
            votes[label.removeprefix("gstin_")][candidate.value] += 3.0
        elif block := flush_block(blocks, phrase_of(paper, first)) or block_of(blocks, phrase_of(paper, first)[0]) or block_of(blocks, first):
            # Who sends goods may be who sells them, or on a carrier's paper a third firm: what stands in the letterhead outweighs it.
            votes["seller" if "from" in block.label.text.split() else block.role][candidate.value] += 1.0 if block.label.text in SENDERS else 2.0
        elif first.line >= last - FOOT_LINES:
            # A letterhead may end at the foot of the paper.
            votes["seller"][candidate.value] += 1.7
        elif (first.page, first.y0) < first_block:
            votes["seller"][candidate.value] += 1.5
        else:
            votes["seller"][candidate.value] += 0.4
    by_value = {each.value: each for each in reversed(found)}
    seller = _elect(votes["seller"], by_value, frozenset())
    taken = frozenset({seller.candidate.value}) if seller else frozenset()
    buyer = _elect(votes["buyer"], by_value, taken) or _elect(votes["ship"], by_value, taken)
    if buyer is None and votes["buyer"] and seller and votes["buyer"].get(seller.candidate.value, 0) > votes["seller"][seller.candidate.value]:
        return None, seller
    if buyer is None and len(by_value) == 2 and seller is not None:
        other = next(value for value in by_value if value != seller.candidate.value)
        buyer = Choice(by_value[other], 0.5, "it is the other GSTIN, without a label")
    if seller is None and len(by_value) == 2 and buyer is not None:
        other = next(value for value in by_value if value != buyer.candidate.value)
        seller = Choice(by_value[other], 0.5, "it is the other GSTIN, without a label")
    return seller, buyer


def _elect(votes: dict[str, float], by_value: dict[str, Candidate], without: frozenset[str]) -> Choice | None:
    ranked = sorted(((count, value) for value, count in votes.items() if value not in without), key=lambda each: (-each[0], by_value[each[1]].line))
    if not ranked:
        return None
    count, value = ranked[0]
    candidate = by_value[value]
    rival = ranked[1][0] if len(ranked) > 1 else 0.0
    doubt = "" if count >= 1.5 and rival < count else "its place on the page does not say whose it is"
    if candidate.note:
        doubt = candidate.note
    return Choice(candidate, 0.5 if doubt else min(0.97, 0.9 + 0.02 * count), doubt)


def says_company(paper: Labelled, candidate: Candidate) -> bool:
    before = [label for label in paper.by_line[candidate.line] if label.x1 <= candidate.x0 + 1]
    return bool(before) and before[-1].text.split()[0] in ("company", "companys")


def own_label(paper: Labelled, candidate: Candidate) -> str:
    before = [label for label in paper.by_line[candidate.line] if label.x1 <= candidate.x0 + 1]
    return before[-1].role if before else ""


def phrase_of(paper: Labelled, token: Token) -> Sequence[Token]:
    """The phrase that the token stands in: where it begins and ends is where a block's edges show."""
    return next((phrase for phrase in paper.sheet.lines[token.line].phrases if any(token is each for each in phrase)), (token,))


def flush_block(blocks: Sequence[Block], phrase: Sequence[Token]) -> Block | None:
    """The nearest block above that ends where the phrase ends, to a quarter of a letter, and begins elsewhere: it is set against the right."""
    first, last = phrase[0], phrase[-1]
    above = [
        block
        for block in blocks
        if block.page == first.page
        and 0 < first.y0 - block.top <= REACH * first.height
        and abs(block.flush - last.x1) <= 0.25 * last.height
        and abs(block.left - first.x0) > first.height
    ]
    return max(above, key=lambda each: each.top, default=None)


def _block_name(paper: Labelled, blocks: Sequence[Block], role: str) -> Choice | None:
    """The first words of a party's block: beside the label, else the next line under it. Words that stand far beside it yield to a firm's that begin under it."""
    for block in sorted((each for each in blocks if each.role == role), key=lambda each: (each.page, each.top, each.left)):
        line = paper.sheet.lines[block.label.line]
        # A name that begins inside the block is not cut where the next block begins.
        inside = [phrase for phrase in line.phrases if max(phrase[0].x0, block.label.x1) < block.right]
        beside = [token for phrase in inside for token in phrase if token.x0 >= block.label.x1 - 0.1]
        name = name_tokens(first_phrase(beside, line))
        apart = bool(name) and not block.label.has_colon and not any(name[0] is token for token in phrase_of(paper, block.label.tokens[-1]))
        if name and apart and (under := _name_under(paper, block, exactly=True)) is not None and COMPANY.search(under.candidate.value):
            return under
        if name:
            # Words that stand far from the label, and are no firm's, may belong to the next column.
            doubtful = apart and not COMPANY.search(" ".join(token.text for token in name))
            return Choice(name_of(name), 0.6, "it stands far from its label") if doubtful else Choice(name_of(name), 0.85)
        if (named := _named_line(paper, block) or _name_under(paper, block)) is not None:
            return named
    return None


def _name_under(paper: Labelled, block: Block, exactly: bool = False) -> Choice | None:
    """The name on the next lines of the block; `exactly` asks that it begins where the label begins, on the line right under it."""
    height = block.label.tokens[0].height
    for below in paper.sheet.lines[block.label.line + 1 : block.label.line + (2 if exactly else 4)]:
        if below.page != block.page or below.y0 - block.top > 5 * height:
            return None
        flush = [each for each in below.phrases if abs(each[-1].x1 - block.flush) <= 0.25 * height and each[0].x0 < block.left - height]
        phrases = [each for each in below.phrases if block.left - 15 <= each[0].x0 < min(block.right, block.left + 150)] or flush
        if exactly:
            phrases = [each for each in phrases if abs(each[0].x0 - block.left) < 0.5 * height]
        if not phrases:
            continue
        name = name_tokens(min(phrases, key=lambda each: abs(each[0].x0 - block.left)))
        if name:
            return Choice(name_of(name), 0.8)
    return None


def _name_over(paper: Labelled, gstin: Choice | None) -> Choice | None:
    """The first words like a firm's in the lines that stand close over a GSTIN and begin where it begins."""
    if gstin is None:
        return None
    below = phrase_of(paper, gstin.candidate.tokens[0])
    if (own := _name_before(below, gstin.candidate)) is not None:
        return own
    named: Choice | None = None
    for line in reversed(paper.sheet.lines[max(0, gstin.candidate.line - 2 * REACH) : gstin.candidate.line]):
        first, last = below[0], below[-1]
        phrase = next((each for each in line.phrases if abs(each[0].x0 - first.x0) < first.height), None)
        # A block may be set against the right.
        phrase = phrase or next((each for each in line.phrases if abs(each[-1].x1 - last.x1) < 0.25 * last.height), None)
        if line.page != first.page or first.y0 - line.y1 > 2 * first.height or any(looks_like_money(token.text) for token in line.tokens):
            break
        if named is not None and (phrase is None or first.y0 - phrase[0].y1 > BLOCK_GAP * first.height):
            break
        if phrase is None:
            continue
        below = phrase
        words = name_tokens(phrase)
        if words and normal(phrase[0].text) in NAME_LABELS and words[0] is not phrase[0]:
            return Choice(name_of(words), 0.7, "it stands over the GSTIN, without a label that says whose it is")
        said = " ".join(token.text for token in words)
        if COMPANY.search(said) and not TRADE.search(said):
            named = Choice(name_of(words), 0.7, "it stands over the GSTIN, without a label")
    return named


def _name_before(phrase: Sequence[Token], gstin: Candidate) -> Choice | None:
    """A firm by its form that begins the words that its GSTIN stands in, up to a comma: the foot of a letter ("Netra Broadband Ltd, Regd. Office: Pune, GSTIN …")."""
    comma = next((place for place, token in enumerate(phrase) if token.text.endswith(",") and token.x1 < gstin.x0), -1)
    name = name_tokens(phrase[: comma + 1])
    return Choice(name_of(name), 0.7, "it stands before the GSTIN, without a label") if name and FORM_END.search(" ".join(each.text for each in name)) else None


def _guests_company(paper: Labelled) -> Choice | None:
    """On a paper that names a guest, the firm behind "Company:" is the guest's, and buys."""
    named: Choice | None = None
    guest = False
    for line in paper.sheet.lines:
        words = [normal(token.text) for token in line.tokens]
        guest = guest or "guest" in words
        for start, word in enumerate(words):
            if word != "company" or named is not None:
                continue
            behind = start + (2 if words[start + 1 : start + 2] == ["name"] else 1)
            marked = line.tokens[behind - 1].text.endswith(":") or (behind < len(words) and line.tokens[behind].text == ":")
            name = name_tokens(first_phrase(line.tokens[behind:], line)) if marked else []
            named = Choice(name_of(name), 0.8) if name else None
    return named if guest else None


def _consignee(paper: Labelled, blocks: Sequence[Block]) -> Choice | None:
    """Who the goods go to, on a paper that names no buyer: mostly the same, and a person says so."""
    named = _block_name(paper, blocks, "ship")
    return Choice(named.candidate, 0.6, "it is the consignee's name, and no label names the buyer") if named else None


def _named(paper: Labelled, blocks: Sequence[Block]) -> Choice | None:
    """Behind a bare "Name:" over the goods of a counter's bill, outside of every block: the buyer's, unless a person knows better. A firm behind "Guest:" likewise."""
    for line in paper.sheet.lines:
        if header_at(paper.sheet.lines, line.number)[0]:
            return None
        for phrase in line.phrases:
            words = [word for token in phrase if (word := normal(token.text))]
            marked = next((place for place, token in enumerate(phrase) if token.text.endswith(":")), -1)
            bare = 0 <= marked < len(phrase) and {normal(token.text) for token in phrase[: marked + 1]} <= {"name", ""}
            guest = words[:1] == ["guest"] and 0 <= marked < 2
            if ((words[:1] == ["name"] and bare) or guest) and block_of(blocks, phrase[0]) is None:
                name = name_tokens(phrase[marked + 1 :] or first_phrase([each for each in line.tokens if each.x0 > phrase[marked].x1], line))
                if guest:
                    return (
                        Choice(name_of(name), 0.6, "it is the guest's name, and no label names the buyer")
                        if COMPANY.search(" ".join(each.text for each in name))
                        else None
                    )
                return Choice(name_of(name), 0.6, "“Name” may be anybody's") if name else None
    return None


def _named_line(paper: Labelled, block: Block) -> Choice | None:
    """Under a party's heading, the line that says "Name:", beside its value."""
    height = block.label.tokens[0].height
    for below in paper.sheet.lines[block.label.line + 1 : block.label.line + 10]:
        if below.page != block.page or below.y0 - block.top > REACH * height:
            return None
        inside = [token for token in below.tokens if block.left - 15 <= token.x0 < block.right]
        if len(inside) < 2:
            continue
        words = [normal(token.text) for token in inside]
        length = 2 if " ".join(words[:2]) in NAME_LABELS else 1 if words[0] in NAME_LABELS and inside[0].text.endswith(":") else 0
        name = name_tokens(inside[length:]) if length else []
        if name:
            return Choice(name_of(name), 0.85)
    return None


def _whole(paper: Labelled, choice: Choice | None) -> Choice | None:
    """The name with the end of a firm's form, or the word of its trade, that stands alone under it, where its column was too narrow ("Kaveri Polymers Pvt" over "Ltd",
    "Sen Medical & General" over "Stores")."""
    if choice is None or FORM_END.search(choice.candidate.value):
        return choice
    tokens = choice.candidate.tokens
    first, height = tokens[0], tokens[0].height
    # It goes on where it began, or where its label did.
    edges = (first.x0, phrase_of(paper, first)[0].x0)
    for below in paper.sheet.lines[tokens[-1].line + 1 : tokens[-1].line + 3]:
        if below.page != first.page or below.y0 - max(token.y1 for token in tokens) > height:
            return choice
        rest = next((phrase for phrase in below.phrases if any(abs(phrase[0].x0 - edge) < 0.5 * height for edge in edges)), None)
        if not rest:
            continue
        alike = abs(rest[0].height - height) < 0.1 * height
        trade = not rest[2:] and alike and all(COMPANY.fullmatch(token.text.strip(",.")) for token in rest) and normal(rest[0].text) != "india"
        if trade or (all(normal(token.text) in FORM_WORDS for token in rest) and FORM_END.search(rest[-1].text)):
            return replace(choice, candidate=name_of([*tokens, *rest]))
        return choice
    return choice


_MONEY = frozenset({"rupees", "inr", "rs"})
"""What begins with one of these is an amount in words."""


def _seller_name(paper: Labelled, blocks: Sequence[Block], buyer: Choice | None, seller: Choice | None) -> Choice | None:
    """A labelled seller, else the signature ("for ABC Ltd"), else the largest company-like words at the top, else those over the seller's GSTIN."""
    labelled = _block_name(paper, [each for each in blocks if each.label.text not in SENDERS], "seller")
    if labelled is not None:
        return labelled
    top = _top_name(paper, blocks, buyer.candidate.tokens if buyer else ())
    signed = _signature(paper)
    if top is None or not COMPANY.search(top.candidate.value):
        top = _name_over(paper, seller) or top
    sender = _block_name(paper, blocks, "seller")
    if sender is not None and not (top is not None and signed is not None and normal(top.candidate.value) == normal(signed.candidate.value)):
        return sender
    if signed is None:
        return top
    if top is not None and normal(top.candidate.value) == normal(signed.candidate.value):
        return Choice(top.candidate, 0.95)
    return (
        Choice(signed.candidate, 0.8) if top is None or not COMPANY.search(top.candidate.value) else Choice(top.candidate, 0.7, "the signature names another")
    )


def _signature(paper: Labelled) -> Choice | None:
    for line in reversed(paper.sheet.lines):
        for phrase in line.phrases:
            if normal(phrase[0].text) == "for" and 2 <= len(phrase) <= 10:
                text = " ".join(token.text for token in phrase[1:])
                if COMPANY.search(text) or text.isupper():
                    return Choice(name_of(phrase[1:]), 0.8)
    return None


def _top_name(paper: Labelled, blocks: Sequence[Block], buyer: Sequence[Token]) -> Choice | None:
    """The largest words at the top that could be a firm, outside the customer's block and not the customer's name."""
    best: tuple[float, tuple[Token, ...]] | None = None
    for line in paper.sheet.lines:
        if line.page != 1 or line.y0 > 0.35 * paper.sheet.sizes[1][1]:
            continue
        if header_at(paper.sheet.lines, line.number)[0] or sum(looks_like_money(token.text) for token in line.tokens) > 1:
            break
        for phrase in line.phrases:
            text = " ".join(token.text for token in phrase)
            if (
                sum(each.isalpha() for each in text) < 4
                or _TITLE.search(text.strip())
                or TRADE.search(text)
                or normal(phrase[-1].text) in _PAPERS
                or not name_tokens(phrase)
                or any(token.text.endswith(":") for token in phrase[:-1])
                or normal(text) in NAME_LABELS
                or any(token in buyer for token in phrase)
                or normal(phrase[0].text) in _MONEY
                or any(
                    (each.role or each.amount) and len(each.text) > 1 and not is_of_a_firm(each, phrase)
                    for each in paper.by_line[line.number]
                    if each.tokens[0] is phrase[0]
                )
                or ((block := block_of(blocks, phrase[0])) is not None and block.role != "seller")
            ):
                continue
            size = max(token.height for token in phrase)
            score = (
                size
                + (6 if COMPANY.search(text) and not _IN_INDIA.search(text) else 0)
                - 4 * line.y0 / paper.sheet.sizes[1][1]
                - (3 if re.search(r"\d{3}", text) else 0)
            )
            if best is None or score > best[0]:
                best = (score, phrase)
    if best is None:
        return None
    return Choice(name_of(best[1]), 0.7 if COMPANY.search(" ".join(token.text for token in best[1])) else 0.45, "it is the largest name at the top")


def _seller_pan(paper: Labelled, blocks: Sequence[Block], seller: Choice | None) -> Choice | None:
    """The PAN inside the seller's GSTIN where it is printed, else one outside the buyer's block."""
    found = [each for line in paper.sheet.lines for each in pans(line)]
    if seller is not None:
        inside = [each for each in found if each.value == seller.candidate.value[2:12]]
        if inside:
            return Choice(inside[0], 0.97)
    outside = [each for each in found if not (block := block_of(blocks, each.tokens[0])) or block.role == "seller"]
    if seller is None and outside:
        return Choice(outside[0], 0.6, "no GSTIN confirms it")
    return None
