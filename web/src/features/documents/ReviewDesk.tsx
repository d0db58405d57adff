import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { DocumentDetail } from "@/client/types";
import { useKeys } from "@/lib/keys";
import { count, percent } from "@/lib/words";
import { AskReason } from "@/ui/AskReason";
import { Head } from "@/ui/Head";
import { Button, Chip } from "@/ui/parts";
import { PageView, type Fractions, type PaperBox } from "@/ui/PageView";
import { tell } from "@/lib/tell";
import { CompareDialog } from "./CompareDialog";
import { fieldKey, fieldState, needsLook, normalised } from "./fields";
import { FieldPane } from "./FieldPane";
import { KindDialog } from "./KindDialog";
import { kindName } from "./kinds";
import { LineGrid } from "./LineGrid";
import type { LineSpot } from "./lines";
import { PasswordDialog } from "./PasswordDialog";
import { pictureUrl, useDecide, useFieldChange, useWords } from "./queries";
import { RowsPreview } from "./RowsPreview";
import { SplitDialog } from "./SplitDialog";
import { StateStrip } from "./StateStrip";
import { useTurns } from "./turns";
import { ViewersStrip } from "./viewers";

interface Props { readonly document: DocumentDetail; readonly place: number; readonly total: number; readonly onNext: () => void; readonly onWidth: (width: number) => void }

