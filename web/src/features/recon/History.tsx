import { useRef, useState } from "react";
import { useWhyNot } from "@/client/session";
import type { ReconAct } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { count, formatCount, humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip, type Tone } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { Progress } from "./Progress";
import { isUnderWay, useActs, useOneAct, useStop, useUndo } from "./queries";

const VERBS: Record<string, string> = { accept: "Accepted", accept_filter: "Accepted a filter:", reject: "Rejected", match: "Matched by hand:", undo: "Took back", release: "Let automatic matches wait again:", re_pair: "Paired a match otherwise" };
const LINE: Record<string, [Tone, string]> = { done: ["ok", "Done"], failed: ["bad", "Not done"], undone: ["mute", "Taken back"], waiting: ["info", "Waits"] };

/** An act in words: "Accepted a filter: Tolerance, 94 matches". */
export function actWords(act: ReconAct): string {
  if (act.kind === "re_pair") return VERBS.re_pair ?? "";
  const filter = act.kind === "accept_filter" ? ` ${act.words ? humanise(act.words).toLowerCase() : "all that were suggested"},` : "";
  return `${VERBS[act.kind] ?? act.kind}${filter} ${count(act.total, "match", "matches")}`;
}

/** How much of an act still stands. */
export function actState(act: ReconAct): { tone: Tone; word: string } {
  if (isUnderWay(act)) return { tone: "info", word: `${formatCount(act.done + act.failed)} of ${formatCount(act.total)}` };
  if (act.undone > 0) return act.undone >= act.done ? { tone: "mute", word: "Taken back" } : { tone: "warn", word: `${formatCount(act.undone)} taken back` };
  if (act.state === "stopped" || act.state === "failed") return { tone: "warn", word: act.state === "stopped" ? "Stopped" : "Broken off" };
  return act.failed > 0 ? { tone: "warn", word: `${formatCount(act.failed)} not done` } : { tone: "ok", word: "Done" };
}

const ENDED: Record<string, string> = { stopped: "Stopped", failed: "Broken off" };

/** How far a job is, in words. */
export function jobWords(act: ReconAct): string {
  const failed = act.failed > 0 ? ` ${formatCount(act.failed)} could not be; why stands beside each.` : "";
  if (isUnderWay(act)) return `${formatCount(act.done + act.failed)} of ${formatCount(act.total)} so far.${failed} You may leave: it goes on by itself.`;
  const rest = act.total - act.done - act.failed;
  const ended = ENDED[act.state] ? ` ${ENDED[act.state]}: ${count(rest, "match", "matches")} not looked at. ${act.state === "failed" ? act.message : ""}` : "";
  return `${count(act.done, "match", "matches")} ${act.kind === "undo" || act.kind === "release" ? "taken back" : "accepted"} by ${act.by}, ${formatInstant(act.ended_at)}.${failed}${ended}`;
}

/** Whether an act came to nothing: no match of it was done and none refused. */
export const isEmpty = (act: ReconAct): boolean => !isUnderWay(act) && act.done === 0 && act.failed === 0;

/** What people did on this bench, and the way back: whole acts or matches of them. */
export function History({ recon, onClose }: { recon: string; onClose: () => void }) {
  const acts = useActs(recon);
  const shown = acts.data?.filter((act) => !isEmpty(act)) ?? [];
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  // The acts come after the dialog stands: hands begin at them once.
  const began = useRef(false);
  const begin = (list: HTMLElement | null): void => {
    if (!list || began.current) return;
    began.current = true;
    list.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
  };
  // What can be taken back stands open first, and stays open when it is.
  const id = chosen ?? (shown.find((act) => act.kind !== "undo" && act.done > act.undone) ?? shown[0])?.id;
  return (
    <Dialog title="History of this reconciliation" note="Each act can be taken back, whole or in part. Taking back is an act of its own: nothing is deleted." open onClose={onClose} width={980} foot={<Button onClick={onClose}>Done</Button>}>
      <Answer of={acts} rows={8}>
        {() => shown.length === 0 ? <Empty title="Nobody decided anything here yet" /> : (
          <div className="grid min-h-[320px] grid-cols-[minmax(260px,2fr)_3fr] gap-3 max-[760px]:grid-cols-1">
            <ul ref={begin} aria-label="Acts" className="m-0 max-h-[56vh] list-none overflow-auto p-0">
              {shown.map((act) => (
                <li key={act.id}>
                  <button type="button" aria-pressed={act.id === id} className={`w-full border-b border-line px-2 py-1.5 text-left ${act.id === id ? "bg-selected" : ""}`} onClick={() => setChosen(act.id)}>
                    <span className="flex items-center gap-2"><b className="min-w-0 flex-1 font-semibold">{actWords(act)}</b><Chip tone={actState(act).tone}>{actState(act).word}</Chip></span>
                    <span className="block text-s text-text-2">{act.by} · {formatInstant(act.asked_at)} · ₹ {formatPaise(act.total_paise)}</span>
                    {act.words !== "" && act.kind !== "accept_filter" && <span className="block text-s text-text-2 [overflow-wrap:anywhere]">{act.words}</span>}
                  </button>
                </li>
              ))}
            </ul>
            {id !== undefined && <OneAct key={id} recon={recon} id={id} onAct={() => setChosen(id)} onMade={(made) => { if (isUnderWay(made)) setChosen(made.id); }} />}
          </div>
        )}
      </Answer>
    </Dialog>
  );
}

