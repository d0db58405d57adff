import { useEffect } from "react";
import type { RowStore } from "./rows";

/** Keep the row one left from, so that Esc comes back to it. */
export const keepRow = (list: string, id: string): void => sessionStorage.setItem(`qrt.row.${list}`, id);

/** Put the cursor where it was when the list was left; `ready` changes when its rows arrive. */
export function useKeptRow<Row>(list: string, store: RowStore<Row>, ready: unknown): void {
  useEffect(() => {
    const last = sessionStorage.getItem(`qrt.row.${list}`);
    if (last && store.ids.includes(last)) store.setCurrent(last);
  }, [list, store, ready]);
}
