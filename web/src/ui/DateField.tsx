import { useState } from "react";
import { formatDay, parseDay } from "@/lib/dates";

/** A day as people write it, dd-mm-yyyy; ISO inside, "" for none. What is no day stays as typed, marked. */
export function DateField({ label, value, onValue, id, wrong = false }: { label?: string; value: string; onValue: (iso: string) => void; id?: string; wrong?: boolean }) {
  const [text, setText] = useState<string | null>(null);
  const unread = text !== null && text.trim() !== "" && parseDay(text) === null;
  const settle = (): void => {
    if (text === null) return;
    const iso = text.trim() === "" ? "" : parseDay(text);
    if (iso === null) return;
    onValue(iso);
    setText(null);
  };
  return (
    <input
      id={id} className="field" autoComplete="off" inputMode="numeric" placeholder="dd-mm-yyyy" aria-label={label} aria-invalid={unread || wrong || undefined} title={unread ? "Write the day as dd-mm-yyyy" : undefined}
      value={text ?? (value ? formatDay(value) : "")} onChange={(event) => setText(event.target.value)} onBlur={settle}
    />
  );
}
