"""One line to one line over the whole of a component: the set of pairs with the greatest sum of scores, whatever the order of the input.

Exact up to SPARSE_MOST lines a side; above, by auction, at most EPSILON a pair below the greatest sum unless the rounds run out. Work is bounded either way.
"""

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

from qrt.core.recon.engine.arrays import ordered

DENSE_MOST = 60
SPARSE_MOST = 2_000
SCALE = 1 << 16
EPSILON = SCALE // 8
AUCTION_ROUNDS = 400
SURE_ROUNDS = 12


def assign(i: np.ndarray, j: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Positions of the chosen pairs, ascending. i, j: row numbers (of tables sorted by content); score: positive gain of the pair in log-odds."""
    if not len(i):
        return np.zeros(0, dtype=np.int64)
    order = np.lexsort((j, i))
    _, ii = np.unique(i[order], return_inverse=True)
    _, jj = np.unique(j[order], return_inverse=True)
    gain = np.rint(score[order] * SCALE).astype(np.int64)
    chosen, rest = _sure(ii, jj, gain)
    if len(rest):
        chosen.extend(rest[found] for found in _by_component(ii[rest], jj[rest], gain[rest]))
    return np.sort(order[np.concatenate(chosen)])


def _sure(x: np.ndarray, y: np.ndarray, gain: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """Pairs that some best solution holds: each gains at least what the next best of both its lines gain together. Returns them, and what is left open.

    A pair taken closes its lines, which may make others sure; a few rounds settle almost everything, and what is left is worth a solver.
    """
    chosen: list[np.ndarray] = []
    live = np.arange(len(x))
    by_y = ordered(y)
    for _ in range(SURE_ROUNDS):
        other = next_best(x[live], gain[live])
        column = by_y if len(by_y) == len(live) else ordered(y[live])
        other[column] += next_best(y[live][column], gain[live][column])
        sure = np.flatnonzero(gain[live] >= other)
        # Two sure pairs of one line gain the same and their other lines nothing else: the first is taken.
        sure = sure[_first_of(x[live][sure])]
        sure = sure[_first_of(y[live][sure])]
        if not len(sure):
            break
        taken = live[sure]
        chosen.append(taken)
        shut_x, shut_y = np.zeros(x.max() + 1, dtype=bool), np.zeros(y.max() + 1, dtype=bool)
        shut_x[x[taken]] = shut_y[y[taken]] = True
        live = live[~(shut_x[x[live]] | shut_y[y[live]])]
        if not len(live):
            break
    return chosen, live


def next_best(line: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """For each pair the greatest gain of another pair of its line, 0 when there is none. line: ascending."""
    start = np.flatnonzero(np.diff(line, prepend=-1))
    run = np.repeat(np.arange(len(start)), np.diff(np.append(start, len(line))))
    top = np.maximum.reduceat(gain, start)[run]
    best = np.flatnonzero(gain == top)
    best = best[_first_of(run[best])]
    less = gain.copy()
    less[best] = 0
    second = np.maximum.reduceat(less, start)
    top[best] = second
    return top


def _first_of(line: np.ndarray) -> np.ndarray:
    """Positions at which each value of `line` stands first."""
    return np.sort(np.unique(line, return_index=True)[1])


def _by_component(x: np.ndarray, y: np.ndarray, gain: np.ndarray) -> list[np.ndarray]:
    """Positions of the chosen pairs, component by component. x ascending, y ascending within x."""
    lefts = int(x.max()) + 1
    size = lefts + int(y.max()) + 1
    graph = coo_matrix((np.ones(len(x), np.int8), (x, y + lefts)), shape=(size, size))
    component = connected_components(graph, directed=False)[1][x]
    order = ordered(component)
    component = component[order]
    start = np.flatnonzero(np.diff(component, prepend=-1))
    end = np.append(start[1:], len(component))
    return [order[p:q][_component(x[order[p:q]], y[order[p:q]], gain[order[p:q]])] for p, q in zip(start.tolist(), end.tolist(), strict=True)]


def _component(x: np.ndarray, y: np.ndarray, gain: np.ndarray) -> np.ndarray:
    xs, xx = np.unique(x, return_inverse=True)
    ys, yy = np.unique(y, return_inverse=True)
    if max(len(xs), len(ys)) <= DENSE_MOST:
        table = np.zeros((len(xs), len(ys)), dtype=np.int64)
        place = np.full(table.shape, -1, dtype=np.int64)
        table[xx, yy], place[xx, yy] = gain, np.arange(len(x))
        rows, columns = linear_sum_assignment(table, maximize=True)
        found = place[rows, columns]
        return found[found >= 0]
    if max(len(xs), len(ys)) <= SPARSE_MOST:
        return _sparse(xx, yy, gain, len(xs), len(ys))
    return _auction(xx, yy, gain, len(xs), len(ys))


def _sparse(x: np.ndarray, y: np.ndarray, gain: np.ndarray, lefts: int, rights: int) -> np.ndarray:
    """Exact. Every left line may also take a column of its own, which stands for no partner and gains nothing."""
    top = int(gain.max()) + 1
    cost = np.concatenate([top - gain, np.full(lefts, top)]).astype(np.float64)
    alone = np.arange(lefts)
    table = csr_matrix((cost, (np.append(x, alone), np.append(y, rights + alone))), shape=(lefts, rights + lefts))
    rows, columns = min_weight_full_bipartite_matching(table)
    real = columns < rights
    return np.sort(np.searchsorted(x * rights + y, rows[real].astype(np.int64) * rights + columns[real]))


def _auction(x: np.ndarray, y: np.ndarray, gain: np.ndarray, lefts: int, rights: int) -> np.ndarray:
    """Left lines without a partner bid for the right line that gains most at its price; the highest bid has it, and who had it bids again."""
    start = np.searchsorted(x, np.arange(lefts + 1))
    price, owner = np.zeros(rights, dtype=np.int64), np.full(rights, -1, dtype=np.int64)
    pair_of = np.full(lefts, -1, dtype=np.int64)
    bidding = np.arange(lefts)
    for _ in range(AUCTION_ROUNDS):
        if not len(bidding):
            break
        counts = start[bidding + 1] - start[bidding]
        first = np.cumsum(counts) - counts
        edge = np.arange(int(counts.sum())) - np.repeat(first - start[bidding], counts)
        worth = gain[edge] - price[y[edge]]
        run = np.repeat(np.arange(len(bidding)), counts)
        best = np.maximum.reduceat(worth, first)
        at = np.flatnonzero(worth == best[run])
        at = at[_first_of(run[at])]
        worth[at] = 0
        second = np.maximum(np.maximum.reduceat(worth, first), 0)
        willing = best > 0
        pair, bid = edge[at][willing], (best - second + EPSILON)[willing]
        bid += price[y[pair]]
        order = np.lexsort((pair, -bid, y[pair]))
        won = order[_first_of(y[pair][order])]
        pair, bid = pair[won], bid[won]
        put_out = owner[y[pair]]
        put_out = put_out[put_out >= 0]
        pair_of[put_out] = -1
        owner[y[pair]], price[y[pair]], pair_of[x[pair]] = x[pair], bid, pair
        bidding = np.sort(np.append(put_out, bidding[willing][pair_of[bidding[willing]] < 0]))
    return _filled(x, y, gain, pair_of, owner)


def _filled(x: np.ndarray, y: np.ndarray, gain: np.ndarray, pair_of: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """What the rounds left open, best first."""
    open_ = np.flatnonzero((pair_of[x] < 0) & (owner[y] < 0))
    for t in open_[np.argsort(-gain[open_], kind="stable")].tolist():
        if pair_of[x[t]] < 0 and owner[y[t]] < 0:
            pair_of[x[t]], owner[y[t]] = t, x[t]
    return np.sort(pair_of[pair_of >= 0])


def margins(i: np.ndarray, j: np.ndarray, score: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """For each chosen pair: its score less the best other score of either of its lines (or less 0, when that is more). All pairs are looked at."""
    best = np.zeros(len(chosen))
    for line in (i, j):
        order = ordered(line)
        other = np.empty(len(score))
        other[order] = next_best(line[order].astype(np.int64), score[order])
        best = np.maximum(best, other[chosen])
    return score[chosen] - best
