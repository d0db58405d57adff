"""A register of people that another office keeps as well, some of them more than once."""

from random import Random

import polars as pl

FIRST = ("Asha", "Bipin", "Charu", "Devika", "Ekta", "Firoz", "Gauri", "Hiren", "Ila", "Jagat", "Kiran", "Leela", "Mohan", "Nita", "Om", "Prem")
LAST = ("Ahluwalia", "Borkar", "Chopra", "Dixit", "Easwaran", "Fonseca", "Gaikwad", "Holkar", "Iyengar", "Jamwal", "Kadam", "Lamba", "Mahale", "Nene")
TOWNS = ("Ajmer", "Belgaum", "Chittoor", "Dhule", "Etawah", "Faridkot", "Gaya", "Hisar", "Imphal", "Jhansi")


def register(people: int, twice: int) -> tuple[pl.DataFrame, pl.DataFrame, set[tuple[str, str]]]:
    """(ours, theirs, true pairs of ids). twice: every so-many-th person stands three times in theirs; 0: none does."""
    dice = Random(41)
    ours, theirs, truth = [], [], set()
    for person in range(people):
        name, town, phone = f"{dice.choice(FIRST)} {dice.choice(LAST)}", dice.choice(TOWNS), str(dice.randrange(6 * 10**9, 10**10))
        ours.append((f"a{person}", name, town, phone))
        for copy in range(3 if twice and person % twice == 0 else 1):
            theirs.append((f"b{person}-{copy}", *_by_another_hand(dice, name, town, phone)))
            truth.add((f"a{person}", f"b{person}-{copy}"))
    columns = ("id", "name", "town", "phone")
    return pl.DataFrame(ours, schema=columns, orient="row"), pl.DataFrame(theirs, schema=columns, orient="row"), truth


def _by_another_hand(dice: Random, name: str, town: str, phone: str) -> tuple[str, str, str]:
    if dice.random() < 0.5:
        at = dice.randrange(1, len(name) - 1)
        name = name[:at] + name[at + 1 :]
    if dice.random() < 0.2:
        phone = phone[:4] + str((int(phone[4]) + 1) % 10) + phone[5:]
    return name.upper() if dice.random() < 0.5 else name, town if dice.random() < 0.8 else "", phone
