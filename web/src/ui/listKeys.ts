import type { RefObject } from "react";
import { useKeys, type KeyBinding } from "@/lib/keys";
import type { RowStore } from "@/lib/rows";

interface ListKeys<Row> {
  readonly store: RowStore<Row>;
  readonly box: RefObject<HTMLElement | null>;
  readonly title: string;
  readonly pageRows: number;
  readonly picks: boolean;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly onCopy?: (() => void) | undefined;
  /** The list has rows that are not here yet. */
  readonly partly?: boolean;
  /** To the last row of the list, here or not; without it the last one that is here is meant. */
  readonly onEnd?: (() => void) | undefined;
}

/** J K, arrows, Space, Enter, ranges, Ctrl A, Ctrl C for a list. Arrows and the like are the list's only while nothing else has the focus. */
export function useListKeys<Row>({ store, box, title, pageRows, picks, onOpen, onCopy, partly = false, onEnd }: ListKeys<Row>): void {
  const mine = (): boolean => {
    const at = document.activeElement;
    return at === null || at === document.body || (box.current?.contains(at) ?? false) || at.id === "main";
  };
  const guarded = (act: () => void) => (): void => {
    if (mine()) act();
  };
  const open = (): void => {
    const row = store.row(store.current);
    if (row !== undefined) onOpen?.(row);
  };
  const all = store.ids.length;
  const bindings: KeyBinding[] = [
    { keys: "J", says: "Next row", run: () => store.move(1) },
    { keys: "K", says: "Row before", run: () => store.move(-1) },
    { keys: "ArrowDown", says: "Next row", run: guarded(() => store.move(1)) },
    { keys: "ArrowUp", says: "Row before", run: guarded(() => store.move(-1)) },
    { keys: "Home", says: "First row", run: guarded(() => store.move(-all)) },
    { keys: "End", says: "Last row", run: guarded(onEnd ?? (() => store.move(all))) },
    { keys: "PageDown", says: "A page down", run: guarded(() => store.move(pageRows)) },
    { keys: "PageUp", says: "A page up", run: guarded(() => store.move(-pageRows)) },
  ];
  if (onOpen) bindings.push({ keys: "Enter", says: "Open", run: guarded(open) });
  if (onCopy) bindings.push({ keys: "Ctrl C", says: "Copy rows", run: onCopy, unless: () => (window.getSelection()?.toString() ?? "") !== "" });
  if (picks) {
    bindings.push(
      { keys: "Space", says: "Select row", run: guarded(() => { if (store.current !== null) store.toggle(store.current); }) },
      { keys: "Shift ArrowDown", says: "Select down", run: guarded(() => store.move(1, true)) },
      { keys: "Shift ArrowUp", says: "Select up", run: guarded(() => store.move(-1, true)) },
      { keys: "Ctrl A", says: "Select all rows of this list", run: guarded(() => store.pickAll(partly)) },
    );
  }
  useKeys(title, bindings);
}
