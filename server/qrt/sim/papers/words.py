"""Amounts in words, Indian style."""

_ONES = (
    ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"]
)  # fmt: skip
_TENS = ["Zero", "Ten", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")


def number_in_words(number: int) -> str:
    """1234567 is "Twelve Lakh Thirty Four Thousand Five Hundred Sixty Seven"."""
    parts: list[str] = []
    for size, word in ((10_000_000, "Crore"), (100_000, "Lakh"), (1_000, "Thousand"), (100, "Hundred")):
        if number >= size:
            head, number = divmod(number, size)
            parts.append(f"{number_in_words(head) if head > 99 else _below_hundred(head)} {word}")
    if number or not parts:
        parts.append(_below_hundred(number))
    return " ".join(parts)


def amount_in_words(paise: int) -> str:
    """ "INR Five Hundred and Fifty Paise Only"."""
    rupees, rest = divmod(paise, 100)
    return f"INR {number_in_words(rupees)}{f' and {_below_hundred(rest)} Paise' if rest else ''} Only"
