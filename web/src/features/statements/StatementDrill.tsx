import { DrillPanel, useVoucherLevels, type DrillLevel } from "@/client/drill/DrillPanel";
import { useFilters } from "@/client/scope";
import type { StatementLine } from "@/client/types";
import { LedgerLevel } from "./LedgerLevel";
import { LedgersLevel } from "./LedgersLevel";

interface Props { readonly kind: string; readonly line: StatementLine | null; readonly entity: string | undefined; readonly onClose: () => void }

/** Line, ledgers, vouchers, paper. */
export function StatementDrill({ kind, line, entity, onClose }: Props) {
  const [{ ledger }] = useFilters();
  const end = useVoucherLevels();
  const levels: DrillLevel[] = [];
  if (line) levels.push({ name: line.label, filter: "line", body: <LedgersLevel kind={kind} line={line} entity={entity} key={line.key} /> });
  if (ledger) levels.push({ name: "Ledger", filter: "ledger", body: <LedgerLevel id={ledger} key={ledger} /> });
  return <DrillPanel levels={[...levels, ...end]} onClose={onClose} />;
}
