import type { ReconDetail } from "@/client/types";
import { useFilters } from "@/client/scope";
import { count } from "@/lib/words";
import { Button } from "@/ui/parts";
import { Empty } from "@/ui/states";
import type { Tab } from "./queries";
import { sides } from "./words";

/** Why a list is empty, and what is left. */
export function Nothing({ recon, tab, filtered }: { recon: ReconDetail; tab: Tab; filtered: boolean }) {
  const [, setFilters] = useFilters();
  const names = sides(recon.kind);
  const go = (next: string): void => setFilters({ tab: next, method: undefined, sort: undefined, row: undefined });
  if (filtered) return <Empty title="No line fits this filter" act={<Button onClick={() => setFilters({ method: undefined, q: undefined })}>Show all</Button>}>A chip or words narrow this list.</Empty>;
  const open = recon.counts.left_open + recon.counts.right_open;
  const only = recon.counts.right_open > 0 ? "right" : "left";
  if (tab === "decide") return <Empty title="Nothing to decide" act={open > 0 && <span className="flex gap-2"><Button onClick={() => go(only)}>Open {names[only]} only</Button><Button onClick={() => go("statement")}>Statement</Button></span>}>{open > 0 ? restWords(recon) : "Every line of both sides has its counterpart."}</Empty>;
  if (tab === "accepted") return <Empty title="Nothing accepted yet" />;
  return <Empty title={`No ${tab === "left" ? names.left : names.right} line is open`}>Each has its counterpart.</Empty>;
}

/** "1 Bank line and 3 Books lines remain", of the sides that have any. */
export function restWords({ kind, counts }: Pick<ReconDetail, "kind" | "counts">): string {
  const names = sides(kind);
  const said = ([["right", counts.right_open], ["left", counts.left_open]] as const).filter(([, open]) => open > 0).map(([side, open]) => count(open, `${names[side]} line`));
  return `${said.join(" and ")} ${counts.right_open + counts.left_open === 1 ? "remains: age it in the statement, or book it." : "remain: age them in the statement, or book them."}`;
}
