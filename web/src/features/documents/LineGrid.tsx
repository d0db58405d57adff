import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { get } from "@/client/http";
import type { DocumentDetail, RowPage } from "@/client/types";
import { formatPaise, paise } from "@/lib/money";
import { useKeys } from "@/lib/keys";
import { humanise } from "@/lib/words";
import { Button } from "@/ui/parts";
import { ErrorBox, Skeleton } from "@/ui/states";
import type { LineSpot } from "./lines";
import { columnsOf, shownCell, spotOf, sumsOf } from "./lines";

interface Props { readonly document: DocumentDetail; readonly current: number | null; readonly onLine: (line: LineSpot | null) => void; readonly onClose: () => void }

/** Lines of the paper as they were read, with what they add up to; the line that is looked at lights its place on the page. */
export function LineGrid({ document, current, onLine, onClose }: Props) {
  const query = useInfiniteQuery<RowPage, Error, { pages: RowPage[] }, readonly unknown[], string | undefined>({
    queryKey: ["paper-lines", document.id, document.version], initialPageParam: undefined, getNextPageParam: (last: RowPage) => last.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) => get<RowPage>("/documents/{id}/rows", { path: { id: document.id }, query: { cursor: pageParam, limit: 200 } }, signal),
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = columnsOf(rows);
  const sums = sumsOf(rows, columns);
  const choose = (index: number): void => { const row = rows[index]; if (row) onLine(spotOf(row, index)); };
  const step = (by: number): void => choose(Math.max(0, Math.min(rows.length - 1, (current ?? -1) + by)));
  useKeys("Lines", [
    { keys: "ArrowDown", says: "Next line", run: () => step(1) },
    { keys: "ArrowUp", says: "Line before", run: () => step(-1) },
    { keys: "Escape", says: "Close the lines", run: onClose },
  ]);
  useEffect(() => () => onLine(null), [onLine]);
  return (
    <section aria-label="Lines" className="flex max-h-[45%] flex-none flex-col border-t border-line bg-surface">
      <div className="flex flex-none items-center gap-3 px-3 py-1.5"><h2 className="font-bold">Lines</h2><span className="text-text-2">{rows.length} of {document.rows_count}</span><Button look="quiet" className="ml-auto" shortcut="G" onClick={onClose}>Close</Button></div>
      {query.error && rows.length === 0 ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : query.isPending ? <Skeleton rows={3} /> : (
        <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label="Lines read">
          <table className="table dense">
            <thead><tr>{columns.map((name) => <th key={name} className={name.endsWith("_paise") ? "num" : undefined}>{humanise(name.replace(/_paise$/, " ₹"))}</th>)}</tr></thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index} aria-current={index === current || undefined} className={index === current ? "bg-selected" : undefined} onClick={() => choose(index)}>
                  {columns.map((name) => <td key={name} className={name.endsWith("_paise") ? "num" : "max-w-[280px] truncate"}>{shownCell(name, row[name])}</td>)}
                </tr>
              ))}
            </tbody>
            {query.hasNextPage ? null : <tfoot><tr>{columns.map((name, index) => <td key={name} className={name.endsWith("_paise") ? "num font-bold" : "font-bold"}>{name.endsWith("_paise") ? (sums[name] === undefined ? "" : formatPaise(paise(sums[name]))) : index === 0 ? "Sum" : ""}</td>)}</tr></tfoot>}
          </table>
          {query.hasNextPage && <p className="px-3 py-2"><Button onClick={() => void query.fetchNextPage()}>More lines</Button></p>}
        </div>
      )}
    </section>
  );
}
