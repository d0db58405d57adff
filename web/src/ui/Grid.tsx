import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useEffect, useId, useMemo, useRef, useState, type CSSProperties, type MouseEvent, type PointerEvent, type ReactNode } from "react";
import { NARROWEST, nextSort, resize, useKeptColumns } from "@/lib/columns";
import { useListKeys } from "./listKeys";
import { formatCount } from "@/lib/words";
import { useNarrow } from "@/lib/narrow";
import { useRow, useRowList, type RowStore } from "@/lib/rows";

/** A column: a plain function makes the cell, another its text for copying. Widths in px; `grow` takes what is left. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly head: string;
  readonly width: number;
  readonly grow?: boolean;
  readonly align?: "num" | "mid";
  readonly cell: (row: Row) => ReactNode;
  readonly text?: (row: Row) => string;
  /** How the server calls this order, where rows can be sorted by it. */
  readonly sort?: string;
}

interface Props<Row> {
  readonly label: string;
  readonly screen: string;
  readonly store: RowStore<Row>;
  readonly columns: readonly GridColumn<Row>[];
  readonly total: number;
  readonly rowHeight?: number;
  readonly picks?: boolean;
  readonly onOpen?: (row: Row) => void;
  readonly onNearEnd?: () => void;
  /** Ask for the rows of the list's end, or for those before them; without it the way there leads over all that are between. */
  readonly onLast?: (() => void) | undefined;
  /** Columns that are hidden, in place of those that this person hid here before: a shared address says it. */
  readonly hidden?: readonly string[] | undefined;
  /** The order of the rows: a column's `sort`, with "-" from the highest down. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
}

/** A grid for any number of rows: only what is visible stands in the page, and each row listens for itself alone. */
export function Grid<Row extends object>({ label, screen, store, columns, total, rowHeight, picks = false, onOpen, onNearEnd, onLast, hidden, sort = "", onSort }: Props<Row>) {
  useRowList(store);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const finger = useNarrow();
  const height = rowHeight ?? (finger ? 44 : 32);
  const boxWidth = picks ? (finger ? 44 : 32) : 0;
  const [{ sizing, visibility, pinned }, setKept] = useKeptColumns(screen);
  const shown = columns.filter((column) => (hidden ? !hidden.includes(column.id) : visibility[column.id] !== false));
  const visible = [...shown.filter((column) => pinned.includes(column.id)), ...shown.filter((column) => !pinned.includes(column.id))];
  const widths = visible.map((column) => Math.max(NARROWEST, sizing[column.id] ?? column.width));
  const held = useHeld(visible.filter((column) => pinned.includes(column.id)).length, widths, boxWidth);

  const ids = store.ids;
  // Rows that are missing between the start of the list and its end keep their room, so that the others stand where they belong.
  const { gap } = store;
  const missing = gap === null ? 0 : Math.max(1, total - ids.length);
  const idAt = (index: number): string | undefined => (gap === null || index < gap ? ids[index] : index < gap + missing ? undefined : ids[index - missing]);
  const virtual = useVirtualizer({ count: ids.length + missing, getScrollElement: () => box.current, estimateSize: () => height, overscan: 6, getItemKey: (index) => idAt(index) ?? index });
  useEffect(() => virtual.measure(), [virtual, height]);
  const items = virtual.getVirtualItems();
  const firstShown = items[0]?.index ?? 0;
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (gap !== null && firstShown > gap + missing / 2) {
      if (firstShown < gap + missing + 100) onLast?.();
    } else if (ids.length > 0 && ids.length < total && lastShown > (gap ?? ids.length) - 100) onNearEnd?.();
  }, [firstShown, lastShown, gap, missing, ids.length, total, onNearEnd, onLast]);
  const current = gap === null || store.currentIndex < gap ? store.currentIndex : store.currentIndex + missing;
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: "auto" });
  }, [current, virtual]);
  const partly = ids.length < total;
  const ending = useEnd(store, total, onNearEnd, onLast);
  useListKeys({ store, box, title: "List", pageRows: 12, picks, onOpen, onCopy: () => void copyRows(store, visible), partly, onEnd: ending.begin });

  const template = `${picks ? `${boxWidth}px ` : ""}${visible.map((column, index) => (column.grow && sizing[column.id] === undefined && index >= held.length ? `minmax(${widths[index]}px, 1fr)` : `${widths[index]}px`)).join(" ")}`;
  const style = { "--grid-columns": template, "--grid-width": `${widths.reduce((sum, width) => sum + width, boxWidth)}px` } as CSSProperties;
  return (
    <div
      ref={box} role="grid" tabIndex={0} aria-label={label} aria-rowcount={total + 1} aria-colcount={visible.length + (picks ? 1 : 0)} aria-multiselectable={picks}
      aria-activedescendant={items.some((item) => item.index === current) ? `${id}-${idAt(current)}` : undefined} className="relative min-h-0 flex-1 overflow-auto bg-surface max-[900px]:h-[56vh] max-[900px]:min-h-[300px] max-[900px]:flex-none focus-visible:-outline-offset-2" style={style}
    >
      <div role="rowgroup" className="contents">
        <div role="row" aria-rowindex={1} className="grid-head">
          {picks && <PickAll store={store} held={held.length > 0} partly={partly} />}
          {visible.map((column, index) => (
            <div key={column.id} role="columnheader" className={clsx(column.align, held[index] && "held")} style={held[index]} aria-sort={column.sort === undefined || !onSort ? undefined : sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : "none"}>
              {onSort && column.sort !== undefined ? <SortHead head={column.head} name={column.sort} sort={sort} onSort={onSort} /> : <span className="truncate">{column.head}</span>}
              <Grip onWidth={(width) => setKept((old) => resize(old, column.id, width))} />
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <GridRow
            key={item.key} domId={`${id}-${idAt(item.index) ?? item.index}`} id={idAt(item.index) ?? ""} index={item.index} top={item.start} height={height}
            store={store as unknown as RowStore<object>} columns={visible as unknown as readonly GridColumn<object>[]} held={held} picks={picks} onOpen={onOpen as ((row: object) => void) | undefined}
          />
        ))}
      </div>
      {ending.on && !onLast && <p role="status" className="sticky bottom-2 left-2 z-10 m-0 w-fit rounded border border-line bg-surface px-2.5 py-1 shadow-md">To the last row: {formatCount(ids.length)} of {formatCount(total)} are here. Move to stop.</p>}
    </div>
  );
}

