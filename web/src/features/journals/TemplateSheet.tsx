import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { entitiesQuery, useEntityCode } from "@/client/company";
import { send } from "@/client/http";
import { useScope } from "@/client/scope";
import type { Template, TemplateBody } from "@/client/types";
import { DateField } from "@/ui/DateField";
import { Dialog } from "@/ui/Dialog";
import { FindField } from "@/ui/FindField";
import { Button } from "@/ui/parts";
import { emptyLine, isEmpty, KINDS, lineOf, linesBody, problemsOfLines, type DraftLine } from "./draft";
import { EntryLines, useAccounts } from "./EntryLines";
import { lastDay } from "./EntryPage";
import { shiftQuarter } from "@/lib/period";

interface Wish {
  readonly entity: string; readonly name: string; readonly kind: string; readonly cadence: "monthly" | "quarterly"; readonly day: string; readonly start: string; readonly end: string;
  readonly from: "fixed" | "last"; readonly percent: string; readonly autoReverse: boolean; readonly narration: string; readonly party: string; readonly lines: readonly DraftLine[];
}

function wishOf(template: Template | null, entity: string, start: string): Wish {
  if (template === null) return { entity, name: "", kind: "journal", cadence: "monthly", day: "31", start, end: "", from: "fixed", percent: "0", autoReverse: false, narration: "", party: "", lines: [emptyLine(), emptyLine()] };
  return {
    entity: template.entity_code, name: template.name, kind: template.kind, cadence: template.cadence, day: String(template.day_of_month), start: template.start_on, end: template.end_on ?? "", from: template.amount_from,
    percent: template.percent, autoReverse: template.auto_reverse, narration: template.narration, party: template.party, lines: template.lines.map(lineOf),
  };
}

