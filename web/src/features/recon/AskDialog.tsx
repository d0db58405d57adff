import { useState } from "react";
import type { ReconAnswer, ReconDetail, ReconRow } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { count, humanise } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip, FilterChip } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { evidenceOf, nearness, nearWords } from "./evidence";
import { useAnswer } from "./queries";
import { Reasons } from "./Reasons";
import { lineWords, sides } from "./words";

const QUESTIONS = [["why", "Why?"], ["else", "What else could it be?"], ["party", "How did this party's lines go?"]] as const;
type Question = (typeof QUESTIONS)[number][0];

/** A question about one line. The answer comes from the reconciliation's own record: no model is asked, and nothing changes. */
export function AskDialog({ recon, row, onClose }: { recon: ReconDetail; row: ReconRow; onClose: () => void }) {
  const item = row.right[0] ?? row.left[0];
  const [question, setQuestion] = useState<Question>("why");
  const found = useAnswer(recon.id, item?.side ?? "right", item?.item ?? "", item !== undefined);
  return (
    <Dialog title="Ask about this line" note={item ? `${formatDay(item.day)} · ${lineWords(item)} · ₹ ${formatPaise(item.amount_paise)}` : ""} open onClose={onClose} width={720} foot={<Button look="primary" onClick={onClose}>Done</Button>}>
      <div role="group" aria-label="Questions" className="mb-3 flex flex-wrap gap-1.5">{QUESTIONS.map(([id, words]) => <FilterChip key={id} tone="info" on={question === id} onPress={() => setQuestion(id)}>{words}</FilterChip>)}</div>
      <Answer of={found} rows={5}>{(data) => <div role="status">{question === "why" ? <Why answer={data} row={row} /> : question === "else" ? <Else recon={recon} answer={data} right={row.right.length > 0} /> : <Party answer={data} />}</div>}</Answer>
      <p className="mt-3 text-s text-text-2">Answered from the record of run {recon.run ?? "—"}: matches, open lines and what people decided. No model was asked.</p>
    </Dialog>
  );
}

function Why({ answer, row }: { answer: ReconAnswer; row: ReconRow }) {
  return (
    <>
      <p className="mb-2">{answer.why}</p>
      {row.reasons.length > 0 && <Reasons evidence={evidenceOf(row)} />}
    </>
  );
}

function Else({ recon, answer, right }: { recon: ReconDetail; answer: ReconAnswer; right: boolean }) {
  const names = sides(recon.kind);
  return (
    <>
      <p className="mb-2">{answer.candidates_words}</p>
      {answer.candidates.map(({ item, score, reasons }) => (
        <section key={item.item} className="card mb-2 px-2.5 py-2" aria-label={lineWords(item)}>
          <p className="flex flex-wrap justify-between gap-2"><span className="min-w-0 [overflow-wrap:anywhere]"><span className="text-text-2">{right ? names.left : names.right}, {formatDay(item.day)}</span> {lineWords(item)}{item.reference && ` · ${item.reference}`}</span><span className="flex gap-2"><b className="font-semibold">{formatPaise(item.amount_paise)}</b><Chip tone={score >= 0.5 ? "ai" : "mute"}>{nearWords(score)}</Chip></span></p>
          <Reasons evidence={nearness(reasons)} />
        </section>
      ))}
    </>
  );
}

function Party({ answer }: { answer: ReconAnswer }) {
  return (
    <>
      <p className="mb-2">{answer.party_words}</p>
      {answer.past.length > 0 && (
        <table className="table">
          <thead><tr><th>Quarter</th><th>Day</th><th>Line</th><th className="num">₹</th><th>Outcome</th></tr></thead>
          <tbody>
            {answer.past.map((each, n) => (
              <tr key={n}>
                <td>{each.quarter}</td><td>{formatDay(each.day)}</td><td className="!whitespace-normal [overflow-wrap:anywhere]">{each.narration}</td><td className="num">{formatPaise(each.amount_paise)}</td>
                <td>{each.stage === null ? "Open" : `${humanise(each.status === "auto" ? "by rule" : each.status)}: ${humanise(each.stage).toLowerCase()}`}{each.days_after !== null && <span className="text-text-2">, {count(each.days_after, "day")}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
