import type { QueryClient } from "@tanstack/react-query";
import { decodeMoney } from "@/lib/decode";
import type { Progress, StageProgress } from "./types";
import { refresh } from "./windows";

/** Something that happened, as the stream tells it. */
export interface Fact {
  readonly seq: number;
  readonly type: string;
  readonly id: string;
  readonly patch: Record<string, unknown>;
  /** When it happened, ISO; "" when the stream does not say. */
  readonly at: string;
}

/** First word of the query keys that a fact makes old. */
const TOUCHES: Record<string, readonly string[]> = {
  document: ["documents", "document", "close"],
  viewers: ["viewers"],
  journal: ["journals", "journal", "close", "statement", "ledger", "recon", "recon-rows"],
  recon: ["recon", "recon-rows", "recon-acts", "recon-automatic", "recon-statement", "recon-rules", "close"],
  recon_job: ["recon-jobs", "recon-automatic", "recon", "recon-rows", "recon-acts"],
  finding: ["findings", "close"],
  close: ["close", "progress", "statement", "periods", "recon"],
  stage: ["progress"],
  bulk: ["bulk", "journals", "journal", "close"],
};

let pending = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Refetch what is on screen and old, at most twice a second: a run tells of every paper. */
function invalidateSoon(client: QueryClient, keys: readonly string[]): void {
  for (const key of keys) pending.add(key);
  timer ??= setTimeout(() => {
    const now = pending;
    pending = new Set();
    timer = undefined;
    for (const key of now) void refresh(client, key);
  }, 500);
}

/** Put a fact into the query cache: progress is patched in place, records that changed are merged where they stand and then read again. */
export function applyFact(client: QueryClient, fact: Fact): void {
  const topic = fact.type.split(".")[0] ?? "";
  if (fact.type === "stage.progress" && patchProgress(client, fact.patch)) {
    const state = fact.patch.state;
    if (state === "done" || state === "failed") invalidateSoon(client, ["close", "progress"]);
    return;
  }
  if (fact.id !== "") patchRecord(client, topic, fact.id, fact.patch);
  invalidateSoon(client, TOUCHES[topic] ?? []);
}

function patchProgress(client: QueryClient, patch: Record<string, unknown>): boolean {
  const stage = patch.stage;
  if (typeof stage !== "string") return false;
  let found = false;
  client.setQueriesData<Progress>({ queryKey: ["progress"] }, (old) => {
    if (!old || (typeof patch.quarter === "string" && typeof patch.run === "number" && patch.run !== old.run)) return old;
    const stages = old.stages.map((each) => {
      if (each.stage !== stage) return each;
      found = true;
      return { ...each, ...known(each, patch) };
    });
    return found ? { ...old, state: "running", stages } : old;
  });
  return found;
}

/** The part of a patch whose names and types the record has: a fact never brings a foreign shape into the cache. */
function known<T extends object>(record: T, patch: Record<string, unknown>): Partial<T> {
  const entries = Object.entries(patch).filter(([name, value]) => name in record && typeof value === typeof record[name as keyof T]);
  return Object.fromEntries(entries) as Partial<T>;
}

interface Row { id: string; version: number }
interface Windows { pages: { items: Row[] }[]; pageParams: unknown[] }
const LISTS: Record<string, string> = { document: "documents", journal: "journals", finding: "findings" };

function patchRecord(client: QueryClient, topic: string, id: string, patch: Record<string, unknown>): void {
  const list = LISTS[topic];
  if (list === undefined || typeof patch.version !== "number") return;
  const safe = decodeMoney(patch);
  client.setQueriesData<Windows>({ queryKey: [list] }, (old) => {
    if (!old || !Array.isArray(old.pages)) return old;
    let touched = false;
    const pages = old.pages.map((page) => ({
      ...page,
      items: page.items.map((row) => {
        if (row.id !== id || row.version >= (safe.version as number)) return row;
        touched = true;
        return { ...row, ...known(row, safe) };
      }),
    }));
    return touched ? { ...old, pages } : old;
  });
}

export type { StageProgress };