/** The way to the last row of a list that comes in windows: ask for its end, or for one window after another and stay at the end, until it is here or somebody moves. */
function useEnd<Row>(store: RowStore<Row>, total: number, onNearEnd: (() => void) | undefined, onLast: (() => void) | undefined): { on: boolean; begin: () => void } {
  const [on, setOn] = useState(false);
  // The row that was the last one: another one means that somebody moved.
  const at = useRef<string | null>(null);
  const { ids, current, gap } = store;
  const here = ids.length >= total || gap !== null;
  useEffect(() => {
    if (!on) return;
    const last = ids.at(-1) ?? null;
    if (current !== at.current || here) setOn(false);
    if (current !== at.current) return;
    if (!here && onLast) return onLast();
    at.current = last;
    store.setCurrent(last);
    if (!here) onNearEnd?.();
  }, [on, store, ids, current, here, onNearEnd, onLast]);
  const begin = (): void => {
    if (here || !onLast) store.move(ids.length);
    at.current = store.current;
    setOn(!here);
  };
  return { on, begin };
}

interface RowProps {
  readonly domId: string;
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly store: RowStore<object>;
  readonly columns: readonly GridColumn<object>[];
  readonly held: Held;
  readonly picks: boolean;
  readonly onOpen: ((row: object) => void) | undefined;
}

