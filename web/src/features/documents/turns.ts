import { useCallback, useMemo, useState } from "react";

/** Quarter turns of a paper's pages, kept on this machine: a page that lies is turned once. Reading turns scans upright by itself; this is for the eye. */
export function useTurns(paper: string): { turns: ReadonlyMap<number, number>; turn: (page: number) => void } {
  const key = `qrt.turns.${paper}`;
  const [kept, setKept] = useState<Record<string, number>>(() => load(key));
  const turn = useCallback((page: number): void => setKept((old) => {
    const made = { ...old, [page]: ((old[page] ?? 0) + 1) % 4 };
    if (Object.values(made).every((each) => each === 0)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(made));
    return made;
  }), [key]);
  return { turns: useMemo(() => new Map(Object.entries(kept).map(([page, turns]) => [Number(page), turns])), [kept]), turn };
}

function load(key: string): Record<string, number> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    return kept !== null && typeof kept === "object" ? Object.fromEntries(Object.entries(kept).filter((each): each is [string, number] => Number.isInteger(each[1]))) : {};
  } catch {
    return {};
  }
}
