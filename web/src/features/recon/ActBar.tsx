import type { ReconRow } from "@/client/types";
import { formatPaise, paise, sumPaise, type Paise } from "@/lib/money";
import { formatCount } from "@/lib/words";
import { Button, Kbd } from "@/ui/parts";
import type { BenchActs } from "./acts";

interface Props {
  readonly acts: BenchActs;
  readonly chosen: readonly ReconRow[];
  readonly picked: number;
  /** Every row of the filter is meant, here or not. */
  readonly whole: boolean;
  /** Rows that are here, and how many the filter has. */
  readonly loaded: number;
  readonly total: number;
  /** What the filter's first page said that the whole comes to; null while it is not known. */
  readonly sum: Paise | null;
}

/** What is chosen, its sum and difference, and what may be done with it. The same acts hang on keys. */
export function ActBar({ acts, chosen, picked, whole, loaded, total, sum }: Props) {
  return (
    <div className="flex flex-none flex-wrap items-center gap-x-2.5 gap-y-2 border-t border-line bg-surface px-4 py-1.5" role="status">
      <b className="font-bold whitespace-nowrap">{whole ? wholeWords(total, sum) : picked > 0 ? selectionWords(chosen) : filterWords(total, sum)}</b>
      {!whole && picked > 0 && picked === loaded && total > loaded && <span className="text-s text-text-2">{formatCount(loaded)} of {formatCount(total)} are here and selected; Ctrl A selects all</span>}
      {acts.list.filter((act) => act.button && act.elsewhere === undefined).map((act) => (
        <Button key={act.keys} look={act.primary ? "primary" : "plain"} shortcut={act.keys} why={act.why} onClick={act.run}>{act.button}</Button>
      ))}
      <span className="ml-auto flex items-center gap-1 text-s text-text-2 max-[900px]:hidden"><span className="contents max-[1600px]:hidden"><Kbd>J</Kbd> <Kbd>K</Kbd> move · <Kbd>Space</Kbd> select ·</span> <Kbd>?</Kbd> all keys</span>
    </div>
  );
}

/** "All 318 of this filter selected · ₹ 41,20,338.12". */
export const wholeWords = (total: number, sum: Paise | null): string => `All ${formatCount(total)} of this filter selected${sum === null ? "" : ` · ₹ ${formatPaise(sum)}`}`;

/** "318 lines · ₹ 41,20,338.12": the whole filter, as the server added it up. */
export const filterWords = (total: number, sum: Paise | null): string => `${formatCount(total)} ${total === 1 ? "line" : "lines"}${sum === null ? "" : ` · ₹ ${formatPaise(sum)}`}`;

/** "3 selected · ₹ 14,08,612.40 · diff 0.40": the sum is that of the other side where there is one. */
export function selectionWords(chosen: readonly ReconRow[]): string {
  const items = chosen.flatMap((row) => (row.right.length > 0 ? row.right : row.left));
  return `${chosen.length} selected · ₹ ${formatPaise(paise(Math.abs(sumPaise(items.map((item) => item.amount_paise)))))} · diff ${formatPaise(sumPaise(chosen.map((row) => row.difference_paise)))}`;
}
