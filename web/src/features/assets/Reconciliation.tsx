import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { DrillPanel, useVoucherLevels } from "@/client/drill/DrillPanel";
import { placeLink, placeWords } from "@/client/places";
import { useFilters, useScope } from "@/client/scope";
import type { AssetReconciliation } from "@/client/types";
import { formatPaise } from "@/lib/money";
import { Amount, Diff } from "@/ui/Amount";
import { Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { useReconciliation } from "./queries";
import { Vouchers } from "./Vouchers";
import { WHAT } from "./words";

/** Register against ledgers; causes and what nobody can explain add up to each difference. */
export function Reconciliation({ quarter, entity }: { quarter: string; entity: string | undefined }) {
  const query = useReconciliation(quarter, entity);
  return <Answer of={query} rows={8}>{(data) => (data.length === 0 ? <Empty title="Nothing to compare yet">A register and the books are compared in a run, once both are handed in.</Empty> : <Table rows={data} />)}</Answer>;
}

const keyOf = (row: AssetReconciliation): string => `${row.entity_code}|${row.ledger}|${row.what}`;

function Table({ rows }: { rows: readonly AssetReconciliation[] }) {
  const [filters, setFilters] = useFilters();
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(rows.filter((row) => row.difference_paise !== 0).map(keyOf)));
  const end = useVoucherLevels();
  const toggle = (key: string): void => setOpen((old) => { const next = new Set(old); if (!next.delete(key)) next.add(key); return next; });
  return (
    <div className="flex min-h-0 flex-1 max-[1000px]:flex-col">
      <div className="min-h-0 min-w-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label="Register against books">
        <table className="table">
          <thead><tr><th>Ledger</th><th>Company</th><th>What</th><th className="num">Register ₹</th><th className="num">Books ₹</th><th className="num">Difference ₹</th><th className="num">Unexplained ₹</th><th>State</th></tr></thead>
          <tbody>
            {rows.map((row) => {
              const key = keyOf(row);
              return (
                <Fragment key={key}>
                  <tr>
                    <th scope="row">{row.causes.length > 0 ? <button type="button" className="link min-h-6" aria-expanded={open.has(key)} onClick={() => toggle(key)}>{row.ledger}</button> : row.ledger}</th>
                    <td>{row.entity_code}</td><td>{WHAT[row.what] ?? row.what}</td><td className="num"><Amount paise={row.register_paise} /></td><td className="num"><Amount paise={row.books_paise} /></td>
                    <td className="num"><Diff paise={row.difference_paise} /></td><td className="num"><Diff paise={row.unexplained_paise} /></td>
                    <td><Chip tone={row.difference_paise === 0 ? "ok" : row.unexplained_paise === 0 ? "warn" : "bad"}>{row.difference_paise === 0 ? "Ties" : row.unexplained_paise === 0 ? "Explained" : "Open"}</Chip></td>
                  </tr>
                  {open.has(key) && row.causes.map((cause, index) => <tr key={`${key}-${index}`}><td colSpan={8} className="!whitespace-normal !py-1.5 !pl-8"><Cause cause={cause} /></td></tr>)}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      {filters.entry && <DrillPanel levels={end} onClose={() => setFilters({ entry: undefined, paper: undefined })} />}
    </div>
  );
}

function Cause({ cause }: { cause: AssetReconciliation["causes"][number] }) {
  const scope = useScope();
  return (
    <div className="max-w-[900px]">
      <p className="flex gap-4"><span className="min-w-0 flex-1">{cause.sentence}</span><span className="num flex-none text-bad">{formatPaise(cause.amount_paise)}</span></p>
      {cause.vouchers.length > 0 && <Vouchers vouchers={cause.vouchers} />}
      {cause.evidence.map((place, index) => { const to = placeLink(scope, place); return to && <Link key={index} className="link mr-3 inline-block min-h-6" to={to.to as string} search={to.search as never}>{placeWords(place)}</Link>; })}
    </div>
  );
}
