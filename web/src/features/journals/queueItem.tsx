import { MessageCircleQuestionMark } from "lucide-react";
import type { JournalRow } from "@/client/types";
import { formatPaise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { Chip } from "@/ui/parts";
import { nameOf } from "./queries";

const RISK = { high: "bad", medium: "warn", low: "mute" } as const;

/** Why the entry is where it is, in the words of the chip. */
export function chipOf(row: JournalRow): string {
  if (row.state === "returned") return "Returned";
  if (row.state === "waiting" && row.needed > 1) return row.approvals > 0 ? `${row.approvals} of ${row.needed} approved` : `Needs ${row.needed === 2 ? "two" : row.needed}`;
  return row.reason || (row.routine ? "Routine" : humanise(row.state));
}

/** One entry in the queue: number, amount, what it is, why it is where it is. */
export function queueItem(row: JournalRow) {
  const tone = row.state === "returned" ? "warn" : (RISK[row.risk as keyof typeof RISK] ?? "mute");
  const words = chipOf(row);
  return (
    <>
      <div className="flex items-center gap-2">
        <b className="truncate font-semibold">{nameOf(row)}</b>
        {row.comments_open > 0 && <span className="flex-none text-warn" title={`${row.comments_open} open`}><MessageCircleQuestionMark aria-hidden className="size-3.5" /><span className="sr">{row.comments_open} open questions</span></span>}
        <span className="ml-auto flex-none">₹ {formatPaise(row.amount_paise)}</span>
      </div>
      <div className="flex items-center gap-2">
        <span className="truncate text-text-2">{row.party || row.narration || humanise(row.kind)}</span>
        <span className="ml-auto max-w-[55%] flex-none truncate"><Chip tone={tone} icon={false} title={row.reason || words}><span className="max-w-[110px] truncate">{words}</span></Chip></span>
      </div>
    </>
  );
}
