import type { Fractions } from "./PageView";

/** Quarter turns clockwise. */
export type Turn = 0 | 1 | 2 | 3;
export const turnOf = (turns: number): Turn => ((turns % 4) + 4) % 4 as Turn;

/** A box of the page as it lies when the page is turned clockwise. */
export function turned([x0, y0, x1, y1]: Fractions, turn: Turn): Fractions {
  switch (turn) {
    case 1: return [1 - y1, x0, 1 - y0, x1];
    case 2: return [1 - x1, 1 - y1, 1 - x0, 1 - y0];
    case 3: return [y0, 1 - x1, y1, 1 - x0];
    default: return [x0, y0, x1, y1];
  }
}

/** The other way: from the turned page to the page. */
export const unturned = (box: Fractions, turn: Turn): Fractions => turned(box, turnOf(-turn));
