import { useNavigate, useParams } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useEntityCode } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import { useKeys } from "@/lib/keys";
import { useRowList } from "@/lib/rows";
import { AskReason } from "@/ui/AskReason";
import { Head } from "@/ui/Head";
import { Button, Chip, Kbd } from "@/ui/parts";
import { QueueList } from "@/ui/QueueList";
import { SearchField } from "@/ui/SearchField";
import { Answer, Empty, ErrorBox, Skeleton } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";
import { JournalPane } from "./JournalPane";
import { queueItem } from "./queueItem";
import { useDecide, useJournal, useJournals } from "./queries";

const VIEWS = [["approve", "To approve"], ["mine", "Mine"], ["returned", "Returned"], ["posted", "Posted"], ["all", "All"]] as const;

/** The queue by risk, and the entry with its papers. `journals/:id` opens one of them, wherever it stands. */
export function JournalsPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const params = useParams({ strict: false }) as { id?: string };
  const [filters, setFilters] = useFilters();
  const navigate = useNavigate();
  const view = filters.view ?? (params.id ? "all" : "approve");
  const q = filters.q ?? "";
  const { store, query, first, total, more } = useJournals(scope.id, entity, view, q);
  useRowList(store);
  const id = params.id ?? store.current ?? undefined;
  const journal = useJournal(id);
  const [returning, setReturning] = useState(false);
  const mayApprove = useWhyNot("journals.approve");
  const approve = useDecide("approve", store, view);
  const giveBack = useDecide("return", store, view);
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  // A record opened by its link is the current row; moving in the queue leaves the link behind.
  useEffect(() => { if (params.id && store.ids.includes(params.id)) store.setCurrent(params.id); }, [params.id, store, first]);
  const current = store.current;
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (params.id && before.current === params.id && current && current !== params.id && store.ids.includes(params.id)) void navigate({ to: scope.to("journals", current) as string, search: { view, ...(q ? { q } : {}) } as never, replace: true });
    before.current = current;
  }, [current]);

  const detail = journal.data;
  const waits = detail !== undefined && (detail.state === "waiting" || detail.state === "proposed" || detail.state === "submitted" || detail.can_approve);
  const why = mayApprove ?? (!detail ? "Nothing is chosen." : detail.can_approve ? undefined : detail.why_not || "It does not wait for approval.");
  const doApprove = (): void => { if (detail && why === undefined && !approve.isPending) approve.mutate({ row: detail }); };
  const whyReturn = mayApprove ?? (!detail ? "Nothing is chosen." : detail.state === "posted" ? "Posted entries are corrected by a reversal." : undefined);
  useKeys("Journals", [
    { keys: "A", says: "Approve and next", run: doApprove },
    { keys: "R", says: "Return with a reason", run: () => setReturning(true), off: whyReturn !== undefined },
    { keys: "Escape", says: "Back", run: () => history.back(), off: !params.id },
  ]);
  const counts = first?.counts;
  return (
    <>
      <Head
        title={view === "approve" ? "Journals to approve" : "Journals"} context={scope.name}
        acts={
          <>
            <SearchField value={q} onChange={search} label="Filter entries by number, party or words" />
            <Button shortcut="R" why={whyReturn} onClick={() => setReturning(true)}>Return</Button>
            <Button look="primary" shortcut="A" why={why} disabled={approve.isPending} onClick={doApprove}><Check aria-hidden className="size-3.5" />Approve and next</Button>
          </>
        }
      >
        {counts && counts.approve > 0 && <Chip tone="info" icon={false}>{counts.approve} for you</Chip>}
        {counts && counts.mine > 0 && view === "approve" && <span className="text-text-2">{counts.mine} you prepared wait for somebody else</span>}
      </Head>
      <Tabs label="Views" value={view} items={VIEWS.map(([each, name]) => ({ id: each, name, count: counts?.[each] }))} onChoose={(next) => (params.id ? void navigate({ to: scope.to("journals") as string, search: { view: next } as never }) : setFilters({ view: next === "approve" ? undefined : next }))} />
      <div className="flex min-h-0 flex-1 max-[900px]:flex-col max-[900px]:overflow-y-auto">
        <aside aria-label="Queue" className="flex w-[258px] flex-none flex-col border-r border-line bg-surface max-[900px]:max-h-[220px] max-[900px]:w-full max-[900px]:border-b">
          <div className="flex flex-none items-center gap-1.5 border-b border-line px-3 py-1.5 text-text-3">{view === "approve" ? "Highest risk first" : "Newest first"} · <Kbd>J</Kbd> <Kbd>K</Kbd></div>
          {query.error && !first ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : !first ? <Skeleton rows={8} height={52} /> : store.ids.length === 0 ? <NoneHere view={view} mine={counts?.mine ?? 0} /> : (
            <QueueList label="Entries" store={store} total={total} rowHeight={53} item={queueItem} onNearEnd={more} />
          )}
        </aside>
        <section aria-label="Entry" className="flex min-h-0 min-w-0 flex-1 flex-col">
          {id === undefined ? first && <Empty title="No entry chosen">{store.ids.length === 0 ? "The queue is empty." : "Choose one on the left."}</Empty> : <Answer of={journal} rows={12}>{(data) => <JournalPane journal={data} key={data.id} waits={waits} />}</Answer>}
        </section>
      </div>
      <AskReason
        open={returning && detail !== undefined} title="Return to the maker" label="What must change" act="Return" onClose={() => setReturning(false)}
        note="It goes back to its maker with your reason pinned to it." onReason={(reason) => detail && giveBack.mutate({ row: detail, reason })}
      />
    </>
  );
}

function NoneHere({ view, mine }: { view: string; mine: number }) {
  if (view === "approve") return <Empty title="No journals to approve">{mine > 0 ? `${mine} of yours wait for somebody else.` : "Drafts from papers and rules arrive here by themselves."}</Empty>;
  return <Empty title="None here">No entry of this quarter is in this view.</Empty>;
}
