import clsx from "clsx";
import { formatPaise, type Paise, type Unit } from "@/lib/money";

/** An amount in a table: two decimals, brackets when negative, "—" for none, a true zero in grey. */
export function Amount({ paise, unit = "rupees", strong = false }: { paise: Paise | null | undefined; unit?: Unit; strong?: boolean }) {
  if (paise === null || paise === undefined) return <span className="text-text-3" aria-label="none">—</span>;
  return <span className={clsx(paise === 0 && "text-text-3", strong && paise !== 0 && "font-bold")}>{formatPaise(paise, unit)}</span>;
}

/** A difference: red unless it is nothing. */
export function Diff({ paise, unit = "rupees" }: { paise: Paise | null | undefined; unit?: Unit }) {
  if (paise === null || paise === undefined) return <span className="text-text-3" aria-label="none">—</span>;
  return <span className={paise === 0 ? "text-text-3" : "text-bad"}>{formatPaise(paise, unit)}</span>;
}
