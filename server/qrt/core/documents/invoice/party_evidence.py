"""Whether the paper itself proves a party: a place on the page alone is where a name was found, and no reason to believe it.

A name is taken without a person where two places that do not depend on each other say it, or where it stands in a block whose label says plainly whose it is
and is a firm's by its form or stands directly over that party's own GSTIN. Of several GSTINs the seller's is known where labels say so of it, or of all others.
What a person taught of the vendor's papers is weighed elsewhere (`documents.vendor`).
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qrt.core.documents.invoice.claims import Labelled
from qrt.core.documents.invoice.heads import Choice
from qrt.core.documents.invoice.labels import normal
from qrt.core.documents.invoice.layout import Token
from qrt.core.documents.invoice.parties import Block, Parties, block_of, flush_block, own_label, phrase_of, says_company
from qrt.core.documents.invoice.party_words import COMPANY, NO_NAME
from qrt.core.documents.invoice.values import Candidate, gstins, pans

UNSURE = 0.7
"""Confidence of a party that the place alone speaks for: below what is accepted without a person."""
TWICE = 0.95
"""Confidence of a name that two places say."""

_WEAK = frozenset(
    {"to", "from", "party", "m s", "credit to", "invoice for", "consignor", "exporter", "payer", "employer", "dispatch from supplier", "subscriber"}
)
"""Labels of a party that carriers, hotels and letters write over others as well."""
_FORMS = {"private": "pvt", "limited": "ltd", "company": "co"}
_HOLDER = re.compile(
    r"\b(?:(?:a c|ac|acc|account|beneficiary|payee)(?: holders?)? name|name of (?:the )?(?:account|beneficiary|payee)(?: holder)?|(?:a c|account) holder|beneficiary|"
    r"in favou?r of|favou?ring|payable to|drawn on)(?: m s)? "
)
_SIGNED = re.compile(r"for (?:and on behalf of )?(?:m s )?")
_TOP = 0.35
"""Share of the first page that its heading stands in."""
_NEAR = 3
"""A GSTIN stands directly under a name when it stands at most this many lines of its column below."""


def weighed(paper: Labelled, parties: Parties) -> Parties:
    """The parties, with a doubt and a confidence that asks for a person wherever the paper does not prove them."""
    told = _told(paper, parties)
    seller_gstin = _seller_gstin(paper, parties, told)
    buyer_gstin = _buyer_gstin(parties.buyer_gstin, seller_gstin, told)
    places = _Places.of(paper)
    return replace(
        parties,
        seller_gstin=seller_gstin,
        buyer_gstin=buyer_gstin,
        seller_name=_name(paper, parties, "seller", parties.seller_name, seller_gstin, places),
        buyer_name=_name(paper, parties, "buyer", parties.buyer_name, buyer_gstin, places),
    )


def _doubted(choice: Choice, doubt: str) -> Choice:
    return Choice(choice.candidate, min(choice.confidence, UNSURE), choice.doubt or doubt)


def plain(name: str) -> str:
    """A name as two places may write it differently: case, marks, "Private Limited" or "Pvt. Ltd."."""
    return " ".join(_FORMS.get(word, word) for word in normal(name).split())


def is_company(name: str) -> bool:
    """It has a firm's form and a word of its own beside it: "Systems" or "Company Services" may be the rest of a label."""
    words = normal(name).split()
    own = [word for word in words if not COMPANY.fullmatch(word) and word not in NO_NAME]
    # One letter is left of a mark or a plural ("Customer's Services"), two are initials.
    return 2 <= len(words) <= 12 and sum(map(len, own)) > 1 and bool(COMPANY.search(name))


@dataclass(frozen=True, slots=True)
class _Places:
    """What stands as a heading, as a signature and as the holder of the bank's account, in plain words."""

    headings: tuple[tuple[str, Token], ...]
    signatures: tuple[str, ...]
    holders: tuple[str, ...]

    @classmethod
    def of(cls, paper: Labelled) -> "_Places":
        headings: list[tuple[str, Token]] = []
        signatures: list[str] = []
        holders: list[str] = []
        for line in paper.sheet.lines:
            whole = plain(line.text)
            holders += [whole[each.end() :] for each in _HOLDER.finditer(whole)]
            for phrase in line.phrases:
                text = plain(" ".join(token.text for token in phrase))
                if signed := _SIGNED.match(text):
                    signatures.append(text[signed.end() :])
                elif line.page == 1 and line.y0 <= _TOP * paper.sheet.sizes[1][1]:
                    headings.append((text, phrase[0]))
        return cls(tuple(headings), tuple(signatures), tuple(holders))

    def of_seller(self, name: str, blocks: tuple[Block, ...], apart: Sequence[Token]) -> frozenset[str]:
        """Which of these places say the name of who sells; `apart` are words that count as another place already."""
        found: set[str] = set()
        if any(said == name and _role(block_of(blocks, first)) in ("", "seller") and not any(first is each for each in apart) for said, first in self.headings):
            found.add("heading")
        if self.signs(name):
            found.add("signature")
        if self.holds(name):
            found.add("account")
        return frozenset(found)

    def signs(self, name: str) -> bool:
        return any(_is_signed_by(said, name) for said in self.signatures)

    def other_signs(self, name: str) -> bool:
        """A firm of another name signs, be it for having received the goods."""
        return any(is_company(said) and not _is_signed_by(said, name) for said in self.signatures)

    def holds(self, name: str) -> bool:
        return any(said == name or said.startswith(f"{name} ") for said in self.holders)


