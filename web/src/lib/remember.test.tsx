// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { keepRow, useKeptRow } from "./remember";
import { RowStore } from "./rows";

it("brings the cursor back to the row one left from, and leaves it when that row is gone", () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) });
  const store = new RowStore<{ id: string }>((row) => row.id);
  store.replace([{ id: "a" }, { id: "b" }]);
  keepRow("list", "b");
  renderHook(() => useKeptRow("list", store, 1));
  expect(store.current).toBe("b");
  keepRow("list", "gone");
  renderHook(() => useKeptRow("list", store, 2));
  expect(store.current).toBe("b");
});
