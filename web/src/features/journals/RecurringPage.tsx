import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useAct } from "@/client/act";
import { useEntityCode } from "@/client/company";
import { get, send } from "@/client/http";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { DueDrafts, Template } from "@/client/types";
import { formatDay, formatInstant } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise } from "@/lib/money";
import { count, humanise } from "@/lib/words";
import { AskReason } from "@/ui/AskReason";
import { Dialog } from "@/ui/Dialog";
import { Head } from "@/ui/Head";
import { Button, Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { TOUCHED } from "./queries";
import { TemplateSheet } from "./TemplateSheet";

const CADENCE: Record<string, string> = { monthly: "Every month", quarterly: "Every quarter" };
export const whenWords = (each: Template): string => `${CADENCE[each.cadence]}, day ${each.day_of_month}`;

/** `journals/recurring`: entries that come by themselves, each approved like any other. */
export function RecurringPage() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  const [filters, setFilters] = useFilters();
  const why = useWhyNot("journals.write");
  const list = useQuery({ queryKey: ["templates", entity], queryFn: ({ signal }) => get<Template[]>("/templates", { query: { entity } }, signal) });
  const [writing, setWriting] = useState<Template | "new" | null>(null);
  const [outcome, setOutcome] = useState<DueDrafts | null>(null);
  const run = useAct({
    run: () => send<DueDrafts>("POST", "/templates/due", { query: { quarter: scope.id } }), touches: ["templates", ...TOUCHED],
    says: (done) => (done.refused.length > 0 ? null : done.made.length > 0 ? `${count(done.made.length, "draft")} made. They wait for approval.` : "Nothing is due."), after: (done) => done.refused.length > 0 && setOutcome(done),
  });
  useKeys("Recurring", [
    { keys: "N", says: "New recurring entry", run: () => setWriting("new"), off: why !== undefined },
    { keys: "D", says: "Draft what is due", run: () => run.mutate(), off: why !== undefined || run.isPending },
  ]);
  const chosen = list.data?.find((each) => each.id === filters.template);
  return (
    <>
      <Head
        title="Recurring entries" context={scope.name} before={<Link className="link" to={scope.to("journals") as string}>Journals</Link>}
        acts={<><Button why={why} shortcut="D" disabled={run.isPending} onClick={() => run.mutate()}>Draft what is due</Button><Button look="primary" why={why} shortcut="N" onClick={() => setWriting("new")}><Plus aria-hidden className="size-3.5" />New</Button></>}
      />
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6 max-[900px]:flex-none" tabIndex={-1}>
        <Answer of={list} rows={6}>
          {(data) => data.length === 0 ? <Empty title="Nothing recurs yet" act={<Button look="primary" why={why} onClick={() => setWriting("new")}>Write the first</Button>}>Rent, depreciation by hand, provisions: written once, drafted on their day, approved each time.</Empty> : (
            <div className="card overflow-x-auto" role="region" aria-label="Recurring entries" tabIndex={0}>
              <table className="table">
                <thead><tr><th>Name</th><th>Company</th><th>When</th><th>Amount</th><th className="num">₹</th><th>Due</th><th>State</th></tr></thead>
                <tbody>
                  {data.map((each) => (
                    <tr key={each.id}>
                      <td className="!whitespace-normal"><button type="button" className="link min-h-6 font-semibold" onClick={() => setFilters({ template: each.id })}>{each.name}</button></td>
                      <td>{each.entity_code}</td><td>{whenWords(each)}</td><td>{each.amount_from === "fixed" ? "As written" : `As last time${Number(each.percent) === 0 ? "" : `, ${Number(each.percent) > 0 ? "+" : ""}${Number(each.percent)} %`}`}</td>
                      <td className="num">{formatPaise(each.amount_paise)}</td><td>{each.due.length > 0 ? <Chip tone="warn">{each.due.join(", ")}</Chip> : <span className="text-text-3" aria-label="none">—</span>}</td>
                      <td><Chip tone={each.state === "active" ? "ok" : "mute"}>{humanise(each.state)}</Chip></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Answer>
      </div>
      {chosen && <TemplateCard template={chosen} why={why} onClose={() => setFilters({ template: undefined })} onEdit={() => setWriting(chosen)} />}
      {writing !== null && <TemplateSheet template={writing === "new" ? null : writing} onClose={() => setWriting(null)} />}
      {outcome && (
        <Dialog title={`${outcome.made.length} drafted, ${outcome.refused.length} not`} open onClose={() => setOutcome(null)} foot={<Button look="primary" onClick={() => setOutcome(null)}>Done</Button>}>
          <ul className="m-0 list-none p-0">{outcome.refused.map((each, index) => <li key={index} className="py-1"><Chip tone="bad">Not drafted</Chip> {each.sentence}</li>)}</ul>
        </Dialog>
      )}
    </>
  );
}

function TemplateCard({ template, why, onClose, onEdit }: { template: Template; why: string | undefined; onClose: () => void; onEdit: () => void }) {
  const scope = useScope();
  const [skipping, setSkipping] = useState<string | null>(null);
  const paused = template.state !== "active";
  const pause = useAct({ run: () => send("POST", paused ? "/templates/{id}/resume" : "/templates/{id}/pause", { path: { id: template.id }, body: { version: template.version } }), touches: ["templates"], says: () => `${template.name} ${paused ? "goes on" : "is paused"}.` });
  const skip = useAct({ run: ({ period, reason }: { period: string; reason: string }) => send("POST", "/templates/{id}/skip", { path: { id: template.id }, body: { period, reason } }), touches: ["templates"], says: (_, { period }) => `${period} is left out.` });
  return (
    <Dialog
      title={template.name} open onClose={onClose} side="right" width={620}
      foot={<><Button why={why} disabled={pause.isPending} onClick={() => pause.mutate()}>{paused ? "Go on" : "Pause"}</Button><Button why={why} onClick={onEdit}>Change…</Button></>}
    >
      <p className="mb-2">{whenWords(template)} from {formatDay(template.start_on)}{template.end_on ? ` until ${formatDay(template.end_on)}` : ""}{template.auto_reverse ? "; reverses by itself" : ""}. {template.narration}</p>
      <div className="card mb-3 overflow-x-auto" role="region" aria-label="Lines" tabIndex={0}>
        <table className="table">
          <thead><tr><th>Account</th><th className="num">Debit ₹</th><th className="num">Credit ₹</th></tr></thead>
          <tbody>{template.lines.map((line) => <tr key={line.position}><td className="!whitespace-normal">{line.ledger}{line.cost_centre ? ` · ${line.cost_centre}` : ""}</td><td className="num">{line.debit_paise === 0 ? "" : formatPaise(line.debit_paise)}</td><td className="num">{line.credit_paise === 0 ? "" : formatPaise(line.credit_paise)}</td></tr>)}</tbody>
        </table>
      </div>
      {template.due.length > 0 && (
        <section className="mb-3"><h3 className="mb-1 font-bold">Due</h3>{template.due.map((period) => <div key={period} className="flex items-center gap-2 py-0.5"><Chip tone="warn">{period}</Chip><Button look="quiet" why={why} onClick={() => setSkipping(period)}>Leave it out…</Button></div>)}</section>
      )}
      <section>
        <h3 className="mb-1 font-bold">What it did</h3>
        {template.history.length === 0 && <p className="text-text-2">Nothing yet.</p>}
        <ul className="m-0 list-none p-0">
          {template.history.map((each) => (
            <li key={each.period} className="li"><Chip tone={each.state === "skipped" ? "mute" : "ok"}>{each.period}</Chip><span>{each.entry_id ? <Link className="link" to={scope.to("journals", each.entry_id) as string}>{humanise(each.entry_state || each.state)}</Link> : humanise(each.state)}{each.reason ? `: ${each.reason}` : ""}<br /><span className="text-text-2">{each.by} · {formatInstant(each.at)}</span></span></li>
          ))}
        </ul>
      </section>
      <AskReason open={skipping !== null} title={`Leave out ${skipping ?? ""}`} label="Why" act="Leave it out" onClose={() => setSkipping(null)} onReason={(reason) => skipping && skip.mutate({ period: skipping, reason })} />
    </Dialog>
  );
}
