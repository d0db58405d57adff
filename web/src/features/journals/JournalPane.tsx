import { Link } from "@tanstack/react-router";
import { FileText, Lock } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { paperOf, placeWords } from "@/client/places";
import { useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { JournalDetail, Pair, Place } from "@/client/types";
import { formatDay, formatInstant } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, CheckList, Chip, Timeline } from "@/ui/parts";
import { Skeleton } from "@/ui/states";
import { EffectTable } from "@/client/EffectTable";
import { changeWords, LinesTable } from "./LinesTable";
import { nameOf } from "./queries";
import { Thread } from "./Thread";
import { WayOut } from "./WayOut";

// What is opened seldom comes when it is opened.
const PaperLevel = lazy(() => import("@/client/drill/PaperLevel").then(({ PaperLevel: part }) => ({ default: part })));
const ReverseDialog = lazy(() => import("./ReverseDialog").then(({ ReverseDialog: part }) => ({ default: part })));

const STATE = { posted: "ok", returned: "warn", waiting: "info", proposed: "ai", draft: "ai" } as const;

interface Props {
  readonly journal: JournalDetail;
  readonly waits: boolean;
  readonly whyEdit: string | undefined;
  readonly onEdit: () => void;
  readonly whyDrop: string | undefined;
  readonly onDrop: () => void;
  /** It changed since this person opened it. */
  readonly moved: boolean;
  readonly onSeen: () => void;
}

/** One entry: lines that lead to the paper, reason, evidence, effect; checks, questions and history beside it. */
export function JournalPane({ journal, waits, whyEdit, onEdit, whyDrop, onDrop, moved, onSeen }: Props) {
  const [reversing, setReversing] = useState(false);
  const [paper, setPaper] = useState<Place | null>(null);
  const mayWrite = useWhyNot("journals.write");
  const agent = journal.agent !== "" && journal.source !== "register" && journal.source !== "person";
  useKeys("Entry", [{ keys: "O", says: "Open the first paper", run: () => setPaper(journal.evidence.find((each) => each.document_id) ?? null), off: !journal.evidence.some((each) => each.document_id) }]);
  return (
    <div className="flex min-h-0 flex-1 max-[1200px]:flex-col max-[1200px]:overflow-y-auto">
      <div className="min-w-0 flex-1 overflow-y-auto px-4 py-3 max-[1200px]:flex-none" tabIndex={-1} role="region" aria-label={`Entry ${nameOf(journal)}`}>
        {moved && (
          <div role="alert" className="mb-3 flex flex-wrap items-center gap-2 rounded-m bg-warn-bg px-3 py-2 text-warn">
            Changed since you opened it. What stands here is the newest; approving now shows you both.<Button look="quiet" className="ml-auto" onClick={onSeen}>I have read the newest</Button>
          </div>
        )}
        <div className="mb-2 flex flex-wrap items-center gap-2">
          <h2 className="min-w-0 text-xl font-bold [overflow-wrap:anywhere]">{nameOf(journal)} · {journal.narration || journal.party || humanise(journal.kind)}</h2>
          {agent && <Chip tone="ai">Drafted by {journal.agent}</Chip>}
          <Chip tone={STATE[journal.state as keyof typeof STATE] ?? "mute"}>{humanise(journal.state)}</Chip>
          {journal.reason && !journal.return_reason && <Chip tone={journal.risk === "high" ? "bad" : journal.risk === "medium" ? "warn" : "mute"} icon={false}>{journal.reason}</Chip>}
          <span className="ml-auto flex flex-wrap gap-1">
            {journal.can_edit && <Button look="quiet" why={whyEdit} shortcut="E" onClick={onEdit}>Edit</Button>}
            {whyDrop === undefined && <Button look="quiet" shortcut="Del" onClick={onDrop}>Take back</Button>}
            {journal.state === "posted" && !journal.reversed_by && <Button look="quiet" why={mayWrite} onClick={() => setReversing(true)}>Reverse…</Button>}
          </span>
        </div>
        <p className="mb-2 text-text-2">
          {humanise(journal.kind)}{journal.type_name ? ` (${journal.type_name})` : ""} · {formatDay(journal.day)} · {journal.entity_code}{journal.branch ? ` · ${journal.branch}` : ""}{journal.party ? ` · ${journal.party}` : ""}
          {journal.reference ? ` · their number ${journal.reference}` : ""}{journal.reference_day ? ` of ${formatDay(journal.reference_day)}` : ""}{journal.imported_number && journal.number ? ` · in the books ${journal.imported_number}` : ""}
        </p>
        {journal.return_reason && <p className="mb-3 rounded-m bg-warn-bg px-3 py-2 text-warn"><b className="font-semibold">Returned{journal.returned_by ? ` by ${journal.returned_by}` : ""}.</b> {journal.return_reason}</p>}
        <Pairs journal={journal} />
        <LinesTable journal={journal} onPaper={setPaper} />
        <HeadChanges journal={journal} />
        <Evidence journal={journal} onPaper={setPaper} />
        <Effect journal={journal} />
      </div>
      <aside aria-label="Checks and history" className="flex w-[274px] flex-none flex-col gap-3 overflow-y-auto border-l border-line bg-surface p-3 max-[1200px]:w-full max-[1200px]:border-t max-[1200px]:border-l-0" tabIndex={-1}>
        {journal.checks.length > 0 && <section><h2 className="mb-1.5 font-bold">Checks</h2><CheckList checks={journal.checks} /></section>}
        {waits && <Need journal={journal} />}
        <Thread journal={journal} />
        <section><h2 className="mb-1.5 font-bold">Who did what</h2><Timeline events={journal.timeline.map((each) => ({ at: [formatInstant(each.at), each.note].filter(Boolean).join(" · "), who: each.who, what: each.what, tone: /bot|validator|agent|extractor/i.test(each.who) ? "ai" : "ok" }))} /></section>
        {waits && !journal.can_approve && journal.why_not && <div className="card mt-auto flex gap-2 px-3 py-2 text-text-2"><Lock aria-hidden className="mt-0.5 size-3.5 flex-none" /><div className="min-w-0">{journal.why_not}<WayOut sentence={journal.why_not} /></div></div>}
      </aside>
      {reversing && <Suspense fallback={null}><ReverseDialog journal={journal} onClose={() => setReversing(false)} /></Suspense>}
      <Dialog title="Where it comes from" open={paper !== null} onClose={() => setPaper(null)} side="right" width={620}>
        {paper && <div className="-mx-4 -my-3 flex h-[calc(100%+24px)] min-h-0 flex-col"><Suspense fallback={<Skeleton />}><PaperLevel paper={paperOf(paper)} /></Suspense></div>}
      </Dialog>
    </div>
  );
}

