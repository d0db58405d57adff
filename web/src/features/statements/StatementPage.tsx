import { useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useEntityCode, useIsOneCompany } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import type { Statement, StatementLine } from "@/client/types";
import { formatPaise, type Unit } from "@/lib/money";
import { RowStore, useRowList } from "@/lib/rows";
import { Amount, Diff } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Banner, Button, Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { StatementDrill } from "./StatementDrill";
import { exportUrl, useStatement } from "./queries";
import { StatementTabs } from "./StatementTabs";
import { useUnit } from "./units";

const TITLES: Record<string, string> = { bs: "Balance sheet", pl: "Statement of profit and loss", cf: "Cash flow statement", conso: "Consolidation", completeness: "Completeness of the hand-in" };

/** A statement; every number leads down to the paper it came from. */
export function StatementPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const { kind = "bs" } = useParams({ strict: false }) as { kind?: string };
  const alone = useIsOneCompany() && kind === "conso";
  const statement = useStatement(kind, scope.id, entity, !alone);
  const unit = useUnit(statement.data?.unit ?? "rupees");
  const data = statement.data;
  return (
    <>
      <Head
        title={data?.title || TITLES[kind] || "Statement"} context={scope.name}
        acts={
          <>
            <Button shortcut="U" onClick={unit.next}>Units: {unit.unit}</Button>
            <a className="btn" href={exportUrl("xlsx", scope.id, entity)} download>XLSX</a>
            <a className="btn" href={exportUrl("pdf", scope.id, entity)} download>PDF</a>
          </>
        }
      >
        {data && <Chip tone="warn" icon={false}>Draft {data.draft}</Chip>}
        {data && <Ties statement={data} />}
        <span className="text-text-2">Schedule III · {unit.words}</span>
      </Head>
      <StatementTabs kind={kind} />
      {data && data.unmapped.length > 0 && <Banner tone="bad"><b>{data.unmapped.length} ledgers are not mapped to a line</b><span>{data.unmapped.slice(0, 3).map((each) => `${each.ledger} ${formatPaise(each.amount_paise)}`).join(" · ")}{data.unmapped.length > 3 ? " …" : ""}</span></Banner>}
      {alone ? <Empty title="One company: there is nothing to consolidate." /> : (
        <Answer of={statement} rows={16}>
          {(found) => (found.lines.length === 0 ? <Empty title={`No ${(TITLES[kind] ?? "statement").toLowerCase()} yet`}>It is drawn in a run, from the posted vouchers of the quarter.</Empty> : <Face key={`${kind}-${entity ?? ""}`} kind={kind} statement={found} unit={unit.unit} entity={entity} />)}
        </Answer>
      )}
    </>
  );
}

function Ties({ statement }: { statement: Statement }) {
  const wrong = statement.ties.filter((tie) => tie.difference_paise !== 0);
  if (statement.ties.length === 0) return null;
  if (wrong.length === 0) return <Chip tone="ok" title={statement.ties.map((tie) => tie.name).join(", ")}>{statement.ties.length === 1 ? `Ties: ${statement.ties[0]?.name}` : `${statement.ties.length} ties hold`}</Chip>;
  return <>{wrong.map((tie) => <Chip key={tie.name} tone="bad" title={`${formatPaise(tie.left_paise)} against ${formatPaise(tie.right_paise)}`}>{tie.name}: off by <Diff paise={tie.difference_paise} /></Chip>)}</>;
}

interface Row { readonly id: string; readonly line: StatementLine }
const strong = (line: StatementLine): boolean => line.kind === "total" || line.kind === "subtotal" || line.kind === "heading";

function columnsFor(statement: Statement, unit: Unit): readonly GridColumn<Row>[] {
  const noted = statement.lines.some((line) => line.note !== "");
  const amounts = statement.columns.map((head, index): GridColumn<Row> => ({
    id: `c${index}`, head, width: 150, align: "num",
    cell: ({ line }) => (line.kind === "heading" && !line.amounts_paise[index] ? "" : line.tone === "bad" ? <span className="text-bad"><Amount paise={line.amounts_paise[index]} unit={unit} strong={strong(line)} /></span> : <Amount paise={line.amounts_paise[index]} unit={unit} strong={index === 0 || strong(line)} />),
    text: ({ line }) => { const amount = line.amounts_paise[index]; return amount == null ? "" : formatPaise(amount, unit); },
  }));
  return [
    { id: "label", head: "Particulars", width: 320, grow: true, cell: ({ line }) => <span className={strong(line) ? "font-bold" : undefined} style={{ paddingLeft: line.level * 14 }}>{line.label}</span>, text: ({ line }) => line.label },
    ...(noted ? [{ id: "note", head: "Note", width: 90, align: "num", cell: ({ line }: Row) => <span className="text-text-2">{line.note}</span>, text: ({ line }: Row) => line.note } satisfies GridColumn<Row>] : []),
    ...amounts,
  ];
}

function Face({ kind, statement, unit, entity }: { kind: string; statement: Statement; unit: Unit; entity: string | undefined }) {
  const [filters, setFilters] = useFilters();
  const [store] = useState(() => new RowStore<Row>((row) => row.id));
  const rows = useMemo(() => statement.lines.map((line, index): Row => ({ id: line.key || `#${index}`, line })), [statement]);
  useEffect(() => {
    store.replace(rows);
    const first = rows.find((row) => row.id === filters.line) ?? rows.find((row) => row.line.drill);
    if (first) store.setCurrent(first.id);
    // The line in the address only places the cursor at the start.
  }, [store, rows]);
  useRowList(store);
  const columns = useMemo(() => columnsFor(statement, unit), [statement, unit]);
  const open = (row: Row): void => { if (row.line.drill) setFilters({ line: row.line.key, ledger: undefined, entry: undefined, paper: undefined }, { push: true }); };
  const line = statement.lines.find((each) => each.key === filters.line);
  return (
    <div className="flex min-h-0 flex-1 max-[1000px]:flex-col">
      <Grid label={statement.title} screen={`statement-${statement.columns.length}`} store={store} columns={columns} total={rows.length} rowHeight={26} onOpen={open} />
      {line && <StatementDrill kind={kind} line={line} entity={entity} onClose={() => { setFilters({ line: undefined, ledger: undefined, entry: undefined, paper: undefined }); store.setCurrent(line.key); }} />}
    </div>
  );
}
