"""From a recipe of a kind to a paper: what every paper of the kind may say, printed in one of many arrangements."""

from dataclasses import dataclass
from random import Random

from qrt.core.documents.types import DocumentKind, Page
from qrt.sim.kinds.desk import A4, SLIP, Desk
from qrt.sim.kinds.values import Values


@dataclass(frozen=True, slots=True)
class Recipe:
    """What papers of a kind say. Alternatives stand between bars; "Invoice No.|Bill No=n" is a label with a value of type n (see `Values`).

    titles, under   the title, and lines that may stand under it
    labels          some of them, in any order
    columns, words  of the table: column alternatives with the type of their cells ("words" for one of `words`); no columns, no table
    listed          the words of the rows in their order, as statutory forms have them
    totals, prose, foot   lines under the table, sentences, the last lines
    parties         company blocks (name, address, registration) on top
    """

    kind: DocumentKind
    titles: tuple[str, ...]
    under: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    listed: bool = False
    rows: tuple[int, int] = (2, 9)
    totals: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    sentences: tuple[int, int] = (0, 2)
    foot: tuple[str, ...] = ()
    parties: int = 1
    party_heads: tuple[str, ...] = ()
    slip: bool = False
    title_always: bool = False


def print_paper(recipe: Recipe, rng: Random, half: int | None = None) -> tuple[Page, ...]:
    """One paper. A tenth has no title, a quarter was recognised badly, a fourteenth lies on its side.

    `half` (0 or 1) keeps every second alternative: papers of the other half are written in words that this half never uses.
    """
    wide = rng.random() < (0.3 if len(recipe.columns) > 5 else 0.07)
    size = SLIP if recipe.slip and rng.random() < 0.8 else (A4[1], A4[0]) if wide else A4
    desk = Desk(rng, size, noise=rng.uniform(0.01, 0.09) if rng.random() < 0.25 else 0.0)
    return _Printing(recipe, rng, desk, half).paper()


