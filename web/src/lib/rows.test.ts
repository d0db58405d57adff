import { describe, expect, it, vi } from "vitest";
import { RowStore } from "./rows";

interface Row { id: string; n: number }
const made = (count: number): { store: RowStore<Row>; rows: Row[] } => {
  const store = new RowStore<Row>((row) => row.id);
  const rows = Array.from({ length: count }, (_, n) => ({ id: `r${n}`, n }));
  store.replace(rows);
  return { store, rows };
};

describe("RowStore", () => {
  it("starts at the first row and stops at both ends", () => {
    const { store } = made(3);
    expect(store.current).toBe("r0");
    store.move(-5);
    expect(store.current).toBe("r0");
    store.move(99);
    expect(store.current).toBe("r2");
  });
  it("goes on to the next row when the current one is decided, and comes back when the server says no", () => {
    const { store } = made(4);
    store.setCurrent("r1");
    store.hide(["r1"]);
    expect(store.current).toBe("r2");
    expect(store.ids).toEqual(["r0", "r2", "r3"]);
    store.show(["r1"]);
    expect(store.ids).toEqual(["r0", "r1", "r2", "r3"]);
  });
  it("takes more rows below without looking at those that stand, and passes over one that it has", () => {
    const { store, rows } = made(3);
    store.setCurrent("r1");
    store.toggle("r2");
    const view = store.view("r1");
    store.append([...rows.slice(2), { id: "r3", n: 3 }]);
    expect(store.ids).toEqual(["r0", "r1", "r2", "r3"]);
    expect(store.view("r1")).toBe(view);
    expect([store.current, [...store.picked]]).toEqual(["r1", ["r2"]]);
  });
  it("holds the end of a list beside its start, steps over nothing that is missing between, and is one list once they meet", () => {
    const { store, rows } = made(3);
    const last = [7, 8, 9].map((n) => ({ id: `r${n}`, n }));
    store.toggle("r0");
    store.replace(rows, last);
    expect([store.ids.length, store.gap, [...store.picked]]).toEqual([6, 3, ["r0"]]);
    store.setCurrent("r1");
    store.move(2);
    expect(store.current).toBe("r2");
    store.move(1);
    expect(store.current).toBe("r2");
    store.move(99);
    expect(store.current).toBe("r9");
    store.move(-5);
    expect(store.current).toBe("r7");
    store.pickRange("r8", "r1");
    expect([...store.picked]).toEqual(["r7", "r8"]);
    store.hide(["r1"]);
    expect(store.gap).toBe(2);
    store.show(["r1"]);
    store.pickAll(true);
    store.replace([...rows, ...[3, 4, 5, 6, 7].map((n) => ({ id: `r${n}`, n }))], last);
    expect([store.ids, store.gap, store.picked.size]).toEqual([["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9"], null, 10]);
  });
  it("steps back when the last row is decided", () => {
    const { store } = made(3);
    store.setCurrent("r2");
    store.hide(["r2"]);
    expect(store.current).toBe("r1");
  });
  it("keeps a decided row out of sight while an older answer still has it", () => {
    const { store, rows } = made(3);
    store.hide(["r0"]);
    store.replace(rows);
    expect(store.ids).toEqual(["r1", "r2"]);
    store.replace(rows.slice(1));
    store.replace(rows);
    expect(store.ids).toEqual(["r0", "r1", "r2"]);
  });
  it("acts on the picked rows in their order, else on the current one", () => {
    const { store } = made(4);
    expect(store.chosen().map((row) => row.id)).toEqual(["r0"]);
    store.toggle("r3");
    store.toggle("r1");
    expect(store.chosen().map((row) => row.id)).toEqual(["r1", "r3"]);
  });
  it("picks a range from where it began", () => {
    const { store } = made(5);
    store.setCurrent("r1");
    store.move(1, true);
    store.move(1, true);
    expect([...store.picked]).toEqual(["r1", "r2", "r3"]);
    store.move(-1, true);
    expect([...store.picked]).toEqual(["r1", "r2"]);
  });
  it("forgets picks of rows that are gone", () => {
    const { store, rows } = made(3);
    store.pickAll();
    store.replace(rows.slice(1));
    expect([...store.picked]).toEqual(["r1", "r2"]);
  });
  it("tells only the rows that change: one move among a hundred thousand wakes two", () => {
    const { store } = made(100_000);
    const heard = vi.fn();
    for (let n = 0; n < 50; n += 1) store.subscribeRow(`r${n}`, () => heard(n));
    store.move(1);
    expect(heard.mock.calls.map(([n]) => n)).toEqual([0, 1]);
  });
  it("keeps the view of a row that did not change", () => {
    const { store, rows } = made(2);
    const before = store.view("r1");
    store.replace([{ id: "r0", n: 9 }, rows[1] as Row]);
    expect(store.view("r1")).toBe(before);
    expect(store.view("r0")?.row.n).toBe(9);
  });
});
