import { useCallback, useEffect, useMemo, useState } from "react";
import { useEntityCode } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import type { TrialBalance, TrialBalanceLine } from "@/client/types";
import { formatPaise, paise, type Unit } from "@/lib/money";
import { RowStore } from "@/lib/rows";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Banner, Button, Chip } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Answer, Empty } from "@/ui/states";
import { StatementDrill } from "./StatementDrill";
import { useTrialBalance } from "./queries";
import { StatementTabs } from "./StatementTabs";
import { useUnit } from "./units";

/** Every ledger with its movement; balanced, or it says by how much not. */
export function TrialBalancePage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const query = useTrialBalance(scope.id, entity);
  const [filters, setFilters] = useFilters();
  const unit = useUnit("rupees");
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  const totals = query.data?.totals;
  const off = totals ? totals.debit_paise - totals.credit_paise : 0;
  const openingOff = totals?.opening_paise ?? 0;
  return (
    <>
      <Head title="Trial balance" context={scope.name} acts={<><SearchField value={filters.q ?? ""} onChange={search} label="Filter ledgers" /><Button shortcut="U" onClick={unit.next}>Units: {unit.unit}</Button></>}>
        {totals && off === 0 && openingOff === 0 && <Chip tone="ok">Balances</Chip>}
        <span className="text-text-2">{unit.words}, debit positive</span>
      </Head>
      <StatementTabs kind="tb" />
      {(off !== 0 || openingOff !== 0) && <Banner tone="bad"><b>It does not balance.</b> {off !== 0 && <span>Movement is off by ₹ {formatPaise(paise(off))}.</span>} {openingOff !== 0 && <span>Opening balances are off by ₹ {formatPaise(paise(openingOff))}.</span>}</Banner>}
      <Answer of={query} rows={16}>{(data) => (data.lines.length === 0 ? <Empty title="No ledger has moved yet">The trial balance is summed from posted vouchers.</Empty> : <Ledgers data={data} unit={unit.unit} entity={entity} q={filters.q ?? ""} />)}</Answer>
    </>
  );
}

function columnsFor(unit: Unit): readonly GridColumn<TrialBalanceLine>[] {
  const amount = (id: string, head: string, pick: (row: TrialBalanceLine) => TrialBalanceLine["debit_paise"]): GridColumn<TrialBalanceLine> => ({ id, head, width: 136, align: "num", cell: (row) => <Amount paise={pick(row)} unit={unit} />, text: (row) => formatPaise(pick(row), unit) });
  return [
    { id: "ledger", head: "Ledger", width: 260, grow: true, cell: (row) => <span>{row.ledger}</span>, text: (row) => row.ledger },
    { id: "entity", head: "Company", width: 80, cell: (row) => <span className="text-text-2">{row.entity_code}</span>, text: (row) => row.entity_code },
    { id: "group", head: "Group", width: 150, cell: (row) => <span className="text-text-2">{row.group}</span>, text: (row) => row.group },
    { id: "key", head: "Schedule III", width: 120, cell: (row) => (row.schedule_key ? <span className="text-text-2">{row.schedule_key}</span> : <Chip tone="bad" icon={false}>Not mapped</Chip>), text: (row) => row.schedule_key },
    amount("opening", "Opening", (row) => row.opening_paise), amount("debit", "Debit", (row) => row.debit_paise), amount("credit", "Credit", (row) => row.credit_paise), amount("closing", "Closing", (row) => row.closing_paise),
  ];
}

function Ledgers({ data, unit, entity, q }: { data: TrialBalance; unit: Unit; entity: string | undefined; q: string }) {
  const [filters, setFilters] = useFilters();
  const [store] = useState(() => new RowStore<TrialBalanceLine>((row) => row.ledger_id));
  const rows = useMemo(() => data.lines.filter((line) => `${line.ledger} ${line.group} ${line.schedule_key}`.toLowerCase().includes(q.trim().toLowerCase())), [data, q]);
  useEffect(() => {
    store.replace(rows);
    if (filters.ledger) store.setCurrent(filters.ledger);
  }, [store, rows]);
  const columns = useMemo(() => columnsFor(unit), [unit]);
  return (
    <div className="flex min-h-0 flex-1 max-[1000px]:flex-col">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Grid label="Trial balance" screen="tb" store={store} columns={columns} total={rows.length} rowHeight={26} onOpen={(row) => setFilters({ ledger: row.ledger_id, entry: undefined, paper: undefined }, { push: true })} />
        <div className="flex flex-none gap-6 border-t border-line bg-surface px-4 py-1.5 font-bold"><span>{rows.length} ledgers</span><span className="ml-auto">Debit {formatPaise(data.totals.debit_paise, unit)}</span><span>Credit {formatPaise(data.totals.credit_paise, unit)}</span></div>
      </div>
      {filters.ledger && <StatementDrill kind="tb" line={null} entity={entity} onClose={() => setFilters({ ledger: undefined, entry: undefined, paper: undefined })} />}
    </div>
  );
}
