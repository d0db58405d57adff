import type { Fractions } from "@/ui/PageView";
import { formatDay } from "@/lib/dates";
import { formatPaise, paise } from "@/lib/money";

export type LineRow = Readonly<Record<string, unknown>>;
/** A line that is looked at, and where it stands. */
export interface LineSpot { readonly index: number; readonly page: number | null; readonly box: Fractions | null }

const HIDDEN = new Set(["place", "row_type", "guid", "part", "posts", "cancelled", "cells", "legs", "table"]);
const ORDER = ["day", "description", "narration", "particulars", "number", "reference", "hsn", "quantity", "unit", "rate", "taxable_paise", "cgst_paise", "sgst_paise", "igst_paise", "total_paise", "amount_paise", "balance_paise"];
const place = (name: string): number => { const at = ORDER.indexOf(name); return at < 0 ? ORDER.length : at; };

/** Names that any line fills, in the order in which papers print them. */
export function columnsOf(rows: readonly LineRow[]): string[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row).filter((name) => !HIDDEN.has(name) && shownCell(name, row[name]) !== "")));
  return [...names].toSorted((a, b) => place(a) - place(b));
}

/** A value of a line as people read it. */
export function shownCell(name: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (name.endsWith("_paise")) return Number.isSafeInteger(value) ? formatPaise(paise(value as number)) : "";
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value);
  return typeof value === "object" ? "" : String(value);
}

/** What each column of amounts adds up to; a balance adds up to nothing. */
export function sumsOf(rows: readonly LineRow[], columns: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const name of columns.filter((each) => each.endsWith("_paise") && !each.startsWith("balance"))) sums[name] = rows.reduce((sum, row) => sum + (Number.isSafeInteger(row[name]) ? (row[name] as number) : 0), 0);
  return sums;
}

export function spotOf(row: LineRow, index: number): LineSpot {
  const at = (row.place ?? {}) as { page?: number; box?: Fractions };
  return { index, page: at.page ?? null, box: at.box ?? null };
}