/** One paper: picture with boxes beside its fields, checks and the entry it becomes. */
export function ReviewDesk({ document, place, total, onNext, onWidth }: Props) {
  const scope = useScope();
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const [page, setPage] = useState(1);
  const [asking, setAsking] = useState<"reject" | "kind" | "password" | "split" | "compare" | null>(null);
  const [draft, setDraft] = useState<{ key: string; text: string } | null>(null);
  const why = useWhyNot("documents.write");
  const looks = document.fields.filter(needsLook);
  const boxes = useBoxes(document, filters.page, filters.box);
  const [grid, setGrid] = useState(false);
  const [line, setLine] = useState<LineSpot | null>(null);
  // The field with the focus is kept here and shown at once; the address follows when the hands rest.
  const [focused, setFocused] = useState<string | undefined>(filters.field);
  useEffect(() => {
    if (focused === undefined || focused === filters.field) return;
    const timer = setTimeout(() => setFilters({ field: focused, box: undefined, page: undefined }), 400);
    return () => clearTimeout(timer);
  }, [focused, filters.field, setFilters]);
  const current = focused ?? (filters.box ? "place" : (looks[0] ? fieldKey(looks[0]) : document.fields[0] ? fieldKey(document.fields[0]) : null));
  const field = document.fields.find((each) => fieldKey(each) === current);
  const focus = useCallback((key: string) => setFocused(key), []);
  const lit = useMemo((): PaperBox[] => (line?.box && line.page ? [...boxes, { id: "line", page: line.page, box: line.box, tone: "info", label: `Line ${line.index + 1}` }] : boxes), [boxes, line]);
  const { turns, turn } = useTurns(document.sha256);
  const words = useWords(document.id, page, why === undefined && document.pages.length > 0);
  const change = useFieldChange(document);
  const decide = useDecide((decision) => { if (decision.act === "confirm" || decision.act === "reject") onNext(); });
  const decided = document.state === "agreed";
  const whyConfirm = why ?? (document.state === "rejected" ? "It was rejected." : looks.length > 0 ? `${count(looks.length, "field")} still ${looks.length === 1 ? "needs" : "need"} a look: press Enter in each to agree.` : undefined);
  const confirm = (): void => { if (whyConfirm === undefined) decide.mutate({ act: "confirm", document, says: `${document.number || document.name} is confirmed.` }); };
  const entry = document.proposed_entry?.entry_id;
  const suggested = document.suggested_kind;
  const copy = document.copies[0];
  const splits = why === undefined && document.pages.length > 1 && document.part_of === null;
  const file = (kind: string): void => decide.mutate({ act: "kind", document, body: { kind }, says: `It is read again as a ${kindName(kind).toLowerCase()}; what you wrote stays. Papers of its layout follow.` });
  useKeys("Paper", [
    { keys: "Ctrl Enter", says: "Confirm and next", run: confirm, whileTyping: true },
    // From a field, Tab is the field's own; where nothing has the focus it leads to the first field to check.
    { keys: "Tab", says: "To the field to check", run: () => globalThis.document.querySelector<HTMLInputElement>(`[data-field="${CSS.escape(current ?? "")}"]`)?.focus(), unless: () => globalThis.document.activeElement !== globalThis.document.body, off: document.fields.length === 0 },
    { keys: "R", says: "Reject with a reason", run: () => setAsking("reject"), off: why !== undefined },
    { keys: "S", says: "Skip to the next", run: onNext },
    { keys: "G", says: "Lines of the paper", run: () => setGrid((open) => !open), off: document.rows_count === 0 || document.pages.length === 0 },
    { keys: "P", says: "Split into papers", run: () => setAsking("split"), off: !splits },
    { keys: "C", says: "Compare with its copy", run: () => setAsking("compare"), off: !copy },
    { keys: "Z", says: "Turn the page", run: () => turn(page), off: document.pages.length === 0 },
    { keys: "E", says: "Edit the entry", run: () => entry && void navigate({ to: scope.to("journals", entry) as string }), off: !entry },
    { keys: "Shift D", says: suggested ? `File as ${kindName(suggested).toLowerCase()}` : "File as its words say", run: () => suggested && file(suggested), off: why !== undefined || !suggested },
    { keys: "D", says: "Choose the kind", run: () => setAsking("kind"), off: why !== undefined },
    { keys: "O", says: "Download the original", run: () => { location.href = `/api/documents/${document.id}/original`; } },
  ]);
  const pick = (number: number, text: string, box: Fractions): void => {
    if (!field) return;
    // A box over no words moves the field's place alone.
    const made = text === "" ? { value: field.value } : normalised(field, text);
    if ("wrong" in made) return void tell.wrong(`“${text}” does not fit ${field.label}`, made.wrong);
    setDraft({ key: fieldKey(field), text });
    change.mutate({ name: field.name, part: field.part, value: made.value, page: number, box });
    window.document.getElementById(`f-${fieldKey(field)}`)?.focus();
  };
  const picking = useRef(pick);
  picking.current = pick;
  const onPick = useCallback((...spot: Parameters<typeof pick>): void => picking.current(...spot), []);
  const pictureOf = useMemo(() => pictureUrl(document.id), [document.id]);
  // Until its words are here a page takes no box: over words that are still on their way it would be one over none.
  const seen = useMemo(() => new Map(words.data || words.isError ? [[page, words.data ?? []]] : []), [page, words.data, words.isError]);
  const title = [document.number || document.name, document.party].filter(Boolean).join(" · ");
  return (
    <>
      <Head
        title={title} context={scope.name} before={<Link to={scope.to("documents") as string} className="text-text-2 hover:underline min-[1100px]:hidden">Documents /</Link>}
        acts={
          <>
            {place > 0 && <span className="text-text-2 max-[1300px]:hidden">{place} of {total} in queue</span>}
            <Button shortcut="R" why={why ?? (document.state === "rejected" ? "It was rejected already." : undefined)} onClick={() => setAsking("reject")}>Reject</Button>
            <Button shortcut="S" onClick={onNext}>Skip</Button>
            <Button look="primary" shortcut="Ctrl Enter" why={whyConfirm} disabled={decide.isPending} onClick={confirm}>{decided ? "Agreed: next" : "Confirm and next"}</Button>
          </>
        }
      >
        <button type="button" title={document.kind_reasons.join(" ")} onClick={() => setAsking("kind")} disabled={why !== undefined} className="max-w-full"><span className="sr">Change the kind: </span>
          <Chip tone={document.kind_confidence >= 1 ? "ok" : "ai"}>{kindName(document.kind)} {document.kind_confidence > 0 && document.kind_confidence < 1 ? percent(document.kind_confidence) : ""}</Chip>
        </button>
        {suggested && <Button shortcut="Shift D" why={why} onClick={() => file(suggested)}>File as {kindName(suggested).toLowerCase()}</Button>}
        {copy && <Button shortcut="C" onClick={() => setAsking("compare")}>Compare with its copy</Button>}
        {document.state === "needs_password" && <Button why={why} onClick={() => setAsking("password")}>Give its password</Button>}
        {looks.length > 0 && <Chip tone="warn">{count(looks.length, "field")} to check</Chip>}
        {document.part_of && <Link to={scope.to("documents", document.part_of.id) as string} className="link">Pages {document.part_of.first_page} to {document.part_of.last_page} of {document.part_of.name}</Link>}
        {document.voucher && <Link to={scope.to("journals", document.voucher.id) as string} className="link">Voucher {document.voucher.number}</Link>}
      </Head>
      <ViewersStrip id={document.id} />
      <StateStrip document={document} />
      <div className="flex min-h-0 flex-1 border-t border-line max-[900px]:flex-col max-[900px]:overflow-y-auto">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-[900px]:min-h-[60vh]">
          {document.pages.length > 0
            ? <PageView name={title} pages={document.pages} pictureOf={pictureOf} boxes={lit} current={line?.box ? "line" : current} words={seen} turns={turns} onTurn={turn} onPage={setPage} onWidth={onWidth} onBox={focus} {...(why === undefined && field ? { onPick } : {})} />
            : <RowsPreview document={document} place={field?.place ?? null} spot={filters.row ? { row: Number(filters.row), sheet: filters.sheet ?? "", column: filters.column ?? "" } : null} />}
          {grid && document.pages.length > 0 && <LineGrid document={document} current={line?.index ?? null} onLine={setLine} onClose={() => setGrid(false)} change={change} readOnly={why} />}
        </div>
        <FieldPane document={document} current={current} onFocus={focus} change={change} readOnly={why} picked={draft} onGrid={document.pages.length > 0 ? () => setGrid(true) : undefined} />
      </div>
      <AskReason open={asking === "reject"} title="Reject this paper" note="It is kept and marked; nothing is booked from it." label="Why" act="Reject" danger onClose={() => setAsking(null)} onReason={(reason) => decide.mutate({ act: "reject", document, body: { reason }, says: `${document.name} is rejected.` })} />
      {asking === "split" && <SplitDialog document={document} page={page} onClose={() => setAsking(null)} />}
      {asking === "compare" && copy && <CompareDialog document={document} copy={copy} onClose={() => setAsking(null)} onReject={why === undefined && document.state !== "rejected" ? () => setAsking("reject") : undefined} />}
      {asking === "password" && <PasswordDialog document={document} open onClose={() => setAsking(null)} />}
      <KindDialog document={document} open={asking === "kind"} onClose={() => setAsking(null)} onKind={file} />
    </>
  );
}

/** Boxes of the fields, and of the place a link leads to when no field stands there. */
function useBoxes(document: DocumentDetail, page: string | undefined, box: string | undefined): PaperBox[] {
  return useMemo(() => {
    const boxes = document.fields.flatMap((field): PaperBox[] => {
      const at = field.box ?? field.place?.box;
      const on = field.page ?? field.place?.page;
      return at && on ? [{ id: fieldKey(field), page: on, box: at, tone: fieldState(field).tone, label: field.label }] : [];
    });
    const parts = box?.split(",").map(Number);
    if (parts?.length === 4 && parts.every((part) => Number.isFinite(part))) {
      boxes.push({ id: "place", page: Number(page ?? 1), box: parts as unknown as Fractions, tone: "info", label: "Here" });
    }
    return boxes;
  }, [document, page, box]);
}