/** The other half of a reversal, both ways, and the mirror that will come. */
function Pairs({ journal }: { journal: JournalDetail }) {
  const { reverses, reversed_by: back, reverses_on: on } = journal;
  if (!reverses && !back && !on) return null;
  return (
    <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-m bg-info-bg px-3 py-1.5">
      {reverses && <span>Takes back <PairLink pair={reverses} />{reverses.reason ? `: ${reverses.reason}` : ""}</span>}
      {back && <span>{back.state === "posted" ? "Taken back by" : "Its reversal waits:"} <PairLink pair={back} />{back.reason ? `: ${back.reason}` : ""}</span>}
      {on && !back && <span>Reverses by itself on {formatDay(on)}</span>}
    </p>
  );
}

function PairLink({ pair }: { pair: Pair }) {
  const scope = useScope();
  return <Link className="link" to={scope.to("journals", pair.id) as string}>{pair.number || "draft"} of {formatDay(pair.day)}</Link>;
}

/** Who approved, who still can. */
function Need({ journal: { need, approvers } }: { journal: JournalDetail }) {
  if (need.approvers === 0) return null;
  return (
    <section aria-label="Approvals">
      <h2 className="mb-1.5 font-bold">Approvals {need.given} of {need.approvers}</h2>
      <ul className="m-0 list-none p-0">
        {approvers.map((each) => <li key={`${each.by_id}-${each.at}`} className={each.counts ? "text-ok" : "text-text-2"}>{each.by} · {formatInstant(each.at)}{each.counts ? "" : ", of an older wording"}</li>)}
      </ul>
      {need.because.length > 0 && <p className="text-text-2">{need.because.join("; ")}</p>}
      {need.can_approve.length > 0 && <p className="text-text-2">{need.can_approve.join(", ")} can approve.</p>}
    </section>
  );
}

/** What of the head, and which lines, the first proposal had otherwise. */
function HeadChanges({ journal }: { journal: JournalDetail }) {
  const head = journal.changes.filter((each) => each.position === null);
  if (head.length === 0) return null;
  return <p className="mt-1.5 text-s text-warn">Changed by the maker: {head.map((each) => (each.what === "removed" ? `${each.old} was taken out` : changeWords(each))).join("; ")}.</p>;
}

/** One card a paper, with how many places of it are meant. */
function Evidence({ journal, onPaper }: { journal: JournalDetail; onPaper: (place: Place) => void }) {
  const grouped = new Map<string, Place[]>();
  for (const place of journal.evidence) grouped.set(place.document_id ?? place.document, [...(grouped.get(place.document_id ?? place.document) ?? []), place]);
  const papers = [...grouped.values()].flatMap((places) => (places[0] ? [{ first: places.find((each) => each.page || each.row) ?? places[0], many: places.length }] : []));
  return (
    <section className="mt-3" aria-label="Evidence">
      <h3 className="mb-1.5 text-base font-bold">Evidence</h3>
      {papers.length === 0 && <p className="text-text-2">No paper stands behind this entry.</p>}
      <ul className="m-0 grid list-none grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-2.5 p-0">
        {papers.slice(0, 12).map(({ first, many }, index) => {
          const body = <><span className="flex items-center gap-1.5 font-semibold"><FileText aria-hidden className="size-3.5 flex-none" /><span className="truncate">{first.name || "Paper"}</span></span><span className="text-text-2">{many > 1 ? `${many} places, the first on ${placeWords(first)}` : placeWords(first)}</span></>;
          return <li key={index} className="min-w-0">{first.document_id ? <button type="button" onClick={() => onPaper(first)} className="card block w-full px-3 py-2 hover:bg-hover" title={first.name}>{body}</button> : <div className="card px-3 py-2">{body}</div>}</li>;
        })}
      </ul>
      {papers.length > 12 && <p className="mt-1 text-text-2">and {papers.length - 12} more.</p>}
    </section>
  );
}

function Effect({ journal }: { journal: JournalDetail }) {
  return (
    <section className="mt-3">
      <h3 className="mb-1.5 text-base font-bold">Effect on the statements</h3>
      <EffectTable effect={journal.effect} what="This entry" />
    </section>
  );
}
