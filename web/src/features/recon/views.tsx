import type { ComponentType } from "react";
import type { ReconDetail } from "@/client/types";
import { AutomaticTab } from "./Automatic";
import { RulesTab } from "./Rules";
import { StatementTab } from "./Statement";

/** What else one reconciliation shows beside its lines, each a tab of its own: rules, the statement, what was automatic. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly Show: ComponentType<{ readonly recon: ReconDetail }>;
  /** Kinds of reconciliation that have it; all without. */
  readonly kinds?: readonly string[];
}

export const VIEWS: readonly View[] = [
  { id: "automatic", name: "Automatic", Show: AutomaticTab },
  { id: "rules", name: "Rules", Show: RulesTab },
  { id: "statement", name: "Statement", Show: StatementTab },
];

export const viewsOf = (recon: ReconDetail): readonly View[] => VIEWS.filter((view) => view.kinds === undefined || view.kinds.includes(recon.kind));
