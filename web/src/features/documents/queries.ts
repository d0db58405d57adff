import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { DocumentDetail, DocumentPage, DocumentRow, Word } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import type { Fractions } from "@/ui/PageView";
import { inReadingOrder } from "./fields";

export interface Queue { readonly quarter: string; readonly entity: string | undefined; readonly view: string; readonly q: string }

export const useQueue = ({ quarter, entity, view, q }: Queue) =>
  useWindows<DocumentRow, DocumentPage>(["documents", quarter, entity, view, q], (cursor, signal) =>
    get<DocumentPage>("/documents", { query: { quarter, entity, view, q, cursor, limit: WINDOW } }, signal));

export const useDocument = (id: string | undefined) =>
  useQuery({ queryKey: ["document", id], enabled: id !== undefined, queryFn: ({ signal }) => get<DocumentDetail>("/documents/{id}", { path: { id: id ?? "" } }, signal), select: ordered });

export const useWords = (id: string, page: number, on: boolean) =>
  useQuery({ queryKey: ["words", id, page], enabled: on, staleTime: Number.POSITIVE_INFINITY, retry: false, queryFn: ({ signal }) => get<Word[]>("/documents/{id}/words/{page}", { path: { id, page } }, signal) });

export const pictureUrl = (id: string) => (page: number, width: number): string => `/api/documents/${encodeURIComponent(id)}/pages/${page}.png?width=${width}`;

export interface FieldChange { readonly name: string; readonly value: string; readonly page?: number; readonly box?: Fractions }

const ordered = (document: DocumentDetail): DocumentDetail => ({ ...document, fields: inReadingOrder(document.fields) });

/** Write one field; the answer is the paper with its checks made again. */
export function useFieldChange(document: DocumentDetail) {
  const client = useQueryClient();
  return useAct({
    run: ({ name, value, page, box }: FieldChange) =>
      send<DocumentDetail>("PUT", "/documents/{id}/fields/{name}", { path: { id: document.id, name }, body: { value, version: document.version, ...(page === undefined ? {} : { page, box }) } }),
    touches: ["documents"], after: (fresh) => client.setQueryData(["document", document.id], fresh),
  });
}

const PATHS = { confirm: "/documents/{id}/confirm", reject: "/documents/{id}/reject", kind: "/documents/{id}/kind", entity: "/documents/{id}/entity" } as const;
export interface Decision { readonly act: keyof typeof PATHS; readonly document: DocumentRow; readonly body?: Record<string, string>; readonly says: string }

export const useDecide = (then?: (decision: Decision) => void) =>
  useAct({
    run: ({ act, document, body }: Decision) => send("POST", PATHS[act], { path: { id: document.id }, body: { version: document.version, ...body } }),
    touches: ["documents", "document", "close", "journals"], says: (_, { says }) => says, after: (_, decision) => then?.(decision),
  });
