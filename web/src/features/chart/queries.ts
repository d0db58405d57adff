import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { ChartLedger, ChartLedgerDetail, ChartPage, ModelChart, OpeningRow, OpeningsPage } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import { count } from "@/lib/words";

export type Row = ChartLedger & { id: string };
export interface Filter { readonly quarter: string; readonly entity: string | undefined; readonly view: string; readonly group: string; readonly q: string }
const TOUCHES = ["chart", "statement", "enquiry", "close"];

export const useChart = (filter: Filter) =>
  useWindows<Row, ChartPage & { items: Row[] }>(["chart", "list", ...Object.values(filter)], async (cursor, signal) => {
    const page = await get<ChartPage>("/chart", { query: { ...filter, cursor, limit: WINDOW } }, signal);
    return { ...page, items: page.items.map((row) => ({ ...row, id: row.ledger_id })) };
  });

export const useChartLedger = (id: string | undefined, quarter: string) =>
  useQuery({ queryKey: ["chart", "one", id, quarter], enabled: id !== undefined, queryFn: ({ signal }) => get<ChartLedgerDetail>("/chart/{id}", { path: { id: id ?? "" }, query: { quarter } }, signal) });

export const useModel = () => useQuery({ queryKey: ["chart-model"], staleTime: Number.POSITIVE_INFINITY, queryFn: ({ signal }) => get<ModelChart>("/chart/model", {}, signal) });

/** Ledgers whose first offer would be accepted; the list that is shown before it is done. */
export const useAcceptable = (quarter: string, entity: string | undefined, confidence: number, onlyUnmapped: boolean, enabled: boolean) =>
  useQuery({
    queryKey: ["chart", "acceptable", quarter, entity, confidence, onlyUnmapped], enabled,
    queryFn: async ({ signal }) => {
      const [counted, page] = await Promise.all([
        get<{ accepted: number }>("/chart/accept/count", { query: { entity, only_unmapped: onlyUnmapped, confidence_least: confidence } }, signal),
        get<ChartPage>("/chart", { query: { quarter, entity, view: onlyUnmapped ? "unmapped" : "all", limit: WINDOW } }, signal),
      ]);
      const rows = page.items.filter((row) => (row.state === "unmapped" || (!onlyUnmapped && row.state === "proposed")) && (row.offers[0]?.confidence ?? 0) >= confidence);
      return { count: counted.accepted, rows };
    },
  });

export interface Choice { readonly row: ChartLedger; readonly key: string; readonly line: string }

export function useAccept(quarter: string) {
  const client = useQueryClient();
  return useAct({
    run: ({ row, key }: Choice) => send<ChartLedgerDetail>("POST", "/chart/{id}/accept", { path: { id: row.ledger_id }, body: { quarter, schedule_key: key, seen: row.schedule_key } }),
    touches: TOUCHES, says: (_, { row, line }) => `${row.ledger} goes to ${line}. It counts from the next run on.`, after: (fresh, { row }) => client.setQueryData(["chart", "one", row.ledger_id, quarter], fresh),
  });
}

export const useAcceptMany = (quarter: string, entity: string | undefined) =>
  useAct({
    run: (body: { only_unmapped: boolean; confidence_least: number; expected_count: number }) => send<{ accepted: number }>("POST", "/chart/accept", { body: { quarter, entity_code: entity ?? null, ...body } }),
    touches: TOUCHES, says: ({ accepted }) => `Accepted the first offer of ${count(accepted, "ledger")}. They count from the next run on.`,
  });

export const useForget = (quarter: string) =>
  useAct({ run: (row: ChartLedger) => send("POST", "/chart/{id}/forget", { path: { id: row.ledger_id }, body: { quarter } }), touches: TOUCHES, says: (_, row) => `${row.ledger} is left to the rules again.` });

export const useMerge = (quarter: string, then: () => void) =>
  useAct({
    run: ({ row, into, reason }: { row: ChartLedger; into: string; reason: string }) => send<ChartLedgerDetail>("POST", "/chart/{id}/merge", { path: { id: row.ledger_id }, body: { quarter, into_id: into, reason } }),
    touches: TOUCHES, says: (fresh, { row }) => `${row.ledger} is part of ${fresh.ledger} from this quarter on.`, after: then,
  });

export const useRename = (quarter: string, then: () => void) =>
  useAct({
    run: ({ row, name, reason }: { row: ChartLedger; name: string; reason: string }) => send<ChartLedgerDetail>("POST", "/chart/{id}/rename", { path: { id: row.ledger_id }, body: { quarter, name, reason } }),
    touches: TOUCHES, says: (fresh, { row }) => `${row.ledger} is called ${fresh.ledger} from this quarter on.`, after: then,
  });

export const useUnmerge = (quarter: string) =>
  useAct({ run: (id: string) => send("POST", "/chart/merges/{id}/undo", { path: { id }, body: { quarter } }), touches: TOUCHES, says: () => "Taken back: the ledger stands for itself again." });

export type Opening = OpeningRow & { id: string };
export const useOpenings = (quarter: string, entity: string | undefined, onlyDifferences: boolean) =>
  useWindows<Opening, OpeningsPage & { items: Opening[] }>(["chart", "openings", quarter, entity, onlyDifferences], async (cursor, signal) => {
    const page = await get<OpeningsPage>("/openings", { query: { quarter, entity, only_differences: onlyDifferences, cursor, limit: WINDOW } }, signal);
    return { ...page, items: page.items.map((row) => ({ ...row, id: `${row.entity_code}|${row.ledger}` })) };
  });
