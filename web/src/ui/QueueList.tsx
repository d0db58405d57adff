import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useId, useRef, type ReactNode } from "react";
import { useListKeys } from "./listKeys";
import { useRow, useRowList, type RowStore } from "@/lib/rows";

interface Props<Row> {
  readonly label: string;
  readonly store: RowStore<Row>;
  readonly rowHeight: number;
  readonly total: number;
  readonly item: (row: Row) => ReactNode;
  readonly onOpen?: (row: Row) => void;
  readonly onNearEnd?: () => void;
}

/** The left side of a queue: few lines a row, the same keys as the grid. */
export function QueueList<Row extends object>({ label, store, rowHeight, total, item, onOpen, onNearEnd }: Props<Row>) {
  useRowList(store);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const ids = store.ids;
  const virtual = useVirtualizer({ count: ids.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 6, getItemKey: (index) => ids[index] ?? index });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (ids.length > 0 && ids.length < total && last > ids.length - 50) onNearEnd?.();
  }, [last, ids.length, total, onNearEnd]);
  const current = store.currentIndex;
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: "auto" });
  }, [current, virtual]);
  useListKeys({ store, box, title: "Queue", pageRows: 6, picks: false, onOpen });
  return (
    <div
      ref={box} role="listbox" tabIndex={0} aria-label={label} aria-activedescendant={items.some((each) => each.index === current) ? `${id}-${ids[current]}` : undefined}
      className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:-outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((each) => (
          <QueueItem
            key={each.key} domId={`${id}-${ids[each.index]}`} id={ids[each.index] ?? ""} index={each.index} total={total} top={each.start} height={rowHeight}
            store={store as unknown as RowStore<object>} item={item as unknown as (row: object) => ReactNode}
          />
        ))}
      </div>
    </div>
  );
}

interface ItemProps {
  readonly domId: string;
  readonly id: string;
  readonly index: number;
  readonly total: number;
  readonly top: number;
  readonly height: number;
  readonly store: RowStore<object>;
  readonly item: (row: object) => ReactNode;
}

const QueueItem = memo(function QueueItem({ domId, id, index, total, top, height, store, item }: ItemProps) {
  const view = useRow(store, id);
  if (!view) return null;
  const look = view.current ? "bg-selected shadow-[inset_3px_0_0_var(--accent)]" : "hover:bg-hover";
  return (
    <div
      role="option" id={domId} aria-selected={view.current} aria-setsize={total} aria-posinset={index + 1} onClick={() => store.setCurrent(id)}
      className={`absolute inset-x-0 overflow-hidden border-b border-line px-3 py-1.5 ${look}`} style={{ top, height }}
    >
      {item(view.row)}
    </div>
  );
});
