import { useCallback, useSyncExternalStore } from "react";

/** What a person made of the columns of a screen: widths in px, which are hidden, and which stay at the left while the others move. */
export interface Kept { readonly sizing: Readonly<Record<string, number>>; readonly visibility: Readonly<Record<string, boolean>>; readonly pinned: readonly string[] }

/** Narrower than that nothing can be read, and nothing be caught to make it wider again. */
export const NARROWEST = 48;

/** Columns as they are at first. */
export const UNTOUCHED: Kept = { sizing: {}, visibility: {}, pinned: [] };

const found = new Map<string, { readonly text: string | null; readonly kept: Kept }>();
const listeners = new Set<() => void>();

function read(text: string | null): Kept {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (value && typeof value === "object" && "sizing" in value && "visibility" in value) return { ...UNTOUCHED, ...(value as Partial<Kept>) };
  } catch { /* What cannot be read is as good as never kept. */ }
  return UNTOUCHED;
}

/** The same object as long as what is kept is the same. */
function keptOf(screen: string): Kept {
  const text = localStorage.getItem(`qrt.grid.${screen}`);
  const before = found.get(screen);
  if (before && before.text === text) return before.kept;
  const kept = read(text);
  found.set(screen, { text, kept });
  return kept;
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Columns of a screen as this person left them, and how to change them; all who show that screen see the change. */
export function useKeptColumns(screen: string): readonly [Kept, (change: (old: Kept) => Kept) => void] {
  const kept = useSyncExternalStore(subscribe, () => keptOf(screen));
  const change = useCallback((make: (old: Kept) => Kept) => {
    localStorage.setItem(`qrt.grid.${screen}`, JSON.stringify(make(keptOf(screen))));
    for (const listener of listeners) listener();
  }, [screen]);
  return [kept, change];
}

export const hide = (kept: Kept, id: string, hidden: boolean): Kept => ({ ...kept, visibility: { ...kept.visibility, [id]: !hidden } });
export const pin = (kept: Kept, id: string, pinned: boolean): Kept => ({ ...kept, pinned: [...kept.pinned.filter((other) => other !== id), ...(pinned ? [id] : [])] });
export const resize = (kept: Kept, id: string, width: number): Kept => ({ ...kept, sizing: { ...kept.sizing, [id]: Math.max(NARROWEST, Math.round(width)) } });

/** The next order when a head is pressed: from the highest down, from the lowest up, then as people work. */
export const nextSort = (now: string, name: string): string => (now === `-${name}` ? name : now === name ? "" : `-${name}`);
