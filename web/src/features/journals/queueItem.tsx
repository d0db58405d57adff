import type { JournalRow } from "@/client/types";
import { formatPaise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { Chip } from "@/ui/parts";
import { nameOf } from "./queries";

const RISK = { high: "bad", medium: "warn", low: "mute" } as const;

/** One entry in the queue: number, amount, what it is, why it is where it is. */
export function queueItem(row: JournalRow) {
  const tone = RISK[row.risk as keyof typeof RISK] ?? "mute";
  return (
    <>
      <div className="flex items-center gap-2"><b className="truncate font-semibold">{nameOf(row)}</b><span className="ml-auto flex-none">₹ {formatPaise(row.amount_paise)}</span></div>
      <div className="flex items-center gap-2">
        <span className="truncate text-text-2">{row.party || row.narration || humanise(row.kind)}</span>
        <span className="ml-auto max-w-[55%] flex-none truncate"><Chip tone={tone} icon={false} title={row.reason}><span className="max-w-[110px] truncate">{row.reason || humanise(row.state)}</span></Chip></span>
      </div>
    </>
  );
}
