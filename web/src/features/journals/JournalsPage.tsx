import { useNavigate, useParams } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useEntityCode } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import { useMe, useWhyNot } from "@/client/session";
import type { JournalDetail } from "@/client/types";
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
import { nameOf, sortOf, useDecide, useJournal, useJournals } from "./queries";
import { movedOf, type Moved } from "./moved";
import { WriteMenu } from "./WriteMenu";

const DropDialog = lazy(() => import("./DropDialog").then(({ DropDialog: part }) => ({ default: part })));
const RoutineDialog = lazy(() => import("./RoutineDialog").then(({ RoutineDialog: part }) => ({ default: part })));
const StaleDialog = lazy(() => import("./StaleDialog").then(({ StaleDialog: part }) => ({ default: part })));

const VIEWS = [["for_me", "For you"], ["approve", "All waiting"], ["mine", "Mine"], ["returned", "Returned"], ["posted", "Posted"], ["all", "All"]] as const;

/** The queue by risk, and the entry with its papers. `journals/:id` opens one of them, wherever it stands. */
export function JournalsPage() {
  const scope = useScope();
  const me = useMe();
  const entity = useEntityCode(scope.entity);
  const params = useParams({ strict: false }) as { id?: string };
  const [filters, setFilters] = useFilters();
  const navigate = useNavigate();
  const home = me.permissions.includes("journals.approve") ? "for_me" : me.permissions.includes("journals.write") ? "mine" : "approve";
  const view = filters.view ?? (params.id ? "all" : home);
  const q = filters.q ?? "";
  const { store, query, first, total, more } = useJournals(scope.id, entity, view, q);
  useRowList(store);
  const id = params.id ?? store.current ?? undefined;
  const journal = useJournal(id);
  const [dialog, setDialog] = useState<"return" | "routine" | "drop" | null>(null);
  const [moved, setMoved] = useState<Moved | null>(null);
  const mayApprove = useWhyNot("journals.approve");
  const mayWrite = useWhyNot("journals.write");
  const detail = journal.data;
  const seen = useSeen(detail);
  const showMoved = (error: Parameters<typeof movedOf>[0]): boolean => {
    const found = movedOf(error);
    if (found) setMoved(found);
    return found !== null;
  };
  const approve = useDecide("approve", store, view, showMoved, seen.take);
  const giveBack = useDecide("return", store, view, showMoved, seen.take);
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  // A record opened by its link is the current row; moving in the queue leaves the link behind.
  useEffect(() => { if (params.id && store.ids.includes(params.id)) store.setCurrent(params.id); }, [params.id, store, first]);
  const current = store.current;
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (params.id && before.current === params.id && current && current !== params.id && store.ids.includes(params.id)) void navigate({ to: scope.to("journals", current) as string, search: { view, ...(q ? { q } : {}) } as never, replace: true });
    before.current = current;
  }, [current]);

  const waits = detail?.state === "waiting";
  const why = mayApprove ?? (!detail ? "Nothing is chosen." : detail.can_approve ? undefined : detail.why_not || "It does not wait for approval.");
  const doApprove = (): void => { if (detail && why === undefined && !approve.isPending) approve.mutate({ row: detail, version: seen.version }); };
  const whyReturn = mayApprove ?? (!detail ? "Nothing is chosen." : waits ? undefined : detail.state === "posted" ? "Posted entries are corrected by a reversal." : "It does not wait for approval.");
  const whyEdit = mayWrite ?? (!detail ? "Nothing is chosen." : detail.can_edit ? undefined : "Posted entries are corrected by a reversal.");
  const whyDrop = whyEdit ?? (detail?.maker_id === me.user.id ? undefined : "Only its maker takes a draft back.");
  const edit = (): void => { if (detail) void navigate({ to: scope.to("journals", detail.id, "edit") as string }); };
  const ask = (): void => document.querySelector<HTMLTextAreaElement>("[data-thread]")?.focus();
  useKeys("Journals", [
    { keys: "A", says: "Approve and next", run: doApprove },
    { keys: "R", says: "Return with a reason", run: () => setDialog("return"), off: whyReturn !== undefined },
    { keys: "C", says: "Ask the maker; it stays in the queue", run: ask, off: mayWrite !== undefined || !detail },
    { keys: "Shift A", says: "Approve the routine ones together", run: () => setDialog("routine"), off: mayApprove !== undefined },
    { keys: "E", says: "Edit this entry", run: edit, off: whyEdit !== undefined },
    { keys: "N", says: "New entry", run: () => void navigate({ to: scope.to("journals", "new") as string }), off: mayWrite !== undefined },
    { keys: "Delete", says: "Take your draft back", run: () => setDialog("drop"), off: whyDrop !== undefined },
    { keys: "Escape", says: "Back", run: () => history.back(), off: !params.id },
  ]);
  const counts = first?.counts;
  return (
    <>
      <Head
        title={view === "for_me" ? "Journals to approve" : "Journals"} context={scope.name}
        acts={
          <>
            <SearchField value={q} onChange={search} label="Filter entries by number, party or words" />
            <WriteMenu why={mayWrite} />
            {mayApprove === undefined && <Button shortcut="Shift A" onClick={() => setDialog("routine")}>Routine</Button>}
            <Button shortcut="R" why={whyReturn} onClick={() => setDialog("return")}>Return</Button>
            <Button shortcut="C" why={mayWrite ?? (detail ? undefined : "Nothing is chosen.")} onClick={ask}>Ask maker</Button>
            <Button look="primary" shortcut="A" why={why} disabled={approve.isPending} onClick={doApprove}><Check aria-hidden className="size-3.5" />Approve and next</Button>
          </>
        }
      >
        {counts && counts.for_me > 0 && mayApprove === undefined && <Chip tone="info" icon={false}>{counts.for_me} for you</Chip>}
        {counts && counts.mine > 0 && view === "for_me" && <span className="text-text-2">{counts.mine} you prepared</span>}
      </Head>
      <Tabs label="Views" value={view} items={VIEWS.filter(([each]) => each !== "for_me" || mayApprove === undefined || view === each).map(([each, name]) => ({ id: each, name, count: counts?.[each] }))} onChoose={(next) => (params.id ? void navigate({ to: scope.to("journals") as string, search: { view: next } as never }) : setFilters({ view: next === home ? undefined : next }))} />
      <div className="flex min-h-0 flex-1 max-[900px]:flex-none max-[900px]:flex-col">
        <aside aria-label="Queue" className="flex w-[258px] flex-none flex-col border-r border-line bg-surface max-[900px]:h-[220px] max-[900px]:w-full max-[900px]:border-b">
          <div className="flex flex-none items-center gap-1.5 border-b border-line px-3 py-1.5 text-text-3">{sortOf(view) === "risk" ? "Highest risk first" : "Newest first"} · <Kbd>J</Kbd> <Kbd>K</Kbd></div>
          {query.error && !first ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : !first ? <Skeleton rows={8} height={52} /> : store.ids.length === 0 ? <NoneHere view={view} mine={counts?.mine ?? 0} /> : (
            <QueueList label="Entries" store={store} total={total} rowHeight={53} item={queueItem} onNearEnd={more} onOpen={() => document.querySelector<HTMLElement>("[data-line]")?.focus()} />
          )}
        </aside>
        <section aria-label="Entry" className="flex min-h-0 min-w-0 flex-1 flex-col">
          {id === undefined ? first && <Empty title="No entry chosen">{store.ids.length === 0 ? "The queue is empty." : "Choose one on the left."}</Empty> : (
            <Answer of={journal} rows={12}>
              {(data) => <JournalPane journal={data} key={data.id} waits={data.state === "waiting"} whyEdit={whyEdit} onEdit={edit} whyDrop={whyDrop} onDrop={() => setDialog("drop")} moved={seen.moved} onSeen={seen.takeNewest} />}
            </Answer>
          )}
        </section>
      </div>
      <AskReason
        open={dialog === "return" && detail !== undefined} title={detail ? `Return ${nameOf(detail)} to ${detail.made_by_name || "its maker"}` : "Return"} label="What must change" act="Return" onClose={() => setDialog(null)}
        note="It goes back to its maker with your reason pinned to it." onReason={(reason) => detail && giveBack.mutate({ row: detail, version: seen.version, reason })}
      />
      <Suspense fallback={null}>
        {dialog === "routine" && <RoutineDialog wanted={{ quarter: scope.id, entity, q }} onClose={() => setDialog(null)} />}
        {dialog === "drop" && detail && <DropDialog journal={detail} onClose={() => setDialog(null)} />}
        {moved && <StaleDialog moved={moved} onClose={() => { seen.take(moved.current); setMoved(null); }} />}
      </Suspense>
    </>
  );
}

/** The version that this person read. Live changes bring a newer one under their eyes: what is approved is what was read, unless they take the newer. */
function useSeen(detail: JournalDetail | undefined) {
  const [read, setRead] = useState<{ id: string; version: number } | null>(null);
  useEffect(() => {
    if (detail && detail.id !== read?.id) setRead({ id: detail.id, version: detail.version });
  }, [detail, read]);
  const take = useCallback((entry: { id: string; version: number }) => setRead((old) => (old === null || old.id === entry.id ? { id: entry.id, version: entry.version } : old)), []);
  const version = detail && read?.id === detail.id ? read.version : (detail?.version ?? 0);
  return { version, take, moved: detail !== undefined && detail.state !== "posted" && version < detail.version, takeNewest: () => detail && take(detail) };
}

function NoneHere({ view, mine }: { view: string; mine: number }) {
  if (view === "for_me") return <Empty title="No journals to approve">{mine > 0 ? `${mine} of yours wait for somebody else.` : "Drafts from papers and rules arrive here by themselves."}</Empty>;
  if (view === "mine") return <Empty title="None of yours">Press N to write one. Drafts that went back to you stand here too.</Empty>;
  return <Empty title="None here">No entry of this quarter is in this view.</Empty>;
}
