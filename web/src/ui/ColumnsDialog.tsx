import { hide, pin, resize, UNTOUCHED, useKeptColumns } from "@/lib/columns";
import { Dialog } from "./Dialog";
import type { GridColumn } from "./Grid";
import { Button } from "./parts";

interface Props<Row> {
  readonly screen: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly hidden?: readonly string[] | undefined;
  readonly sort: string;
  /** Ids of all columns that are hidden now: for the address of the page. */
  readonly onHidden: (ids: readonly string[]) => void;
  readonly onSort: (sort: string) => void;
  readonly onClose: () => void;
}

const STEP = 24;

/** Which columns a list shows, how wide they are and what it is sorted by: all that a pointer does on the heads, without one. */
export function ColumnsDialog<Row>({ screen, columns, hidden, sort, onHidden, onSort, onClose }: Props<Row>) {
  const [kept, change] = useKeptColumns(screen);
  const off = (id: string): boolean => (hidden ? hidden.includes(id) : kept.visibility[id] === false);
  const shown = columns.filter((column) => !off(column.id)).length;
  const show = (id: string, on: boolean): void => {
    change((old) => columns.reduce((next, column) => hide(next, column.id, column.id === id ? !on : off(column.id)), old));
    onHidden(columns.filter((column) => (column.id === id ? !on : off(column.id))).map((column) => column.id));
  };
  const wider = (id: string, width: number): void => change((old) => resize(old, id, width));
  const reset = (): void => {
    change(() => UNTOUCHED);
    onHidden([]);
    onSort("");
  };
  return (
    <Dialog title="Columns and order" note="Kept for you on this screen. What is kept at the left stays there while the others move. The address carries what is hidden and the order: a copied link shows the same list." open onClose={onClose} width={620} foot={<><Button className="mr-auto" onClick={reset}>As it was at first</Button><Button look="primary" onClick={onClose}>Done</Button></>}>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Columns">
        <table className="table">
          <thead><tr><th>Shown</th><th>Left</th><th>Sort</th><th>Width</th></tr></thead>
          <tbody>
            {columns.map((column) => {
              const width = kept.sizing[column.id] ?? column.width;
              const only = !off(column.id) && shown === 1;
              return (
                <tr key={column.id}>
                  <th scope="row"><label className="flex min-h-6 items-center gap-2 font-normal"><input type="checkbox" checked={!off(column.id)} disabled={only} onChange={(event) => show(column.id, event.target.checked)} />{column.head}</label></th>
                  <td><label className="flex min-h-6 items-center"><input type="checkbox" aria-label={`${column.head}: keep at the left`} checked={kept.pinned.includes(column.id)} onChange={(event) => change((old) => pin(old, column.id, event.target.checked))} /></label></td>
                  <td>{column.sort !== undefined && <Orders head={column.head} name={column.sort} sort={sort} onSort={onSort} />}</td>
                  <td><span className="flex gap-1"><Button look="quiet" aria-label={`${column.head}: narrower`} onClick={() => wider(column.id, width - STEP)}>−</Button><Button look="quiet" aria-label={`${column.head}: wider`} onClick={() => wider(column.id, width + STEP)}>+</Button></span></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

function Orders({ head, name, sort, onSort }: { head: string; name: string; sort: string; onSort: (sort: string) => void }) {
  const one = (value: string, words: string) => <Button look="quiet" aria-pressed={sort === value} aria-label={`Sort by ${head}, ${words}`} className={sort === value ? "!bg-selected" : ""} onClick={() => onSort(sort === value ? "" : value)}>{words}</Button>;
  return <span className="flex gap-1">{one(`-${name}`, "highest first")}{one(name, "lowest first")}</span>;
}
