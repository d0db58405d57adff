import { Blocks } from "./Blocks";
import { Reconciliation } from "./Reconciliation";
import { WorkInProgress } from "./WorkInProgress";

/** What stands beside the register: loaded when one of its tabs is opened. */
export default function Beside({ tab, quarter, entity }: { tab: string; quarter: string; entity: string | undefined }) {
  if (tab === "reconciliation") return <Reconciliation quarter={quarter} entity={entity} />;
  return tab === "cwip" ? <WorkInProgress quarter={quarter} entity={entity} /> : <Blocks quarter={quarter} entity={entity} />;
}
