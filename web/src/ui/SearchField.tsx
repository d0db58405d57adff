import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "@/lib/keys";

/** A filter by words. Typing stays free: the filter follows 120 ms later. `/` jumps here. */
export function SearchField({ value, onChange, label }: { value: string; onChange: (value: string) => void; label: string }) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  useEffect(() => {
    if (value !== told.current) { told.current = value; setText(value); }
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => { told.current = text; onChange(text); }, 120);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  useKeys("Filter", [{ keys: "/", says: "Filter these rows", run: () => field.current?.focus() }]);
  return (
    <div className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-text-3" />
      <input
        ref={field} className="field !w-[220px] !pl-7" placeholder="Filter  /" aria-label={label} value={text} onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => { if (event.key === "Escape") { setText(""); event.currentTarget.blur(); } }}
      />
    </div>
  );
}
