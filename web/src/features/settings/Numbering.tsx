import { useQuery } from "@tanstack/react-query";
import { useId, useState, type ReactNode } from "react";
import { useAct } from "@/client/act";
import { entitiesQuery } from "@/client/company";
import { get, send } from "@/client/http";
import { useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { CostCentre, Series } from "@/client/types";
import { formatCount, humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip } from "@/ui/parts";
import { Answer } from "@/ui/states";

/** Which company a card is about, chosen in the card. */
function useOne(): { code: string; picker: ReactNode } {
  const id = useId();
  const scope = useScope();
  const entities = useQuery(entitiesQuery).data ?? [];
  const [picked, setPicked] = useState("");
  const code = picked || (entities.find((each) => each.code.toLowerCase() === scope.entity.toLowerCase())?.code ?? entities[0]?.code ?? "");
  const picker = entities.length > 1 ? <><label className="sr" htmlFor={id}>Company</label><select id={id} className="field !w-auto" value={code} onChange={(event) => setPicked(event.target.value)}>{entities.map((each) => <option key={each.code} value={each.code}>{each.code}</option>)}</select></> : null;
  return { code, picker };
}

/** How our voucher numbers look. The form of a series is open until its year has a number. */
export function SeriesCard() {
  const { quarter } = useScope();
  const year = `${quarter.fy}-${String((quarter.fy + 1) % 100).padStart(2, "0")}`;
  const { code, picker } = useOne();
  const why = useWhyNot("books.keep");
  const [changing, setChanging] = useState<Series | null>(null);
  const series = useQuery({ queryKey: ["series", code, year], enabled: code !== "", queryFn: ({ signal }) => get<Series[]>("/series", { query: { entity: code, year } }, signal) });
  return (
    <section className="card overflow-x-auto" aria-label="Number series" tabIndex={0}>
      <div className="flex items-center gap-2 px-4 pt-3 pb-1.5"><h2 className="font-bold">Number series {year}</h2><span className="ml-auto">{picker}</span></div>
      <Answer of={series} rows={4}>
        {(data) => (
          <table className="table">
            <thead><tr><th>Kind</th><th>Branch</th><th>Next number</th><th className="num">Given</th><th /></tr></thead>
            <tbody>{data.map((each) => <tr key={`${each.kind}-${each.branch}`}><td>{humanise(each.kind)}</td><td>{each.branch || "—"}</td><td className="font-mono text-s">{each.next}</td><td className="num">{formatCount(each.last_number)}</td><td className="num">{each.can_change ? <Button look="quiet" why={why} aria-label={`Change the series ${humanise(each.kind)}`} onClick={() => setChanging(each)}>Change</Button> : <span className="text-text-2" title="A series shows no gap and no double: its form stays for the year.">begun</span>}</td></tr>)}</tbody>
          </table>
        )}
      </Answer>
      {changing && <SeriesDialog series={changing} onClose={() => setChanging(null)} />}
    </section>
  );
}

function SeriesDialog({ series, onClose }: { series: Series; onClose: () => void }) {
  const id = useId();
  const [prefix, setPrefix] = useState(series.prefix);
  const [width, setWidth] = useState(String(series.width));
  const [refused, setRefused] = useState("");
  const digits = /^\d{1,2}$/.test(width) ? Number(width) : 0;
  const save = useAct({
    run: () => send("PUT", "/series", { body: { entity_code: series.entity_code, branch: series.branch, kind: series.kind, year: series.year, prefix: prefix.trim(), width: digits } }), touches: ["series"], says: () => `${humanise(series.kind)}: the series has its form.`,
    after: onClose, refused: (error) => { setRefused(error.message); return true; },
  });
  return (
    <Dialog title={`Series ${humanise(series.kind)} ${series.year}`} open onClose={onClose} foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={digits < 1 || digits > 12 ? "1 to 12 digits" : undefined} disabled={save.isPending} onClick={() => save.mutate()}>Save</Button></>}>
      {refused && <p role="alert" className="mb-3 rounded-m bg-bad-bg px-3 py-2 text-bad">{refused}</p>}
      <label htmlFor={`${id}-p`}>Prefix</label><input id={`${id}-p`} className="field mt-1 mb-3" value={prefix} maxLength={16} onChange={(event) => setPrefix(event.target.value)} />
      <label htmlFor={`${id}-w`}>Digits</label><input id={`${id}-w`} className="field mt-1 mb-3" inputMode="numeric" value={width} onChange={(event) => setWidth(event.target.value)} />
      <p className="text-text-2">The first will be <span className="font-mono">{`${prefix.trim() || series.prefix}/${series.year}/${"1".padStart(Math.max(1, Math.min(12, digits)), "0")}`}</span></p>
    </Dialog>
  );
}

/** Cost centres that lines may name. Closed ones stay on the vouchers that bear them. */
export function CentresCard() {
  const id = useId();
  const { code, picker } = useOne();
  const why = useWhyNot("books.keep");
  const [name, setName] = useState("");
  const centres = useQuery({ queryKey: ["cost-centres", code], enabled: code !== "", queryFn: ({ signal }) => get<CostCentre[]>("/cost-centres", { query: { entity: code } }, signal) });
  const save = useAct({
    run: (centre: { name: string; active: boolean }) => send("PUT", "/cost-centres", { body: { entity_code: code, ...centre } }), touches: ["cost-centres"],
    says: (_, { name: which, active }) => `${which} is ${active ? "open" : "closed"}.`, after: () => setName(""),
  });
  return (
    <section className="card overflow-x-auto" aria-label="Cost centres" tabIndex={0}>
      <div className="flex items-center gap-2 px-4 pt-3 pb-1.5"><h2 className="font-bold">Cost centres</h2><span className="ml-auto">{picker}</span></div>
      <form className="flex items-center gap-2 px-4 pb-2" onSubmit={(event) => { event.preventDefault(); if (name.trim() !== "" && why === undefined) save.mutate({ name: name.trim(), active: true }); }}>
        <label className="sr" htmlFor={id}>Name of a new cost centre</label><input id={id} className="field max-w-[260px]" placeholder="Name of a new one" value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" why={why ?? (name.trim() === "" ? "Write its name first" : undefined)} disabled={save.isPending}>Add</Button>
      </form>
      <Answer of={centres} rows={2}>
        {(data) => data.length === 0 ? <p className="px-4 pb-3 text-text-2">None yet.</p> : (
          <table className="table">
            <thead><tr><th>Name</th><th>State</th><th /></tr></thead>
            <tbody>{data.map((each) => <tr key={each.name}><td>{each.name}</td><td><Chip tone={each.active ? "ok" : "mute"}>{each.active ? "Open" : "Closed"}</Chip></td><td className="num"><Button look="quiet" why={why} disabled={save.isPending} aria-label={`${each.active ? "Close" : "Open"} ${each.name}`} onClick={() => save.mutate({ name: each.name, active: !each.active })}>{each.active ? "Close" : "Open"}</Button></td></tr>)}</tbody>
          </table>
        )}
      </Answer>
    </section>
  );
}
