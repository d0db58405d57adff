import { describe, expect, it } from "vitest";
import type { TaughtModel } from "@/client/types";
import { inTurn, nameOf, taughtBy, whyNotUse } from "./lessons";

const model = (id: string, state: string, made: string, kind = "bank", better = true): TaughtModel => ({
  id, kind, digest: "0", state, trained_on: { decisions: 300 }, metrics: { better }, why: "", made_at: `2026-10-${made}T20:00:00Z`, promoted_by: "", promoted_at: null,
});

describe("what decisions taught", () => {
  it("says of what it is", () => {
    expect(nameOf("bank")).toBe("Bank, model");
    expect(nameOf("bank_experience")).toBe("Bank, lesson");
    expect(taughtBy(model("a", "champion", "01"))).toBe("by 300 decisions");
  });

  it("shows what counts first and of what is gone the newest alone", () => {
    const gone = ["01", "02", "03", "04", "05"].map((day) => model(day, "retired", day));
    const shown = inTurn([...gone, model("shadow", "challenger", "06"), model("used", "champion", "04"), model("other", "retired", "01", "party")]);
    expect(shown.map((each) => each.id)).toEqual(["used", "shadow", "05", "04", "03", "other"]);
  });

  it("puts nothing in use that was not better", () => {
    expect(whyNotUse(model("a", "challenger", "01"))).toBeUndefined();
    expect(whyNotUse(model("a", "challenger", "01", "bank", false))).toContain("not better");
  });
});
