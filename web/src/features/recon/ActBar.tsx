import type { ReconRow } from "@/client/types";
import { formatPaise, paise, sumPaise } from "@/lib/money";
import { formatCount } from "@/lib/words";
import { Button, Kbd } from "@/ui/parts";
import type { BenchActs } from "./acts";

/** What is chosen, its sum and difference, and what may be done with it. The same acts hang on keys. */
export function ActBar({ acts, chosen, picked, total }: { acts: BenchActs; chosen: readonly ReconRow[]; picked: number; total: number }) {
  return (
    <div className="flex flex-none flex-wrap items-center gap-3 border-t border-line bg-surface px-4 py-1.5" role="status">
      <b className="font-bold whitespace-nowrap">{picked > 0 ? selectionWords(chosen) : `${formatCount(total)} lines`}</b>
      {acts.list.filter((act) => act.button && !act.hidden).map((act) => (
        <Button key={act.keys} look={act.primary ? "primary" : "plain"} shortcut={act.keys} why={act.why} onClick={act.run}>{act.button}</Button>
      ))}
      <span className="ml-auto flex items-center gap-1 text-s text-text-2 max-[1200px]:hidden"><Kbd>J</Kbd> <Kbd>K</Kbd> move · <Kbd>Space</Kbd> select · <Kbd>?</Kbd> all keys</span>
    </div>
  );
}

/** "3 selected · ₹ 14,08,612.40 · diff 0.40": the sum is that of the other side where there is one. */
export function selectionWords(chosen: readonly ReconRow[]): string {
  const items = chosen.flatMap((row) => (row.right.length > 0 ? row.right : row.left));
  return `${chosen.length} selected · ₹ ${formatPaise(paise(Math.abs(sumPaise(items.map((item) => item.amount_paise)))))} · diff ${formatPaise(sumPaise(chosen.map((row) => row.difference_paise)))}`;
}
