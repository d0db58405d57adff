import { queryOptions, useQuery, type QueryClient } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send, urlOf } from "@/client/http";
import type { Finding, Page, Progress, Recon, ReconAct, ReconAnswer, ReconComment, ReconDetail, ReconEntry, ReconJob, ReconRow } from "@/client/types";
import { useWindows, WINDOW, windowsOf } from "@/client/windows";
import type { Paise } from "@/lib/money";
import type { RowStore } from "@/lib/rows";
import { count } from "@/lib/words";
import type { bodyOf } from "./manual";

export const useRecons = (quarter: string, entity: string | undefined) =>
  useQuery({ queryKey: ["recon", quarter, entity ?? "group"], queryFn: ({ signal }) => get<Recon[]>("/recon", { query: { quarter, entity } }, signal) });

export const reconQuery = (id: string) =>
  queryOptions({ queryKey: ["recon", id], queryFn: ({ signal }) => get<ReconDetail>("/recon/{id}", { path: { id } }, signal) });

export const useRecon = (id: string) => useQuery(reconQuery(id));

export type Tab = "decide" | "accepted" | "left" | "right";
export interface RowPage extends Page<ReconRow> { total_paise?: Paise | null }

/** Rows that are asked for first: a screen full, and quick. Those behind them come while one looks. */
const FIRST = 100;

/** Which list of a bench, in which order; "" is the order in which people work. */
export interface Wanted { readonly tab: Tab; readonly stage: string; readonly q: string; readonly sort: string }

const keyOf = (id: string, { tab, stage, q, sort }: Wanted): readonly unknown[] => ["recon-rows", id, tab, stage, q, sort];
const fetchRows = (id: string, { tab, stage, q, sort }: Wanted) => (cursor: string | undefined, signal: AbortSignal) =>
  get<RowPage>("/recon/{id}/rows", { path: { id }, query: { tab, stage, q, sort, cursor, limit: cursor === undefined ? FIRST : WINDOW } }, signal);
const fetchLast = (id: string, { tab, stage, q, sort }: Wanted) => (cursor: string | undefined, signal: AbortSignal) =>
  get<RowPage>("/recon/{id}/rows", { path: { id }, query: { tab, stage, q, sort, last: true, cursor, limit: cursor === undefined ? FIRST : WINDOW } }, signal);

export const useRows = (id: string, wanted: Wanted) => useWindows<ReconRow, RowPage>(keyOf(id, wanted), fetchRows(id, wanted), { saysWhenOld: true, fetchLast: fetchLast(id, wanted) });

/** Ask for the first rows of a list before it is on the page. */
export const askRows = (client: QueryClient, id: string, wanted: Wanted): void => void client.prefetchInfiniteQuery(windowsOf<RowPage>(keyOf(id, wanted), fetchRows(id, wanted)));

const TOUCHES = ["recon", "recon-rows", "recon-acts", "recon-answer", "close"];

/** Matches of one act; the server takes no more at a time. */
const MOST = 500;

/** Rows cut into acts, in their order. */
export const inActs = <Row>(rows: readonly Row[]): readonly (readonly Row[])[] =>
  Array.from({ length: Math.ceil(rows.length / MOST) }, (_, n) => rows.slice(n * MOST, (n + 1) * MOST));

export type Outcome = Pick<ReconAct, "total" | "done" | "failed"> & { readonly lines: readonly Pick<ReconAct["lines"][number], "state" | "sentence">[] };

/** What several acts came to. */
export const together = (acts: readonly Outcome[]): Outcome => ({
  total: acts.reduce((sum, act) => sum + act.total, 0), done: acts.reduce((sum, act) => sum + act.done, 0), failed: acts.reduce((sum, act) => sum + act.failed, 0), lines: acts.flatMap((act) => act.lines),
});

