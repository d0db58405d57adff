import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { entitiesQuery } from "@/client/company";
import { get } from "@/client/http";
import { DateField } from "@/ui/DateField";
import { FindField } from "@/ui/FindField";
import { KINDS, type Draft } from "./draft";
import { useAccounts } from "./EntryLines";

interface Dimensions { readonly branch: string[]; readonly cost_centre: string[] }

/** Everything of an entry above its lines. */
export function EntryHead({ draft, onDraft, fixedEntity }: { draft: Draft; onDraft: (patch: Partial<Draft>) => void; fixedEntity: boolean }) {
  const id = useId();
  const entities = useQuery(entitiesQuery).data ?? [];
  const find = useAccounts(draft.entity, draft.day);
  const branches = useQuery({ queryKey: ["dimensions", draft.entity], enabled: draft.entity !== "", staleTime: 300_000, queryFn: ({ signal }) => get<Dimensions>("/enquiries/dimensions", { query: { entity: draft.entity } }, signal) }).data?.branch ?? [];
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(170px,1fr))] gap-x-3 gap-y-2">
      {(entities.length > 1 || fixedEntity) && (
        <div><label htmlFor={`${id}-e`}>Company</label><select id={`${id}-e`} className="field" disabled={fixedEntity} value={draft.entity} onChange={(event) => onDraft({ entity: event.target.value })}><option value="">Choose…</option>{entities.map((each) => <option key={each.code} value={each.code}>{each.name}</option>)}</select></div>
      )}
      <div><label htmlFor={`${id}-k`}>Kind</label><select id={`${id}-k`} className="field" value={draft.kind} onChange={(event) => onDraft({ kind: event.target.value })}>{KINDS.map(([value, name]) => <option key={value} value={value}>{name}</option>)}</select></div>
      <div><label htmlFor={`${id}-d`}>Day</label><DateField id={`${id}-d`} value={draft.day} wrong={draft.day === ""} onValue={(day) => onDraft({ day })} /></div>
      <div><label htmlFor={`${id}-p`}>Party</label><FindField id={`${id}-p`} label="Party" value={draft.party} find={find} onValue={(party) => onDraft({ party, partyGstin: "" })} placeholder="None" /></div>
      <div><label htmlFor={`${id}-r`}>Their number</label><input id={`${id}-r`} className="field" value={draft.reference} maxLength={100} onChange={(event) => onDraft({ reference: event.target.value })} /></div>
      <div><label htmlFor={`${id}-rd`}>Of the day</label><DateField id={`${id}-rd`} value={draft.referenceDay} onValue={(referenceDay) => onDraft({ referenceDay })} /></div>
      <div><label htmlFor={`${id}-b`}>Branch</label><input id={`${id}-b`} className="field" list={`${id}-bs`} autoComplete="off" value={draft.branch} maxLength={200} onChange={(event) => onDraft({ branch: event.target.value })} /><datalist id={`${id}-bs`}>{branches.map((each) => <option key={each} value={each} />)}</datalist></div>
    </div>
  );
}

/** What stands below the lines: what it is for, and whether it takes itself back. */
export function EntryFoot({ draft, onDraft }: { draft: Draft; onDraft: (patch: Partial<Draft>) => void }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-2">
      <div><label htmlFor={`${id}-n`}>What it is for</label><input id={`${id}-n`} className="field" value={draft.narration} maxLength={2000} onChange={(event) => onDraft({ narration: event.target.value })} /></div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <label className="flex min-h-8 items-center gap-2"><input type="checkbox" checked={draft.autoReverse} onChange={(event) => onDraft({ autoReverse: event.target.checked })} />Reverse it by itself</label>
        {draft.autoReverse && <span className="flex items-center gap-2"><label htmlFor={`${id}-ro`}>on</label><span className="w-[130px]"><DateField id={`${id}-ro`} value={draft.reversesOn} onValue={(reversesOn) => onDraft({ reversesOn })} /></span><span className="text-text-2">{draft.reversesOn ? "" : "the first day of the next quarter, when nothing stands here"}</span></span>}
      </div>
    </div>
  );
}
