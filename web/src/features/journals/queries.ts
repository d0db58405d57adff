import { useQuery } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { JournalDetail, JournalPage, JournalRow } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import type { RowStore } from "@/lib/rows";

export const useJournals = (quarter: string, entity: string | undefined, view: string, q: string) =>
  useWindows<JournalRow, JournalPage>(["journals", quarter, entity, view, q], (cursor, signal) =>
    get<JournalPage>("/journals", { query: { quarter, entity, view, q, cursor, limit: WINDOW } }, signal));

export const useJournal = (id: string | undefined) =>
  useQuery({ queryKey: ["journal", id], enabled: id !== undefined, queryFn: ({ signal }) => get<JournalDetail>("/journals/{id}", { path: { id: id ?? "" } }, signal) });

interface Decision { readonly row: JournalRow; readonly reason?: string }
export const nameOf = (row: JournalRow): string => row.number || row.imported_number || "Draft";

/** Approve or return. The row leaves the queue at once and comes back when the server says no. */
export const useDecide = (act: "approve" | "return", store: RowStore<JournalRow>, view: string) =>
  useAct({
    run: ({ row, reason }: Decision) => send<{ number?: string | null }>("POST", `/journals/{id}/${act}`, { path: { id: row.id }, body: { version: row.version, ...(reason ? { reason } : {}) } }),
    touches: ["journals", "journal", "close"],
    before: ({ row }) => {
      if (view !== "approve") return;
      store.hide([row.id]);
      return () => store.show([row.id]);
    },
    says: (done, { row }) => (act === "approve" ? `${done?.number ?? nameOf(row)} is posted.` : `${nameOf(row)} went back to ${row.made_by_name || "its maker"}.`),
  });

export const useReverse = () =>
  useAct({
    run: ({ row, day, reason }: { row: JournalRow; day: string; reason: string }) => send("POST", "/journals/{id}/reverse", { path: { id: row.id }, body: { day, reason } }),
    touches: ["journals", "journal", "close"], says: (_, { row }) => `The reversal of ${nameOf(row)} is made.`,
  });
