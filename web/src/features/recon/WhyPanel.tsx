import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { placeLink, placeWords } from "@/client/places";
import { useScope } from "@/client/scope";
import type { ReconDetail, ReconItem, ReconRow } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise, paise, sumPaise } from "@/lib/money";
import { formatCount, humanise } from "@/lib/words";
import { Chip } from "@/ui/parts";
import { Comments } from "./Comments";
import { aheadWords, evidenceOf, nearWords } from "./evidence";
import { useAnswer } from "./queries";
import { Reasons } from "./Reasons";
import { EntryLink } from "./EntryLink";
import { entryWords, lineWords, matchState, pairSentence, sides } from "./words";

/** Why these two, or why not: signed points that add up to the probability, both sides, the way to the papers. */
export function WhyPanel({ row, recon }: { row: ReconRow | undefined; recon: ReconDetail }) {
  const said = row?.right[0] ?? row?.left[0];
  const names = sides(recon.kind);
  return (
    <aside aria-label="Why" className="flex w-[300px] flex-none flex-col gap-2.5 overflow-y-auto border-l border-line bg-surface p-3 max-[1100px]:w-[240px] max-[900px]:w-full max-[900px]:border-t max-[900px]:border-l-0" tabIndex={0}>
      {!row && <p className="text-text-2">Choose a line to see why.</p>}
      {row && <Why row={row} kind={recon.kind} />}
      {row?.entry && <p className="card px-2.5 py-2">{entryWords(row.entry)} <EntryLink entry={row.entry}>Open the entry</EntryLink></p>}
      {row && row.right.length > 0 && <Side name={names.right} items={row.right} />}
      {row && row.left.length > 0 && <Side name={names.left} items={row.left} />}
      {row?.nearest && <><h3 className="text-s font-bold text-text-2">Nearest candidate</h3><Side name={row.left.length > 0 ? names.right : names.left} items={[row.nearest]} /></>}
      {row && said && <Others key={`${said.side}/${said.item}/others`} recon={recon.id} row={row} item={said} />}
      {said && <Comments key={`${said.side}/${said.item}`} recon={recon.id} item={said} />}
      {row && row.type === "match" && <p className="mt-auto text-s text-text-2">Rule {humanise(row.stage).toLowerCase()}{aheadWords(row) && ` · ${aheadWords(row)}`}{trackWords(recon, row.stage)}</p>}
    </aside>
  );
}

/** How people found this rule here so far. */
export function trackWords(recon: Pick<ReconDetail, "stages">, stage: string): string {
  const of = (status: string): number => recon.stages.find((each) => each.stage === stage && each.status === status)?.count ?? 0;
  const [yes, no] = [of("accepted"), of("rejected")];
  return yes + no === 0 ? "" : ` · people agreed with ${formatCount(yes)} of ${formatCount(yes + no)}`;
}

/** Open lines of the other side that come near, once the eye rests on a line. */
function Others({ recon, row, item }: { recon: string; row: ReconRow; item: ReconItem }) {
  const [rests, setRests] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRests(true), 250);
    return () => clearTimeout(timer);
  }, []);
  const found = useAnswer(recon, item.side, item.item, rests);
  const others = (found.data?.candidates ?? []).filter((each) => ![...row.left, ...row.right, ...(row.nearest ? [row.nearest] : [])].some((mine) => mine.item === each.item.item));
  if (others.length === 0) return null;
  return (
    <section aria-label="Other candidates">
      <h3 className="mb-1 text-s font-bold text-text-2">Other candidates</h3>
      <ul className="m-0 list-none p-0">
        {others.slice(0, 4).map(({ item: other, score, reasons }) => (
          <li key={other.item} className="flex flex-wrap items-center gap-2 border-t border-line py-1" title={reasons.map((reason) => reason.text).join("\n")}><span className="min-w-0 flex-1 truncate">{other.labels.voucher || other.reference || lineWords(other)}</span><span>{formatPaise(other.amount_paise)}</span><Chip tone="mute">{nearWords(score)}</Chip></li>
        ))}
      </ul>
    </section>
  );
}

function Why({ row, kind }: { row: ReconRow; kind: string }) {
  const { tone, word } = matchState(row);
  return (
    <>
      <div className="flex items-center gap-2"><h2 className="font-bold">{row.type === "break" ? "Why it stands alone" : "Why these two"}</h2><span className="ml-auto"><Chip tone={tone}>{word}</Chip></span></div>
      {row.type === "match" && <p className="text-text-2">{pairSentence(row, kind)}</p>}
      {row.why_not && <p className="text-text-2">{row.why_not}</p>}
      {row.reasons.length > 0 && <Reasons evidence={evidenceOf(row)} />}
    </>
  );
}

function Side({ name, items }: { name: string; items: readonly ReconItem[] }) {
  const scope = useScope();
  return (
    <section className="card px-2.5 py-2" aria-label={name}>
      <h3 className="text-s font-bold text-text-2">{name}</h3>
      {items.slice(0, 30).map((item) => {
        const link = placeLink(scope, item.place);
        return (
          <div key={item.item} className="border-t border-line py-1 first-of-type:border-t-0">
            <div className="[overflow-wrap:anywhere]">{item.narration || item.party}</div>
            {(item.reference || item.party) && <div className="text-text-2 [overflow-wrap:anywhere]">{[item.reference, item.narration ? item.party : ""].filter(Boolean).join(" · ")}</div>}
            <div className="flex justify-between gap-2"><span className="text-text-2">{formatDay(item.day)}</span><b className="font-semibold">{formatPaise(item.amount_paise)}</b></div>
            <Taxes taxes={item.taxes} />
            {link && <Link to={link.to as string} search={link.search as never} className="link text-s">{item.place ? `${item.place.name || "Paper"}, ${placeWords(item.place)}` : "Paper"}</Link>}
          </div>
        );
      })}
      {items.length > 1 && <div className="flex justify-between border-t border-line pt-1 font-bold"><span>Sum</span><span>{formatPaise(sumPaise(items.map((item) => item.amount_paise)))}</span></div>}
    </section>
  );
}

function Taxes({ taxes }: { taxes: Record<string, number> }) {
  const shown = Object.entries(taxes).filter(([, amount]) => amount !== 0);
  if (shown.length === 0) return null;
  return <dl className="kv text-s">{shown.map(([name, amount]) => <div key={name} className="contents"><dt>{humanise(name)}</dt><dd>{formatPaise(paise(amount))}</dd></div>)}</dl>;
}
