import { describe, expect, it } from "vitest";
import { turned, turnOf, unturned, type Turn } from "./turned";

describe("a turned page", () => {
  const box = [0.1, 0.2, 0.3, 0.25] as const;
  it("brings its top left corner to the top right", () => {
    expect(turned([0, 0, 0.1, 0.05], 1).map((each) => Number(each.toFixed(4)))).toEqual([0.95, 0, 1, 0.1]);
  });
  it.each([0, 1, 2, 3] as Turn[])("comes back as it was from %i turns", (turn) => {
    for (const [at, value] of unturned(turned(box, turn), turn).entries()) expect(value).toBeCloseTo(box[at] ?? 0, 10);
  });
  it("is upright again after four", () => {
    expect([turnOf(4), turnOf(-1), turnOf(5)]).toEqual([0, 3, 1]);
  });
});
