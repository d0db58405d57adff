import { AgeingTab } from "./AgeingTab";
import { CurrenciesTab } from "./CurrenciesTab";
import { MsmeTab } from "./MsmeTab";

/** What was worked out over all parties: loaded when one of its tabs is opened. */
export default function Tables({ tab, quarter, entity }: { tab: string; quarter: string; entity: string | undefined }) {
  if (tab === "receivables" || tab === "payables") return <AgeingTab key={tab} schedule={tab} quarter={quarter} entity={entity} />;
  return tab === "msme" ? <MsmeTab quarter={quarter} entity={entity} /> : <CurrenciesTab quarter={quarter} entity={entity} />;
}