def _is_signed_by(said: str, name: str) -> bool:
    return said == name or said.startswith(tuple(f"{name} {each}" for each in ("auth", "proprietor", "partner", "director")))


def _role(block: Block | None) -> str:
    return block.role if block else ""


def _name(paper: Labelled, parties: Parties, role: str, choice: Choice | None, gstin: Choice | None, places: _Places) -> Choice | None:
    """The name with what speaks for it."""
    if choice is None:
        return None
    name = plain(choice.candidate.value)
    other = parties.buyer_name if role == "seller" else parties.seller_name
    if other is not None and plain(other.candidate.value) == name:
        return _doubted(choice, "seller and buyer were read with one name")
    block = next((each for each in parties.blocks if each.role == role and _stands_in(paper, parties.blocks, each, choice.candidate)), None)
    if role == "seller":
        if places.other_signs(name):
            return _doubted(choice, "another firm signs the paper")
        said = places.of_seller(name, parties.blocks, choice.candidate.tokens if block else ()) | ({"block"} if block else frozenset[str]())
        # Words that are no firm's by their form may be repeated for any reason: who signs or is paid says that they are one.
        if len(said) >= 2 and (said & {"signature", "account"} or is_company(choice.candidate.value)):
            return Choice(choice.candidate, max(choice.confidence, TWICE))
    elif places.signs(name) or places.holds(name):
        return _doubted(choice, "the name in the buyer's block signs the paper or is to be paid")
    if choice.doubt:
        return _doubted(choice, choice.doubt)
    if block is None:
        return _doubted(choice, "only its place on the page says whose name it is")
    over = gstin is not None and not gstin.doubt and _stands_over(paper, choice.candidate, gstin.candidate)
    if block.label.text in _WEAK and not (over and is_company(choice.candidate.value)):
        return _doubted(choice, f"“{block.label.text}” may stand over another party's name")
    if not is_company(choice.candidate.value) and not over:
        return _doubted(choice, "the words are no firm's by their form, and no GSTIN stands under them")
    return choice


def _stands_in(paper: Labelled, blocks: tuple[Block, ...], block: Block, name: Candidate) -> bool:
    """The name is the first thing beside the label, or under it in its column: between them nothing else stands that it could belong to."""
    first, label = name.tokens[0], block.label
    line = paper.sheet.lines[first.line]
    if first.page != block.page:
        return False
    if first.line == label.line:
        between = [token for token in line.tokens if label.x1 - 0.1 <= token.x0 < first.x0]
        joined = label.has_colon or any(token.text == ":" for token in between) or any(first is each for each in phrase_of(paper, label.tokens[-1]))
        return first.x0 >= label.x1 - 0.1 and joined and all(_is_little(token) for token in between)
    edge = block.left - 3 * first.height
    before = [token for token in line.tokens if edge <= token.x0 < first.x0]
    phrase = phrase_of(paper, before[0] if before else first)
    flush = abs(phrase[-1].x1 - block.flush) <= first.height
    if block_of(blocks, phrase[0]) is not block and not flush:
        return False
    return (
        (abs(phrase[0].x0 - block.left) <= 3 * first.height or flush)
        and all(_is_little(token) for token in before)
        and not any(_asks_below(each, edge) for number in range(label.line + 1, first.line) for each in paper.sheet.lines[number].phrases)
    )


def _asks_below(phrase: Sequence[Token], edge: float) -> bool:
    """It ends in a colon: what it asks for may be the next line."""
    return phrase[0].x0 >= edge and phrase[-1].text.endswith(":")


def _is_little(token: Token) -> bool:
    """A mark, or "Name", "M/s": no word that says whose the next ones are."""
    return normal(token.text) in ("", "name", "m s", "ms", "messrs", "legal", "trade", "firm", "no")


