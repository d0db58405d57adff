import { useId, useState, type FormEvent } from "react";
import { Button } from "./parts";
import { Dialog } from "./Dialog";

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly note?: string;
  readonly label: string;
  readonly act: string;
  readonly danger?: boolean;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => void;
}

/** An act that must say why: the reason is asked for before anything happens. */
export function AskReason({ open, title, note, label, act, danger = false, onClose, onReason }: Props) {
  const [reason, setReason] = useState("");
  const form = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === "") return;
    onReason(reason.trim());
    setReason("");
    onClose();
  };
  return (
    <Dialog
      title={title} open={open} onClose={onClose} {...(note ? { note } : {})}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look={danger ? "danger" : "primary"} type="submit" form={form} why={reason.trim() === "" ? "Write the reason first" : undefined}>{act}</Button></>}
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-1">
        <label htmlFor={`${form}-reason`}>{label}</label>
        <textarea
          id={`${form}-reason`} className="field min-h-[84px]" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event); }}
        />
        <span className="text-s text-text-3">Ctrl Enter sends. The reason stays with the record.</span>
      </form>
    </Dialog>
  );
}
