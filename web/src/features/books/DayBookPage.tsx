import { useCallback } from "react";
import { BooksTabs } from "@/client/BooksTabs";
import { useEntityCode } from "@/client/company";
import { DrillPanel, useVoucherLevels } from "@/client/drill/DrillPanel";
import { useFilters, useScope } from "@/client/scope";
import type { DayBookRow, VoucherHits } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { keepRow, useKeptRow } from "@/lib/remember";
import { useRowList } from "@/lib/rows";
import { count, humanise } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Grid, type GridColumn } from "@/ui/Grid";
import { Head } from "@/ui/Head";
import { Banner, Button } from "@/ui/parts";
import { SearchField } from "@/ui/SearchField";
import { Empty, ErrorBox, Skeleton } from "@/ui/states";
import { useDayBook, useSpan, useVoucherSearch } from "./queries";
import { Choice, Exports, SpanBar } from "./SpanBar";

const KINDS = ["sales", "purchase", "receipt", "payment", "contra", "journal", "debit_note", "credit_note"] as const;

const COLUMNS: readonly GridColumn<DayBookRow>[] = [
  { id: "day", head: "Date", width: 98, cell: (row) => <span>{formatDay(row.day)}</span>, text: (row) => row.day },
  { id: "entity", head: "Company", width: 76, cell: (row) => <span className="text-text-2">{row.entity_code}</span>, text: (row) => row.entity_code },
  { id: "number", head: "Voucher", width: 164, cell: (row) => <span>{row.number || row.imported_number}</span>, text: (row) => row.number || row.imported_number },
  { id: "kind", head: "Kind", width: 104, cell: (row) => <span>{humanise(row.kind)}</span>, text: (row) => row.kind },
  { id: "party", head: "Party", width: 200, grow: true, cell: (row) => <span>{row.party}</span>, text: (row) => row.party },
  { id: "narration", head: "Narration", width: 220, grow: true, cell: (row) => <span className="text-text-2" title={row.narration}>{row.narration}</span>, text: (row) => row.narration },
  { id: "reference", head: "Their number", width: 130, cell: (row) => <span>{row.reference}</span>, text: (row) => row.reference },
  { id: "branch", head: "Branch", width: 90, cell: (row) => <span className="text-text-2">{row.branch}</span>, text: (row) => row.branch },
  { id: "amount", head: "Amount ₹", width: 132, align: "num", cell: (row) => <Amount paise={row.amount_paise} />, text: (row) => formatPaise(row.amount_paise) },
];

/** Posted vouchers day by day; words, numbers and amounts search the whole books. */
export function DayBookPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const span = useSpan();
  const [filters, setFilters] = useFilters();
  const q = filters.q ?? "";
  const kind = filters.kind ?? "";
  const book = useDayBook(span, entity, kind, q === "");
  const hits = useVoucherSearch(q, entity);
  const { store, first, total, more, query } = q ? hits : book;
  useRowList(store);
  useKeptRow("day-book", store, first);
  const search = useCallback((text: string) => setFilters({ q: text || undefined, entry: undefined, paper: undefined }), [setFilters]);
  const end = useVoucherLevels();
  const open = (row: DayBookRow): void => {
    keepRow("day-book", row.id);
    setFilters({ entry: row.id, paper: undefined }, { push: true });
  };
  return (
    <>
      <Head
        title="Day book" context={`Books · ${scope.name}`}
        acts={<><SearchField value={q} onChange={search} label="Search vouchers by party, words, number or amount" />{q === "" && <Exports what="day-book" query={{ ...span, entity, kind }} />}</>}
      >
        {q === "" && book.first && <span className="text-text-2">{count(total, "voucher")}{book.first.total_paise !== null ? ` · ₹ ${formatPaise(book.first.total_paise)}` : ""}</span>}
      </Head>
      <BooksTabs here="day-book" />
      {q === "" ? <SpanBar span={span} entity={entity}><Choice label="Kind" value={kind} all="All kinds" of={KINDS} wordsOf={humanise} onChoose={(next) => setFilters({ kind: next })} /></SpanBar> : <Understood q={q} hits={hits.first} onClear={() => setFilters({ q: undefined })} />}
      <div className="flex min-h-0 flex-1 max-[1000px]:flex-col max-[900px]:flex-none">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[900px]:flex-none">
          {!first ? (query.error ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={14} />) : first.items.length === 0 ? (
            q ? <Empty title={`No voucher with “${q}”`} act={<Button onClick={() => setFilters({ q: undefined })}>Back to the day book</Button>}>Words of the narration, a party, a number, or an amount: 118000, 1,18,000.00, 1l..2l.</Empty>
              : <Empty title="No voucher in these days" act={<Button onClick={() => setFilters({ from: undefined, to: undefined, branch: undefined, centre: undefined, kind: undefined })}>Show the whole quarter</Button>} />
          ) : <Grid label={q ? "Vouchers found" : "Day book"} screen="day-book" store={store} columns={COLUMNS} total={total} onOpen={open} onNearEnd={more} />}
        </div>
        {filters.entry && <DrillPanel levels={end} onClose={() => setFilters({ entry: undefined, paper: undefined })} />}
      </div>
    </>
  );
}

/** How the words were taken: over all days, newest first. */
function Understood({ q, hits, onClear }: { q: string; hits: VoucherHits | undefined; onClear: () => void }) {
  const told = (hits?.terms ?? []).map((term) => {
    if (term.low_paise !== null && term.high_paise !== null) return term.low_paise === term.high_paise ? `the amount ${formatPaise(term.low_paise)}` : `amounts from ${formatPaise(term.low_paise)} to ${formatPaise(term.high_paise)}`;
    return term.taken_for.length > 0 ? `“${term.text}” taken for ${term.taken_for.join(", ")}` : `“${term.text}”`;
  });
  return <Banner tone="info"><span>All days, newest first: {told.length > 0 ? told.join(" and ") : `“${q}”`}</span><button type="button" className="link min-h-6" onClick={onClear}>Back to the day book</button></Banner>;
}