/** Where the columns that are kept at the left stand: one after the other, behind the boxes. */
type Held = readonly CSSProperties[];

/** The same object as long as nothing moves, so that rows need not render again. */
function useHeld(count: number, widths: readonly number[], first: number): Held {
  const lefts = widths.slice(0, count).map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, first));
  const key = lefts.join(" ");
  // The key says all of it: the list itself is another one at every rendering.
  return useMemo(() => lefts.map((left) => ({ left })), [key]);
}

const GridRow = memo(function GridRow({ domId, id, index, top, height, store, columns, held, picks, onOpen }: RowProps) {
  const view = useRow(store, id);
  if (!view) return <div aria-hidden className="grid-row" style={{ top, height }}><span className="skeleton my-auto ml-2 h-3 w-40" /></div>;
  const click = (event: MouseEvent): void => {
    if (event.shiftKey && picks && store.current !== null) store.pickRange(store.current, id);
    else if ((event.ctrlKey || event.metaKey) && picks) store.toggle(id);
    else store.setCurrent(id);
  };
  return (
    <div
      role="row" id={domId} aria-rowindex={index + 2} aria-selected={view.picked || (!picks && view.current)} data-current={view.current} data-picked={view.picked}
      className="grid-row" style={{ top, height }} onClick={click} onDoubleClick={() => onOpen?.(view.row)}
    >
      {picks && (
        <div role="gridcell" className={held.length > 0 ? "held left-0" : undefined} onClick={(event) => { event.stopPropagation(); store.toggle(id); }}>
          <span className="box-check" data-on={view.picked} />
          <span className="sr">{view.picked ? "Selected" : "Not selected"}</span>
        </div>
      )}
      {columns.map((column, index) => <div key={column.id} role="gridcell" className={clsx(column.align, held[index] && "held")} style={held[index]}>{column.cell(view.row)}</div>)}
    </div>
  );
});

function SortHead({ head, name, sort, onSort }: { head: string; name: string; sort: string; onSort: (sort: string) => void }) {
  const Arrow = sort === name ? ArrowUp : sort === `-${name}` ? ArrowDown : null;
  return (
    <button type="button" className="flex min-h-6 min-w-0 items-center gap-1 font-semibold hover:text-text" title={`Sort by ${head}`} onClick={() => onSort(nextSort(sort, name))}>
      <span className="truncate">{head}</span>{Arrow && <Arrow aria-hidden className="size-3 flex-none" />}
    </button>
  );
}

function PickAll<Row>({ store, held, partly }: { store: RowStore<Row>; held: boolean; partly: boolean }) {
  const all = store.ids.length > 0 && store.picked.size === store.ids.length;
  return (
    <div role="columnheader" className={held ? "held left-0" : undefined}>
      <button type="button" tabIndex={-1} className="-m-1 p-1" aria-pressed={all} aria-label="Select all rows of this list" onClick={() => (all ? store.setPicked(new Set()) : store.pickAll(partly))}>
        <span className="box-check" data-on={all} />
      </button>
    </div>
  );
}

function Grip({ onWidth }: { onWidth: (width: number) => void }) {
  const down = (event: PointerEvent<HTMLSpanElement>): void => {
    const cell = event.currentTarget.parentElement;
    if (!cell) return;
    const [from, width] = [event.clientX, cell.getBoundingClientRect().width];
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => onWidth(width + moved.clientX - from);
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", () => grip.removeEventListener("pointermove", move), { once: true });
  };
  return <span aria-hidden className={clsx("grip")} onPointerDown={down} />;
}

async function copyRows<Row>(store: RowStore<Row>, columns: readonly GridColumn<Row>[]): Promise<void> {
  const lines = store.chosen().map((row) => columns.map((column) => column.text?.(row) ?? "").join("\t"));
  await navigator.clipboard.writeText([columns.map((column) => column.head).join("\t"), ...lines].join("\n"));
}
