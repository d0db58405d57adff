"""What people decide on matches and breaks, one by one, by hand or a whole filter at once, and how each is taken back; beside it the rules, statements and looks."""

from qrt.flows.recon.booking import book_line, propose_entry
from qrt.flows.recon.bulk import act_batch, ask_accept_filter, fail_act, stop_act
from qrt.flows.recon.deciding import accept, decide_many, match_by_hand, pair_otherwise, reject
from qrt.flows.recon.saying import say
from qrt.flows.recon.undoing import undo

__all__ = [
    "accept",
    "act_batch",
    "ask_accept_filter",
    "book_line",
    "decide_many",
    "fail_act",
    "match_by_hand",
    "pair_otherwise",
    "propose_entry",
    "reject",
    "say",
    "stop_act",
    "undo",
]
