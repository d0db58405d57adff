import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useFilters } from "@/client/scope";
import type { StatementLine } from "@/client/types";
import { useKeys } from "@/lib/keys";
import { LedgerLevel } from "./LedgerLevel";
import { LedgersLevel } from "./LedgersLevel";
import { PaperLevel } from "./PaperLevel";
import { VoucherLevel } from "./VoucherLevel";

interface Props { readonly kind: string; readonly line: StatementLine | null; readonly entity: string | undefined; readonly onClose: () => void }

/** Line, ledgers, vouchers, paper: Enter goes down, Esc comes back to the same row. The way stands in the address. */
export function DrillPanel({ kind, line, entity, onClose }: Props) {
  const [filters, setFilters] = useFilters();
  const { ledger, entry, paper } = filters;
  const up = (): void => {
    if (paper) setFilters({ paper: undefined });
    else if (entry) setFilters({ entry: undefined });
    else if (ledger && line) setFilters({ ledger: undefined });
    else onClose();
  };
  useKeys("Drill", [{ keys: "Escape", says: "Back to where you came from", run: up }]);
  const crumbs: [string, (() => void) | null][] = [];
  if (line) crumbs.push([line.label, ledger ? () => setFilters({ ledger: undefined, entry: undefined, paper: undefined }) : null]);
  if (ledger) crumbs.push(["Ledger", entry ? () => setFilters({ entry: undefined, paper: undefined }) : null]);
  if (entry) crumbs.push(["Voucher", paper ? () => setFilters({ paper: undefined }) : null]);
  if (paper) crumbs.push(["Paper", null]);
  return (
    <aside aria-label="Where it comes from" className="flex min-h-0 w-[min(520px,44vw)] flex-none flex-col border-l border-line bg-surface max-[1000px]:h-1/2 max-[1000px]:w-full max-[1000px]:border-t max-[1000px]:border-l-0">
      <div className="flex flex-none items-center gap-1 border-b border-line px-3 py-1 text-text-2">
        <ol className="m-0 flex min-w-0 list-none items-center gap-1.5 p-0">
          {crumbs.map(([name, go], index) => <li key={index} className="flex min-w-0 items-center gap-1.5">{index > 0 && <span aria-hidden>›</span>}<Crumb go={go}>{name}</Crumb></li>)}
        </ol>
        <button type="button" className="icon-btn ml-auto flex-none" aria-label="Close" onClick={onClose}><X aria-hidden className="size-4" /></button>
      </div>
      {paper ? <PaperLevel paper={paper} /> : entry ? <VoucherLevel id={entry} key={entry} /> : ledger ? <LedgerLevel id={ledger} key={ledger} /> : line && <LedgersLevel kind={kind} line={line} entity={entity} key={line.key} />}
    </aside>
  );
}

function Crumb({ go, children }: { go: (() => void) | null; children: ReactNode }) {
  if (!go) return <b className="truncate font-semibold text-text">{children}</b>;
  return <button type="button" className="link min-h-6 truncate" onClick={go}>{children}</button>;
}