/** What one act came to in words: what is done, and how many stay for which reason. */
export function outcomeWords(verb: string, act: Outcome): string {
  const failed = act.lines.find((line) => line.state === "failed");
  const rest = act.done > 0 ? ` ${act.done} ${act.done === 1 ? "is" : "are"} done.` : "";
  return failed === undefined ? `${verb} ${count(act.done, "match", "matches")}.` : `Not done for ${act.failed} of ${act.total}. ${failed.sentence}${rest}`;
}

/** Accept or reject rows as one act of the history. They leave at once; what the server says no to comes back with the reason. */
export const useDecide = (recon: string, act: "accept" | "reject", store: RowStore<ReconRow>) =>
  useAct({
    run: async ({ rows, reason = "" }: { rows: readonly ReconRow[]; reason?: string }) => {
      const acts: ReconAct[] = [];
      for (const some of inActs(rows)) {
        const done = await send<ReconAct>("POST", "/recon/{id}/decide", { path: { id: recon }, body: { verb: act, matches: some.map((row) => ({ match: row.id, version: row.version })), reason } });
        store.show(done.lines.filter((line) => line.state === "failed").map((line) => line.match));
        acts.push(done);
      }
      const all = together(acts);
      if (all.failed > 0) throw new Error(outcomeWords("", all));
      return all;
    },
    touches: TOUCHES,
    before: ({ rows }) => {
      store.hide(rows.map((row) => row.id));
      return () => store.show(rows.map((row) => row.id));
    },
    says: (done) => outcomeWords(act === "accept" ? "Accepted" : "Rejected", done),
  });

interface Seen { readonly stage: string; readonly expected: number; readonly total: Paise; readonly difference: Paise }

/** Ask for a whole filter as it was seen; a worker does it. */
export const useAcceptFilter = (recon: string, after: (act: ReconAct) => void) =>
  useAct({
    run: ({ stage, expected, total, difference }: Seen) =>
      send<ReconAct>("POST", "/recon/{id}/accept-filter", {
        path: { id: recon },
        body: { ...(stage ? { stage } : {}), status: "suggested", expected_count: expected, expected_total_paise: total, expected_difference_paise: difference },
      }),
    touches: TOUCHES, after,
  });

export const isUnderWay = ({ state }: { state: string }): boolean => state === "waiting" || state === "running";

/** What people did here, newest first. */
export const useActs = (recon: string) =>
  useQuery({ queryKey: ["recon-acts", recon], queryFn: ({ signal }) => get<ReconAct[]>("/recon/{id}/acts", { path: { id: recon } }, signal) });

/** One act with its matches: the live channel tells how far a job is; asking is the way of last resort. */
export const useOneAct = (recon: string, act: string | undefined) =>
  useQuery({
    queryKey: ["recon-acts", recon, act], enabled: act !== undefined, queryFn: ({ signal }) => get<ReconAct>("/recon/{id}/acts/{act}", { path: { id: recon, act: act ?? "" } }, signal),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 3000 : false),
  });

export const useStop = (recon: string) =>
  useAct({ run: (act: string) => send<ReconAct>("POST", "/recon/{id}/acts/{act}/stop", { path: { id: recon, act } }), touches: TOUCHES, says: () => "Stopped. What is done stays." });

/** Take matches of an act back, or all of it. Of more than the server does at once it is a job, which its own act tells of. */
export const useUndo = (recon: string, after: (act: ReconAct) => void) =>
  useAct({
    run: async ({ act, matches }: { act: string; matches?: readonly string[] }) => {
      const undone = await send<ReconAct>("POST", "/recon/{id}/acts/{act}/undo", { path: { id: recon, act }, body: matches ? { matches } : {} });
      if (undone.failed > 0) throw new Error(`Not taken back: ${undone.failed} of ${undone.total}. ${undone.lines.find((line) => line.state === "failed")?.sentence ?? ""}`);
      return undone;
    },
    touches: TOUCHES, says: (undone) => (isUnderWay(undone) ? null : `Took back ${count(undone.done, "match", "matches")}.`), after,
  });

