import type { ReconDetail } from "@/client/types";
import type { TabItem } from "@/ui/Tabs";
import type { Tab, Wanted } from "./queries";
import { sides } from "./words";

/** The four lists of a bench: pairs and entries to decide, pairs decided, and what stands on one side only. */
export function benchTabs(recon: ReconDetail): readonly (TabItem & { readonly id: Tab })[] {
  const names = sides(recon.kind);
  return [
    { id: "decide", name: "To decide", count: recon.counts.suggested + recon.counts.drafted },
    { id: "accepted", name: "Accepted", count: recon.counts.auto + recon.counts.accepted },
    { id: "right", name: `${names.right} only`, count: recon.counts.right_open },
    { id: "left", name: `${names.left} only`, count: recon.counts.left_open },
  ];
}

/** The chips of a list: what found its matches, with how many. */
export function chipsOf(recon: ReconDetail, tab: Tab): readonly { stage: string; count: number }[] {
  if (tab === "left" || tab === "right") return [];
  const here = recon.stages.filter((each) => (tab === "decide" ? each.status === "suggested" || each.status === "drafted" : each.status === "auto" || each.status === "accepted"));
  const counts = new Map<string, number>();
  for (const each of here) counts.set(each.stage, (counts.get(each.stage) ?? 0) + each.count);
  return [...counts].map(([stage, count]) => ({ stage, count }));
}

/** What a list holds by tab and chip, before any words narrow it. */
export function countOf(recon: ReconDetail, { tab, stage }: Pick<Wanted, "tab" | "stage">): number {
  if (stage !== "") return chipsOf(recon, tab).find((each) => each.stage === stage)?.count ?? 0;
  return benchTabs(recon).find((each) => each.id === tab)?.count ?? 0;
}

/** Pairs and open lines have columns of their own, which a person arranges for each. */
export const screenOf = (tab: Tab): string => `recon-${tab === "left" || tab === "right" ? "open" : "pairs"}`;
