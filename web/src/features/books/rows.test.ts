import { describe, expect, it } from "vitest";
import type { BalanceGroup, BalanceLine, Balances } from "@/client/types";
import { paise } from "@/lib/money";
import { parentOf, toRows } from "./rows";

const sums = (closing: number) => ({ opening_paise: paise(0), debit_paise: paise(Math.max(closing, 0)), credit_paise: paise(Math.max(-closing, 0)), closing_paise: paise(closing), compared_paise: null });
const line = (ledger: string, nature: string, group: string, closing: number): BalanceLine => ({ ...sums(closing), ledger_id: ledger, ledger, entity_code: "BA", nature, group, schedule_key: "" });
const group = (nature: string, name: string | null, ledgers: number, closing: number): BalanceGroup => ({ ...sums(closing), nature, group: name, ledgers });
const DATA = {
  lines: [line("HDFC", "asset", "Bank Accounts", 700), line("Cash", "asset", "Cash-in-Hand", 300), line("Sales A/c", "income", "Sales Accounts", -1000)],
  groups: [group("asset", null, 2, 1000), group("asset", "Bank Accounts", 1, 700), group("asset", "Cash-in-Hand", 1, 300), group("income", null, 1, -1000), group("income", "Sales Accounts", 1, -1000)],
  totals: sums(0), openings_left_out: false,
} as Balances;

const names = (folded: readonly string[], words = ""): string[] => toRows(DATA, new Set(folded), words).map((row) => row.name);

describe("the folding trial balance", () => {
  it("shows natures, their groups, their ledgers, in that order", () => {
    expect(names([])).toEqual(["asset", "Bank Accounts", "HDFC", "Cash-in-Hand", "Cash", "income", "Sales Accounts", "Sales A/c"]);
  });
  it("keeps the sum of what is folded and hides what is below", () => {
    expect(names(["g:asset:Bank Accounts", "n:income"])).toEqual(["asset", "Bank Accounts", "Cash-in-Hand", "Cash", "income"]);
  });
  it("finds ledgers by words of any case, under folded groups too", () => {
    expect(names(["n:asset"], "hdf")).toEqual(["HDFC"]);
  });
  it("knows what a row stands under", () => {
    const rows = toRows(DATA, new Set(), "");
    expect(parentOf(rows, "Cash")).toBe("g:asset:Cash-in-Hand");
    expect(parentOf(rows, "g:asset:Cash-in-Hand")).toBe("n:asset");
    expect(parentOf(rows, "n:asset")).toBeNull();
  });
});
