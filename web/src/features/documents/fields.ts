import type { DocumentField } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise, parseAmount, toDecimal } from "@/lib/money";
import { parseDay } from "@/lib/dates";
import { percent } from "@/lib/words";
import type { Tone } from "@/ui/parts";

/** Identity of a field on its paper: names repeat between the parts of one file. */
export const fieldKey = (field: DocumentField): string => `${field.part}/${field.name}`;

/** As one reads the page: by part, page and height; what has no box comes last. */
export function inReadingOrder(fields: readonly DocumentField[]): DocumentField[] {
  const parts = [...new Set(fields.map((field) => field.part))];
  const rank = (field: DocumentField): number[] => {
    const [page, box] = [field.page ?? field.place?.page ?? 1e6, field.box ?? field.place?.box];
    return [parts.indexOf(field.part), page, box ? Math.round(box[1] * 200) : 1e6, box ? box[0] : 0];
  };
  return fields.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
  });
}

/** Does a person have to look? */
export const needsLook = (field: DocumentField): boolean => field.status === "review" || field.status === "missing" || field.status === "failed";

const isDecided = (field: DocumentField): boolean => field.status === "confirmed" || field.status === "corrected";

/** Does a field of the newer paper still say what somebody saw, with nobody's decision on it that was not seen? What was not there when they looked is never as seen. */
export function isAsSeen(newer: readonly DocumentField[], seen: DocumentField | undefined): boolean {
  const now = seen && newer.find((field) => fieldKey(field) === fieldKey(seen));
  return now !== undefined && now.value === seen?.value && (!isDecided(now) || now.status === seen.status);
}

const DECIMAL = /^-?\d+\.\d{1,2}$/;
const ISO = /^\d{4}-\d{2}-\d{2}$/;
const AMOUNT_NAMES = /(amount|value|total|igst|cgst|sgst|cess|round_off|balance|debit|credit|paid|discount|tax$)/;

export const isAmount = (field: DocumentField): boolean => DECIMAL.test(field.value) || (field.value === "" && AMOUNT_NAMES.test(field.name) && !/gstin|number|words/.test(field.name));
export const isDate = (field: DocumentField): boolean => ISO.test(field.value) || (field.value === "" && /(^|_)(date|day)$/.test(field.name));

/** The value as people read it: grouped amounts, days first. */
export function shown(field: DocumentField): string {
  if (isDate(field)) return field.value ? formatDay(field.value) : "";
  const amount = DECIMAL.test(field.value) ? parseAmount(field.value) : null;
  return amount === null ? field.value : formatPaise(amount);
}

/** What a person typed as the API wants it; null with a word why when it cannot be that. */
export function normalised(field: DocumentField, text: string): { value: string } | { wrong: string } {
  const trimmed = text.trim();
  if (trimmed === "") return { value: "" };
  if (isAmount(field)) {
    const amount = parseAmount(trimmed);
    return amount === null ? { wrong: "Not an amount to the paisa" } : { value: toDecimal(amount) };
  }
  if (isDate(field)) {
    const day = parseDay(trimmed);
    return day === null ? { wrong: "Not a day: write dd-mm-yyyy" } : { value: day };
  }
  return { value: trimmed };
}

/** Colour and word of a field: agreed by a rule, by a person, to look at, wrong. */
export function fieldState(field: DocumentField): { tone: Tone; word: string } {
  switch (field.status) {
    case "confirmed": return { tone: "ok", word: "Agreed" };
    case "corrected": return { tone: "ok", word: "Corrected" };
    case "missing": return { tone: "warn", word: "Missing" };
    case "failed": return { tone: "bad", word: "Wrong" };
    case "review": return { tone: "warn", word: `Check ${percent(field.confidence)}` };
    default: return { tone: "ok", word: percent(field.confidence) };
  }
}
