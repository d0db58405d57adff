"""A control ledger: one ledger ("Accounts Receivable") for many customers or vendors, whom the rows name beside it. Each of them has bills of its own."""

from collections.abc import Iterable, Mapping, Sequence

from qrt.core.base.finding import Finding, Severity
from qrt.core.base.money import Paise, rupee_text
from qrt.core.ledger.naming import likeness, squeezed, words
from qrt.core.ledger.types import PLACES_MOST
from qrt.core.parties.types import Item, Party

_SAME = 0.5
"""So many of the words of a name and of a ledger in common, and the ledger is that party's own, written in two ways."""
_SHOWN = 6


def names_behind(ledger: str, names: Iterable[str]) -> Mapping[str, str]:
    """Whom a ledger gathers: name as it is compared -> as it is shown. Nobody, where fewer than two are named or one of them is called as the ledger."""
    behind: dict[str, str] = {}
    for name in sorted(filter(None, names)):
        behind.setdefault(squeezed(name), name)
    own = any(key == squeezed(ledger) or likeness(words(name), words(ledger)) >= _SAME for key, name in behind.items())
    return {} if own or len(behind) < 2 else behind


def check_control(party: Party, items: Sequence[Item]) -> tuple[Finding, ...]:
    """party.control_ledger: whom the ledger gathers. Blocking where one of them stands on the other side, for the balance sheet then shows the net of them."""
    balances: dict[str, int] = {}
    for item in items:
        if item.name:
            balances[item.name] = balances.get(item.name, 0) + item.open
    if not balances:
        return ()
    sign = party.side.sign
    across = {name: amount for name, amount in balances.items() if amount * sign < 0}
    gross = sum(amount * sign for amount in balances.values() if amount * sign > 0)
    ordered = sorted(balances.items(), key=lambda each: (-abs(each[1]), each[0]))
    shown = ", ".join(f"{name} {rupee_text(Paise(sign * amount))}" for name, amount in ordered[:_SHOWN])
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    nameless = sign * sum(item.open for item in items if not item.name)
    sentence = f"“{party.ledger}” gathers {len(balances)} {party.side.value}s, each kept with bills of its own: {shown}{more}."
    if nameless:
        sentence += f" {rupee_text(Paise(nameless))} of its balance names nobody."
    if across:
        net = gross - abs(sum(across.values())) + nameless
        sentence += (
            f" {rupee_text(Paise(gross))} are open and {rupee_text(Paise(abs(sum(across.values()))))} stand on the other side: the ledger shows only the net, "
            f"{rupee_text(Paise(net))}, and so does the balance sheet. Move what stands on the other side to an advance ledger."
        )
    severity, amount = (Severity.BLOCKING, abs(sum(across.values()))) if across else (Severity.INFO, 0)
    places = tuple(dict.fromkeys(item.place for item in items if item.place and item.open))[:PLACES_MOST]
    return (Finding("party.control_ledger", severity, f"party:{party.entity}/{party.ledger}/names", sentence, Paise(amount), "", places, party.entity),)
