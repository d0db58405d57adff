import { useQuery } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { Page, Recon, ReconDetail, ReconRow } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import type { Paise } from "@/lib/money";
import { formatPaise } from "@/lib/money";
import type { RowStore } from "@/lib/rows";
import { count } from "@/lib/words";

export const useRecons = (quarter: string, entity: string | undefined) =>
  useQuery({ queryKey: ["recon", quarter, entity ?? "group"], queryFn: ({ signal }) => get<Recon[]>("/recon", { query: { quarter, entity } }, signal) });

export const useRecon = (id: string) =>
  useQuery({ queryKey: ["recon", id], queryFn: ({ signal }) => get<ReconDetail>("/recon/{id}", { path: { id } }, signal) });

export type Tab = "decide" | "accepted" | "left" | "right";
export interface RowPage extends Page<ReconRow> { total_paise?: Paise }

export const useRows = (id: string, tab: Tab, stage: string, q: string) =>
  useWindows<ReconRow, RowPage>(["recon-rows", id, tab, stage, q], (cursor, signal) =>
    get<RowPage>("/recon/{id}/rows", { path: { id }, query: { tab, stage, q, cursor, limit: WINDOW } }, signal));

const TOUCHES = ["recon", "recon-rows", "close"];

/** Accept or reject rows one by one: what fails comes back, what is done stays done. */
export const useDecide = (recon: string, act: "accept" | "reject", store: RowStore<ReconRow>) =>
  useAct({
    run: async (rows: readonly ReconRow[]) => {
      const failed: { row: ReconRow; error: unknown }[] = [];
      // One after the other: the server answers each on its own, and a no to one is no reason to stop.
      for (const row of rows) {
        try {
          await send("POST", `/recon/{id}/matches/{match}/${act}`, { path: { id: recon, match: row.id }, body: { version: row.version } });
        } catch (error) {
          failed.push({ row, error });
        }
      }
      store.show(failed.map(({ row }) => row.id));
      if (failed.length > 0) {
        const reason = failed[0]?.error instanceof Error ? failed[0].error.message : "";
        throw new Error(`Could not ${act} ${failed.length} of ${rows.length}. ${reason}${rows.length > failed.length ? ` ${rows.length - failed.length} are done.` : ""}`);
      }
    },
    touches: TOUCHES,
    before: (rows) => store.hide(rows.map((row) => row.id)),
    says: (_, rows) => `${act === "accept" ? "Accepted" : "Rejected"} ${count(rows.length, "match", "matches")}.`,
  });

export const useAcceptFilter = (recon: string) =>
  useAct({
    run: ({ stage, expected, total }: { stage: string; expected: number; total: Paise }) =>
      send<{ accepted: number }>("POST", "/recon/{id}/accept-filter", { path: { id: recon }, body: { ...(stage ? { stage } : {}), status: "suggested", expected_count: expected, expected_total_paise: total } }),
    touches: TOUCHES, says: ({ accepted }, { total }) => `Accepted ${count(accepted, "match", "matches")}, ₹ ${formatPaise(total)}.`,
  });

export const useManualMatch = (recon: string) =>
  useAct({
    run: ({ left, right }: { left: readonly string[]; right: readonly string[] }) => send("POST", "/recon/{id}/matches", { path: { id: recon }, body: { left, right } }),
    touches: TOUCHES, says: () => "Matched by hand.",
  });
