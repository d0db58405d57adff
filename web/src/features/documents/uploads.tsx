import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, X } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { get, upload } from "@/client/http";
import type { DocumentPage, DocumentRow, Received } from "@/client/types";
import { humanise } from "@/lib/words";
import { kindName } from "./kinds";
import { Chip, Meter, type Tone } from "@/ui/parts";
import { Held, LARGE, sendInParts } from "./inParts";

interface Upload { readonly key: number; readonly name: string; readonly share: number; readonly state: "waiting" | "sending" | "held" | "done" | "failed"; readonly large: boolean; readonly words: string; readonly tone: Tone; readonly id?: string }
export interface Uploads { readonly items: readonly Upload[]; readonly add: (files: readonly File[]) => void; readonly clear: () => void; readonly hold: (key: number, hold: boolean) => void }

const AT_ONCE = 3;
/** So many of the newest papers are asked what became of them. */
const NEWEST = 200;

/** What became of a paper that was handed in: read, told apart, checked, or locked away. */
export function fate(row: Pick<DocumentRow, "state" | "kind" | "reason">): { chip: string; words: string; tone: Tone } | undefined {
  switch (row.state) {
    case "read": return { chip: "Read", words: `Read as: ${kindName(row.kind)}`, tone: "ok" };
    case "agreed": return { chip: "Read", words: row.kind === "other" ? "Unfolded: the papers in it stand in the queue" : `Read as: ${kindName(row.kind)}`, tone: "ok" };
    case "needs_person": return { chip: "To check", words: row.kind === "other" ? row.reason : `${kindName(row.kind)}. ${row.reason}`, tone: "warn" };
    case "needs_password": return { chip: "Locked", words: row.reason, tone: "warn" };
    case "quarantined": case "rejected": case "failed": return { chip: humanise(row.state), words: row.reason, tone: "bad" };
    case "duplicate": return { chip: "Duplicate", words: row.reason, tone: "mute" };
    default: return undefined;
  }
}

function outcome(received: Received | undefined): { words: string; tone: Tone } {
  if (!received) return { words: "Received", tone: "ok" };
  if (received.duplicate_of) return { words: "Already here: the same bytes were handed in before", tone: "mute" };
  if (received.state === "rejected" || received.state === "quarantined") return { words: received.reason || humanise(received.state), tone: "bad" };
  return { words: received.reason || `${humanise(received.state)}; it is read as soon as a worker is free`, tone: received.reason ? "warn" : "ok" };
}

/** Files on their way, each with its own progress and its own end: one that fails stops no other. */
export function useUploads(quarter: string, entity: string | undefined): Uploads {
  const client = useQueryClient();
  const [items, setItems] = useState<readonly Upload[]>([]);
  const next = useRef(0);
  const queue = useRef<{ key: number; file: File }[]>([]);
  const busy = useRef(0);
  const held = useRef(new Map<number, Held>());
  const patch = useCallback((key: number, change: Partial<Upload>) => setItems((old) => old.map((item) => (item.key === key ? { ...item, ...change } : item))), []);

  const sent = useCallback(async (key: number, file: File): Promise<Received | undefined> => {
    if (file.size >= LARGE) {
      const gate = new Held();
      held.current.set(key, gate);
      return sendInParts(file, quarter, entity, gate, (share, words) => patch(key, gate.isHeld ? { share } : { share, words }));
    }
    const form = new FormData();
    form.append("file", file);
    form.append("quarter", quarter);
    if (entity) form.append("entity", entity);
    return (await upload<Received[]>("/documents", form, (share) => patch(key, { share })))[0];
  }, [entity, patch, quarter]);

  const pump = useCallback(() => {
    while (busy.current < AT_ONCE && queue.current.length > 0) {
      const job = queue.current.shift();
      if (!job) return;
      busy.current += 1;
      patch(job.key, { state: "sending", words: "Sending" });
      sent(job.key, job.file)
        .then((received) => patch(job.key, { state: "done", share: 1, ...(received && !received.duplicate_of ? { id: received.id } : {}), ...outcome(received) }))
        .catch((error: unknown) => patch(job.key, { state: "failed", words: error instanceof Error ? error.message : "Not sent", tone: "bad" }))
        .finally(() => {
          busy.current -= 1;
          held.current.delete(job.key);
          void client.invalidateQueries({ queryKey: ["documents"] });
          pump();
        });
    }
  }, [client, patch, sent]);

  const add = useCallback((files: readonly File[]) => {
    const fresh = files.map((file) => ({ key: next.current++, file }));
    setItems((old) => [...fresh.map(({ key, file }): Upload => ({ key, name: file.name, share: 0, state: "waiting", large: file.size >= LARGE, words: "Waiting", tone: "info" })), ...old]);
    queue.current.push(...fresh);
    pump();
  }, [pump]);
  const clear = useCallback(() => setItems((old) => old.filter((item) => item.state === "waiting" || item.state === "sending" || item.state === "held")), []);
  const hold = useCallback((key: number, on: boolean) => {
    const gate = held.current.get(key);
    if (!gate) return;
    if (on) gate.hold(); else gate.release();
    patch(key, on ? { state: "held", words: "Held; what has arrived stays" } : { state: "sending", words: "Sending" });
  }, [patch]);
  return { items, add, clear, hold };
}

