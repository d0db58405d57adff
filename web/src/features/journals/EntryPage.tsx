import { useQuery } from "@tanstack/react-query";
import { useBlocker, useNavigate, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useAct } from "@/client/act";
import { entitiesQuery, useEntityCode } from "@/client/company";
import { send } from "@/client/http";
import { usePeriods } from "@/client/periods";
import { useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { JournalDetail } from "@/client/types";
import type { ApiError } from "@/lib/apiError";
import { useKeys } from "@/lib/keys";
import { shiftQuarter, type Quarter } from "@/lib/period";
import { Dialog } from "@/ui/Dialog";
import { Head } from "@/ui/Head";
import { Banner, Button } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { bodyOf, draftOf, emptyDraft, problemsOf, type Draft } from "./draft";
import { EntryFoot, EntryHead } from "./EntryHead";
import { EntryLines } from "./EntryLines";
import { EvidencePick } from "./EvidencePick";
import { nameOf, TOUCHED, useJournal } from "./queries";
import { movedOf, type Moved } from "./moved";
import { StaleDialog } from "./StaleDialog";
import { WayOut } from "./WayOut";

/** `journals/new`: an entry by hand, from the keys alone. */
export function NewEntryPage() {
  const scope = useScope();
  const code = useEntityCode(scope.entity);
  const entities = useQuery(entitiesQuery);
  return <Answer of={entities} rows={8}>{(all) => <Editor start={emptyDraft(code ?? (all.length === 1 ? (all[0]?.code ?? "") : ""), lastDay(scope.quarter))} entry={null} />}</Answer>;
}

/** `journals/:id/edit`: an entry that waits or came back, written anew. */
export function EditEntryPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const entry = useJournal(id);
  return <Answer of={entry} rows={8}>{(data) => <Edit key={data.id} entry={data} />}</Answer>;
}

/** What was opened stays what is edited, whatever arrives meanwhile: the server's no shows both. */
function Edit({ entry }: { entry: JournalDetail }) {
  const [opened] = useState(entry);
  return <Editor start={draftOf(opened)} entry={opened} />;
}

/** Last day of a quarter, ISO. */
export function lastDay(quarter: Quarter): string {
  const next = shiftQuarter(quarter, 1);
  const [year, month] = [next.n === 4 ? next.fy + 1 : next.fy, { 1: 4, 2: 7, 3: 10, 4: 1 }[next.n]];
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}