/** A recurring entry, written or changed. */
export function TemplateSheet({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const id = useId();
  const scope = useScope();
  const code = useEntityCode(scope.entity);
  const entities = useQuery(entitiesQuery).data ?? [];
  // The first day of the quarter on screen: the day after the one before ends.
  const [wish, setWish] = useState(() => wishOf(template, code ?? "", nextDay(lastDay(shiftQuarter(scope.quarter, -1)))));
  const [told, setTold] = useState(false);
  const [refused, setRefused] = useState("");
  const entity = wish.entity || (entities.length === 1 ? (entities[0]?.code ?? "") : "");
  const find = useAccounts(entity, wish.start);
  const change = (patch: Partial<Wish>): void => { setWish((old) => ({ ...old, ...patch })); setRefused(""); };
  const day = /^\d{1,2}$/.test(wish.day) ? Number(wish.day) : 0;
  const problems = [
    ...(entity === "" ? ["Choose the company."] : []), ...(wish.name.trim() === "" ? ["Give it a name."] : []), ...(wish.narration.trim() === "" ? ["Write what it is for."] : []), ...(wish.start === "" ? ["Write the first day."] : []),
    ...(day < 1 || day > 31 ? ["The day is 1 to 31; the last day of a shorter month is taken."] : []), ...(/^-?\d{1,4}(\.\d{1,4})?$/.test(wish.percent) ? [] : ["The change is a percentage, 5 or -2.5."]), ...problemsOfLines(wish.lines.filter((line) => !isEmpty(line))).map((each) => each.says),
  ];
  const save = useAct({
    run: () => {
      const body: TemplateBody = {
        entity_code: entity, name: wish.name.trim(), kind: wish.kind as TemplateBody["kind"], cadence: wish.cadence, day_of_month: day, start_on: wish.start, end_on: wish.end || null, amount_from: wish.from, percent: wish.percent,
        auto_reverse: wish.autoReverse, narration: wish.narration.trim(), party: wish.party, branch: template?.branch ?? "", reference: template?.reference ?? "", lines: linesBody(wish.lines, wish.start),
      };
      return template ? send("PUT", "/templates/{id}", { path: { id: template.id }, body: { ...body, version: template.version } }) : send("POST", "/templates", { body });
    },
    touches: ["templates"], says: () => `${wish.name.trim()} is kept.`, after: onClose, refused: (error) => { setRefused(error.message); return true; },
  });
  const submit = (): void => { setTold(true); if (problems.length === 0 && !save.isPending) save.mutate(); };
  return (
    <Dialog title={template ? `Change ${template.name}` : "New recurring entry"} open onClose={onClose} width={980} foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" disabled={save.isPending} onClick={submit}>Keep it</Button></>}>
      {(refused || (told && problems.length > 0)) && <div role="alert" className="mb-3 rounded-m bg-bad-bg px-3 py-2 text-bad">{refused || <ul className="m-0 list-disc pl-4">{problems.map((each) => <li key={each}>{each}</li>)}</ul>}</div>}
      <div className="mb-3 grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-x-3 gap-y-2">
        {entities.length > 1 && <div><label htmlFor={`${id}-e`}>Company</label><select id={`${id}-e`} className="field" disabled={template !== null} value={wish.entity} onChange={(event) => change({ entity: event.target.value })}><option value="">Choose…</option>{entities.map((each) => <option key={each.code} value={each.code}>{each.name}</option>)}</select></div>}
        <div className="col-span-2"><label htmlFor={`${id}-n`}>Name</label><input id={`${id}-n`} autoFocus className="field" value={wish.name} maxLength={120} onChange={(event) => change({ name: event.target.value })} /></div>
        <div><label htmlFor={`${id}-k`}>Kind</label><select id={`${id}-k`} className="field" value={wish.kind} onChange={(event) => change({ kind: event.target.value })}>{KINDS.map(([value, name]) => <option key={value} value={value}>{name}</option>)}</select></div>
        <div><label htmlFor={`${id}-c`}>How often</label><select id={`${id}-c`} className="field" value={wish.cadence} onChange={(event) => change({ cadence: event.target.value as Wish["cadence"] })}><option value="monthly">Every month</option><option value="quarterly">Every quarter</option></select></div>
        <div><label htmlFor={`${id}-d`}>Day of the month</label><input id={`${id}-d`} className="field" inputMode="numeric" value={wish.day} onChange={(event) => change({ day: event.target.value })} /></div>
        <div><label htmlFor={`${id}-s`}>From</label><DateField id={`${id}-s`} value={wish.start} onValue={(start) => change({ start })} /></div>
        <div><label htmlFor={`${id}-u`}>Until</label><DateField id={`${id}-u`} value={wish.end} onValue={(end) => change({ end })} /></div>
        <div><label htmlFor={`${id}-a`}>Amounts</label><select id={`${id}-a`} className="field" value={wish.from} onChange={(event) => change({ from: event.target.value as Wish["from"] })}><option value="fixed">As written here</option><option value="last">As the last posted</option></select></div>
        {wish.from === "last" && <div><label htmlFor={`${id}-p`}>Changed by %</label><input id={`${id}-p`} className="field num" value={wish.percent} onChange={(event) => change({ percent: event.target.value })} /></div>}
        <div><label htmlFor={`${id}-y`}>Party</label><FindField id={`${id}-y`} label="Party" value={wish.party} find={find} onValue={(party) => change({ party })} placeholder="None" /></div>
        <div className="col-span-full"><label htmlFor={`${id}-w`}>What it is for</label><input id={`${id}-w`} className="field" value={wish.narration} maxLength={2000} onChange={(event) => change({ narration: event.target.value })} /></div>
        <label className="col-span-full flex min-h-8 items-center gap-2"><input type="checkbox" checked={wish.autoReverse} onChange={(event) => change({ autoReverse: event.target.checked })} />Each reverses by itself on the first day of the next quarter</label>
      </div>
      <EntryLines entity={entity} day={wish.start} lines={wish.lines} onLines={(lines) => change({ lines })} wrong={new Set()} />
    </Dialog>
  );
}

function nextDay(iso: string): string {
  const at = new Date(`${iso}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}