/** What became of the papers handed in now. One question for all of them: facts of the stream make it old. */
function useFates(items: readonly Upload[], quarter: string, entity: string | undefined): ReadonlyMap<string, DocumentRow> {
  const wanted = new Set(items.flatMap((item) => item.id ?? []));
  const { data } = useQuery({
    queryKey: ["documents", quarter, entity, "newest"], enabled: wanted.size > 0,
    queryFn: ({ signal }) => get<DocumentPage>("/documents", { query: { quarter, entity, view: "all", limit: NEWEST } }, signal),
  });
  return new Map((data?.items ?? []).filter((row) => wanted.has(row.id)).map((row) => [row.id, row]));
}

export function UploadList({ uploads, quarter, entity }: { uploads: Uploads; quarter: string; entity: string | undefined }) {
  const fates = useFates(uploads.items, quarter, entity);
  if (uploads.items.length === 0) return null;
  const done = uploads.items.filter((item) => item.state === "done" || item.state === "failed").length;
  return (
    <section aria-label="Files handed in now" className="max-h-[180px] flex-none overflow-auto border-b border-line bg-surface px-4 py-2" tabIndex={0}>
      <div className="flex items-center gap-2"><h2 className="font-bold">{done} of {uploads.items.length} files handed in</h2><button type="button" className="icon-btn ml-auto" aria-label="Clear what is done" onClick={uploads.clear}><X aria-hidden className="size-4" /></button></div>
      <ul className="m-0 list-none p-0" aria-live="polite">
        {uploads.items.map((item) => {
          const row = item.id === undefined ? undefined : fates.get(item.id);
          const end = row && fate(row);
          return (
          <li key={item.key} className="flex min-h-7 items-center gap-3">
            <span className="w-[240px] flex-none truncate">{item.name}</span>
            {item.state === "sending" || item.state === "waiting" || item.state === "held" ? <span className="w-[160px]"><Meter height={6} label={`${item.name}: ${Math.round(item.share * 100)} percent`} parts={[{ share: item.share, tone: "info" }]} /></span> : <Chip tone={end?.tone ?? item.tone}>{item.state === "failed" ? "Not taken" : end?.chip ?? "Received"}</Chip>}
            {item.large && (item.state === "sending" || item.state === "held") && (
              <button type="button" className="icon-btn" aria-label={item.state === "held" ? `Go on with ${item.name}` : `Hold ${item.name}`} onClick={() => uploads.hold(item.key, item.state !== "held")}>
                {item.state === "held" ? <Play aria-hidden className="size-4" /> : <Pause aria-hidden className="size-4" />}
              </button>
            )}
            <span className="min-w-0 truncate text-text-2" title={end?.words}>{end?.words ?? item.words}</span>
          </li>
          );
        })}
      </ul>
    </section>
  );
}