function Editor({ start, entry }: { start: Draft; entry: JournalDetail | null }) {
  const scope = useScope();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(start);
  const [first] = useState(start);
  const [version, setVersion] = useState(entry?.version ?? 0);
  const [told, setTold] = useState(false);
  const [refused, setRefused] = useState("");
  const [moved, setMoved] = useState<Moved | null>(null);
  const [picking, setPicking] = useState(false);
  const left = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  const mayWrite = useWhyNot("journals.write");
  const dirty = draft !== first && JSON.stringify(draft) !== JSON.stringify(first);
  const problems = problemsOf(draft);
  const change = (patch: Partial<Draft>): void => { setDraft((old) => ({ ...old, ...patch })); setRefused(""); };
  const leave = (id?: string): void => {
    left.current = true;
    void navigate({ to: (id ? scope.to("journals", id) : scope.to("journals")) as string, search: (id ? { view: "mine" } : {}) as never });
  };
  const save = useAct({
    run: async () => {
      if (entry === null) return send<JournalDetail>("POST", "/journals", { body: bodyOf(draft) });
      const { entity_code: _, ...body } = bodyOf(draft);
      let done = await send<JournalDetail>("PUT", "/journals/{id}", { path: { id: entry.id }, body: { ...body, evidence: null, version } });
      for (const { document_id, page } of draft.papers) {
        done = await send<JournalDetail>("POST", "/journals/{id}/evidence", { path: { id: entry.id }, body: { evidence: { document_id, page }, version: done.version } });
      }
      return done;
    },
    touches: TOUCHED,
    says: (done) => `${entry ? "Sent again" : "Sent"} for approval. ${done.need.can_approve.length > 0 ? `${done.need.can_approve.join(" or ")} can approve.` : done.why_not}`,
    after: (done) => leave(done.id),
    refused: (error: ApiError) => {
      const found = movedOf(error);
      if (found) setMoved(found);
      else if (error.status === 0) return false;
      else setRefused(error.message);
      return true;
    },
  });
  const submit = (): void => {
    setTold(true);
    if (mayWrite !== undefined || save.isPending) return;
    if (problems.length > 0) { box.current?.focus(); return; }
    save.mutate();
  };
  const blocker = useBlocker({ shouldBlockFn: () => dirty && !left.current, enableBeforeUnload: () => dirty && !left.current, withResolver: true });
  useKeys(entry ? "Edit entry" : "New entry", [
    { keys: "Ctrl Enter", says: "Send for approval", run: submit, whileTyping: true },
    { keys: "Alt P", says: "Attach a paper", run: () => setPicking(true), whileTyping: true },
    { keys: "Alt B", says: "Bill, currency and reason of the line", run: () => undefined },
    { keys: "Alt Delete", says: "Remove the line", run: () => undefined },
    { keys: "Escape", says: "Back without saving", run: () => leaveAsking() },
  ]);
  const leaveAsking = (): void => void navigate({ to: (entry ? scope.to("journals", entry.id) : scope.to("journals")) as string });
  const title = entry ? `Edit ${nameOf(entry)}` : "New entry";
  return (
    <>
      <Head title={title} context={scope.name} acts={<><Button onClick={leaveAsking} shortcut="Esc">Cancel</Button><Button look="primary" shortcut="Ctrl Enter" why={mayWrite} disabled={save.isPending} onClick={submit}>Send for approval</Button></>} />
      <PeriodStrip entity={draft.entity} />
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6 max-[900px]:flex-none" tabIndex={-1}>
        {entry?.return_reason && <p className="mb-3 rounded-m bg-warn-bg px-3 py-2 text-warn"><b className="font-semibold">Returned{entry.returned_by ? ` by ${entry.returned_by}` : ""}.</b> {entry.return_reason}</p>}
        {(refused || (told && problems.length > 0)) && (
          <div ref={box} role="alert" tabIndex={-1} className="mb-3 rounded-m bg-bad-bg px-3 py-2 text-bad">
            {refused ? <>{refused}<WayOut sentence={refused} /></> : <ul className="m-0 list-disc pl-4">{problems.map((each) => <li key={each.says}>{each.says}</li>)}</ul>}
          </div>
        )}
        <div className="card mb-3 px-3 py-2.5"><EntryHead draft={draft} onDraft={change} fixedEntity={entry !== null} /></div>
        <EntryLines entity={draft.entity} day={draft.day} lines={draft.lines} onLines={(lines) => change({ lines })} wrong={new Set(told ? problems.flatMap((each) => each.line ?? []) : [])} autoFocus />
        <p className="my-1.5 text-s text-text-3">Amounts: 12,50,000 or 12.5L or 1.2cr or =18*1860. “=” alone takes what is missing. Alt B opens bill and currency of a line.</p>
        <div className="card mb-3 px-3 py-2.5"><EntryFoot draft={draft} onDraft={change} /></div>
        <EvidencePick papers={draft.papers} onPapers={(papers) => change({ papers })} standing={entry?.evidence ?? []} entity={draft.entity} open={picking} onOpen={setPicking} />
      </div>
      {moved && (
        <StaleDialog
          moved={moved} onClose={() => setMoved(null)} keep="Keep mine" take="Take theirs"
          onKeep={() => { setVersion(moved.current.version); setMoved(null); }} onTake={() => { setDraft(draftOf(moved.current)); setVersion(moved.current.version); setMoved(null); }}
        />
      )}
      <Dialog
        title="Leave without saving" open={blocker.status === "blocked"} onClose={() => blocker.status === "blocked" && blocker.reset()}
        foot={<><Button onClick={() => blocker.status === "blocked" && blocker.proceed()}>Leave</Button><Button look="primary" onClick={() => blocker.status === "blocked" && blocker.reset()}>Go on writing</Button></>}
      >
        <p>What you wrote here is not sent and would be lost.</p>
      </Dialog>
    </>
  );
}

/** The period of the chosen company takes nothing, or only controllers' entries: said before anybody writes. */
function PeriodStrip({ entity }: { entity: string }) {
  const scope = useScope();
  const period = usePeriods(scope.id).data?.find((each) => each.entity_code === entity);
  if (!period || period.state === "open") return null;
  const words = period.state === "locked" ? `${scope.name} of ${entity} is locked: date the entry in an open quarter, or ask for its reopening.` : `${scope.name} of ${entity} is soft-closed: only controllers write into it.`;
  return <Banner tone="warn"><span>{words}</span><WayOut sentence={words} /></Banner>;
}