interface OneProps { readonly recon: string; readonly id: string; readonly onAct: () => void; readonly onMade: (undone: ReconAct) => void }

function OneAct({ recon, id, onAct, onMade }: OneProps) {
  const found = useOneAct(recon, id);
  const forbidden = useWhyNot("recon.decide");
  const undo = useUndo(recon, onMade);
  const stop = useStop(recon);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const toggle = (match: string): void => {
    const next = new Set(picked);
    if (!next.delete(match)) next.add(match);
    setPicked(next);
  };
  // A second press comes before the page has drawn that the first is under way.
  const sent = useRef(false);
  const takeBack = (matches?: readonly string[]): void => {
    if (sent.current) return;
    sent.current = true;
    onAct();
    undo.mutate(matches ? { act: id, matches } : { act: id }, { onSettled: () => { sent.current = false; setPicked(new Set()); } });
  };
  return (
    <Answer of={found} rows={6}>
      {(act) => {
        const stands = act.done - act.undone;
        const why = forbidden ?? (act.kind === "undo" ? "This took something back. Do that again instead." : stands <= 0 ? "All of it is taken back." : undefined);
        return (
          <section aria-label={actWords(act)} className="flex min-w-0 flex-col gap-2">
            <p className="text-text-2">₹ {formatPaise(act.total_paise)}, total difference ₹ {formatPaise(act.difference_paise)}. {act.message}</p>
            {isUnderWay(act) && <><Progress done={act.done} failed={act.failed} total={act.total} noun="matches" /><p>{jobWords(act)}</p></>}
            <ActLines act={act} picked={picked} onToggle={why === undefined ? toggle : undefined} />
            <div className="flex flex-wrap gap-2">
              {isUnderWay(act) && <Button look="danger" why={forbidden} disabled={stop.isPending} onClick={() => stop.mutate(act.id)}>Stop</Button>}
              {!isUnderWay(act) && <Button look="primary" why={why ?? (picked.size === 0 ? "Choose matches of this act first." : undefined)} disabled={undo.isPending} onClick={() => takeBack([...picked])}>Take back {picked.size > 0 ? formatCount(picked.size) : "chosen"}</Button>}
              {!isUnderWay(act) && <Button why={why} disabled={undo.isPending} onClick={() => takeBack()}>Take back all {stands > 0 ? formatCount(stands) : ""}</Button>}
            </div>
          </section>
        );
      }}
    </Answer>
  );
}

interface Lines { readonly act: ReconAct; readonly picked?: ReadonlySet<string>; readonly onToggle?: ((match: string) => void) | undefined }

/** The matches of an act and what became of each. */
export function ActLines({ act, picked, onToggle }: Lines) {
  return (
    <div className="card max-h-[40vh] overflow-auto" role="region" aria-label="Matches" tabIndex={0}>
      <table className="table">
        <thead><tr>{onToggle && <th><span className="sr">Choose</span></th>}<th>Match</th><th className="num">₹</th><th>Outcome</th></tr></thead>
        <tbody>
          {act.lines.map((line) => {
            const [tone, word] = LINE[line.state] ?? ["mute", line.state];
            return (
              <tr key={line.match}>
                {onToggle && <td>{line.state === "done" && <input type="checkbox" aria-label={`Choose ${line.words || line.match}`} checked={picked?.has(line.match) ?? false} onChange={() => onToggle(line.match)} />}</td>}
                <td className="!whitespace-normal [overflow-wrap:anywhere]">{line.words || line.match}</td><td className="num">{formatPaise(line.left_paise)}</td>
                <td className="!whitespace-normal"><Chip tone={tone}>{word}</Chip> {line.sentence}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {act.total > act.lines.length && <p className="px-2 py-1 text-text-2">and {formatCount(act.total - act.lines.length)} more.</p>}
    </div>
  );
}
