/** A whole number of paise, debit positive. Made only by `paise`, so that no float and no rupee figure can stand where paise are meant. */
export type Paise = number & { readonly unit: "paise" };

/** Take a number from outside as paise. Throws RangeError for anything that is not a safe integer: a rounded figure must never be shown. */
export function paise(value: unknown): Paise {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new RangeError(`not whole paise: ${String(value)}`);
  return (value === 0 ? 0 : value) as Paise;
}

export const ZERO = paise(0);

/** Sum of paise; throws when the sum leaves the safe range. */
export function sumPaise(amounts: Iterable<Paise>): Paise {
  let total = 0;
  for (const amount of amounts) total += amount;
  return paise(total);
}

export type Unit = "rupees" | "thousands" | "lakhs" | "crores";

const PAISE_IN: Record<Unit, number> = { rupees: 100, thousands: 100_000, lakhs: 10_000_000, crores: 1_000_000_000 };
export const UNIT_WORDS: Record<Unit, string> = { rupees: "₹", thousands: "₹ thousand", lakhs: "₹ lakh", crores: "₹ crore" };

/** 12345678 becomes "1,23,45,678": the last three digits, then pairs. */
function groupIndian(digits: string): string {
  if (digits.length <= 3) return digits;
  const head = digits.slice(0, -3).replace(/\B(?=(\d{2})+(?!\d))/g, ",");
  return `${head},${digits.slice(-3)}`;
}

/** Size of `amount` in hundredths of the unit, rounded half up on whole numbers alone. */
function hundredths(amount: Paise, unit: Unit): bigint {
  const size = BigInt(Math.abs(amount));
  const divisor = BigInt(PAISE_IN[unit]) / 100n;
  return (size + divisor / 2n) / divisor;
}

/** Two decimals in the unit, Indian grouping, brackets when negative: -4181800 is "(41,818.00)". What rounds to nothing carries no brackets. */
export function formatPaise(amount: Paise, unit: Unit = "rupees"): string {
  const scaled = hundredths(amount, unit);
  const text = `${groupIndian((scaled / 100n).toString())}.${(scaled % 100n).toString().padStart(2, "0")}`;
  return amount < 0 && scaled !== 0n ? `(${text})` : text;
}

/** For chips and headings alone: "₹ 4.62 L", "₹ 1.20 Cr", "₹ 41,818.00" below a lakh. */
export function formatShort(amount: Paise): string {
  const size = Math.abs(amount);
  if (size >= PAISE_IN.crores) return `₹ ${formatPaise(amount, "crores")} Cr`;
  if (size >= PAISE_IN.lakhs) return `₹ ${formatPaise(amount, "lakhs")} L`;
  return `₹ ${formatPaise(amount)}`;
}

const SCALES: Record<string, number> = { "": 2, k: 5, l: 7, lakh: 7, lakhs: 7, lac: 7, cr: 9, crore: 9, crores: 9 };

/** Decimal text times ten to the power of `zeros`, exactly; null when something would be cut off. */
function shifted(text: string, zeros: number): number | null {
  const [whole = "", fraction = ""] = text.split(".");
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > zeros) return null;
  const value = Number((whole + kept.padEnd(zeros, "0")).replace(/^0+(?=\d)/, "") || "0");
  return Number.isSafeInteger(value) ? value : null;
}

/**
 * Read what a person types: "1250000", "12,50,000", "12.5L", "1.2cr", "(500)", "-500", "=18*1860". Answers null when it is not an amount to the paisa,
 * never a rounded one.
 */
export function parseAmount(text: string): Paise | null {
  const compact = text.trim().toLowerCase().replace(/[₹,\s]/g, "");
  if (compact.startsWith("=")) return product(compact.slice(1));
  const bracketed = /^\((.*)\)$/.exec(compact);
  const inner = bracketed?.[1] ?? compact;
  const parts = /^([-−]?)(\d+(?:\.\d*)?|\.\d+)([a-z]*)$/.exec(inner);
  const zeros = parts ? SCALES[parts[3] ?? ""] : undefined;
  if (!parts || zeros === undefined) return null;
  const size = shifted(parts[2] ?? "", zeros);
  if (size === null) return null;
  const negative = (bracketed !== null) !== (parts[1] !== "");
  return paise(negative ? -size : size);
}

function product(text: string): Paise | null {
  const factors = text.split("*");
  if (!factors.every((factor) => /^\d+(\.\d{1,4})?$/.test(factor))) return null;
  let value = 1n;
  let decimals = 0;
  for (const factor of factors) {
    const [whole = "", fraction = ""] = factor.split(".");
    value *= BigInt(whole + fraction);
    decimals += fraction.length;
  }
  const scale = 10n ** BigInt(decimals);
  if ((value * 100n) % scale !== 0n) return null;
  const result = Number((value * 100n) / scale);
  return Number.isSafeInteger(result) ? paise(result) : null;
}

/** What the API wants in a field: plain decimal rupees, "118000.50". */
export function toDecimal(amount: Paise): string {
  const size = Math.abs(amount);
  const text = `${Math.trunc(size / 100)}.${String(size % 100).padStart(2, "0")}`;
  return amount < 0 ? `-${text}` : text;
}
