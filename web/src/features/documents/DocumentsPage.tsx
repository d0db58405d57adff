import { useNavigate } from "@tanstack/react-router";
import { useCallback, useRef } from "react";
import { useEntityCode } from "@/client/company";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { DocumentRow } from "@/client/types";
import { formatAge, formatShortDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { useKeys } from "@/lib/keys";
import { humanise, percent } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Button, Chip, type Tone } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";
import { ColumnsTab } from "./ColumnsTab";
import { DropZone } from "./DropZone";
import { filesOfFolder } from "./dropped";
import { kindName } from "./kinds";
import { useQueue } from "./queries";
import { useUploads, UploadList } from "./uploads";

const VIEWS = [["unread", "Not read yet"], ["check", "To check"], ["agreed", "Agreed"], ["rejected", "Rejected"], ["duplicates", "Duplicates"], ["all", "All"]] as const;

const STATES: Record<string, { tone: Tone; word: string }> = {
  received: { tone: "ai", word: "Waits to be read" }, read: { tone: "ok", word: "Read" }, agreed: { tone: "ok", word: "Agreed" }, duplicate: { tone: "mute", word: "Duplicate" },
  rejected: { tone: "bad", word: "Rejected" }, quarantined: { tone: "bad", word: "Quarantined" }, failed: { tone: "bad", word: "Could not be read" },
  needs_password: { tone: "warn", word: "Needs its password" }, needs_person: { tone: "warn", word: "Needs a person" },
};

/** Why a person should look, or that nobody has to. */
function state(row: DocumentRow) {
  const { tone, word } = STATES[row.state] ?? { tone: "mute" as const, word: humanise(row.state) };
  return <Chip tone={tone} title={row.reason || word}>{row.reason || word}</Chip>;
}

const COLUMNS: readonly GridColumn<DocumentRow>[] = [
  { id: "party", head: "Party or file", width: 220, grow: true, cell: (row) => <span title={row.name}>{row.party || row.name}</span>, text: (row) => row.party || row.name },
  { id: "kind", head: "Kind", width: 160, cell: (row) => <span>{kindName(row.kind)} <span className="text-text-3">{row.kind_confidence > 0 && row.kind_confidence < 1 ? percent(row.kind_confidence) : ""}</span></span>, text: (row) => kindName(row.kind) },
  { id: "reason", head: "Reason to look", width: 260, grow: true, cell: state, text: (row) => row.reason },
  { id: "number", head: "Number", width: 140, cell: (row) => <span>{row.number}</span>, text: (row) => row.number },
  { id: "day", head: "Date", width: 68, cell: (row) => <span>{formatShortDay(row.day)}</span>, text: (row) => row.day ?? "" },
  { id: "amount", head: "Amount ₹", width: 128, align: "num", cell: (row) => <Amount paise={row.amount_paise} />, text: (row) => (row.amount_paise === null ? "" : formatPaise(row.amount_paise)) },
  { id: "age", head: "Age", width: 72, cell: (row) => <span>{formatAge(row.age_hours)}</span>, text: (row) => String(row.age_hours) },
  { id: "source", head: "Source", width: 80, cell: (row) => <span>{humanise(row.source)}</span>, text: (row) => row.source },
  { id: "agent", head: "Read by", width: 120, cell: (row) => <span className="text-text-2">{row.agent}</span>, text: (row) => row.agent },
];

/** The queue of papers; drop files anywhere on it. */
export function DocumentsPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const [filters, setFilters] = useFilters();
  const navigate = useNavigate();
  const view = filters.view ?? "check";
  const q = filters.q ?? "";
  const queue = useQueue({ quarter: scope.id, entity, view: view === "columns" ? "all" : view, q });
  const why = useWhyNot("documents.write");
  const uploads = useUploads(scope.id, entity);
  const picker = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const search = useCallback((text: string) => setFilters({ q: text || undefined }), [setFilters]);
  const counts = queue.first?.counts;
  useKeys("Documents", [{ keys: "N", says: "Hand in papers", run: () => picker.current?.click(), off: why !== undefined }]);
  const open = (row: DocumentRow): void => void navigate({ to: scope.to("documents", row.id) as string, search: { view, ...(q ? { q } : {}) } as never });
  return (
    <DropZone off={why !== undefined} onFiles={uploads.add}>
      <Head
        title="Documents" context={scope.name}
        acts={
          <>
            {view !== "columns" && <SearchField value={q} onChange={search} label="Filter papers by party, number or file" />}
            <input ref={picker} type="file" multiple className="sr" tabIndex={-1} aria-label="Files to hand in" onChange={(event) => { uploads.add([...(event.target.files ?? [])]); event.target.value = ""; }} />
            <input ref={folder} type="file" multiple {...{ webkitdirectory: "" }} className="sr" tabIndex={-1} aria-label="Folder to hand in" onChange={(event) => { uploads.add(filesOfFolder(event.target.files ?? [])); event.target.value = ""; }} />
            <Button why={why} onClick={() => folder.current?.click()}>Hand in a folder</Button>
            <Button look="primary" shortcut="N" why={why} onClick={() => picker.current?.click()}>Hand in papers</Button>
          </>
        }
      >
        <span className="text-text-2">Drop files or folders anywhere on this page. Zip files and mails unfold.</span>
      </Head>
      <Tabs label="Views" value={view} onChoose={(id) => setFilters({ view: id === "check" ? undefined : id })} items={[...VIEWS.map(([id, name]) => ({ id, name, count: counts?.[id] })), { id: "columns", name: "Columns" }]} />
      <UploadList uploads={uploads} quarter={scope.id} entity={entity} />
      {view === "columns" ? <ColumnsTab quarter={scope.id} /> : queue.query.error && !queue.first ? <ErrorBox error={queue.query.error} onRetry={() => void queue.query.refetch()} /> : !queue.first ? <Skeleton rows={14} /> : queue.first.items.length === 0 ? (
        <NothingHere view={view} q={q} all={counts?.all ?? 0} unread={counts?.unread ?? 0} onAll={() => setFilters({ view: "all", q: undefined })} />
      ) : (
        <Grid label="Papers" screen="documents" store={queue.store} columns={COLUMNS} total={queue.total} onOpen={open} onNearEnd={queue.more} />
      )}
    </DropZone>
  );
}

function NothingHere({ view, q, all, unread, onAll }: { view: string; q: string; all: number; unread: number; onAll: () => void }) {
  if (q) return <Empty title={`No paper with “${q}” here`} act={<Button onClick={onAll}>Look at all {all}</Button>} />;
  if (all === 0) return <Empty title="No papers yet">Hand in the quarter's papers: registers and trial balance from Tally, bank statements, GSTR-2B, invoices. Drop them here, or press N.</Empty>;
  if (view === "check" && unread > 0) return <Empty title="Nothing to check so far" act={<Button onClick={onAll}>Look at all {all}</Button>}>{unread} {unread === 1 ? "paper is" : "papers are"} not read yet; a worker, or the next run of the close, reads {unread === 1 ? "it" : "them"}.</Empty>;
  if (view === "check") return <Empty title="Nothing to check" act={<Button onClick={onAll}>Look at all {all}</Button>}>Every paper is read and agreed. What arrives later shows up here by itself.</Empty>;
  return <Empty title="None here" act={<Button onClick={onAll}>Look at all {all}</Button>} />;
}
