import { useSyncExternalStore } from "react";

/** What one visible row shows. A new object only when something of it changed, so that nothing else renders again. */
export interface RowView<Row> {
  readonly row: Row;
  readonly picked: boolean;
  readonly current: boolean;
}

/** Rows of a long list, outside React: one subscription for each visible row, one for the list. */
export class RowStore<Row> {
  #all: readonly string[] = [];
  #ids: readonly string[] = [];
  #views = new Map<string, RowView<Row>>();
  #hidden = new Set<string>();
  #rowListeners = new Map<string, Set<() => void>>();
  #listListeners = new Set<() => void>();
  #current: string | null = null;
  #anchor: string | null = null;
  #picked: ReadonlySet<string> = new Set();
  #whole = false;
  /** Rows before those of the list's end, where others between are not here; null where nothing is missing between. */
  #before: number | null = null;
  #gap: number | null = null;

  constructor(readonly keyOf: (row: Row) => string) {}

  get ids(): readonly string[] { return this.#ids; }
  get current(): string | null { return this.#current; }
  get picked(): ReadonlySet<string> { return this.#picked; }
  /** Every row of the list is meant, those with it that are not here yet. */
  get whole(): boolean { return this.#whole; }
  /** The place in `ids` before which rows are missing: what stands there and behind is the end of the list. Null where nothing is missing between. */
  get gap(): number | null { return this.#gap; }
  /** Rows out of sight: decided on, while the list still has them. */
  get hidden(): number { return this.#hidden.size; }
  get currentIndex(): number { return this.#current === null ? -1 : this.#ids.indexOf(this.#current); }

  view(id: string): RowView<Row> | undefined { return this.#views.get(id); }
  row(id: string | null): Row | undefined { return id === null ? undefined : this.#views.get(id)?.row; }

  /** The picked rows, else the current one: what a verb acts on. */
  chosen(): Row[] {
    const ids = this.#picked.size > 0 ? this.#ids.filter((id) => this.#picked.has(id)) : this.#current === null ? [] : [this.#current];
    return ids.flatMap((id) => this.#views.get(id)?.row ?? []);
  }

  /** Take the rows as the server has them; `last` are those of the list's end, with others between that are not here. Rows hidden by an act not yet answered stay hidden. */
  replace(rows: readonly Row[], last: readonly Row[] = []): void {
    const next = new Map<string, RowView<Row>>();
    const changed: string[] = [];
    for (const row of [...rows, ...last]) {
      const id = this.keyOf(row);
      const old = this.#views.get(id);
      const same = old !== undefined && old.row === row;
      next.set(id, same ? old : { row, picked: this.#picked.has(id), current: this.#current === id });
      if (!same) changed.push(id);
    }
    this.#views = next;
    this.#all = [...next.keys()];
    // A row that both have is where they meet.
    this.#before = last.length > 0 && this.#all.length === rows.length + last.length ? rows.length : null;
    if (this.#whole) this.setPicked(new Set(this.#all), true);
    for (const id of this.#hidden) if (!next.has(id)) this.#hidden.delete(id);
    this.#settle();
    for (const id of changed) this.#tellRow(id);
    this.#tellList();
  }

  /** More rows below those that are there; what stands is not looked at again. */
  append(rows: readonly Row[]): void {
    const fresh = rows.map((row) => [this.keyOf(row), row] as const).filter(([id]) => !this.#views.has(id));
    if (this.#whole) this.#picked = new Set([...this.#picked, ...fresh.map(([id]) => id)]);
    for (const [id, row] of fresh) this.#views.set(id, { row, picked: this.#picked.has(id), current: this.#current === id });
    this.#all = [...this.#all, ...fresh.map(([id]) => id)];
    this.#settle();
    this.#tellList();
  }

  /** Take rows out of sight before the server has answered; the next row becomes the current one. */
  hide(ids: Iterable<string>): void {
    for (const id of ids) this.#hidden.add(id);
    this.#settle();
    this.#tellList();
  }

  /** The server said no: the rows come back. */
  show(ids: Iterable<string>): void {
    for (const id of ids) this.#hidden.delete(id);
    this.#settle();
    this.#tellList();
  }

  setCurrent(id: string | null): void {
    if (id === this.#current || (id !== null && !this.#views.has(id))) return;
    const before = this.#current;
    this.#current = id;
    this.#anchor = id;
    for (const each of [before, id]) if (each !== null) this.#remake(each);
    this.#tellList();
  }

  /** Move by `steps`; with `extend`, everything between stays picked. */
  move(steps: number, extend = false): void {
    const from = this.currentIndex;
    const index = Math.max(0, Math.min(this.#ids.length - 1, from < 0 ? (steps > 0 ? 0 : this.#ids.length - 1) : from + steps));
    // What is not here is not stepped over; the way to an end goes over everything.
    const id = this.#ids[Math.abs(steps) < this.#ids.length ? this.#onSide(from, index) : index];
    if (id === undefined) return;
    const anchor = this.#anchor ?? id;
    this.setCurrent(id);
    if (extend) this.pickRange(anchor, id);
  }

  pickRange(anchor: string, to: string): void {
    const [a, b] = [this.#ids.indexOf(anchor), this.#ids.indexOf(to)];
    if (a < 0 || b < 0) return;
    const end = this.#onSide(a, b);
    this.setPicked(new Set(this.#ids.slice(Math.min(a, end), Math.max(a, end) + 1)));
    this.#anchor = anchor;
  }

  /** The place nearest to `to` with no missing row between `from` and it. */
  #onSide(from: number, to: number): number {
    if (this.#gap === null || from < this.#gap === to < this.#gap) return to;
    return from < this.#gap ? this.#gap - 1 : this.#gap;
  }

  toggle(id: string): void {
    const next = new Set(this.#picked);
    if (!next.delete(id)) next.add(id);
    this.setPicked(next);
  }

  setPicked(next: ReadonlySet<string>, whole = false): void {
    const before = this.#picked;
    this.#picked = next;
    this.#whole = whole;
    for (const id of new Set([...before, ...next])) if (before.has(id) !== next.has(id)) this.#remake(id);
    this.#tellList();
  }

  /** All rows; with `whole` also those of the list that are not here yet. */
  pickAll(whole = false): void { this.setPicked(new Set(this.#ids), whole); }

  subscribeRow = (id: string, listener: () => void): (() => void) => {
    const mine = this.#rowListeners.get(id) ?? new Set();
    this.#rowListeners.set(id, mine);
    mine.add(listener);
    return () => {
      mine.delete(listener);
      if (mine.size === 0) this.#rowListeners.delete(id);
    };
  };

  #version = 0;
  subscribeList = (listener: () => void): (() => void) => {
    this.#listListeners.add(listener);
    return () => this.#listListeners.delete(listener);
  };
  listVersion = (): number => this.#version;

  /** Bring order, current row and picks in line with what is there. */
  #settle(): void {
    const before = this.#ids;
    this.#ids = this.#hidden.size === 0 ? this.#all : this.#all.filter((id) => !this.#hidden.has(id));
    const here = (id: string): boolean => this.#views.has(id) && !this.#hidden.has(id);
    this.#gap = this.#before === null ? null : this.#all.slice(0, this.#before).filter(here).length;
    if ([...this.#picked].some((id) => !here(id))) this.setPicked(new Set([...this.#picked].filter(here)));
    if (this.#current !== null && here(this.#current)) return;
    const place = this.#current === null ? 0 : before.indexOf(this.#current);
    const following = before.slice(place + 1).find(here);
    const next = following ?? this.#ids[Math.min(Math.max(0, place), this.#ids.length - 1)] ?? null;
    const old = this.#current;
    this.#current = next;
    this.#anchor = next;
    for (const each of [old, next]) if (each !== null) this.#remake(each);
  }

  #remake(id: string): void {
    const old = this.#views.get(id);
    if (!old) return;
    this.#views.set(id, { row: old.row, picked: this.#picked.has(id), current: this.#current === id });
    this.#tellRow(id);
  }

  #tellRow(id: string): void { for (const listener of this.#rowListeners.get(id) ?? []) listener(); }
  #tellList(): void {
    this.#version += 1;
    for (const listener of this.#listListeners) listener();
  }
}

/** Render again when the list, the current row or the picks change. */
export function useRowList<Row>(store: RowStore<Row>): RowStore<Row> {
  useSyncExternalStore(store.subscribeList, store.listVersion);
  return store;
}

/** One row's view; renders again for this row alone. */
export function useRow<Row>(store: RowStore<Row>, id: string): RowView<Row> | undefined {
  return useSyncExternalStore(
    (listener) => store.subscribeRow(id, listener),
    () => store.view(id),
  );
}
