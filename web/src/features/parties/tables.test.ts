import { describe, expect, it } from "vitest";
import { toAgeing, toCurrencies } from "./tables";

describe("tables of the package on the page", () => {
  const content = { as_of: "2026-09-30", columns: [["not_due", "Not due"], ["y0_1", "Less than 1 year"]], rows: [{ key: "msme", label: "MSME", columns: { not_due: 1000, y0_1: 234 } }], total: 1234, sheet: 1234, apart: [], unbilled: [], source: "Schedule III" };
  it("adds a row of the ageing up to its total", () => {
    expect(toAgeing({ entity_code: "BA", content }).rows[0]?.total).toBe(1234);
  });
  it("shows nothing rather than an amount that is not whole paise", () => {
    expect(() => toAgeing({ entity_code: "BA", content: { ...content, total: 12.5 } })).toThrow(RangeError);
  });
  it("keeps a missing rate and what it leaves unknown apart from nil", () => {
    const position = { ledger: "EEFC", currency: "USD", foreign: 100_00, carrying: 8_300_00, rate: null, worth: null, unrealised: 0, realised: 0, state: "rate_missing", reason: "nobody names a rate" };
    expect(toCurrencies({ entity_code: "BA", content: { positions: [position], rates: [] } }).positions[0]).toMatchObject({ worth: null, rate: "", unrealised: 0 });
  });
});
