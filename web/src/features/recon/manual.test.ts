import { describe, expect, it } from "vitest";
import type { ReconRow } from "@/client/types";
import { paise } from "@/lib/money";
import { begin, bodyOf, differenceOf, itemsOf, linesOf, splitOffer, sumsOf, whyNotYet, type Chosen } from "./manual";

const rows = (side: "left" | "right", ...amounts: number[]): Chosen =>
  new Map(amounts.map((amount, n) => {
    const item = { item: `${side}${n}`, side, day: "2026-08-01", amount_paise: paise(amount), reference: "", narration: "", party: "", place: null, taxes: {}, labels: {} };
    return [`${side}${n}`, { id: `${side}${n}`, left: side === "left" ? [item] : [], right: side === "right" ? [item] : [] } as unknown as ReconRow];
  }));

describe("lines put together by hand", () => {
  it("offers to use the larger line in part and leaves the rest", () => {
    const putting = { left: rows("left", 100_00), right: rows("right", 30_00, 50_00) };
    expect(differenceOf(putting)).toBe(20_00);
    expect(splitOffer(putting)).toMatchObject({ side: "left", part: 80_00, rest: 20_00, item: { item: "left0" } });
  });
  it("splits the other side when that is larger, and money that goes out keeps its sign", () => {
    const putting = { left: rows("left", -60_00), right: rows("right", -90_00) };
    expect(splitOffer(putting)).toMatchObject({ side: "right", part: -60_00, rest: -30_00 });
  });
  it("counts a split that is chosen, and a difference that is only named stays one", () => {
    const putting = { left: rows("left", -60_00), right: rows("right", -90_00), way: "split" as const, cause: "" };
    expect(sumsOf(putting)).toEqual({ left: -60_00, right: -60_00, difference: 0 });
    expect(sumsOf({ ...putting, way: "name" })).toEqual({ left: -60_00, right: -90_00, difference: 30_00 });
  });
  it("has no line to split when the signs cannot meet", () => {
    expect(splitOffer({ left: rows("left", 10_00), right: rows("right", -10_00) })).toBeNull();
  });
  it("asks for a way out of a difference before it is sent", () => {
    const putting = { left: rows("left", 100_00), right: rows("right", 99_00), way: "" as const, cause: "" };
    expect(whyNotYet(putting)).toMatch(/differ/);
    expect(whyNotYet({ ...putting, way: "name" })).toMatch(/Say what/);
    expect(whyNotYet({ ...putting, way: "name", cause: "charges" })).toBeUndefined();
    expect(bodyOf({ ...putting, way: "name", cause: " charges " })).toMatchObject({ split: null, difference: { amount_paise: 1_00, cause: "charges" } });
    expect(bodyOf({ ...putting, way: "split" })).toMatchObject({ difference: null, split: { side: "left", item: "left0", part_paise: 99_00 } });
  });
  it("exchanges our line of a match, which is rejected with it", () => {
    const match = { id: "m", version: 4, type: "match", left: itemsOf(rows("left", 100_00), "left"), right: itemsOf(rows("right", 90_00), "right") } as unknown as ReconRow;
    const begun = begin([match]);
    expect([begun.left.size, begun.right.size]).toEqual([0, 1]);
    const other = new Map([["b", { id: "b", left: itemsOf(rows("left", 0, 90_00), "left").slice(1), right: [] } as unknown as ReconRow]]);
    expect(whyNotYet({ ...begun, left: other })).toBeUndefined();
    expect(bodyOf({ ...begun, left: other })).toMatchObject({ left: ["left1"], right: ["right0"], instead_of: { match: "m", version: 4 } });
    const own = new Map(linesOf(match, "left").map((row) => [row.id, row]));
    expect(whyNotYet({ ...begun, left: own, way: "name", cause: "x" })).toMatch(/accept it with A/);
    expect(bodyOf({ ...begun, left: other, right: rows("right", 90_00) }).instead_of).toBeNull();
  });
  it("keeps every line of a match of several, and begins with open lines as they are", () => {
    const match = { id: "m", version: 1, type: "match", left: itemsOf(rows("left", 1, 2), "left"), right: itemsOf(rows("right", 3), "right") } as unknown as ReconRow;
    expect(begin([match]).left.size).toBe(2);
    const line = { ...match, id: "b", type: "break", right: [] } as ReconRow;
    expect(begin([line])).toMatchObject({ old: undefined });
    expect([...begin([line]).left.keys()]).toEqual(["b"]);
  });
  it("sends neither split nor difference when both sides agree", () => {
    expect(bodyOf({ left: rows("left", 5), right: rows("right", 5), way: "name", cause: "x" })).toMatchObject({ split: null, difference: null });
  });
});
