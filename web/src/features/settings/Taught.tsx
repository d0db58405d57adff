import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import { useWhyNot } from "@/client/session";
import type { TaughtModel } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { inTurn, nameOf, STATES, taughtBy, whyNotUse } from "./lessons";

/** What decisions on matches taught, what of it counts in closes, and the switch. */
export function TaughtCard() {
  const models = useQuery({ queryKey: ["recon", "models"], queryFn: ({ signal }) => get<TaughtModel[]>("/recon/models", {}, signal) });
  const why = useWhyNot("models.decide");
  const [retiring, setRetiring] = useState<TaughtModel | null>(null);
  const use = useAct({
    run: (model: TaughtModel) => send<TaughtModel>("POST", "/recon/models/{id}/use", { path: { id: model.id } }),
    touches: ["recon"], says: (model) => `${nameOf(model.kind)} counts from the next run on.`,
  });
  return (
    <section className="card overflow-x-auto" aria-label="What decisions taught" tabIndex={0}>
      <div className="px-4 pt-3 pb-1.5"><h2 className="font-bold">What decisions taught</h2><p className="text-text-2">Each night learns from matches that people accepted and rejected. It counts in closes once it was better on two nights.</p></div>
      <Answer of={models} rows={3}>
        {(data) => data.length === 0 ? <Empty title="Nothing yet">After fifty decisions on suggestions of a kind a night begins to learn.</Empty> : (
          <table className="table">
            <thead><tr><th>Of</th><th>State</th><th>Why</th><th>Made</th><th /></tr></thead>
            <tbody>
              {inTurn(data).map((each) => (
                <tr key={each.id}>
                  <td className="font-semibold">{nameOf(each.kind)}<br /><span className="text-s font-normal text-text-2">{taughtBy(each)}</span></td>
                  <td><Chip tone={STATES[each.state]?.tone ?? "mute"}>{STATES[each.state]?.says ?? each.state}</Chip></td>
                  <td className="!whitespace-normal text-s">{each.why}</td>
                  <td className="text-text-2">{formatInstant(each.made_at)}</td>
                  <td className="num">
                    {each.state === "champion" && <Button look="quiet" why={why} aria-label={`Take out of use: ${nameOf(each.kind)}`} onClick={() => setRetiring(each)}>Take out of use</Button>}
                    {each.state === "challenger" && <Button look="quiet" why={why ?? whyNotUse(each)} disabled={use.isPending} aria-label={`Put in use: ${nameOf(each.kind)}`} onClick={() => use.mutate(each)}>Put in use</Button>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answer>
      {retiring && <RetireDialog model={retiring} onClose={() => setRetiring(null)} />}
    </section>
  );
}

function RetireDialog({ model, onClose }: { model: TaughtModel; onClose: () => void }) {
  const id = useId();
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState("");
  const retire = useAct({
    run: () => send<TaughtModel>("POST", "/recon/models/{id}/retire", { path: { id: model.id }, body: { reason: reason.trim() } }),
    touches: ["recon"], after: onClose, refused: (error) => { setRefused(error.message); return true; },
    says: () => `${nameOf(model.kind)} is out of use. The next run goes without it.`,
  });
  const missing = reason.trim().length < 3 ? "Say why" : undefined;
  return (
    <Dialog title={`Take out of use: ${nameOf(model.kind)}`} open onClose={onClose} foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={missing} disabled={retire.isPending} onClick={() => retire.mutate()}>Take out of use</Button></>}>
      {refused && <p role="alert" className="mb-3 rounded-m bg-bad-bg px-3 py-2 text-bad">{refused}</p>}
      <p className="mb-2 text-text-2">The next run of a close goes without it; closes that ran with it keep it in their packages. What nights learn after this waits until somebody puts it in use.</p>
      <label htmlFor={id}>Why</label>
      <textarea id={id} className="field" rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}
