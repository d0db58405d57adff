import { describe, expect, test } from "vitest";
import { paise } from "@/lib/money";
import { balanced, bodyOf, differenceOf, emptyDraft, emptyLine, inRupees, problemsOf, withRoom, type DraftLine } from "./draft";

const line = (ledger: string, amount: number | null, more: Partial<DraftLine> = {}): DraftLine => ({ ...emptyLine(), ledger, amount: amount === null ? null : paise(amount), ...more });

describe("a draft entry", () => {
  test("a line takes what the others leave open", () => {
    const [a, b, c] = [line("Freight", 55_680_00), line("Freight outward", 15_280_00), line("Accrued expenses", null)];
    expect(balanced([a, b, c], c.key)[2]?.amount).toBe(-70_960_00);
    expect(balanced([line("Bank", -100), c], c.key)[1]?.amount).toBe(100);
    expect(balanced([line("Bank", -100), line("Fees", 100), c], c.key)[2]?.amount).toBeNull();
  });

  test("there is always one empty line to write into, and it is not sent", () => {
    const lines = withRoom([line("Fees", 100), line("Bank", -100)]);
    expect(lines).toHaveLength(3);
    expect(withRoom(lines)).toBe(lines);
    expect(bodyOf({ ...emptyDraft("SPPL", "2026-09-30"), lines }).lines).toHaveLength(2);
  });

  test("what is missing is said line by line; a sound one has nothing to say", () => {
    const draft = { ...emptyDraft("SPPL", "2026-09-30"), narration: "Audit fee", lines: [line("Fees", 100), line("", -90)] };
    expect(problemsOf(draft).map((each) => each.says)).toEqual(["Line 2 has no account.", "Debits and credits differ."]);
    expect(problemsOf({ ...draft, lines: [line("Fees", 100), line("Payable", -100), emptyLine()] })).toEqual([]);
    expect(problemsOf({ ...draft, lines: [line("Fees", 100, { currency: "USD" }), line("Payable", -100)] })[0]?.says).toContain("belong together");
  });

  test("a reversal dated with the entry itself is refused before it is sent", () => {
    const draft = { ...emptyDraft("SPPL", "2026-09-30"), narration: "Accrual", lines: [line("Fees", 100), line("Payable", -100)], autoReverse: true, reversesOn: "2026-09-30" };
    expect(problemsOf(draft)).toHaveLength(1);
    expect(bodyOf({ ...draft, reversesOn: "" })).toMatchObject({ auto_reverse: true, reverses_on: null });
  });

  test("foreign money has the sign of its line and comes to rupees exactly, half up", () => {
    // 1,200.00 at 83.2575 is 99,909.00 rupees; 0.01 at 83.5 is 0.835, rounded to 0.84.
    expect(inRupees(paise(1_200_00), "83.2575")).toBe(99_909_00);
    expect(inRupees(paise(1), "83.5")).toBe(84);
    expect(inRupees(paise(1_00), "eighty")).toBeNull();
    const lines = [line("Purchases", 99_909_00), line("Vendor", -99_909_00, { currency: "USD", foreign: paise(1_200_00), rate: "83.2575" })];
    expect(bodyOf({ ...emptyDraft("SPPL", "2026-09-30"), lines }).lines[1]?.foreign).toEqual({ currency: "USD", amount: -1_200_00, rate: "83.2575", day: "2026-09-30" });
    expect(differenceOf(lines)).toBe(0);
  });
});
