// @vitest-environment jsdom
import { act, cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { RowStore } from "@/lib/rows";
import { nextSort } from "@/lib/columns";
import { ColumnsDialog } from "./ColumnsDialog";
import { Grid, type GridColumn } from "./Grid";

interface Row { id: string; name: string }
const COLUMNS: readonly GridColumn<Row>[] = [{ id: "name", head: "Name", width: 200, cell: (row) => <span>{row.name}</span>, text: (row) => row.name }];

function show(count: number, onOpen = vi.fn(), onNearEnd = vi.fn(), total = count) {
  const store = new RowStore<Row>((row) => row.id);
  store.replace(Array.from({ length: count }, (_, n) => ({ id: `r${n}`, name: `Row ${n}` })));
  render(<div style={{ height: 640 }}><Grid label="Rows" screen="test" store={store} columns={COLUMNS} total={total} picks onOpen={onOpen} onNearEnd={onNearEnd} /></div>);
  return { store, onOpen, onNearEnd, grid: screen.getByRole("grid", { name: "Rows" }) };
}

describe("Grid", () => {
  it("says how many rows there are and where each stands, with few of them in the page", () => {
    const { grid } = show(100_000);
    expect(grid).toHaveAttribute("aria-rowcount", "100001");
    const rows = within(grid).getAllByRole("row");
    expect(rows.length).toBeLessThan(80);
    expect(rows[1]).toHaveAttribute("aria-rowindex", "2");
  });
  it("moves with J and K, selects with Space, opens with Enter", async () => {
    const user = userEvent.setup();
    const { store, onOpen, grid } = show(10);
    await user.keyboard("jjk");
    expect(store.current).toBe("r1");
    expect(grid.getAttribute("aria-activedescendant")).toMatch(/r1$/);
    await user.keyboard(" ");
    expect([...store.picked]).toEqual(["r1"]);
    await user.keyboard("{Enter}");
    expect(onOpen).toHaveBeenCalledWith({ id: "r1", name: "Row 1" });
  });
  it("selects a range with Shift and all with Ctrl A", async () => {
    const user = userEvent.setup();
    const { store } = show(6);
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect([...store.picked]).toEqual(["r0", "r1", "r2"]);
    await user.keyboard("{Control>}a{/Control}");
    expect(store.picked.size).toBe(6);
  });
  it("selects every row of a longer list with Ctrl A, those with it that come later, until one is chosen", async () => {
    const user = userEvent.setup();
    const { store } = show(6, undefined, undefined, 900);
    await user.keyboard("{Control>}a{/Control}");
    expect(store.whole).toBe(true);
    act(() => store.append([{ id: "r6", name: "Row 6" }]));
    expect(store.picked.size).toBe(7);
    act(() => store.toggle("r0"));
    expect(store.whole).toBe(false);
  });
  it("goes to the last row of a list that is not all here, and stops where somebody moves", async () => {
    const user = userEvent.setup();
    const { store, onNearEnd } = show(300, undefined, undefined, 900);
    await user.keyboard("{End}");
    expect(store.current).toBe("r299");
    expect(screen.getByRole("status")).toHaveTextContent("300 of 900 are here");
    const more = (from: number): void => act(() => store.append(Array.from({ length: 300 }, (_, n) => ({ id: `r${from + n}`, name: "more" }))));
    onNearEnd.mockClear();
    more(300);
    expect(store.current).toBe("r599");
    expect(onNearEnd).toHaveBeenCalled();
    await user.keyboard("k");
    expect(screen.queryByRole("status")).toBeNull();
    more(600);
    expect(store.current).toBe("r598");
    await user.keyboard("{End}");
    expect(store.current).toBe("r899");
    expect(screen.queryByRole("status")).toBeNull();
  });
  it("jumps to the last row of a list that is read from its end too, and leaves the room of what is missing between", async () => {
    const user = userEvent.setup();
    const store = new RowStore<Row>((row) => row.id);
    const row = (n: number): Row => ({ id: `r${n}`, name: `Row ${n}` });
    const start = Array.from({ length: 100 }, (_, n) => row(n));
    store.replace(start);
    const onLast = vi.fn(() => store.replace(start, [row(899_998), row(899_999)]));
    render(<div style={{ height: 640 }}><Grid label="Rows" screen="test" store={store} columns={COLUMNS} total={900_000} onLast={onLast} /></div>);
    await user.keyboard("{End}");
    expect([store.current, onLast.mock.calls.length]).toEqual(["r899999", 1]);
    expect(screen.getByRole("grid").lastElementChild).toHaveStyle({ height: `${900_000 * 32}px` });
    await user.keyboard("{Home}");
    expect(store.current).toBe("r0");
  });
  it("does not move while somebody types", async () => {
    const user = userEvent.setup();
    const { store } = show(5);
    const field = document.createElement("input");
    document.body.append(field);
    field.focus();
    await user.keyboard("jj");
    expect(store.current).toBe("r0");
    expect(field.value).toBe("jj");
    field.remove();
  });
  it("marks the selected row for readers", () => {
    const { store, grid } = show(3);
    act(() => store.toggle("r1"));
    expect(within(grid).getAllByRole("row")[2]).toHaveAttribute("aria-selected", "true");
  });
  it("asks for more rows near the end, and not when all are there", () => {
    expect(show(120, vi.fn(), vi.fn(), 5000).onNearEnd).toHaveBeenCalled();
    cleanup();
    expect(show(120).onNearEnd).not.toHaveBeenCalled();
  });
  it("keeps the widths that a person gave the columns of a screen, and not those of another screen", () => {
    localStorage.setItem("qrt.grid.test", JSON.stringify({ sizing: { name: 333 }, visibility: {} }));
    expect(show(1).grid.style.getPropertyValue("--grid-columns")).toBe("32px 333px");
    expect(JSON.parse(localStorage.getItem("qrt.grid.test") ?? "")).toEqual({ sizing: { name: 333 }, visibility: {} });
    localStorage.removeItem("qrt.grid.test");
    cleanup();
    expect(show(1).grid.style.getPropertyValue("--grid-columns")).toBe("32px 200px");
  });
});

describe("Columns of a grid", () => {
  const TWO: readonly GridColumn<Row>[] = [...COLUMNS, { id: "size", head: "Size", width: 80, sort: "size", cell: () => <span>1</span> }];
  function ordered(sort: string, hidden?: readonly string[], onSort = vi.fn()) {
    const store = new RowStore<Row>((row) => row.id);
    store.replace([{ id: "r0", name: "Row 0" }]);
    render(<div style={{ height: 640 }}><Grid label="Rows" screen="two" store={store} columns={TWO} total={1} hidden={hidden} sort={sort} onSort={onSort} /></div>);
    return onSort;
  }
  it("asks for the highest first, then the lowest, then for the order in which people work", async () => {
    const onSort = ordered("");
    await userEvent.setup().click(screen.getByRole("button", { name: "Size" }));
    expect(onSort).toHaveBeenCalledWith("-size");
    expect([nextSort("-size", "size"), nextSort("size", "size"), nextSort("-other", "size")]).toEqual(["size", "", "-size"]);
  });
  it("says by which column rows are sorted, and sorts by no other", () => {
    ordered("-size");
    expect(screen.getByRole("columnheader", { name: "Size" })).toHaveAttribute("aria-sort", "descending");
    expect(screen.queryByRole("button", { name: "Name" })).toBeNull();
  });
  it("keeps at the left what a person pinned, one behind the other, while the rest moves", () => {
    localStorage.setItem("qrt.grid.two", JSON.stringify({ sizing: { size: 90 }, visibility: {}, pinned: ["size"] }));
    ordered("");
    const heads = screen.getAllByRole("columnheader");
    expect(heads.map((each) => each.textContent)).toEqual(["Size", "Name"]);
    expect(heads[0]).toHaveClass("held");
    expect(heads[0]).toHaveStyle({ left: "0px" });
    expect(heads[1]).not.toHaveClass("held");
    localStorage.removeItem("qrt.grid.two");
  });
  it("hides what the address hides, whatever this person hid before", () => {
    localStorage.setItem("qrt.grid.two", JSON.stringify({ sizing: {}, visibility: { name: false } }));
    ordered("", ["size"]);
    expect(screen.getAllByRole("columnheader").map((each) => each.textContent)).toEqual(["Name"]);
  });
});

describe("ColumnsDialog", () => {
  it("hides, sorts and widens without a pointer, and never hides the last", async () => {
    localStorage.clear();
    const user = userEvent.setup();
    const [onHidden, onSort] = [vi.fn(), vi.fn()];
    render(<ColumnsDialog screen="three" columns={[...COLUMNS, { id: "size", head: "Size", width: 80, sort: "size", cell: () => null }]} sort="" onHidden={onHidden} onSort={onSort} onClose={vi.fn()} />);
    await user.click(screen.getByRole("checkbox", { name: "Name" }));
    expect(onHidden).toHaveBeenCalledWith(["name"]);
    expect(screen.getByRole("checkbox", { name: "Size" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Sort by Size, highest first" }));
    expect(onSort).toHaveBeenCalledWith("-size");
    await user.click(screen.getByRole("button", { name: "Size: wider" }));
    expect(JSON.parse(localStorage.getItem("qrt.grid.three") ?? "{}")).toEqual({ sizing: { size: 104 }, visibility: { name: false, size: true }, pinned: [] });
    await user.click(screen.getByRole("checkbox", { name: "Size: keep at the left" }));
    expect(JSON.parse(localStorage.getItem("qrt.grid.three") ?? "{}")).toHaveProperty("pinned", ["size"]);
  });
});
