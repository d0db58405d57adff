"""Two of the four ways for things to go wrong (docs/adr/0005): a forbidden act and a broken world.

Bad data is a `Finding`; our own fault is an assertion.
"""


class Refused(Exception):
    """It may not be done now. `code` is stable ("close.maker_is_checker"); `sentence` says why and what to do instead."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence


class Unavailable(Exception):
    """The world failed (database gone, scanner down, portal timed out). Raised in adapters; whoever runs the job tries again."""

    def __init__(self, what: str, sentence: str) -> None:
        super().__init__(f"{what}: {sentence}")
        self.what = what
        self.sentence = sentence
