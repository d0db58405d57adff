import { useEffect, useRef } from "react";
import { useFilters } from "@/client/scope";
import type { RowStore } from "@/lib/rows";

/** How long a row is looked at before the address says which it is. */
const RESTS_MS = 400;

/** The row that the address names becomes the current one when the list is there; after that the address follows the eye, so that a copied link opens at the same row. */
export function useRowOfAddress<Row>(store: RowStore<Row>): void {
  const [filters, setFilters] = useFilters();
  const { row } = filters;
  const set = useRef(setFilters);
  set.current = setFilters;
  const found = useRef(false);
  const here = store.ids.length > 0;
  useEffect(() => {
    if (!here || found.current) return;
    found.current = true;
    if (row !== undefined && store.ids.includes(row)) store.setCurrent(row);
  }, [here, row, store]);
  const current = store.currentIndex > 0 ? (store.current ?? undefined) : undefined;
  useEffect(() => {
    if (!found.current || current === row) return;
    const timer = setTimeout(() => set.current({ row: current }), RESTS_MS);
    return () => clearTimeout(timer);
  }, [current, row, here]);
}
