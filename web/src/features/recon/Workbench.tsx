import { Link, useParams } from "@tanstack/react-router";
import clsx from "clsx";
import { Columns3 } from "lucide-react";
import { useState } from "react";
import { useFilters, useScope } from "@/client/scope";
import type { ReconDetail, ReconRow } from "@/client/types";
import { isLong } from "@/client/windows";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { useRowList } from "@/lib/rows";
import { formatCount, humanise } from "@/lib/words";
import { Grid } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Button, Chip, FilterChip } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Answer, ErrorBox, Skeleton } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";
import { ActBar } from "./ActBar";
import { useBenchActs, type DialogName, type OpenDialog } from "./acts";
import { columnsFor } from "./columns";
import { Dialogs } from "./Dialogs";
import { Nothing } from "./Nothing";
import { rowsUrl, SHORT_LIST, useRecon, useRows, type Wanted } from "./queries";
import { OldList, Strips } from "./Strips";
import { Summary } from "./Summary";
import { benchTabs, chipsOf, countOf, screenOf } from "./tabs";
import { viewsOf } from "./views";
import { useRowOfAddress } from "./rowOfAddress";
import { hiddenOf, wantedOf } from "./wanted";
import { WhyPanel } from "./WhyPanel";
import { KINDS, reconState } from "./words";

/** Bring two books to agreement and be able to prove it. */
export function Workbench() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const recon = useRecon(id);
  if (!recon.data) return <><Head title="Reconciliation" /><Answer of={recon} rows={14}>{() => null}</Answer></>;
  return <Page recon={recon.data} key={recon.data.id} />;
}

type Open = (dialog: DialogName, rows?: readonly ReconRow[]) => void;

/** Head and tabs: the lines of the bench, and what else this reconciliation shows. */
function Page({ recon }: { recon: ReconDetail }) {
  const scope = useScope();
  const [filters, setFilters] = useFilters();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const go = (tab: string): void => setFilters({ tab: tab === "decide" ? undefined : tab, method: undefined, sort: undefined, row: undefined });
  const open: Open = (name, rows = []) => (name === "statement" ? go(name) : setDialog({ name, rows }));
  const views = viewsOf(recon);
  const view = views.find((each) => each.id === filters.tab);
  const wanted = wantedOf(filters);
  const { tab, stage } = wanted;
  const { tone, word } = reconState(recon);
  return (
    <>
      <Head
        title={recon.subject} context={`Reconciliation · ${scope.name}`} before={<Link to={scope.to("recon") as string} className="text-text-2 hover:underline max-[480px]:inline-flex max-[480px]:min-h-11 max-[480px]:items-center">Reconciliation /</Link>}
        acts={
          <>
            {!view && <SearchField value={filters.q ?? ""} onChange={(text) => setFilters({ q: text || undefined, row: undefined })} label="Filter lines by words, number or amount" />}
            <Button shortcut="Ctrl Z" onClick={() => open("history")}>History</Button>
            {!view && <SaveList recon={recon} wanted={wanted} open={open} />}
            <Button onClick={() => go("rules")}>Rules</Button><Button look="primary" shortcut="B" onClick={() => open("statement")}>Send for review</Button>
          </>
        }
      >
        <Chip tone={tone}>{word}</Chip><span className="text-text-2">{KINDS[recon.kind] ?? recon.kind} · {recon.entity_code} · as at {formatDay(recon.as_of)}{recon.run !== null && ` · run ${recon.run}`}</span>
      </Head>
      <Strips recon={recon} onHistory={() => open("history")} />
      <Summary recon={recon} />
      <Tabs
        label="Lines" value={view?.id ?? tab} items={[...benchTabs(recon), ...views.map(({ id, name }) => ({ id, name }))]} onChoose={go}
        end={view ? undefined : <>{chipsOf(recon, tab).map((each) => <FilterChip key={each.stage} tone={tab === "decide" ? "ai" : "ok"} on={stage === each.stage} onPress={() => setFilters({ method: stage === each.stage ? undefined : each.stage, row: undefined })}>{humanise(each.stage)} {formatCount(each.count)}</FilterChip>)}<button type="button" className="icon-btn" aria-label="Columns and order" title="Columns and order (V)" onClick={() => open("columns")}><Columns3 aria-hidden className="size-4" /></button></>}
      />
      {view ? <><HeadKeys open={open} /><view.Show recon={recon} /></> : <Bench recon={recon} wanted={wanted} open={open} />}
      <Dialogs recon={recon} wanted={wanted} dialog={dialog} onClose={() => setDialog(null)} />
    </>
  );
}

