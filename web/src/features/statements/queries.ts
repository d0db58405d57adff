import { useQuery } from "@tanstack/react-query";
import { get } from "@/client/http";
import type { LedgerLine, LedgerPage, LineLedgers, Statement, TrialBalance } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";

export const useStatement = (kind: string, quarter: string, entity: string | undefined, enabled = true) =>
  useQuery({ enabled, queryKey: ["statement", kind, quarter, entity], queryFn: ({ signal }) => get<Statement>("/statements/{kind}", { path: { kind }, query: { quarter, entity } }, signal) });

export const useTrialBalance = (quarter: string, entity: string | undefined) =>
  useQuery({ queryKey: ["statement", "tb", quarter, entity], queryFn: ({ signal }) => get<TrialBalance>("/statements/tb", { query: { quarter, entity } }, signal) });

export const useLine = (kind: string, key: string, quarter: string, entity: string | undefined) =>
  useQuery({ queryKey: ["statement", kind, "line", key, quarter, entity], queryFn: ({ signal }) => get<LineLedgers>("/statements/{kind}/lines/{key}", { path: { kind, key }, query: { quarter, entity } }, signal) });

/** Lines of a ledger, 500 at a time. Two lines of one voucher are two rows. */
export const useLedger = (id: string, quarter: string) =>
  useWindows<LedgerLine & { id: string }, LedgerPage & { items: (LedgerLine & { id: string })[] }>(["ledger", id, quarter], async (cursor, signal) => {
    const page = await get<LedgerPage>("/ledgers/{id}", { path: { id }, query: { quarter, cursor, limit: WINDOW } }, signal);
    return { ...page, items: page.lines.map((line, index) => ({ ...line, id: `${line.entry_id}#${cursor ?? ""}${index}` })) };
  });

export const exportUrl = (format: "xlsx" | "pdf", quarter: string, entity: string | undefined): string =>
  `/api/statements/export.${format}?${new URLSearchParams({ quarter, ...(entity ? { entity } : {}) }).toString()}`;