class _Printing:
    def __init__(self, recipe: Recipe, rng: Random, desk: Desk, half: int | None) -> None:
        self.recipe, self.rng, self.desk, self.half, self.values = recipe, rng, desk, half, Values(rng)
        self.type_size = rng.uniform(7, 10.5)

    def paper(self) -> tuple[Page, ...]:
        recipe, rng = self.recipe, self.rng
        titled = recipe.title_always or rng.random() > 0.1
        steps = [self.title] if titled else []
        parties = [self.party] * (recipe.parties if rng.random() < 0.85 else max(recipe.parties - 1, 0))
        if parties and rng.random() < 0.6:
            steps = [parties[0], *steps, *parties[1:]]
        else:
            steps += parties
        for step in steps:
            step()
        middle = [self.label_block, self.table, self.prose]
        if rng.random() < 0.25:
            rng.shuffle(middle)
        for step in middle:
            step()
        self.ending()
        return self.desk.done()

    def one_of(self, alternatives: str) -> str:
        every = alternatives.split("|")
        return self.rng.choice(every if self.half is None or len(every) == 1 else every[self.half :: 2])

    def pick(self, alternatives: str) -> str:
        text = self.one_of(alternatives)
        change = self.rng.random()
        return text.upper() if change < 0.15 else text.lower() if change < 0.2 else text

    def text(self, x: float, words: str, scale: float = 1.0, align: str = "left") -> float:
        return self.desk.put(x, words, self.type_size * scale, align)

    def title(self) -> None:
        at, align = self.rng.choice(((self.desk.size[0] / 2, "centre"), (self.desk.left, "left"), (self.desk.right, "right")))
        self.text(at, self.pick(self.rng.choice(self.recipe.titles)), self.rng.choice((1.0, 1.2, 1.5, 1.9)), align)
        self.desk.line(self.type_size * 2)
        for line in self.some(self.recipe.under, 0.5):
            self.text(at, self.filled(line), 1.0, align)
            self.desk.line()

    def some(self, lines: tuple[str, ...], share: float) -> list[str]:
        return [each for each in lines if self.rng.random() < share]

    def filled(self, line: str) -> str:
        """A line's alternatives chosen, and "{m}" filled."""
        line = self.one_of(line)
        while "{" in line:
            head, _, rest = line.partition("{")
            letter, _, tail = rest.partition("}")
            line = head + self.values.make(letter) + tail
        return line

    def party(self) -> None:
        if self.recipe.party_heads and self.rng.random() < 0.6:
            self.text(self.desk.left, self.pick(self.rng.choice(self.recipe.party_heads)))
            self.desk.line()
        lines = [
            self.values.name(),
            f"{self.rng.randrange(1, 200)}, {self.rng.choice(('MIDC', 'GIDC', 'Main Road', 'Station Road', 'Phase II', 'Industrial Estate'))}",
            f"{self.values.city()} {self.rng.randrange(400001, 799999)}",
        ]
        if self.rng.random() < 0.5:
            lines.append(f"{self.rng.choice(('GSTIN', 'GSTIN/UIN:', 'GST No', 'GSTIN :'))} {self.values.gstin()}")
        if self.rng.random() < 0.15:
            lines.append(
                self.rng.choice(
                    (
                        f"PAN {self.values.pan()}",
                        f"Ph: {self.rng.randrange(10**9, 10**10)}",
                        "email: accounts@example.in",
                        f"CIN U{self.rng.randrange(10000, 99999)}MH2011PTC{self.rng.randrange(100000, 999999)}",
                    )
                )
            )
        for index, line in enumerate(lines):
            self.text(self.desk.left, line, 1.2 if index == 0 else 1.0)
            self.desk.line()
        self.desk.line(6)

    def label_block(self) -> None:
        labels = [each for each in self.recipe.labels if self.rng.random() < 0.75]
        if self.rng.random() < 0.6:
            self.rng.shuffle(labels)
        across = 1 if self.desk.size[0] < 300 else self.rng.choice((1, 1, 2, 2, 3))
        above = self.rng.random() < 0.2
        colon = self.rng.choice((":", " :", "", "", ":-"))
        width = (self.desk.right - self.desk.left) / across
        for start in range(0, len(labels), across):
            pairs = [self.pair(each) for each in labels[start : start + across]]
            for index, (label, value) in enumerate(pairs):
                x = self.desk.left + index * width
                end = self.text(x, label if above else label + colon)
                if not above:
                    self.text(max(end + 4, x + 0.45 * width), value)
            self.desk.line()
            if above:
                for index, (_, value) in enumerate(pairs):
                    self.text(self.desk.left + index * width, value)
                self.desk.line()

    def pair(self, label: str) -> tuple[str, str]:
        words, _, letter = label.partition("=")
        return self.pick(words), self.filled(letter) if "{" in letter else self.values.make(letter)

    def table(self) -> None:
        recipe, rng = self.recipe, self.rng
        if not recipe.columns:
            return
        columns = [each for index, each in enumerate(recipe.columns) if index == 0 or rng.random() < 0.85]
        first = self.desk.left
        wide = self.desk.right - first
        shares = [2.5 if "words" in each or each.endswith("=c") else 1.0 for each in columns]
        edges = [first + wide * sum(shares[:index]) / sum(shares) for index in range(len(columns))]
        self.desk.line(8)
        heads = [self.pick(each.partition("=")[0]) for each in columns]
        room = [int(wide * share / sum(shares) / (0.52 * self.type_size)) for share in shares]
        for x, head, fits in zip(edges, heads, room, strict=True):
            self.text(x, head[: max(fits, 3)] if rng.random() < 0.3 else head)
        self.desk.line()
        names = (
            list(recipe.words)
            if recipe.listed
            else [rng.choice(recipe.words) for _ in range(rng.randint(*recipe.rows))]
            if recipe.words
            else [""] * rng.randint(*recipe.rows)
        )
        for name in names:
            if recipe.listed and rng.random() < 0.12:
                continue
            for x, column, fits in zip(edges, columns, room, strict=True):
                letter = column.partition("=")[2]
                cell = self.filled(name) if letter == "words" else self.values.make(letter)
                self.text(x, cell[: max(fits * 2, 6)] if letter == "words" else cell)
            self.desk.line()

    def prose(self) -> None:
        many = min(self.rng.randint(*self.recipe.sentences), len(self.recipe.prose))
        for sentence in self.rng.sample(self.recipe.prose, many):
            x = self.desk.left
            for word in self.filled(sentence).split():
                if x + 0.52 * self.type_size * len(word) > self.desk.right:
                    self.desk.line()
                    x = self.desk.left
                x = self.text(x, word)
            self.desk.line(18)

    def ending(self) -> None:
        for line in self.some(self.recipe.totals, 0.75):
            label, value = self.pair(line)
            end = self.text(self.desk.right - 90, label, 1.0, "right")
            self.text(max(end, self.desk.right - 80), value)
            self.desk.line()
        for line in self.some(self.recipe.foot, 0.5):
            self.text(self.desk.left, self.filled(line))
            self.desk.line()