/** The keys on the buttons of the head, where no list of lines has them among its own. */
function HeadKeys({ open }: { open: Open }) {
  useKeys("Reconciliation", [
    { keys: "Ctrl Z", says: "What was done here, and take it back", run: () => open("history") },
    { keys: "B", says: "Statement of reconciliation: send for review", run: () => open("statement") },
  ]);
  return null;
}

/** The whole list under this tab and filter as a file: at once, or by a worker where it is long. */
function SaveList({ recon, wanted, open }: { recon: ReconDetail; wanted: Wanted; open: Open }) {
  if (countOf(recon, wanted) > SHORT_LIST) return <Button onClick={() => open("export")}>Export…</Button>;
  return <a className="btn" href={rowsUrl(recon.id, "xlsx", wanted)} download title="The whole list under this tab and filter">Export</a>;
}

/** A narrow screen shows one at a time. */
const PANES = [{ id: "lines", name: "Lines" }, { id: "why", name: "Why" }] as const;

function Bench({ recon, wanted, open }: { recon: ReconDetail; wanted: Wanted; open: Open }) {
  const [filters, setFilters] = useFilters();
  const { tab, stage, q, sort } = wanted;
  const { store, query, first, total, more, last, windows, again } = useRows(recon.id, wanted);
  useRowList(store);
  const acts = useBenchActs({ recon, tab, stage, q, store, open });
  const name = benchTabs(recon).find((each) => each.id === tab)?.name ?? "";
  const long = isLong(windows);
  const left = total - (long ? store.hidden : 0);
  // What a chip holds is counted by stage; what words find, nobody counts beside the list itself.
  const now = q !== "" ? left : countOf(recon, wanted);
  useRowOfAddress(store);
  const [pane, setPane] = useState("lines");
  return (
    <div className="flex min-h-0 flex-1 max-[900px]:flex-none max-[900px]:flex-col">
      <div className="hidden max-[900px]:block"><Tabs label="Beside each other on a wide screen" value={pane} items={PANES} onChoose={setPane} /></div>
      <div className={clsx("flex min-h-0 min-w-0 flex-1 flex-col max-[900px]:flex-none", pane !== "lines" && "max-[900px]:hidden")}>
        {long && !query.isFetching && <OldList shown={left} now={now} onAgain={again} />}
        {query.error && !first ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : !first ? <Skeleton rows={14} /> : store.ids.length === 0 ? <Nothing recon={recon} tab={tab} filtered={stage !== "" || q !== ""} /> : (
          <Grid
            label={`${name}: lines`} screen={screenOf(tab)} store={store} columns={columnsFor(recon.kind, tab)} total={left} picks onNearEnd={more} onLast={last}
            hidden={hiddenOf(filters)} sort={sort} onSort={(next) => setFilters({ sort: next || undefined, row: undefined })}
          />
        )}
        <ActBar acts={acts} chosen={store.chosen()} picked={store.picked.size} whole={store.whole} loaded={store.ids.length} total={first ? left : now} sum={first?.total_paise ?? null} />
      </div>
      <div className={clsx("contents", pane !== "why" && "max-[900px]:hidden")}><WhyPanel row={store.row(store.current)} recon={recon} /></div>
    </div>
  );
}
