import type { QueryClient } from "@tanstack/react-query";
import type { Filters } from "@/client/scope";
import { askRows, reconQuery, type Tab, type Wanted } from "./queries";

const LISTS: readonly string[] = ["decide", "accepted", "left", "right"];

/** The list that an address names; a tab that is none of the four lists stands for the first. */
export function wantedOf(filters: Filters): Wanted {
  const tab = (LISTS.includes(filters.tab ?? "") ? filters.tab : "decide") as Tab;
  return { tab, stage: tab === "decide" || tab === "accepted" ? (filters.method ?? "") : "", q: filters.q ?? "", sort: filters.sort ?? "" };
}

/** Columns that an address hides; undefined where it says nothing of them. */
export const hiddenOf = (filters: Filters): readonly string[] | undefined => filters.hide?.split(",");

/** Ask for head and first rows of a bench while its code is still on the way. */
export function askAhead(client: QueryClient, id: string, filters: Filters): void {
  void client.prefetchQuery(reconQuery(id));
  if (LISTS.includes(filters.tab ?? "decide")) askRows(client, id, wantedOf(filters));
}
