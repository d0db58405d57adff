import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import type { DocumentDetail, DocumentField, DocumentPage, DocumentRow, Word } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import { ApiError } from "@/lib/apiError";
import type { Fractions } from "@/ui/PageView";
import { inReadingOrder, isAsSeen } from "./fields";

export interface Queue { readonly quarter: string; readonly entity: string | undefined; readonly view: string; readonly q: string }

export const useQueue = ({ quarter, entity, view, q }: Queue) =>
  useWindows<DocumentRow, DocumentPage>(["documents", quarter, entity, view, q], (cursor, signal) =>
    get<DocumentPage>("/documents", { query: { quarter, entity, view, q, cursor, limit: WINDOW } }, signal));

export const useDocument = (id: string | undefined) =>
  useQuery({ queryKey: ["document", id], enabled: id !== undefined, queryFn: ({ signal }) => get<DocumentDetail>("/documents/{id}", { path: { id: id ?? "" } }, signal), select: ordered });

export const useWords = (id: string, page: number, on: boolean) =>
  useQuery({ queryKey: ["words", id, page], enabled: on, staleTime: Number.POSITIVE_INFINITY, retry: false, queryFn: ({ signal }) => get<Word[]>("/documents/{id}/words/{page}", { path: { id, page } }, signal) });

export const pictureUrl = (id: string) => (page: number, width: number): string => `/api/documents/${encodeURIComponent(id)}/pages/${page}.png?width=${width}`;

export interface FieldChange { readonly name: string; readonly part: string; readonly value: string; readonly page?: number; readonly box?: Fractions }

const ordered = (document: DocumentDetail): DocumentDetail => ({ ...document, fields: inReadingOrder(document.fields) });

/** Write one field; the answer is the paper with its checks made again. It shows at once; fields agreed quickly one after the other are sent in turn, each over the version before.
 * Where the paper moved on meanwhile and the field did not (another reading, a copy that came, other limits), it is written over the newer version: what was seen of it still holds. */
export function useFieldChange(document: DocumentDetail) {
  const client = useQueryClient();
  const key = ["document", document.id];
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const seen = useRef(new WeakMap<FieldChange, DocumentField>());
  const put = ({ name, part, value, page, box }: FieldChange, version: number): Promise<DocumentDetail> =>
    send<DocumentDetail>("PUT", "/documents/{id}/fields/{name}", { path: { id: document.id, name }, body: { part, value, version, ...(page === undefined ? {} : { page, box }) } });
  return useAct({
    run: (change: FieldChange) => {
      const sent = last.current.catch(() => undefined).then(() => put(change, client.getQueryData<DocumentDetail>(key)?.version ?? document.version)).catch(async (error: unknown) => {
        if (!(error instanceof ApiError && error.code === "document.stale")) throw error;
        const newer = await get<DocumentDetail>("/documents/{id}", { path: { id: document.id } }).catch(() => null);
        if (newer === null || !isAsSeen(newer.fields, seen.current.get(change))) throw error;
        return put(change, newer.version);
      }).then((fresh) => {
        client.setQueryData(key, fresh);
        return fresh;
      });
      last.current = sent;
      return sent;
    },
    touches: ["documents"],
    before: (change) => {
      const old = client.getQueryData<DocumentDetail>(key);
      const field = old?.fields.find((each) => each.name === change.name && each.part === change.part);
      if (field) seen.current.set(change, field);
      if (old) client.setQueryData(key, written(old, change));
      // The answer of another field may have come meanwhile: what is read again is right, the copy of before may not be.
      return () => void client.invalidateQueries({ queryKey: key });
    },
  });
}

/** The paper as it looks once the change is taken. */
export const written = (document: DocumentDetail, change: FieldChange): DocumentDetail => ({
  ...document,
  fields: document.fields.map((field) => field.name !== change.name || field.part !== change.part ? field
    : { ...field, value: change.value, confidence: 1, source: "person", status: field.value === change.value && change.value !== "" && field.status !== "corrected" ? "confirmed" : "corrected", ...(change.page === undefined ? {} : { page: change.page, box: [...(change.box ?? [])] as typeof field.box }) }),
});

/** Fetch the next paper while this one is looked at: its fields, the words of its first page, and its picture. */
export async function readAhead(client: QueryClient, id: string, width: number): Promise<void> {
  const stale = { staleTime: 30_000 };
  await client.prefetchQuery({ queryKey: ["document", id], queryFn: ({ signal }) => get<DocumentDetail>("/documents/{id}", { path: { id } }, signal), ...stale });
  const ahead = client.getQueryData<DocumentDetail>(["document", id]);
  const first = ahead?.pages[0]?.number;
  if (first === undefined) return;
  new Image().src = pictureUrl(id)(first, width);
  await client.prefetchQuery({ queryKey: ["words", id, first], queryFn: ({ signal }) => get<Word[]>("/documents/{id}/words/{page}", { path: { id, page: first } }, signal), staleTime: Number.POSITIVE_INFINITY });
}

const PATHS = { confirm: "/documents/{id}/confirm", reject: "/documents/{id}/reject", kind: "/documents/{id}/kind", entity: "/documents/{id}/entity" } as const;
export interface Decision { readonly act: keyof typeof PATHS; readonly document: DocumentRow; readonly body?: Record<string, string>; readonly says: string }

export const useDecide = (then?: (decision: Decision) => void) =>
  useAct({
    run: ({ act, document, body }: Decision) => send("POST", PATHS[act], { path: { id: document.id }, body: { version: document.version, ...body } }),
    touches: ["documents", "document", "close", "journals"], says: (_, { says }) => says, after: (_, decision) => then?.(decision),
  });
