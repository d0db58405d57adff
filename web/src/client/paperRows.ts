import { useQuery } from "@tanstack/react-query";
import { get } from "./http";

export interface Spot { readonly sheet: string; readonly row: number; readonly column: string }
export type PaperRow = Record<string, unknown>;
interface RowPage { items: PaperRow[]; next_cursor: string | null; total: number }

const PAGES_MAX = 40;

function standsAt(row: PaperRow, { sheet, row: number }: Spot): boolean {
  const place = row.place as { sheet?: string | null; row?: number | null } | null | undefined;
  return place?.row === number && (sheet === "" || (place.sheet ?? "") === sheet);
}

/** The row of a sheet or text file that a place names, as it was read; null when no row stands there. Pages on until it is found. */
export function usePaperRow(id: string, spot: Spot | null) {
  return useQuery({
    queryKey: ["paper-row", id, spot], enabled: spot !== null, staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<PaperRow | null> => {
      let cursor: string | undefined;
      for (let page = 0; spot !== null && page < PAGES_MAX; page += 1) {
        const { items, next_cursor } = await get<RowPage>("/documents/{id}/rows", { path: { id }, query: { cursor, limit: 500 } }, signal);
        const found = items.find((row) => standsAt(row, spot));
        if (found) return found;
        if (next_cursor === null) break;
        cursor = next_cursor;
      }
      return null;
    },
  });
}
