import { useMemo, type ReactNode } from "react";
import { useFilters } from "@/client/scope";
import type { OpeningsPage } from "@/client/types";
import { formatPaise } from "@/lib/money";
import { useRowList } from "@/lib/rows";
import { count, formatCount } from "@/lib/words";
import { Amount, Diff } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Banner, Button, Chip, FilterChip } from "@/ui/parts";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";
import { useOpenings, type Opening } from "./queries";

/** Opening balances by source, the used one first; rows where sources differ stand out. */
export function Openings({ quarter, entity, context, head }: { quarter: string; entity: string | undefined; context: string; head: ReactNode }) {
  const [filters, setFilters] = useFilters();
  const only = filters.differ === "yes";
  const { store, first, total, more, query } = useOpenings(quarter, entity, only);
  useRowList(store);
  const columns = useMemo(() => columnsFor(first), [first]);
  return (
    <>
      <Head title="Opening balances" context={context}>
        {first && (first.differences === 0 ? <Chip tone="ok">All sources agree</Chip> : <FilterChip tone="warn" on={only} onPress={() => setFilters({ differ: only ? undefined : "yes" })}>{count(first.differences, "ledger")} differ</FilterChip>)}
        {first && <span className="text-text-2">{formatCount(total)} here</span>}
      </Head>
      {head}
      {first?.stale && <Banner tone="warn"><b>The figures are old.</b><span>{first.stale}</span></Banner>}
      {!first ? (query.error ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={14} />) : first.sources.length === 0 ? (
        <Empty title="No opening balances yet">An opening trial balance, the signed close of the quarter before, or the opening column of a trial balance brings them.</Empty>
      ) : (
        <>
          <div className="flex flex-none flex-col border-b border-line bg-surface px-4 py-1.5">
            {first.sources.map((source) => (
              <p key={`${source.entity_code}-${source.kind}`} className="flex min-h-6 flex-wrap items-center gap-x-3"><b className="font-semibold">{source.entity_code}: {source.words}</b>{source.used && <Chip tone="ok">Used</Chip>}<span className="text-text-2">{count(source.ledgers, "ledger")}</span>{source.difference_paise !== 0 && <span className="text-bad">does not balance, by ₹ <Diff paise={source.difference_paise} /></span>}{source.retained_ledger && <span className="text-text-2">₹ {formatPaise(source.profit_paise)} of the year before went to {source.retained_ledger}</span>}</p>
            ))}
          </div>
          {first.items.length === 0 ? <Empty title="No ledger differs" act={<Button onClick={() => setFilters({ differ: undefined })}>Show all</Button>} /> : <Grid label="Opening balances" screen={`openings-${columns.length}`} store={store} columns={columns} total={total} rowHeight={26} onNearEnd={more} />}
        </>
      )}
    </>
  );
}

function columnsFor(page: OpeningsPage | undefined): readonly GridColumn<Opening>[] {
  const kinds = new Map((page?.sources ?? []).map((source) => [source.kind, source.words] as const));
  return [
    { id: "ledger", head: "Ledger", width: 240, grow: true, cell: (row) => <span>{row.ledger}</span>, text: (row) => row.ledger },
    { id: "entity", head: "Company", width: 76, cell: (row) => <span className="text-text-2">{row.entity_code}</span>, text: (row) => row.entity_code },
    { id: "used", head: "Used ₹", width: 136, align: "num", cell: (row) => <Amount paise={row.used_paise} strong />, text: (row) => formatPaise(row.used_paise) },
    ...[...kinds].map(([kind, words]): GridColumn<Opening> => {
      const said = (row: Opening) => row.said.find((each) => each.kind === kind)?.amount_paise ?? null;
      return { id: kind, head: `${words.charAt(0).toUpperCase()}${words.slice(1)} ₹`, width: 220, align: "num", cell: (row) => { const it = said(row); return it !== null && it !== row.used_paise ? <span className="text-bad">{formatPaise(it)}</span> : <Amount paise={it} />; }, text: (row) => { const it = said(row); return it === null ? "" : formatPaise(it); } };
    }),
    { id: "differs", head: "", width: 90, cell: (row) => (row.differs ? <Chip tone="warn">Differs</Chip> : null), text: (row) => (row.differs ? "differs" : "") },
  ];
}
