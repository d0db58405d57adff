import { useId, useState, type FormEvent, type ReactNode } from "react";
import { formatDay, parseDay } from "@/lib/dates";
import { formatPaise, parseAmount } from "@/lib/money";
import { Dialog } from "./Dialog";
import { Button } from "./parts";

/** One question of a form. `start` and answers are text: days in ISO, amounts as a person types them. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind?: "text" | "long" | "amount" | "day" | "choice" | "number";
  readonly start?: string;
  readonly choices?: readonly (readonly [value: string, words: string])[];
  readonly hint?: string;
  readonly needed?: boolean;
}
export type Answers = Readonly<Record<string, string>>;

interface Props {
  readonly title: string;
  readonly open: boolean;
  readonly act: string;
  readonly fields: readonly FormField[];
  readonly note?: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly width?: number;
  /** Why what is answered so far cannot be sent. */
  readonly whyNot?: (answers: Answers) => string | undefined;
  /** What will happen, told from the answers. */
  readonly children?: (answers: Answers) => ReactNode;
  readonly onClose: () => void;
  readonly onSend: (answers: Answers) => void;
}

function wrongWith({ kind, label, needed }: FormField, text: string): string | undefined {
  if (text.trim() === "") return needed ? `${label} is missing` : undefined;
  if (kind === "amount" && parseAmount(text) === null) return `${label} is not an amount to the paisa`;
  if (kind === "day" && parseDay(text) === null) return `${label} is not a day: write 24-09-2026`;
  if (kind === "number" && !/^\d{1,9}(\.\d{1,6})?$/.test(text.trim())) return `${label} is not a number`;
  return undefined;
}

/** Questions, what will happen, one act. The first thing that is wrong is said at the act. */
export function FormDialog({ open, ...rest }: Props) {
  return open ? <Asked {...rest} /> : null;
}

function Asked({ title, act, fields, note, danger = false, busy = false, width, whyNot, children, onClose, onSend }: Omit<Props, "open">) {
  const form = useId();
  const [answers, setAnswers] = useState<Answers>(() => Object.fromEntries(fields.map(({ name, kind, start = "" }) => [name, kind === "day" && start ? formatDay(start) : start])));
  const why = fields.map((field) => wrongWith(field, answers[field.name] ?? "")).find(Boolean) ?? whyNot?.(answers);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (why) return;
    onSend(Object.fromEntries(fields.map(({ name, kind }) => { const text = (answers[name] ?? "").trim(); return [name, kind === "day" ? (parseDay(text) ?? "") : text]; })));
  };
  return (
    <Dialog
      title={title} open onClose={onClose} {...(note ? { note } : {})} {...(width ? { width } : {})}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look={danger ? "danger" : "primary"} type="submit" form={form} why={why} disabled={busy}>{act}</Button></>}
    >
      <form id={form} onSubmit={submit} className="grid gap-x-3 gap-y-2.5 sm:grid-cols-2">
        {fields.map((field) => <Question key={field.name} form={form} field={field} text={answers[field.name] ?? ""} onText={(text) => setAnswers((old) => ({ ...old, [field.name]: text }))} />)}
      </form>
      {children && <div className="mt-3" aria-live="polite">{children(answers)}</div>}
      {why && <p className="mt-2 text-s text-text-2">{why}.</p>}
    </Dialog>
  );
}

function Question({ form, field, text, onText }: { form: string; field: FormField; text: string; onText: (text: string) => void }) {
  const { kind = "text", label, hint, name, choices = [], needed } = field;
  const id = `${form}-${name}`;
  const amount = kind === "amount" ? parseAmount(text) : null;
  const told = kind === "amount" && amount !== null && text.trim() !== "" ? `₹ ${formatPaise(amount)}` : hint;
  const common = { id, className: "field", value: text, required: needed, "aria-describedby": told ? `${id}-hint` : undefined, "aria-invalid": text.trim() !== "" && wrongWith(field, text) !== undefined ? true : undefined };
  return (
    <div className={kind === "long" ? "flex flex-col gap-1 sm:col-span-2" : "flex flex-col gap-1"}>
      <label htmlFor={id}>{label}</label>
      {kind === "long" ? <textarea {...common} className="field min-h-[64px]" maxLength={2000} onChange={(event) => onText(event.target.value)} />
        : kind === "choice" ? <select {...common} onChange={(event) => onText(event.target.value)}>{choices.map(([value, words]) => <option key={value} value={value}>{words}</option>)}</select>
          : <input {...common} placeholder={kind === "day" ? "dd-mm-yyyy" : undefined} inputMode={kind === "text" ? undefined : "decimal"} autoComplete="off" onChange={(event) => onText(event.target.value)} />}
      {told && <span id={`${id}-hint`} className="text-s text-text-2">{told}</span>}
    </div>
  );
}
