import { useQuery } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { AssetBlock, AssetDetail, AssetPage, AssetReconciliation, AssetRow, Cwip } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import { parseAmount } from "@/lib/money";
import type { Answers } from "@/ui/FormDialog";

export interface Filter { readonly quarter: string; readonly entity: string | undefined; readonly asset_class: string; readonly state: string; readonly q: string }
const TOUCHES = ["assets", "journals", "findings", "close"];

export const useAssets = (filter: Filter) =>
  useWindows<AssetRow, AssetPage>(["assets", "list", ...Object.values(filter)], (cursor, signal) => get<AssetPage>("/assets", { query: { ...filter, cursor, limit: WINDOW } }, signal));
export const useAsset = (id: string) => useQuery({ queryKey: ["assets", "one", id], queryFn: ({ signal }) => get<AssetDetail>("/assets/{id}", { path: { id } }, signal) });
export const useReconciliation = (quarter: string, entity: string | undefined) =>
  useQuery({ queryKey: ["assets", "reconciliation", quarter, entity], queryFn: ({ signal }) => get<AssetReconciliation[]>("/assets/reconciliation", { query: { quarter, entity } }, signal) });
export const useCwip = (quarter: string, entity: string | undefined) => useQuery({ queryKey: ["assets", "cwip", quarter, entity], queryFn: ({ signal }) => get<Cwip>("/assets/cwip", { query: { quarter, entity } }, signal) });
export const useBlocks = (quarter: string, entity: string | undefined) => useQuery({ queryKey: ["assets", "blocks", quarter, entity], queryFn: ({ signal }) => get<AssetBlock[]>("/assets/blocks", { query: { quarter, entity } }, signal) });

/** What was answered, under the names the API reads: empty ones left out, amounts in paise. */
export function bodyOf(answers: Answers, amounts: Readonly<Record<string, string>> = {}): Record<string, string | number> {
  const body: Record<string, string | number> = {};
  for (const [name, text] of Object.entries(answers)) {
    if (text === "") continue;
    const under = amounts[name];
    const amount = under === undefined ? null : parseAmount(text);
    if (under !== undefined && amount !== null) body[under] = amount;
    else body[name] = text;
  }
  return body;
}

const LATER = "It counts from the next run of the close on.";
export const useEnter = (then: () => void) =>
  useAct({ run: (body: Record<string, unknown>) => send("POST", "/assets", { body }), touches: TOUCHES, says: () => `Entered. ${LATER}`, after: then });
export const useChange = (id: string, then: () => void) =>
  useAct({ run: (body: Record<string, unknown>) => send("POST", "/assets/{id}/changes", { path: { id }, body }), touches: TOUCHES, says: () => `Changed. ${LATER}`, after: then });
export const useDispose = (id: string, then: () => void) =>
  useAct({ run: (body: Record<string, unknown>) => send("POST", "/assets/{id}/disposal", { path: { id }, body }), touches: TOUCHES, says: () => `Disposal kept. ${LATER}`, after: then });
export const useOpenBlock = (then: () => void) =>
  useAct({ run: (body: Record<string, unknown>) => send("POST", "/assets/blocks", { body }), touches: TOUCHES, says: () => `Opening value kept. ${LATER}`, after: then });
