"""What a question to a model may cost a company, before it is asked and after."""

from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class ModelTerms:
    """What a company allows its agents to ask of a model.

    model            "anthropic:NAME", "openai:NAME" or "openai-responses:NAME"
    seconds          the longest that one call may take
    month_cap_paise  what a month's calls may cost together
    price_in_paise, price_out_paise   paise for a million tokens
    """

    model: str
    seconds: int
    month_cap_paise: int
    price_in_paise: int
    price_out_paise: int

    def cost_paise(self, tokens_in: int, tokens_out: int) -> int:
        """What these tokens cost, rounded up to the paisa: a budget is never passed by rounding."""
        return -(-(tokens_in * self.price_in_paise + tokens_out * self.price_out_paise) // MILLION)

    def most_paise(self, asked_bytes: int, tokens_out: int, tries: int) -> int:
        """The most that a call can cost: no token is shorter than a byte, and a provider may charge each try."""
        return tries * self.cost_paise(asked_bytes, tokens_out)
