import { useId, type ReactNode } from "react";
import { useFilters, useScope } from "@/client/scope";
import { quarterDays } from "@/lib/period";
import { DayField } from "@/ui/DayField";
import { exportUrl, useDimensions, type Span } from "./queries";

/** Days, branch and cost centre of an enquiry, and what else it asks for. */
export function SpanBar({ span, entity, children }: { span: Span; entity: string | undefined; children?: ReactNode }) {
  const [, setFilters] = useFilters();
  const own = quarterDays(useScope().quarter);
  const dimensions = useDimensions(entity).data;
  return (
    <div role="group" aria-label="What is asked for" className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-surface px-4 py-1.5">
      <span className="flex items-center gap-1.5 text-text-2">From<span className="w-[104px]"><DayField label="First day" value={span.first} onChange={(day) => setFilters({ from: day === own.first ? undefined : day })} /></span></span>
      <span className="flex items-center gap-1.5 text-text-2">to<span className="w-[104px]"><DayField label="Last day" value={span.last} onChange={(day) => setFilters({ to: day === own.last ? undefined : day })} /></span></span>
      {(dimensions?.branch.length ?? 0) > 0 && <Choice label="Branch" value={span.branch ?? ""} all="All branches" of={dimensions?.branch ?? []} onChoose={(branch) => setFilters({ branch })} />}
      {(dimensions?.cost_centre.length ?? 0) > 0 && <Choice label="Cost centre" value={span.cost_centre ?? ""} all="All cost centres" of={dimensions?.cost_centre ?? []} onChoose={(centre) => setFilters({ centre })} />}
      {children}
    </div>
  );
}

export function Choice({ label, value, all, of, onChoose, wordsOf = (each) => each }: { label: string; value: string; all: string; of: readonly string[]; onChoose: (value: string | undefined) => void; wordsOf?: (value: string) => string }) {
  const id = useId();
  return (
    <span className="flex items-center gap-1.5">
      <label htmlFor={id} className="text-text-2">{label}</label>
      <select id={id} className="field !w-auto max-w-[200px]" value={value} onChange={(event) => onChoose(event.target.value || undefined)}>
        <option value="">{all}</option>
        {of.map((each) => <option key={each} value={each}>{wordsOf(each)}</option>)}
      </select>
    </span>
  );
}

/** The whole of what was asked for as a file, not a page of it. */
export function Exports({ what, query }: { what: string; query: Readonly<Record<string, string | undefined>> }) {
  return <>{["xlsx", "csv", "pdf"].map((form) => <a key={form} className="btn" href={exportUrl(what, form, query)} download>{form.toUpperCase()}</a>)}</>;
}