export const useManualMatch = (recon: string, after: () => void) =>
  useAct({
    run: (body: ReturnType<typeof bodyOf>) => send("POST", "/recon/{id}/matches", { path: { id: recon }, body }),
    touches: TOUCHES, says: (_, { instead_of }) => (instead_of ? "Paired otherwise. The match before is rejected with it; both are one act of the history." : "Matched by hand."), after,
  });

/** What the reconciliation itself says of a line: why, what else, how its party's lines went. */
export const useAnswer = (recon: string, side: string, item: string, on = true) =>
  useQuery({ queryKey: ["recon-answer", recon, side, item], enabled: on, queryFn: ({ signal }) => get<ReconAnswer>("/recon/{id}/line", { path: { id: recon }, query: { side: side as "left" | "right", item } }, signal) });

/** The list as a file: the whole filter, not what is loaded of it. */
export const rowsUrl = (id: string, form: string, { tab, stage, q, sort }: Wanted): string =>
  urlOf("/recon/{id}/rows/export.{form}", { path: { id, form }, query: { tab, stage, q, sort } });

/** Rows of a list that is saved while one waits; a longer one is written by a worker. */
export const SHORT_LIST = 5_000;

export const useExport = (recon: string, after: (job: ReconJob) => void) =>
  useAct({
    run: ({ tab, stage, q, sort, form }: Wanted & { form: "xlsx" | "csv" }) => send<ReconJob>("POST", "/recon/{id}/rows/export", { path: { id: recon }, body: { form, tab, stage, q, sort } }),
    touches: ["recon-jobs"], after,
  });

/** Where the file of a long list is saved from. */
export const fileUrl = (job: string): string => urlOf("/recon-jobs/{id}/file", { path: { id: job } });

/** How far the run of a quarter is; the live channel patches it in place. */
export const useProgress = (quarter: string, running: boolean, enabled = running) =>
  useQuery({ queryKey: ["progress", quarter], enabled, refetchInterval: running ? 10_000 : false, queryFn: ({ signal }) => get<Progress>("/closes/{quarter}/progress", { path: { quarter } }, signal) });

/** Open findings of one rule: accounts without a file, files that do not follow. */
export const useFindingsOf = (quarter: string, entity: string | undefined, rule: string) =>
  useQuery({ queryKey: ["findings", "of", quarter, entity ?? "", rule], queryFn: ({ signal }) => get<Page<Finding>>("/findings", { query: { quarter, entity, rule, state: "open" as never, limit: 50 } }, signal) });

/** The entry that a bank line calls for by rule. */
export const useProposal = (recon: string, item: string) =>
  useQuery({ queryKey: ["recon-entry", recon, item], gcTime: 0, queryFn: ({ signal }) => get<ReconEntry>("/recon/{id}/entry", { path: { id: recon }, query: { item } }, signal) });

interface Booked { readonly item: string; readonly narration: string; readonly mirror: boolean; readonly lines: readonly { ledger: string; amount_paise: Paise }[] }

export const useBookLine = (recon: string, after: (entry: string) => void) =>
  useAct({
    run: (body: Booked) => send<{ entry_id: string }>("POST", "/recon/{id}/entry", { path: { id: recon }, body }), touches: ["journals", "recon-entry", ...TOUCHES],
    says: () => "Drafted with the bank's paper behind it. Another person has to approve it.", after: ({ entry_id }) => after(entry_id),
  });

export const useComments = (recon: string, side: string, item: string) =>
  useQuery({ queryKey: ["recon-comments", recon, side, item], queryFn: ({ signal }) => get<ReconComment[]>("/recon/{id}/comments", { path: { id: recon }, query: { side, item } }, signal) });

export const useSay = (recon: string) =>
  useAct({ run: (body: { side: "left" | "right"; item: string; text: string }) => send("POST", "/recon/{id}/comments", { path: { id: recon }, body }), touches: ["recon-comments"], says: () => "Commented. The line stays where it is." });
