"""What a template says of a bill: for each field it knows, the words that stand where they stood before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qrt.core.documents.invoice.layout import Token
from qrt.core.documents.vendor.learn import plain_name
from qrt.core.documents.vendor.lesson import LIKE, Anchor, Known, Spot, VendorTemplate, likeness
from qrt.core.documents.vendor.spots import NUMBERS, Looked, Spoken, Standing, joined, plain_word, shape_of

SURE = 0.9
"""Fit from which a place is certain: its words were found, and the value stands where and as it stood."""

LIKELY = 0.7
"""Fit of a place whose words were found, but whose value looks otherwise than before, or against which a decision spoke."""

_BESIDE, _UNDER = 0.95, 0.92
_ON_PAGE, _DOUBTFUL = 0.6, 0.5
_ASIDE = 3.0
"""Text heights by which a value may begin beside where it began."""
_HIGHER = 0.8
"""Text heights by which a value may stand above or below where it stood."""
_EDGE = 0.02
"""How far the right edge of an amount may lie from its column, as a fraction of the width."""


@dataclass(frozen=True, eq=False)
class Found:
    """A value at a known place. `fit` is 0 to 1; `at` is the spot itself, for fields that a person said are not there."""

    standing: Standing
    fit: float


def fitting(templates: Iterable[VendorTemplate], seen: Looked) -> VendorTemplate | None:
    """The template of the layout that a bill has, None when it has none of these."""
    liked = [(likeness(each.layout, seen.words), each) for each in templates]
    good = [each for each in liked if each[0] >= LIKE]
    return max(good, key=lambda each: (each[0], each[1].bills))[1] if good else None


def find(seen: Looked, template: VendorTemplate) -> dict[str, Found]:
    """The value of every field that the template knows and the page says. A field that is not in it is not told; nothing is made up."""
    found: dict[str, Found] = {}
    for name, known in template.known.items():
        if known.spot.absent:
            continue
        one = _own(seen, template, name) or _find(seen, name, known)
        if one is not None:
            found[name] = one
    return found


def _own(seen: Looked, template: VendorTemplate, name: str) -> Found | None:
    """The vendor's own GSTIN and name are known; what is sought is where they are printed."""
    if name == "seller.gstin" and template.gstin:
        hit = next((each for each in seen.values(name) if each.value == template.gstin), None)
        return Found(hit, _BESIDE) if hit else None
    if name == "seller.name":
        for each in seen.values(name):
            if plain_name(each.value) in template.known_as[:1]:
                return Found(each, _BESIDE)
    return None


def _find(seen: Looked, name: str, known: Known) -> Found | None:
    hits = [hit for anchor in known.spot.anchors if (hit := _at(seen, name, known.spot, anchor)) is not None]
    if not hits:
        return None
    best = max(hits, key=lambda each: each.fit)
    fit = best.fit
    if any(each.standing.value != best.standing.value and each.fit >= _UNDER for each in hits):
        fit = _DOUBTFUL
    if known.spot.shape and shape_of(best.standing.value) != known.spot.shape:
        fit = min(fit, LIKELY)
    return Found(best.standing, fit if known.against == 0 else min(fit, LIKELY))


def _at(seen: Looked, name: str, spot: Spot, anchor: Anchor) -> Found | None:
    if anchor.side == "page":
        hit = _on_page(seen, name, spot, anchor)
        return Found(hit, _ON_PAGE) if hit else None
    places = seen.places_of(anchor.label)
    hits = [(position, hit) for position, place in enumerate(reversed(places)) if (hit := _beside(seen, name, spot, anchor, place)) is not None]
    if not hits:
        return None
    fit = _BESIDE if anchor.side == "left" else _UNDER
    values = {hit.value for _, hit in hits}
    if len(values) == 1:
        return Found(hits[0][1], fit)
    told = next((hit for position, hit in hits if position == anchor.nth), None)
    return Found(told, fit - 0.02) if told is not None else Found(hits[0][1], _DOUBTFUL)


def _beside(seen: Looked, name: str, spot: Spot, anchor: Anchor, place: Spoken) -> Standing | None:
    """The value as far from these words as it was."""
    height = place.first.height
    start = place.last.x1 if anchor.side == "left" else place.first.x0
    width, _ = seen.sheet.sizes[place.first.page]
    good = []
    for each in _values(seen, name, spot):
        token = each.tokens[0]
        if token.page != place.first.page or abs(each.middle - place.first.middle - anchor.dy * height) > _HIGHER * height:
            continue
        if anchor.side == "left" and each.x0 < place.last.x1 - 1:
            continue
        aside = abs(each.x0 - start - anchor.dx * height) / height
        edge = abs(each.x1 / width - anchor.right)
        if name.startswith("totals."):
            aside = min(aside, 0.0 if edge <= _EDGE else aside)
        if aside <= _ASIDE:
            good.append((aside, each))
    return _cut(min(good, key=lambda each: each[0])[1], spot) if good else None


def _on_page(seen: Looked, name: str, spot: Spot, anchor: Anchor) -> Standing | None:
    good = []
    for each in _values(seen, name, spot):
        token = each.tokens[0]
        width, height = seen.sheet.sizes[token.page]
        aside, higher = abs(each.x0 / width - anchor.dx), abs(token.middle / height - anchor.dy)
        if token.page == 1 and higher <= 0.012 and (aside <= 0.03 or abs(each.x1 / width - anchor.right) <= 0.03):
            good.append((aside + higher, each))
    return _cut(min(good, key=lambda each: each[0])[1], spot) if good else None


def _values(seen: Looked, name: str, spot: Spot) -> Iterable[Standing]:
    """Typed values; a number that the reader's own forms do not know is as many words as it was."""
    if name not in NUMBERS:
        return seen.values(name)
    known = seen.values(name)
    begun = {id(each.tokens[0]) for each in known}
    return (*known, *(each for each in _runs(seen, spot) if id(each.tokens[0]) not in begun))


def _runs(seen: Looked, spot: Spot) -> Iterable[Standing]:
    for line in seen.sheet.lines:
        for phrase in line.phrases:
            for start in range(len(phrase) - spot.words + 1):
                run = phrase[start : start + spot.words]
                text = joined(run) if not any(token.text in "/-" for token in run) else "".join(token.text for token in run)
                if any(map(str.isdigit, text)):
                    yield Standing(text.strip(":;,.#"), run)


def _cut(standing: Standing, spot: Spot) -> Standing:
    """Without letters that stuck to the front before, and not beyond the word that followed before."""
    if spot.before and standing.value.startswith(spot.before):
        return Standing(standing.value.removeprefix(spot.before), standing.tokens)
    if spot.stop:
        kept: list[Token] = []
        for token in standing.tokens:
            if kept and plain_word(token) == spot.stop:
                break
            kept.append(token)
        return Standing(joined(kept), tuple(kept))
    return standing


def refused(seen: Looked, template: VendorTemplate, values: Mapping[str, str]) -> frozenset[str]:
    """Fields that the reader filled from a place of which a person said that it is not this field."""
    found = set()
    for name, known in template.known.items():
        if known.spot.absent and name in values:
            hits = [hit for anchor in known.spot.anchors if (hit := _at(seen, name, known.spot, anchor)) is not None]
            if any(hit.standing.value == values[name] for hit in hits):
                found.add(name)
    return frozenset(found)
