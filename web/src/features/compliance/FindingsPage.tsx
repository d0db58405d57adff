import { useCallback, useEffect } from "react";
import { useEntityCode } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import type { Finding } from "@/client/types";
import { formatPaise, formatShort } from "@/lib/money";
import { useRowList } from "@/lib/rows";
import { formatCount, humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Chip, FilterChip, type Tone } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";
import { FindingPane } from "./FindingPane";
import { useFindings } from "./queries";

export const SEVERITY: Record<string, { tone: Tone; word: string }> = {
  blocking: { tone: "bad", word: "Blocking" }, error: { tone: "bad", word: "Error" }, warning: { tone: "warn", word: "Look" }, info: { tone: "info", word: "Note" },
};
const STATES = [["open", "Open"], ["waived", "Waived"], ["gone", "Gone"]] as const;

const COLUMNS: readonly GridColumn<Finding>[] = [
  { id: "severity", head: "Severity", width: 92, cell: (row) => <Chip tone={SEVERITY[row.severity]?.tone ?? "mute"}>{SEVERITY[row.severity]?.word ?? row.severity}</Chip>, text: (row) => row.severity },
  { id: "sentence", head: "Finding", width: 280, grow: true, cell: (row) => <span title={row.sentence}>{row.sentence}</span>, text: (row) => row.sentence },
  { id: "rule", head: "Rule", width: 160, cell: (row) => <span className="text-text-2">{row.rule}</span>, text: (row) => row.rule },
  { id: "law", head: "Law", width: 120, cell: (row) => <span className="text-text-2" title={row.law}>{row.law}</span>, text: (row) => row.law },
  { id: "entity", head: "Company", width: 74, cell: (row) => <span>{row.entity_code ?? "All"}</span>, text: (row) => row.entity_code ?? "" },
  { id: "amount", head: "At stake ₹", width: 112, align: "num", cell: (row) => (row.amount_paise === 0 ? <span className="text-text-3" aria-label="none">—</span> : <Amount paise={row.amount_paise} />), text: (row) => formatPaise(row.amount_paise) },
];

/** One list over GST, TDS, dates and papers. A finding is closed by a fix, a waiver or the data, never by clicking it away. */
export function FindingsPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const [filters, setFilters] = useFilters();
  const state = filters.state ?? "open";
  const filter = { quarter: scope.id, entity, severity: filters.severity ?? "", rule: filters.rule ?? "", state, q: filters.q ?? "" };
  const { store, query, first, total, more } = useFindings(filter);
  useRowList(store);
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  const wanted = filters.finding;
  useEffect(() => { if (wanted && store.ids.includes(wanted)) store.setCurrent(wanted); }, [wanted, store, first]);
  const rules = (first?.by_rule ?? []).toSorted((a, b) => b.amount_paise - a.amount_paise || b.count - a.count);
  const filtered = filter.severity !== "" || filter.rule !== "" || filter.q !== "";
  return (
    <>
      <Head title="Findings" context={`Compliance · ${scope.name}`} acts={<SearchField value={filter.q} onChange={search} label="Filter findings by words" />}>
        {first && <span className="text-text-2">{formatCount(total)} {filtered ? "in this filter" : humanise(state).toLowerCase()}{first.total_paise > 0 ? ` · ${formatShort(first.total_paise)} at stake` : ""}</span>}
      </Head>
      <Tabs
        label="State" value={state} items={STATES.map(([id, name]) => ({ id, name }))} onChoose={(next) => setFilters({ state: next === "open" ? undefined : next, finding: undefined })}
        end={first && (["blocking", "error", "warning", "info"] as const).map((each) => (
          <FilterChip key={each} tone={SEVERITY[each]?.tone ?? "mute"} on={filter.severity === each} onPress={() => setFilters({ severity: filter.severity === each ? undefined : each })}>{SEVERITY[each]?.word} {formatCount(first.by_severity[each])}</FilterChip>
        ))}
      />
      {rules.length > 0 && (
        <div className="flex flex-none items-center gap-2 border-b border-line bg-surface px-4 py-1.5">
          <label htmlFor="rule" className="text-text-2">Rule</label>
          <select id="rule" className="field !w-auto max-w-full" value={filter.rule} onChange={(event) => setFilters({ rule: event.target.value || undefined })}>
            <option value="">All {rules.length} rules</option>
            {rules.map((each) => <option key={each.rule} value={each.rule}>{each.rule}: {each.count}{each.amount_paise > 0 ? `, ${formatShort(each.amount_paise)}` : ""}</option>)}
          </select>
        </div>
      )}
      <div className="flex min-h-0 flex-1 max-[900px]:flex-none max-[900px]:flex-col">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[900px]:flex-none">
          {query.error && !first ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : !first ? <Skeleton rows={14} /> : store.ids.length === 0 ? (
            <Empty title={filtered ? "No finding fits this filter" : state === "open" ? "No open findings" : "None here"}>{filtered ? "Press the chips again, or clear the words." : state === "open" ? "Every check that was made has passed, or its finding is waived." : "Findings that are waived, or whose data has changed, stand in these lists."}</Empty>
          ) : <Grid label="Findings" screen="findings" store={store} columns={COLUMNS} total={total} onNearEnd={more} />}
        </div>
        <FindingPane finding={store.row(store.current)} />
      </div>
    </>
  );
}
