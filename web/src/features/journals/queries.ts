import { useQuery } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { Bulk, BulkJob, JournalDetail, JournalPage, JournalRow, RoutinePage } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import type { ApiError } from "@/lib/apiError";
import type { RowStore } from "@/lib/rows";

/** What waits goes by risk, the rest by day. */
export const sortOf = (view: string): "risk" | "day" => (view === "for_me" || view === "approve" ? "risk" : "day");

export const useJournals = (quarter: string, entity: string | undefined, view: string, q: string) =>
  useWindows<JournalRow, JournalPage>(["journals", quarter, entity, view, q], (cursor, signal) =>
    get<JournalPage>("/journals", { query: { quarter, entity, view, q, cursor, sort: sortOf(view), limit: WINDOW } }, signal));

export const useJournal = (id: string | undefined) =>
  useQuery({ queryKey: ["journal", id], enabled: id !== undefined, queryFn: ({ signal }) => get<JournalDetail>("/journals/{id}", { path: { id: id ?? "" } }, signal) });

interface Decision { readonly row: JournalRow; readonly version: number; readonly reason?: string }
export const nameOf = (row: { number: string | null; imported_number: string }): string => row.number || row.imported_number || "Draft";
export const TOUCHED = ["journals", "journal", "close"];

/** What came of an approval: the last one posts, an earlier one waits for the next person. */
function approved(done: JournalDetail): string {
  if (done.state !== "waiting") return `${nameOf(done)} is posted.`;
  const next = done.need.can_approve.length > 0 ? `${done.need.can_approve.join(" or ")} can approve next.` : "A second person has to approve it.";
  return `Approved, ${done.need.given} of ${done.need.approvers}. ${next}`;
}

/** Approve or return. The row leaves the queue at once and comes back when the server says no; `moved` shows an entry that changed meanwhile. */
export const useDecide = (act: "approve" | "return", store: RowStore<JournalRow>, view: string, moved: (error: ApiError) => boolean, done: (entry: JournalDetail) => void) =>
  useAct({
    run: ({ row, version, reason }: Decision) => send<JournalDetail>("POST", `/journals/{id}/${act}`, { path: { id: row.id }, body: { version, ...(reason ? { reason } : {}) } }),
    touches: TOUCHED,
    before: ({ row }) => {
      if (view !== "approve" && view !== "for_me") return;
      store.hide([row.id]);
      return () => store.show([row.id]);
    },
    says: (entry, { row }) => (act === "approve" ? approved(entry) : `${nameOf(row)} went back to ${row.made_by_name || "its maker"}.`),
    after: done, refused: moved,
  });

export const useComment = (id: string) =>
  useAct({ run: (text: string) => send<JournalDetail>("POST", "/journals/{id}/comments", { path: { id }, body: { text } }), touches: ["journal", "journals"], says: () => "Asked. The entry stays in the queue." });

export const useResolve = (id: string) =>
  useAct({ run: (comment: string) => send("POST", "/journals/{id}/comments/{comment}/resolve", { path: { id, comment } }), touches: ["journal", "journals"], says: () => "Marked as answered." });

export const useDrop = (after: () => void) =>
  useAct({ run: (row: JournalRow) => send("POST", "/journals/{id}/drop", { path: { id: row.id }, body: { version: row.version } }), touches: TOUCHED, says: () => "The draft is taken back.", after });

export const useReverse = (after: (made: JournalDetail) => void) =>
  useAct({
    run: ({ row, day, reason }: { row: JournalRow; day: string; reason: string }) => send<JournalDetail>("POST", "/journals/{id}/reverse", { path: { id: row.id }, body: { day, reason } }),
    touches: TOUCHED, says: (_, { row }) => `The reversal of ${nameOf(row)} is drafted. Another person has to approve it.`, after,
  });

export interface RoutineWanted { readonly quarter: string; readonly entity: string | undefined; readonly q: string }

export const useRoutine = (wanted: RoutineWanted, open: boolean) =>
  useQuery({ queryKey: ["journals", "routine", wanted], enabled: open, queryFn: ({ signal }) => get<RoutinePage>("/journals/routine", { query: { ...wanted, limit: 200 } }, signal) });

/** Approve what the filter gives, if it is still as many; the job goes on by itself. */
export const approveRoutine = ({ quarter, entity, q }: RoutineWanted, expected: number): Promise<BulkJob> =>
  send<BulkJob>("POST", "/journals/bulk-approvals", { body: { filter: { quarter, entity_code: entity ?? "", words: q }, expected_count: expected } });

export const isUnderWay = ({ state }: { state: string }): boolean => state === "waiting" || state === "running";

/** One bulk approval: the live channel tells how far it is; asking is the way of last resort. */
export const useBulk = (id: string) =>
  useQuery({
    queryKey: ["bulk", id], queryFn: ({ signal }) => get<BulkJob>("/journals/bulk-approvals/{id}", { path: { id } }, signal),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 5000 : false),
  });

export const useBulks = (quarter: string) =>
  useQuery({ queryKey: ["bulk", "newest", quarter], queryFn: ({ signal }) => get<BulkJob[]>("/journals/bulk-approvals", { query: { quarter } }, signal) });

/** Draft the reversals of what was posted, 200 a call, while the server says that some remain. */
export async function undoBulk(id: string, day: string, reason: string): Promise<{ done: number; said: string[] }> {
  const made = { done: 0, said: [] as string[] };
  for (;;) {
    const answer = await send<Bulk>("POST", "/journals/bulk-approvals/{id}/reverse", { path: { id }, body: { day, reason } });
    made.done += answer.done;
    made.said.push(...answer.outcomes.filter((each) => !each.ok).map((each) => each.sentence));
    if (answer.remaining === 0 || answer.done === 0) return made;
  }
}
