import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { RowStore } from "@/lib/rows";

/** A page of a long list; `total` where the server counted. */
export interface Page<T> { readonly items: T[]; readonly next_cursor: string | null; readonly total?: number | null }


export const WINDOW = 500;

interface Windows<Row, P extends Page<Row>> {
  readonly store: RowStore<Row>;
  readonly first: P | undefined;
  readonly total: number;
  readonly more: () => void;
  readonly query: UseInfiniteQueryResult<InfiniteData<P>>;
}

/** A long list by cursor, 500 rows at a time, fed into a store that stands outside React. */
export function useWindows<Row extends { id: string }, P extends Page<Row>>(
  queryKey: readonly unknown[], fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<P>, options: { enabled?: boolean; keyOf?: (row: Row) => string } = {},
): Windows<Row, P> {
  const [store] = useState(() => new RowStore<Row>(options.keyOf ?? ((row) => row.id)));
  const query = useInfiniteQuery({
    queryKey, enabled: options.enabled ?? true, initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal), getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  useEffect(() => store.replace(rows), [store, rows]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  return { store, first: pages?.[0], total: pages?.[0]?.total ?? rows.length + (hasNextPage ? 1 : 0), more, query };
}
