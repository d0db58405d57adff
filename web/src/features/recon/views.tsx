import type { ComponentType } from "react";
import type { ReconDetail } from "@/client/types";

/** What else one reconciliation shows beside its lines, each a tab of its own: rules, the statement, what was automatic. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly Show: ComponentType<{ readonly recon: ReconDetail }>;
  /** Kinds of reconciliation that have it; all without. */
  readonly kinds?: readonly string[];
}

export const VIEWS: readonly View[] = [];

export const viewsOf = (recon: ReconDetail): readonly View[] => VIEWS.filter((view) => view.kinds === undefined || view.kinds.includes(recon.kind));
