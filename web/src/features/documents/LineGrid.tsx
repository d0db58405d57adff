import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { get } from "@/client/http";
import type { DocumentDetail, RowPage } from "@/client/types";
import { formatPaise, paise } from "@/lib/money";
import { useKeys } from "@/lib/keys";
import { tell } from "@/lib/tell";
import { humanise } from "@/lib/words";
import { Button } from "@/ui/parts";
import { ErrorBox, Skeleton } from "@/ui/states";
import type { LineSpot } from "./lines";
import { cellField, cellValue, columnsOf, headingOf, isNumeric, shownCell, spotOf, sumsOf, withWritten, writableOf } from "./lines";
import type { useFieldChange } from "./queries";

interface Props {
  readonly document: DocumentDetail; readonly current: number | null; readonly onLine: (line: LineSpot | null) => void; readonly onClose: () => void;
  readonly change: ReturnType<typeof useFieldChange>; readonly readOnly: string | undefined;
}

/** Lines of the paper as they were read, with what they add up to; the line that is looked at lights its place on the page. Cells of a bill can be written over. */
export function LineGrid({ document, current, onLine, onClose, change, readOnly }: Props) {
  const query = useInfiniteQuery<RowPage, Error, { pages: RowPage[] }, readonly unknown[], string | undefined>({
    queryKey: ["paper-lines", document.id, document.version], initialPageParam: undefined, getNextPageParam: (last: RowPage) => last.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) => get<RowPage>("/documents/{id}/rows", { path: { id: document.id }, query: { cursor: pageParam, limit: 200 } }, signal),
  });
  const read = query.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = withWritten(read, document.fields);
  const writable = readOnly === undefined ? writableOf(read) : [];
  // A column that no line fills can still be written into.
  const shownNow = columnsOf(rows);
  const columns = writable.length > 0 ? columnsOf([...rows, Object.fromEntries(writable.map((name) => [name, name.endsWith("_paise") ? 0 : "-"]))]) : shownNow;
  const [column, setColumn] = useState(0);
  const [writing, setWriting] = useState<{ index: number; name: string; text: string } | null>(null);
  const sums = sumsOf(rows, columns);
  const choose = (index: number): void => { const row = rows[index]; if (row) onLine(spotOf(row, index)); };
  const step = (by: number): void => choose(Math.max(0, Math.min(rows.length - 1, (current ?? -1) + by)));
  const open = (index: number, name: string): void => {
    if (!writable.includes(name)) return;
    choose(index);
    setColumn(columns.indexOf(name));
    setWriting({ index, name, text: shownCell(name, rows[index]?.[name]) });
  };
  // The cell is written when it is left, however it is left; how tells what comes next.
  const left = useRef<"" | "next" | "dropped">("");
  const write = (): void => {
    const how = left.current;
    left.current = "";
    if (!writing || how === "dropped") return void setWriting(null);
    const value = cellValue(writing.name, writing.text);
    if (value === null) tell.wrong(`“${writing.text}” does not fit`, writing.name.endsWith("_paise") ? "Not an amount to the paisa" : "Not a number");
    else if (writing.text.trim() !== shownCell(writing.name, rows[writing.index]?.[writing.name])) change.mutate({ ...cellField(read, writing.index, writing.name), value });
    const next = how === "next" ? columns.slice(columns.indexOf(writing.name) + 1).find((name) => writable.includes(name)) : undefined;
    setWriting(null);
    if (next !== undefined) open(writing.index, next);
  };
  const aside = (by: number): void => setColumn(Math.max(0, Math.min(columns.length - 1, column + by)));
  useKeys("Lines", [
    { keys: "ArrowRight", says: "Next cell", run: () => aside(1), off: writable.length === 0 },
    { keys: "ArrowLeft", says: "Cell before", run: () => aside(-1), off: writable.length === 0 },
    { keys: "F2", says: "Write into the cell", run: () => open(current ?? 0, columns[column] ?? ""), off: writable.length === 0 },
    { keys: "ArrowDown", says: "Next line", run: () => step(1) },
    { keys: "ArrowUp", says: "Line before", run: () => step(-1) },
    { keys: "Escape", says: "Close the lines", run: onClose },
  ]);
  useEffect(() => () => onLine(null), [onLine]);
  return (
    <section aria-label="Lines" className="flex max-h-[45%] flex-none flex-col border-t border-line bg-surface">
      <div className="flex flex-none items-center gap-3 px-3 py-1.5"><h2 className="font-bold">Lines</h2><span className="text-text-2">{rows.length} of {document.rows_count}</span>{writable.length > 0 && <span className="text-text-2 max-[1100px]:hidden">F2 or a double click writes into a cell</span>}<Button look="quiet" className="ml-auto" shortcut="G" onClick={onClose}>Close</Button></div>
      {query.error && rows.length === 0 ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : query.isPending ? <Skeleton rows={3} /> : (
        <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label="Lines read">
          <table className="table dense">
            <thead><tr>{columns.map((name) => <th key={name} className={isNumeric(name) ? "num" : undefined}>{headingOf(name, columns)}</th>)}</tr></thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index} aria-current={index === current || undefined} className={index === current ? "bg-selected" : undefined} onClick={() => choose(index)}>
                  {columns.map((name, at) => (
                    <td
                      key={name} className={`${isNumeric(name) ? "num" : "max-w-[280px] truncate"} ${index === current && at === column && writable.length > 0 ? "outline outline-2 -outline-offset-2 outline-accent" : ""}`}
                      onDoubleClick={() => open(index, name)}
                    >
                      {writing?.index === index && writing.name === name
                        ? <input
                          className="field h-6 w-full min-w-[120px]" aria-label={`${humanise(name.replace(/_paise$/, ""))} of line ${index + 1}`} autoFocus value={writing.text} onFocus={(event) => event.target.select()}
                          onChange={(event) => setWriting({ ...writing, text: event.target.value })} onBlur={write}
                          onKeyDown={(event) => {
                            if (!["Enter", "Tab", "Escape"].includes(event.key)) return;
                            event.preventDefault();
                            event.stopPropagation();
                            left.current = event.key === "Tab" ? "next" : event.key === "Escape" ? "dropped" : "";
                            event.currentTarget.blur();
                          }}
                        />
                        : shownCell(name, row[name])}
                    </td>
                  ))}
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
