"""Whole numbers as Indian papers write them out. Apart from the reader that is tested by it (`core/documents/invoice/words.py`)."""

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    """ "one lakh two hundred five" for 100205; the crores of a crore are written out too."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")
    for size, name in ((10**7, "crore"), (10**5, "lakh"), (1000, "thousand")):
        if number >= size:
            return f"{spelled(number // size)} {name}" + (f" {spelled(number % size)}" if number % size else "")
    return f"{spelled(number // 100)} hundred" + (f" {spelled(number % 100)}" if number % 100 else "")
