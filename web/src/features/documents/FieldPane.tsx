import { Link } from "@tanstack/react-router";
import { memo, useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useScope } from "@/client/scope";
import type { DocumentDetail, DocumentField } from "@/client/types";
import { formatPaise, paise } from "@/lib/money";
import { count, sentence } from "@/lib/words";
import { CheckList, Chip, Kbd } from "@/ui/parts";
import { fieldKey, fieldState, needsLook, normalised, shown } from "./fields";
import type { useFieldChange } from "./queries";

interface Props {
  readonly document: DocumentDetail;
  readonly current: string | null;
  readonly onFocus: (key: string) => void;
  readonly change: ReturnType<typeof useFieldChange>;
  readonly readOnly: string | undefined;
  readonly picked: { key: string; text: string } | null;
  readonly onGrid?: (() => void) | undefined;
}

/** Fields with who stands behind each, the checks, and the entry the paper becomes. */
export function FieldPane({ document, current, onFocus, change, readOnly, picked, onGrid }: Props) {
  const scope = useScope();
  const pane = useRef<HTMLDivElement>(null);
  // The rows keep one way to step and one to write, so that a move of the focus draws two rows and not all of them.
  const fields = useRef(document.fields);
  fields.current = document.fields;
  const step = useCallback((from: DocumentField, by: number, looksOnly: boolean): void => {
    const list = looksOnly ? fields.current.filter((field) => needsLook(field) || field === from) : fields.current;
    const next = list[(list.indexOf(from) + by + list.length) % list.length];
    if (!next) return;
    onFocus(fieldKey(next));
    pane.current?.querySelector<HTMLInputElement>(`[data-field="${CSS.escape(fieldKey(next))}"]`)?.focus();
  }, [onFocus]);
  const entry = document.proposed_entry;
  return (
    <aside ref={pane} aria-label="Fields" className="flex w-[452px] flex-none flex-col overflow-y-auto border-l border-line bg-surface max-[1300px]:w-[380px] max-[900px]:w-full max-[900px]:border-l-0" tabIndex={-1}>
      <div className="flex items-center gap-2 px-3 pt-2 pb-1"><h2 className="font-bold">Fields</h2><span className="text-text-3">Tab to the next to check · Enter agrees</span></div>
      {document.fields.length === 0 && <p className="px-3 py-2 text-text-2">{document.reason || "No single fields are read from this kind of paper; its rows are on the left."}</p>}
      {document.fields.map((field, index) => (
        <div key={fieldKey(field)}>
          {field.part !== "" && field.part !== document.fields[index - 1]?.part && <h3 className="bg-bg px-3 py-1 font-semibold text-text-2">{field.part}</h3>}
          <FieldRow field={field} current={fieldKey(field) === current} onFocus={onFocus} onStep={step} write={change.mutate} readOnly={readOnly} picked={picked?.key === fieldKey(field) ? picked.text : null} />
        </div>
      ))}
      {document.rows_count > 0 && <p className="flex items-center gap-2 border-t border-line px-3 py-2"><b className="font-bold">Lines</b> <span className="text-text-2">{count(document.rows_count, "line")} read</span>{onGrid && <button type="button" className="link ml-auto flex items-center gap-1.5" onClick={onGrid}>Open grid <Kbd>G</Kbd></button>}</p>}
      {document.checks.length > 0 && <section className="border-t border-line px-3 py-2"><h2 className="mb-1 font-bold">Checks</h2><CheckList checks={document.checks} /></section>}
      {document.voucher && <p className="border-t border-line px-3 py-2"><b>Booked.</b> <Link className="link" to={scope.to("journals", document.voucher.id) as string}>Voucher {document.voucher.number}</Link></p>}
      {entry && (
        <section className="border-t border-line py-2">
          <div className="mb-1 flex items-center gap-2 px-3"><h2 className="font-bold">Proposed entry</h2><Chip tone="ai">JournalBot draft</Chip>{entry.entry_id && <Link className="link ml-auto flex items-center gap-1.5" to={scope.to("journals", entry.entry_id) as string}>Edit <Kbd>E</Kbd></Link>}</div>
          <table className="table">
            <thead className="sr"><tr><th>Ledger</th><th>Debit</th><th>Credit</th></tr></thead>
            <tbody>{entry.lines.map((line, index) => <tr key={index} title={line.reason}><td>{line.ledger}</td><td className="num">{line.amount_paise > 0 ? formatPaise(line.amount_paise) : ""}</td><td className="num">{line.amount_paise < 0 ? formatPaise(paise(-line.amount_paise)) : ""}</td></tr>)}</tbody>
          </table>
          {entry.reason && <p className="px-3 pt-1.5 text-text-2">{entry.reason}</p>}
        </section>
      )}
    </aside>
  );
}

interface RowProps extends Omit<Props, "document" | "current" | "picked" | "onGrid" | "change"> {
  readonly write: Props["change"]["mutate"];
  readonly field: DocumentField;
  readonly current: boolean;
  readonly picked: string | null;
  readonly onStep: (from: DocumentField, by: number, looksOnly: boolean) => void;
}

const FieldRow = memo(function FieldRow({ field, current, onFocus, onStep, write, readOnly, picked }: RowProps) {
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState("");
  const { tone, word } = fieldState(field);
  const key = fieldKey(field);
  useEffect(() => { setText(null); setWrong(""); }, [field.value, field.status, picked]);
  const agree = (): void => {
    const made = normalised(field, text ?? shown(field));
    if ("wrong" in made) return setWrong(made.wrong);
    setWrong("");
    // Agreeing with what was read writes the same value: it is a person's word from then on.
    if (made.value !== field.value || needsLook(field)) write({ name: field.name, part: field.part, value: made.value });
    onStep(field, 1, true);
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) { event.preventDefault(); agree(); }
    if (event.key === "Tab") { event.preventDefault(); onStep(field, event.shiftKey ? -1 : 1, true); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); onStep(field, event.key === "ArrowDown" ? 1 : -1, false); }
    if (event.key === "Escape") { setText(null); setWrong(""); (event.target as HTMLElement).blur(); }
  };
  return (
    <div className={`grid min-h-8 grid-cols-[128px_minmax(0,1fr)_auto] items-center gap-2 border-b border-line px-3 ${current ? "bg-selected shadow-[inset_3px_0_0_var(--accent)]" : ""}`} onClick={() => onFocus(key)}>
      <label htmlFor={`f-${key}`} className="truncate text-text-2" title={field.name}>{field.label}</label>
      <div>
        <input
          id={`f-${key}`} data-field={key} className="w-full rounded-s border border-transparent bg-transparent px-1.5 py-0.5 hover:border-line focus:border-accent focus:bg-surface" readOnly={readOnly !== undefined}
          value={text ?? shown(field)} aria-invalid={wrong !== ""} aria-describedby={field.doubt !== "" && needsLook(field) ? `d-${key}` : undefined} title={field.raw && field.raw !== field.value ? `On the paper: ${field.raw}` : undefined}
          onChange={(event) => setText(event.target.value)} onFocus={() => onFocus(key)} onKeyDown={keyDown}
        />
        {wrong && <p role="alert" className="px-1.5 text-s text-bad">{wrong}</p>}
        {!wrong && field.doubt !== "" && needsLook(field) && <p id={`d-${key}`} className="px-1.5 pb-1 text-s text-text-2">{sentence(field.doubt)}</p>}
      </div>
      <Chip tone={tone} icon={false} title={[field.source && `from ${field.source}`, ...field.checks].filter(Boolean).join(", ")}>{word}</Chip>
    </div>
  );
});
