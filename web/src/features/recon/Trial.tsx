import { useState } from "react";
import type { ReconJob, Trial } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { count, formatCount } from "@/lib/words";
import { Amount } from "@/ui/Amount";
import { Dialog } from "@/ui/Dialog";
import { Button, FilterChip, type Tone } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { isUnderWay, jobWords, useJob, useStopJob } from "./proof";

const PARTS: Record<string, { name: string; tone: Tone }> = {
  gained: { name: "Gained", tone: "ok" }, lost: { name: "Lost", tone: "bad" }, accepted: { name: "Accepted without a person from now on", tone: "ok" }, to_decide: { name: "To decide from now on", tone: "warn" },
};
const STATES: Record<string, string> = { auto: "automatic", suggested: "to decide", accepted: "accepted", rejected: "rejected", open: "open" };

/** What other rules would have changed: counts first, the largest matches of each kind of change below. */
export function TrialDialog({ job, scope, onClose }: { job: ReconJob; scope: string; onClose: () => void }) {
  const found = useJob(job.id);
  const stop = useStopJob();
  const now = found.data ?? job;
  return (
    <Dialog
      title={`Tried on ${now.quarter || scope}`} note="Nothing is saved. The same lines were reconciled by the rules of today and by those of the form; what people decided holds in both." open onClose={onClose} width={860}
      foot={<>{isUnderWay(now) && <Button className="mr-auto" look="danger" disabled={stop.isPending} onClick={() => stop.mutate(job.id)}>Stop</Button>}<Button look="primary" onClick={onClose}>{isUnderWay(now) ? "Leave it running" : "Done"}</Button></>}
    >
      <Answer of={found} rows={5}>{(data) => (data.result ? <Result trial={data.result} /> : <p role="status">{jobWords(data)}</p>)}</Answer>
    </Dialog>
  );
}

/** The change of each status in words: "automatic 412 → 398". */
export function countWords(trial: Trial): string {
  return Object.keys(STATES).filter((state) => (trial.before[state] ?? 0) + (trial.after[state] ?? 0) > 0)
    .map((state) => `${STATES[state]} ${formatCount(trial.before[state] ?? 0)} → ${formatCount(trial.after[state] ?? 0)}`).join(", ");
}

function Result({ trial }: { trial: Trial }) {
  const changed = trial.parts.filter((part) => part.count > 0);
  const [chosen, setChosen] = useState(changed[0]?.name ?? "");
  const part = changed.find((each) => each.name === chosen);
  return (
    <>
      <p className="mb-2" role="status">{changed.length === 0 ? "Nothing would change." : `${count(changed.reduce((sum, each) => sum + each.count, 0), "match", "matches")} would change.`} {countWords(trial)}.</p>
      <div className="mb-2 flex flex-wrap gap-1.5">{changed.map((each) => <FilterChip key={each.name} tone={PARTS[each.name]?.tone ?? "mute"} on={each.name === chosen} onPress={() => setChosen(each.name)}>{PARTS[each.name]?.name ?? each.name} {formatCount(each.count)} · ₹ {formatPaise(each.total_paise)}</FilterChip>)}</div>
      {part && (
        <div className="card max-h-[46vh] overflow-auto" role="region" aria-label={PARTS[part.name]?.name ?? part.name} tabIndex={0}>
          <table className="table">
            <thead><tr><th>Day</th><th>Match</th><th>Now</th><th>Then</th><th className="num">₹</th><th className="num">Difference ₹</th></tr></thead>
            <tbody>
              {part.rows.map((row) => (
                <tr key={row.match}>
                  <td>{formatDay(row.day)}</td><td className="!whitespace-normal [overflow-wrap:anywhere]">{row.text}<div className="text-s text-text-2">{row.why}</div></td>
                  <td>{STATES[row.before] ?? "open"}</td><td>{STATES[row.after] ?? "open"}</td><td className="num"><Amount paise={row.amount_paise} /></td><td className="num"><Amount paise={row.difference_paise} /></td>
                </tr>
              ))}
            </tbody>
          </table>
          {part.count > part.rows.length && <p className="px-2 py-1 text-text-2">and {formatCount(part.count - part.rows.length)} smaller ones.</p>}
        </div>
      )}
    </>
  );
}
