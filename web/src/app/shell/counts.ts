import type { CloseBoard } from "@/client/types";

/** Decisions that wait for this person, by the first word of the nav path; the close counts all of them. */
export function decisionCounts(board: CloseBoard | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { link, title } of board?.waiting ?? []) {
    // "12 papers to check" is twelve decisions; a title without a number is one.
    const many = Number(/^[\d,]+/.exec(title)?.[0].replaceAll(",", "") ?? 1);
    const path = link.split(/[?#]/)[0]?.split("/").filter(Boolean).find((part) => /^(documents|journals|recon|compliance|statements|audit)$/.test(part));
    if (path) counts[path] = (counts[path] ?? 0) + many;
  }
  if (board && board.waiting.length > 0) counts.close = board.waiting.length;
  return counts;
}
