import { lazy, Suspense, type ComponentType } from "react";
import type { ReconDetail } from "@/client/types";
import { Skeleton } from "@/ui/states";

type Shown = ComponentType<{ readonly recon: ReconDetail }>;

/** What else one reconciliation shows beside its lines, each a tab of its own: rules, the statement, what was automatic. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly Show: Shown;
  /** Kinds of reconciliation that have it; all without. */
  readonly kinds?: readonly string[];
}

/** A view of its own file, loaded when its tab is opened: the bench stays light. */
function later(load: () => Promise<{ default: Shown }>): Shown {
  const Part = lazy(load);
  return function Later(props) {
    return <Suspense fallback={<Skeleton rows={10} />}><Part {...props} /></Suspense>;
  };
}

export const VIEWS: readonly View[] = [
  { id: "automatic", name: "Automatic", Show: later(() => import("./Automatic").then((made) => ({ default: made.AutomaticTab }))) },
  { id: "rules", name: "Rules", Show: later(() => import("./Rules").then((made) => ({ default: made.RulesTab }))) },
  { id: "statement", name: "Statement", Show: later(() => import("./Statement").then((made) => ({ default: made.StatementTab }))) },
];

export const viewsOf = (recon: ReconDetail): readonly View[] => VIEWS.filter((view) => view.kinds === undefined || view.kinds.includes(recon.kind));
