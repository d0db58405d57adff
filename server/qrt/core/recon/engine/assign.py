"""One line to one line over the whole of a component: the set of pairs with the greatest sum of scores, whatever the order of the input."""

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

DENSE_MOST = 300
SWAPPED_MOST = 200_000
SCALE = 1 << 16


def assign(i: np.ndarray, j: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Positions of the chosen pairs, ascending. i, j: row numbers (of tables sorted by content); score: positive gain of the pair in log-odds."""
    if not len(i):
        return np.zeros(0, dtype=np.int64)
    gain = np.rint(score * SCALE).astype(np.int64)
    lefts, ii = np.unique(i, return_inverse=True)
    rights, jj = np.unique(j, return_inverse=True)
    size = len(lefts) + len(rights)
    graph = coo_matrix((np.ones(len(ii), np.int8), (ii, jj + len(lefts))), shape=(size, size))
    component = connected_components(graph, directed=False)[1][ii]
    order = np.lexsort((j, i, component))
    component, ii, jj, gain = component[order], ii[order], jj[order], gain[order]
    start = np.flatnonzero(np.diff(component, prepend=-1))
    end = np.append(start[1:], len(component))
    alone = (end - start) == 1
    chosen = [start[alone]]
    for p, q in zip(start[~alone], end[~alone], strict=True):
        chosen.append(p + _component(ii[p:q], jj[p:q], gain[p:q]))
    return np.sort(order[np.concatenate(chosen)])


def _component(x: np.ndarray, y: np.ndarray, gain: np.ndarray) -> np.ndarray:
    if (x == x[0]).all() or (y == y[0]).all():
        return np.array([int(np.argmax(gain))])
    xs, xx = np.unique(x, return_inverse=True)
    ys, yy = np.unique(y, return_inverse=True)
    if max(len(xs), len(ys)) <= DENSE_MOST:
        table = np.zeros((len(xs), len(ys)), dtype=np.int64)
        place = np.full(table.shape, -1, dtype=np.int64)
        table[xx, yy], place[xx, yy] = gain, np.arange(len(x))
        rows, columns = linear_sum_assignment(table, maximize=True)
        found = place[rows, columns]
        return found[found >= 0]
    return _greedy(xx, yy, gain)


def _greedy(x: np.ndarray, y: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """Best first, then pairs of pairs are exchanged while that gains (2-opt, at most four rounds)."""
    of_x: dict[int, int] = {}
    of_y: dict[int, int] = {}
    for t in np.argsort(-gain, kind="stable").tolist():
        if int(x[t]) not in of_x and int(y[t]) not in of_y:
            of_x[int(x[t])] = of_y[int(y[t])] = t
    if len(x) > SWAPPED_MOST:
        return np.array(sorted(of_x.values()), dtype=np.int64)
    edge = {(int(a), int(b)): t for t, (a, b) in enumerate(zip(x, y, strict=True))}
    for _ in range(4):
        moved = False
        for t in range(len(x)):
            a, b = int(x[t]), int(y[t])
            p, q = of_x.get(a), of_y.get(b)
            if p == t:
                continue
            lost = (int(gain[p]) if p is not None else 0) + (int(gain[q]) if q is not None else 0)
            cross = edge.get((int(x[q]), int(y[p]))) if p is not None and q is not None else None
            if int(gain[t]) + (int(gain[cross]) if cross is not None else 0) <= lost:
                continue
            for old in (p, q):
                if old is not None:
                    of_x.pop(int(x[old]), None)
                    of_y.pop(int(y[old]), None)
            for new in (t, cross):
                if new is not None:
                    of_x[int(x[new])] = of_y[int(y[new])] = new
            moved = True
        if not moved:
            break
    return np.array(sorted(of_x.values()), dtype=np.int64)


def margins(i: np.ndarray, j: np.ndarray, score: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """For each chosen pair: its score less the best other score of either of its lines (or less 0, when that is more). All pairs are looked at."""
    best = np.zeros(len(chosen))
    for line in (i, j):
        top, second = _two_best(line, score)
        own = score[chosen]
        other = np.where(own >= top[line[chosen]], second[line[chosen]], top[line[chosen]])
        best = np.maximum(best, other)
    return score[chosen] - best


def _two_best(line: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    size = int(line.max()) + 1 if len(line) else 0
    order = np.lexsort((-score, line))
    lines, values = line[order], score[order]
    first = np.diff(lines, prepend=-1) != 0
    top, second = np.full(size, -np.inf), np.full(size, -np.inf)
    top[lines[first]] = values[first]
    after = np.zeros(len(lines), dtype=bool)
    after[1:] = first[:-1] & ~first[1:]
    second[lines[after]] = values[after]
    return top, second
