import { useEffect, useState } from "react";
import { formatDay, parseDay } from "@/lib/dates";

/** A day as people write it, "24-09-2026". What is no day stays and is marked; the screen goes on with the last good one. */
export function DayField({ label, value, onChange, id }: { label?: string; value: string; onChange: (iso: string) => void; id?: string }) {
  const shown = value === "" ? "" : formatDay(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const wrong = text.trim() !== "" && parseDay(text) === null;
  const take = (): void => {
    const day = text.trim() === "" ? "" : parseDay(text);
    if (day !== null && day !== value) onChange(day);
  };
  return (
    <input
      id={id} className="field" aria-label={label} aria-invalid={wrong || undefined} placeholder="dd-mm-yyyy" inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)}
      onBlur={take} onKeyDown={(event) => { if (event.key === "Enter") take(); }}
    />
  );
}