def _stands_over(paper: Labelled, name: Candidate, gstin: Candidate) -> bool:
    """The GSTIN stands on the line of the name or close below, in one column, and no other firm between them."""
    first = name.tokens[0]
    below = phrase_of(paper, gstin.tokens[0])
    for standing in _standing(paper, gstin.value):
        below = phrase_of(paper, standing.tokens[0])
        if below[0].page != first.page or not 0 <= standing.line - first.line:
            continue
        if standing.line == first.line:
            return True
        if abs(below[0].x0 - phrase_of(paper, first)[0].x0) > 3 * first.height and abs(below[0].x0 - first.x0) > 3 * first.height:
            continue
        column = [
            phrase
            for line in paper.sheet.lines[first.line + 1 : standing.line]
            for phrase in line.phrases
            if phrase[0].page == first.page and abs(phrase[0].x0 - below[0].x0) <= 3 * first.height
        ]
        if len(column) < _NEAR and not any(is_company(" ".join(token.text for token in phrase)) for phrase in column):
            return True
    return False


def _standing(paper: Labelled, value: str) -> list[Candidate]:
    return [each for line in paper.sheet.lines for each in gstins(line) if each.value == value]


def _told(paper: Labelled, parties: Parties) -> Mapping[str, set[str]]:
    """What labels and blocks say of each GSTIN: "seller", "buyer", "ship", and "weak buyer" and the like under labels that say little. Nothing for the place alone."""
    told: dict[str, set[str]] = defaultdict(set)
    for line in paper.sheet.lines:
        for each in gstins(line):
            said = told[each.value]
            label = own_label(paper, each)
            first = each.tokens[0]
            if label in ("gstin_seller", "gstin_buyer"):
                said.add("weak seller" if says_company(paper, each) else label.removeprefix("gstin_"))
                continue
            phrase = phrase_of(paper, first)
            block = flush_block(parties.blocks, phrase) or block_of(parties.blocks, phrase[0]) or block_of(parties.blocks, first)
            if block is not None:
                said.add(f"weak {block.role}" if block.label.text in _WEAK else block.role)
    return told


def _has_guest(paper: Labelled) -> bool:
    return any(normal(token.text) in ("guest", "guests") for token in paper.sheet.tokens())


def _seller_gstin(paper: Labelled, parties: Parties, told: Mapping[str, set[str]]) -> Choice | None:
    """Sure where a label says it of this one and none gainsays it, or says of every other one that it is the buyer's."""
    choice = parties.seller_gstin
    if choice is None:
        return None
    value = choice.candidate.value
    own, others = told[value], [said for each, said in told.items() if each != value]
    if own & {"buyer", "weak buyer"}:
        return _doubted(choice, "a label says of the same GSTIN that it is the buyer's")
    if any("seller" in said for said in others):
        return _doubted(choice, "a label says of another GSTIN that it is the seller's")
    if "seller" in own:
        return choice
    if not others and (named := {each.value for line in paper.sheet.lines for each in pans(line)}) and value[2:12] not in named:
        # Who is not registered prints his PAN, and the GSTIN of who owes the tax in his place.
        return _doubted(choice, "the PAN on the paper is not that of the GSTIN, which may be the buyer's")
    if not others:
        # The seller's GSTIN has to be on a tax invoice (rule 46); a hotel's paper may bear that of the guest's firm alone.
        return _doubted(choice, "the paper names a guest, whose firm's GSTIN it may be") if _has_guest(paper) else choice
    if all(said & {"buyer", "ship"} for said in others) and any("buyer" in said for said in others):
        return choice
    heads = _heads(paper, parties, choice.candidate)
    if heads and all(said & {"buyer", "ship", "weak buyer"} for said in others):
        return choice
    return _doubted(choice, "no label says which of the GSTINs is the seller's")


def _heads(paper: Labelled, parties: Parties, gstin: Candidate) -> bool:
    """It stands above every block of a party."""
    first = gstin.tokens[0]
    return first.page == 1 and all((first.page, first.y0) < (each.page, each.top) for each in parties.blocks)


def _buyer_gstin(choice: Choice | None, seller: Choice | None, told: Mapping[str, set[str]]) -> Choice | None:
    """Sure where a label says it of this one and none gainsays it; one under "To" is, where the seller's is known."""
    if choice is None:
        return None
    said = told[choice.candidate.value]
    if said & {"seller"}:
        return _doubted(choice, "a label says of the same GSTIN that it is the seller's")
    if "buyer" in said or ("weak buyer" in said and seller is not None and not seller.doubt):
        return choice
    if "ship" in said:
        return _doubted(choice, "it stands under the consignee's name, and none under the buyer's")
    return _doubted(choice, "no label says that it is the buyer's")
