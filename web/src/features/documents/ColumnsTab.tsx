import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import { useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { LayoutList, PaperLayout } from "@/client/types";
import { count, humanise, percent } from "@/lib/words";
import { Button, Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { kindName } from "./kinds";

/** Layouts of the quarter's tables: what each column was taken for, and a person's word on it. */
export function ColumnsTab({ quarter }: { quarter: string }) {
  const query = useQuery({ queryKey: ["layouts", quarter], queryFn: ({ signal }) => get<LayoutList>("/layouts", { query: { quarter } }, signal) });
  return (
    <Answer of={query} rows={8}>
      {(data) => (data.items.length === 0 ? <Empty title="No tables yet">Once registers, bank statements or trial balances are read, what their columns were taken for stands here.</Empty> : (
        <div className="min-h-0 flex-1 overflow-auto px-4 py-3" tabIndex={0} role="region" aria-label="Columns">
          <div className="flex flex-col gap-3">{data.items.map((layout) => <Layout key={layout.layout} layout={layout} meanings={data.meanings} quarter={quarter} />)}</div>
        </div>
      ))}
    </Answer>
  );
}

const IGNORE = "ignore";

function Layout({ layout, meanings, quarter }: { layout: PaperLayout; meanings: readonly string[]; quarter: string }) {
  const scope = useScope();
  const why = useWhyNot("documents.write");
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  const [decimal, setDecimal] = useState(layout.decimal);
  const [dates, setDates] = useState(layout.dates);
  const save = useAct({
    run: () => send<{ papers: number }>("PUT", "/layouts/{layout}", { path: { layout: layout.layout }, body: { quarter, columns: { ...kept(layout), ...said }, decimal, dates, kind: layout.kind } }),
    touches: ["layouts", "documents", "document"], says: ({ papers }) => `Kept, for later papers too. ${count(papers, "paper")} will be read again.`, after: () => setSaid({}),
  });
  const changed = Object.keys(said).length > 0 || decimal !== layout.decimal || dates !== layout.dates;
  const unsure = layout.columns.filter((column) => column.status !== "auto" && column.source !== "person").length;
  const paper = layout.papers[0];
  return (
    <section className="card" aria-label={`Layout of ${paper?.name ?? layout.layout}`}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <h2 className="font-bold">{kindName(paper?.kind ?? layout.kind)}</h2>
        {layout.decided ? <Chip tone="ok">A person said so{layout.remembered ? ", for later papers too" : ""}</Chip> : unsure > 0 ? <Chip tone="warn">{count(unsure, "column")} to look at</Chip> : <Chip tone="ai">Taken by the reader</Chip>}
        {layout.papers.slice(0, 4).map((each) => <Link key={`${each.document_id}-${each.part}`} className="link inline-flex min-h-6 items-center" to={scope.to("documents", each.document_id) as string} search={{ view: "all" } as never}>{each.name}{each.part ? `, ${each.part}` : ""}</Link>)}
        {layout.papers.length > 4 && <span className="text-text-2">and {layout.papers.length - 4} more</span>}
      </div>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={`Columns of ${paper?.name ?? layout.layout}`}>
        <table className="table dense">
          <thead><tr><th>Column</th><th>Heading</th><th>Sample values</th><th>Taken for</th><th>Why</th></tr></thead>
          <tbody>
            {layout.columns.map((column) => (
              <tr key={column.letters}>
                <td>{column.letters}</td><th scope="row">{column.heading || <span className="text-text-2">no heading</span>}</th><td className="max-w-[360px] truncate" title={column.samples.join(" · ")}>{column.samples.slice(0, 3).join(" · ")}</td>
                <td>
                  <select className="field !min-h-6 !w-[200px] !py-0" aria-label={`${column.heading || column.letters} is`} disabled={why !== undefined} value={said[column.key] ?? column.meaning} onChange={(event) => setSaid((old) => ({ ...old, [column.key]: event.target.value }))}>
                    {[...new Set([column.meaning, IGNORE, ...meanings])].filter((meaning) => meaning !== "" || column.meaning === "").map((meaning) => <option key={meaning} value={meaning}>{meaning === "" ? "Not known" : meaning === IGNORE ? "Nothing: leave it out" : humanise(meaning)}</option>)}
                  </select>
                </td>
                <td>{said[column.key] !== undefined ? <Chip tone="info">Changed, not kept yet</Chip> : column.source === "person" ? <Chip tone="ok">A person</Chip> : <Chip tone={column.status === "auto" ? "ai" : "warn"}>{column.source === "label" ? "By its heading" : column.source === "values" ? "By its values" : humanise(column.status)} {percent(column.confidence)}</Chip>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2">
        <label className="flex items-center gap-2">Decimals <select className="field !w-auto" disabled={why !== undefined} value={decimal} onChange={(event) => setDecimal(event.target.value)}><option value="">As the papers prove</option><option value=".">Point: 1,234.50</option><option value=",">Comma: 1.234,50</option></select></label>
        <label className="flex items-center gap-2">Dates <select className="field !w-auto" disabled={why !== undefined} value={dates} onChange={(event) => setDates(event.target.value)}><option value="">As the papers prove</option><option value="day_first">Day first</option><option value="month_first">Month first</option></select></label>
        <span className="ml-auto flex gap-2">{changed && <Button onClick={() => { setSaid({}); setDecimal(layout.decimal); setDates(layout.dates); }}>Undo</Button>}<Button look="primary" why={why ?? (changed ? undefined : "Nothing is changed yet")} disabled={save.isPending} onClick={() => save.mutate()}>Keep and read again</Button></span>
      </div>
    </section>
  );
}

/** What a person said before stays said. */
const kept = (layout: PaperLayout): Record<string, string> => Object.fromEntries(layout.columns.filter((column) => column.source === "person").map((column) => [column.key, column.meaning]));
