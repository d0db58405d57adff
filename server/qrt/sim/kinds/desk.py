"""A desk that puts words on pages as a printer would, and remembers where: no file is made, for the model learns from words and boxes alone."""

from random import Random

from qrt.core.documents.types import Page, Word

A4 = (595.0, 842.0)
SLIP = (226.0, 600.0)
_MARGIN = 40.0
_LOOKALIKES = {"o": "0", "0": "O", "l": "1", "1": "l", "i": "l", "s": "5", "b": "8", "m": "rn", "e": "c", "t": "f", "g": "q", "a": "o", "n": "h", "u": "v"}
"""What a recogniser takes for what."""


class Desk:
    """Words on pages, from the top left, in points. A line below the foot begins another page."""

    def __init__(self, rng: Random, size: tuple[float, float], noise: float = 0.0) -> None:
        self.rng, self.size, self.noise = rng, size, noise
        self.pages: list[list[Word]] = [[]]
        self.y = _MARGIN
        self.left, self.right = _MARGIN * (size[0] / A4[0]), size[0] * (1 - _MARGIN / A4[0])

    def put(self, x: float, text: str, size: float = 9.0, align: str = "left") -> float:
        """Words on the line in hand; gives where they end. `align` is left, right or centre of x."""
        advance = 0.52 * size
        if align != "left":
            x -= advance * len(text) * (1.0 if align == "right" else 0.5)
        for word in text.split(" "):
            if word:
                self._word(word, x, x + advance * len(word), size)
            x += advance * (len(word) + 1)
        return x

    def _word(self, text: str, x0: float, x1: float, size: float) -> None:
        confidence = 1.0
        if self.noise:
            if self.rng.random() < 0.3 * self.noise:
                return
            text = "".join(_LOOKALIKES.get(each, each) if self.rng.random() < self.noise else each for each in text)
            confidence = 0.9
        width, height = self.size
        box = (x0 / width, self.y / height, x1 / width, (self.y + size) / height)
        self.pages[-1].append(Word(text, tuple(min(1.0, max(0.0, each)) for each in box), confidence))  # type: ignore[arg-type]

    def line(self, gap: float = 13.0) -> None:
        """Go down; past the foot, to the next page."""
        self.y += gap
        if self.y > self.size[1] - _MARGIN:
            self.pages.append([])
            self.y = _MARGIN

    def done(self) -> tuple[Page, ...]:
        """The pages that hold a word."""
        return tuple(Page(number, *self.size, tuple(words)) for number, words in enumerate(self.pages, 1) if words)
