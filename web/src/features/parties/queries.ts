import { useQuery } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { Party, PartyDetail, PartyPage, PartyTable } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";

export interface Filter { readonly quarter: string; readonly entity: string | undefined; readonly side: string; readonly msme: string; readonly q: string }
export const TOUCHES = ["parties", "findings", "close"];
const LATER = "It counts from the next run of the close on.";

export const useParties = (filter: Filter) =>
  useWindows<Party, PartyPage>(["parties", "list", ...Object.values(filter)], (cursor, signal) => get<PartyPage>("/parties", { query: { ...filter, cursor, limit: WINDOW } }, signal));
export const useParty = (id: string, settled: boolean) =>
  useQuery({ queryKey: ["parties", "one", id, settled], queryFn: ({ signal }) => get<PartyDetail>("/parties/{id}", { path: { id }, query: { settled } }, signal) });
export const useAgeing = (schedule: string, quarter: string, entity: string | undefined) =>
  useQuery({ queryKey: ["parties", "ageing", schedule, quarter, entity], queryFn: ({ signal }) => get<PartyTable[]>("/ageing/{schedule}", { path: { schedule }, query: { quarter, entity } }, signal) });
export const useMsme = (quarter: string, entity: string | undefined) => useQuery({ queryKey: ["parties", "msme", quarter, entity], queryFn: ({ signal }) => get<PartyTable[]>("/msme", { query: { quarter, entity } }, signal) });
export const useCurrencies = (quarter: string, entity: string | undefined) => useQuery({ queryKey: ["parties", "currencies", quarter, entity], queryFn: ({ signal }) => get<PartyTable[]>("/currencies", { query: { quarter, entity } }, signal) });

const PATHS = { set: "/parties/{id}/set", bill: "/parties/{id}/bill", allocate: "/parties/{id}/allocate" } as const;
export interface Decision { readonly act: keyof typeof PATHS; readonly body: unknown; readonly says: string }

export const useDecide = (id: string, then: () => void) =>
  useAct({ run: ({ act, body }: Decision) => send("POST", PATHS[act], { path: { id }, body }), touches: TOUCHES, says: (_, { says }) => `${says} ${LATER}`, after: then });
export const useSetRate = (then: () => void) =>
  useAct({ run: (body: Record<string, string>) => send("POST", "/currencies/rates", { body }), touches: TOUCHES, says: () => `Rate kept. ${LATER}`, after: then });
export const useForeignOpening = (then: () => void) =>
  useAct({ run: (body: Record<string, unknown>) => send("POST", "/currencies/openings", { body }), touches: TOUCHES, says: () => `Opening kept. ${LATER}`, after: then });

export const exportUrl = (form: string, table: string, quarter: string, entity: string | undefined): string =>
  `/api/parties/export.${form}?${new URLSearchParams({ quarter, table, ...(entity ? { entity } : {}) }).toString()}`;
