import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import { useWhyNot } from "@/client/session";
import type { ModelCall, ModelPolicy } from "@/client/types";
import { formatInstant, formatSeconds } from "@/lib/dates";
import { formatPaise, paise } from "@/lib/money";
import { count, formatCount, humanise } from "@/lib/words";
import { AmountField } from "@/ui/AmountField";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip, type Tone } from "@/ui/parts";
import { Answer } from "@/ui/states";

const TONES: Record<string, Tone> = { answered: "ok", refused: "warn", failed: "bad", asked: "ai" };

/** Which model agents may ask about papers, what this month cost, and the last calls. */
export function ModelsCard() {
  const policy = useQuery({ queryKey: ["models", "policy"], queryFn: ({ signal }) => get<ModelPolicy>("/models/policy", {}, signal) });
  const calls = useQuery({ queryKey: ["models", "calls"], queryFn: ({ signal }) => get<{ items: ModelCall[]; total: number }>("/models/calls", { query: { limit: 8 } }, signal) });
  const why = useWhyNot("models.decide");
  const [changing, setChanging] = useState(false);
  return (
    <section className="card overflow-x-auto" aria-label="Models" tabIndex={0}>
      <div className="flex items-center gap-2 px-4 pt-3 pb-1.5"><h2 className="font-bold">Models</h2>{policy.data && <Chip tone={policy.data.allowed ? "ai" : "mute"}>{policy.data.allowed ? "Allowed" : "Not allowed"}</Chip>}<span className="ml-auto"><Button look="quiet" why={why} onClick={() => setChanging(true)}>Change</Button></span></div>
      <Answer of={policy} rows={3}>
        {(data) => (
          <>
            <p className="px-4 pb-2 text-text-2">{data.allowed ? <>Papers that rules leave open are shown to <b className="font-semibold">{data.model}</b>, with private numbers masked. What it says waits for a person.{!data.has_key && <span className="text-bad"> This installation has no key for it, so nobody is asked.</span>}</> : "No paper leaves the house. Rules read all papers."}</p>
            {data.allowed && <dl className="kv px-4 pb-2"><dt>This month</dt><dd>{formatPaise(paise(data.spent_paise))} of {formatPaise(paise(data.month_cap_paise))}</dd><dt>A million tokens</dt><dd>{formatPaise(paise(data.price_in_paise))} in, {formatPaise(paise(data.price_out_paise))} out</dd><dt>One call</dt><dd>{data.seconds} s at most</dd></dl>}
            {changing && <ModelDialog policy={data} onClose={() => setChanging(false)} />}
          </>
        )}
      </Answer>
      {calls.data && calls.data.total > 0 && (
        <table className="table">
          <caption className="px-4 pb-1 text-left text-text-2">{count(calls.data.total, "call")}, newest first</caption>
          <thead><tr><th>When</th><th>Paper</th><th>State</th><th className="num">Tokens in, out</th><th className="num">₹</th><th className="num">Took</th></tr></thead>
          <tbody>{calls.data.items.map((each) => <tr key={each.id}><td>{formatInstant(each.at)}</td><td className="max-w-[200px] truncate" title={each.document}>{each.document}</td><td><span title={[...each.refused, each.error].filter(Boolean).join("; ") || undefined}><Chip tone={TONES[each.state] ?? "mute"}>{humanise(each.state)}</Chip></span></td><td className="num">{formatCount(each.tokens_in)}, {formatCount(each.tokens_out)}</td><td className="num">{formatPaise(paise(each.cost_paise))}</td><td className="num">{each.seconds === null ? "—" : formatSeconds(each.seconds)}</td></tr>)}</tbody>
        </table>
      )}
    </section>
  );
}

function ModelDialog({ policy, onClose }: { policy: ModelPolicy; onClose: () => void }) {
  const id = useId();
  const [form, setForm] = useState(policy);
  const [refused, setRefused] = useState("");
  const change = (patch: Partial<ModelPolicy>): void => setForm((old) => ({ ...old, ...patch }));
  const save = useAct({
    run: () => send("PUT", "/models/policy", { body: { allowed: form.allowed, model: form.model.trim(), seconds: form.seconds, month_cap_paise: form.month_cap_paise, price_in_paise: form.price_in_paise, price_out_paise: form.price_out_paise, version: policy.version } }),
    touches: ["models"], says: () => (form.allowed ? `${form.model} may be asked.` : "No model is asked."), after: onClose, refused: (error) => { setRefused(error.message); return true; },
  });
  const open = form.allowed && (form.model.trim() === "" || !form.month_cap_paise || !form.price_in_paise || !form.price_out_paise);
  return (
    <Dialog title="What may be asked of a model" open onClose={onClose} foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={open ? "Name the model, its prices and the month's limit first" : undefined} disabled={save.isPending} onClick={() => save.mutate()}>Save</Button></>}>
      {refused && <p role="alert" className="mb-3 rounded-m bg-bad-bg px-3 py-2 text-bad">{refused}</p>}
      <p className="mb-3 text-text-2">Words of the paper leave the house with PAN, GSTIN, Aadhaar, account, mobile, mail and the names of people that the company knows masked; other names and amounts leave as printed. Pay slips are never shown.</p>
      <label className="mb-3 flex items-center gap-2"><input type="checkbox" checked={form.allowed} onChange={(event) => change({ allowed: event.target.checked })} /> Papers that rules leave open may be shown to a model</label>
      <label htmlFor={`${id}-m`}>Model</label><input id={`${id}-m`} className="field mt-1 mb-3 font-mono" placeholder="anthropic:NAME or openai:NAME" value={form.model} maxLength={120} onChange={(event) => change({ model: event.target.value })} />
      <div className="mb-3 grid grid-cols-2 gap-3">
        <div><span>₹ for a million tokens in</span><AmountField label="Rupees for a million tokens in" value={paise(form.price_in_paise)} onValue={(value) => change({ price_in_paise: paise(value ?? 0) })} /></div>
        <div><span>₹ for a million tokens out</span><AmountField label="Rupees for a million tokens out" value={paise(form.price_out_paise)} onValue={(value) => change({ price_out_paise: paise(value ?? 0) })} /></div>
        <div><span>₹ a month at most</span><AmountField label="Rupees a month at most" value={paise(form.month_cap_paise)} onValue={(value) => change({ month_cap_paise: paise(value ?? 0) })} /></div>
        <div><label htmlFor={`${id}-s`}>Seconds for one call</label><input id={`${id}-s`} className="field num" type="number" min={5} max={300} value={form.seconds} onChange={(event) => change({ seconds: Number(event.target.value) })} /></div>
      </div>
    </Dialog>
  );
}
