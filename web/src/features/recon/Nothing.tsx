import type { ReconDetail } from "@/client/types";
import { formatCount } from "@/lib/words";
import { Empty } from "@/ui/states";
import type { Tab } from "./queries";
import { sides } from "./words";

/** Why a list is empty, and what is left. */
export function Nothing({ recon, tab, filtered }: { recon: ReconDetail; tab: Tab; filtered: boolean }) {
  const names = sides(recon.kind);
  if (filtered) return <Empty title="No line fits this filter">Press the chip again, or clear the words.</Empty>;
  const open = recon.counts.left_open + recon.counts.right_open;
  if (tab === "decide") return <Empty title="Nothing to decide">{open > 0 ? `${formatCount(recon.counts.right_open)} ${names.right} lines and ${formatCount(recon.counts.left_open)} ${names.left} lines remain: age them in the statement, or book them.` : "Every line of both sides has its counterpart."}</Empty>;
  if (tab === "accepted") return <Empty title="Nothing accepted yet" />;
  return <Empty title={`No ${tab === "left" ? names.left : names.right} line is open`}>Each has its counterpart.</Empty>;
}
