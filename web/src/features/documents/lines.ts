import type { Fractions } from "@/ui/PageView";
import { humanise } from "@/lib/words";
import { formatDay } from "@/lib/dates";
import { formatPaise, parseAmount, paise, toDecimal } from "@/lib/money";

export type LineRow = Readonly<Record<string, unknown>>;
/** A line that is looked at, and where it stands. */
export interface LineSpot { readonly index: number; readonly page: number | null; readonly box: Fractions | null }

const HIDDEN = new Set(["place", "row_type", "guid", "part", "posts", "cancelled", "cells", "legs", "table"]);
const ORDER = ["day", "description", "narration", "particulars", "number", "reference", "hsn", "quantity", "unit", "unit_price", "discount", "rate", "taxable_paise", "cgst_paise", "sgst_paise", "igst_paise", "total_paise", "amount_paise", "balance_paise"];
const place = (name: string): number => { const at = ORDER.indexOf(name); return at < 0 ? ORDER.length : at; };

/** Names that any line fills, in the order in which papers print them. */
export function columnsOf(rows: readonly LineRow[]): string[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row).filter((name) => !HIDDEN.has(name) && shownCell(name, row[name]) !== "")));
  return [...names].toSorted((a, b) => place(a) - place(b));
}

/** What stands over a column. Beside the price of a unit a rate is that of the tax. */
export const headingOf = (name: string, columns: readonly string[]): string => (name === "rate" && columns.includes("unit_price") ? "Tax rate" : humanise(name.replace(/_paise$/, " ₹")));

/** A column of figures, which stand against the right. */
export const isNumeric = (name: string): boolean => name.endsWith("_paise") || name in NUMBERS;

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

const CELLS: Readonly<Record<string, string>> = {
  description: "description", hsn: "hsn", quantity: "quantity", unit: "unit", unit_price: "unit_price", discount: "discount", rate: "rate",
  taxable_paise: "taxable", cgst_paise: "cgst", sgst_paise: "sgst", igst_paise: "igst", total_paise: "total",
};
/** Cells of numbers that are no amounts: a price may be finer than a paisa, a discount a percentage. */
const NUMBERS: Readonly<Record<string, RegExp>> = { unit_price: /^\d[\d,]*(\.\d+)?$/, discount: /^\d[\d,]*(\.\d+)?\s*%?$/ };
const partOf = (row: LineRow): string => (typeof row.part === "string" ? row.part : "");

/** The columns of a bill's goods that a person may write into: those that stand there, and those that any bill has. Other papers' rows are not written. */
export function writableOf(rows: readonly LineRow[]): readonly string[] {
  return rows.length > 0 && rows.every((row) => row.row_type === "invoice_line") ? Object.keys(CELLS) : [];
}

/** The field that a cell is: rows are counted within their part, from 1. */
export function cellField(rows: readonly LineRow[], index: number, name: string): { name: string; part: string } {
  const part = partOf(rows[index] ?? {});
  const number = rows.slice(0, index + 1).filter((row) => partOf(row) === part).length;
  return { name: `lines.${number}.${CELLS[name] ?? name}`, part };
}

/** The rows with what people wrote into their cells: a corrected cell stands among the fields of the paper. */
export function withWritten(rows: readonly LineRow[], fields: readonly { name: string; part: string; value: string }[]): LineRow[] {
  const written = new Map(fields.filter((field) => field.name.startsWith("lines.")).map((field) => [`${field.part}/${field.name}`, field.value]));
  return written.size === 0 ? [...rows] : rows.map((row, index) => {
    const changes = Object.keys(CELLS).flatMap((name) => {
      const cell = cellField(rows, index, name);
      const value = written.get(`${cell.part}/${cell.name}`);
      return value === undefined ? [] : [[name, name.endsWith("_paise") ? parseAmount(value) : value] as const];
    });
    return changes.length === 0 ? row : { ...row, ...Object.fromEntries(changes) };
  });
}

/** What a person typed into a cell as the API wants it; null when it cannot be that. */
export function cellValue(name: string, text: string): string | null {
  const trimmed = text.trim();
  const shape = NUMBERS[name];
  if (trimmed !== "" && shape) return shape.test(trimmed) ? trimmed.replace(/[,\s]/g, "") : null;
  if (trimmed === "" || !name.endsWith("_paise")) return trimmed;
  const amount = parseAmount(trimmed);
  return amount === null ? null : toDecimal(amount);
}

export function spotOf(row: LineRow, index: number): LineSpot {
  const at = (row.place ?? {}) as { page?: number; box?: Fractions };
  return { index, page: at.page ?? null, box: at.box ?? null };
}
