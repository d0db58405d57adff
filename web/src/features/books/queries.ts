import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/client/http";
import { useFilters, useScope } from "@/client/scope";
import type { Balances, DayBook, DayBookRow, Dimensions, EnquiryLedger, EnquiryLine, PartyStatement, VoucherHits } from "@/client/types";
import { useWindows, WINDOW } from "@/client/windows";
import { quarterDays } from "@/lib/period";
import { useKeptRow } from "@/lib/remember";

/** From which day to which, of what: as the address carries it; the quarter on screen when it says nothing. */
export interface Span { readonly first: string; readonly last: string; readonly branch: string | undefined; readonly cost_centre: string | undefined }

export function useSpan(): Span {
  const [{ from, to, branch, centre }] = useFilters();
  const days = quarterDays(useScope().quarter);
  return { first: from ?? days.first, last: to ?? days.last, branch, cost_centre: centre };
}

export const useDimensions = (entity: string | undefined) =>
  useQuery({ queryKey: ["enquiry", "dimensions", entity], staleTime: 60_000, queryFn: ({ signal }) => get<Dimensions>("/enquiries/dimensions", { query: { entity } }, signal) });

export const useBalances = (span: Span, entity: string | undefined, compare: string | undefined) =>
  useQuery({ queryKey: ["enquiry", "balances", span, entity, compare], placeholderData: keepPreviousData, queryFn: ({ signal }) => get<Balances>("/enquiries/trial-balance", { query: { ...span, entity, compare_last: compare } }, signal) });

export type Line = EnquiryLine & { id: string };
type Lines = { items: Line[] };
const rows = <P extends EnquiryLedger>(page: P): P & Lines => ({ ...page, items: page.lines.map((line) => ({ ...line, id: `${line.entry_id}#${line.position}` })) });

// The store fills in the hook that owns it; the cursor is put back right after, before any child looks.
export function useLedgerLines(id: string, span: Span) {
  const asked = useWindows<Line, EnquiryLedger & Lines>(["enquiry", "ledger", id, span], async (cursor, signal) =>
    rows(await get<EnquiryLedger>("/enquiries/ledgers/{id}", { path: { id }, query: { ...span, cursor, limit: WINDOW } }, signal)));
  useKeptRow(`ledger.${id}`, asked.store, asked.first);
  return asked;
}

export function useStatementLines(id: string, span: Span) {
  const asked = useWindows<Line, PartyStatement & Lines>(["enquiry", "party", id, span], async (cursor, signal) =>
    rows(await get<PartyStatement>("/enquiries/parties/{id}", { path: { id }, query: { ...span, cursor, limit: WINDOW } }, signal)));
  useKeptRow(`ledger.${id}`, asked.store, asked.first);
  return asked;
}

export const useDayBook = (span: Span, entity: string | undefined, kind: string, enabled: boolean) =>
  useWindows<DayBookRow, DayBook>(["enquiry", "day-book", span, entity, kind], (cursor, signal) =>
    get<DayBook>("/enquiries/day-book", { query: { ...span, entity, kind, cursor, limit: WINDOW } }, signal), { enabled });

export const useVoucherSearch = (q: string, entity: string | undefined) =>
  useWindows<DayBookRow, VoucherHits>(["enquiry", "search", q, entity], (cursor, signal) =>
    get<VoucherHits>("/enquiries/search", { query: { q, entity, cursor, limit: WINDOW } }, signal), { enabled: q !== "" });

/** Where the file of the whole filter is. */
export function exportUrl(what: string, form: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((each): each is [string, string] => each[1] !== undefined && each[1] !== "");
  return `/api/enquiries/${what}/export.${form}?${new URLSearchParams(given).toString()}`;
}
