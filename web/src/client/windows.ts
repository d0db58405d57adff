import { infiniteQueryOptions, useInfiniteQuery, type InfiniteData, type Query, type QueryClient, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { RowStore } from "@/lib/rows";

/** A page of a long list; `total` where the server counted. */
export interface Page<T> { readonly items: T[]; readonly next_cursor: string | null; readonly total?: number | null }


export const WINDOW = 500;

/** A list of more windows than this that says itself when it is old is not read again because something changed: a hundred thousand rows are two hundred requests. */
const WINDOWS_KEPT_FRESH = 4;
const SAYS_WHEN_OLD = { saysWhenOld: true } as const;
const pagesOf = ({ state }: Query): number => (state.data as { pages?: unknown[] } | undefined)?.pages?.length ?? 0;

/** Too long to be read again as a whole. */
export const isLong = (pages: number): boolean => pages > WINDOWS_KEPT_FRESH;

/** Read again what begins with this key and stands on the page. */
export async function refresh(client: QueryClient, key: string): Promise<void> {
  await client.invalidateQueries({ queryKey: [key], refetchType: "none" });
  await client.refetchQueries({ queryKey: [key], type: "active", predicate: (query) => !(query.meta === SAYS_WHEN_OLD && isLong(pagesOf(query))) });
}

type FetchPage<P> = (cursor: string | undefined, signal: AbortSignal) => Promise<P>;

/** How a long list is asked for, window by window. */
export const windowsOf = <P extends Page<unknown>>(queryKey: readonly unknown[], fetchPage: FetchPage<P>) =>
  infiniteQueryOptions({
    queryKey, initialPageParam: undefined as string | undefined, queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal), getNextPageParam: (last: P) => last.next_cursor ?? undefined,
  });

interface Windows<Row, P extends Page<Row>> {
  readonly store: RowStore<Row>;
  readonly first: P | undefined;
  readonly total: number;
  readonly more: () => void;
  readonly query: UseInfiniteQueryResult<InfiniteData<P>>;
  /** Ask for the last rows, once those before the ones that are here; undefined where the server gives no list from its end. */
  readonly last: (() => void) | undefined;
  /** How many windows are here, and read all of them again. */
  readonly windows: number;
  readonly again: () => void;
}

/** A long list by cursor, 500 rows at a time, fed into a store that stands outside React. */
export function useWindows<Row extends { id: string }, P extends Page<Row>>(
  queryKey: readonly unknown[], fetchPage: FetchPage<P>, options: { enabled?: boolean; keyOf?: (row: Row) => string; saysWhenOld?: boolean; fetchLast?: FetchPage<P> } = {},
): Windows<Row, P> {
  const [store] = useState(() => new RowStore<Row>(options.keyOf ?? ((row) => row.id)));
  const query = useInfiniteQuery({ ...windowsOf(queryKey, fetchPage), enabled: options.enabled ?? true, ...(options.saysWhenOld ? { meta: SAYS_WHEN_OLD } : {}) });
  const pages = query.data?.pages;
  const end = useLast(queryKey, options);
  const ending = end.pages;
  const shown = useRef<readonly P[]>([]);
  useEffect(() => {
    const now = pages ?? [];
    const before = shown.current;
    shown.current = now;
    if (ending !== undefined) store.replace(now.flatMap((page) => page.items), ending.toReversed().flatMap((page) => page.items));
    else if (before.length > 0 && now.length > before.length && before.every((page, n) => page === now[n])) store.append(now.slice(before.length).flatMap((page) => page.items));
    else store.replace(now.flatMap((page) => page.items));
  }, [store, pages, ending]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  return { store, first: pages?.[0], total: pages?.[0]?.total ?? (pages ?? []).reduce((sum, page) => sum + page.items.length, 0) + (hasNextPage ? 1 : 0), more, query, last: options.fetchLast && end.more, windows: (pages?.length ?? 0) + (ending?.length ?? 0), again: () => { void query.refetch(); end.again(); } };
}

/** The windows of a list's end, from the last one upwards, once somebody wanted to go there. */
function useLast<P extends Page<unknown>>(queryKey: readonly unknown[], { fetchLast, saysWhenOld }: { fetchLast?: FetchPage<P>; saysWhenOld?: boolean }): { pages: readonly P[] | undefined; more: () => void; again: () => void } {
  const name = JSON.stringify(queryKey);
  // Another list begins at its start.
  const [wanted, setWanted] = useState("");
  const on = fetchLast !== undefined && wanted === name;
  const nothing: FetchPage<P> = () => Promise.reject(new Error("not asked for"));
  const query = useInfiniteQuery({ ...windowsOf([...queryKey, "last"], fetchLast ?? nothing), enabled: on, ...(saysWhenOld ? { meta: SAYS_WHEN_OLD } : {}) });
  const { fetchNextPage, hasNextPage, isFetching } = query;
  const more = useCallback(() => {
    if (!on) setWanted(name);
    else if (hasNextPage && !isFetching) void fetchNextPage();
  }, [on, name, hasNextPage, isFetching, fetchNextPage]);
  return { pages: on ? query.data?.pages : undefined, more, again: () => { if (on) void query.refetch(); } };
}
