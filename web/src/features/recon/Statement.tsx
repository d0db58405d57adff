import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { placeLink, placeWords } from "@/client/places";
import { useFilters, useScope } from "@/client/scope";
import { useMe, useWhyNot } from "@/client/session";
import type { ReconDetail, ReconSection, ReconSignature, ReconStatement, ReconStatementLine } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { count, formatCount } from "@/lib/words";
import { Amount, Diff } from "@/ui/Amount";
import { AskReason } from "@/ui/AskReason";
import { DayField } from "@/ui/DayField";
import { Button, Chip } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { statementUrl, usePrepare, useReview, useStatement } from "./proof";
import { AGES, bookWords, byAge, capital, nextStep, openWords, sectionWords, signatureWords, standing } from "./statement";
import { sides } from "./words";

const WIDE = "max-[760px]:hidden";
const NoAges = () => <>{AGES.map((age) => <td key={age} className={WIDE} />)}</>;

/** What stood between two books on a day, by age, each line down to its paper; signed by two. */
export function StatementTab({ recon }: { recon: ReconDetail }) {
  const [filters, setFilters] = useFilters();
  const at = filters.at ?? "";
  const found = useStatement(recon.id, at);
  const day = at || recon.as_of;
  return (
    <div className="flex min-h-0 flex-1 flex-col max-[900px]:flex-none">
      <div role="group" aria-label="What is asked for" className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-surface px-4 py-1.5">
        <span className="flex items-center gap-1.5 text-text-2">As at<span className="w-[104px]"><DayField label="As at" value={day} onChange={(next) => setFilters({ at: next === recon.as_of ? undefined : next || undefined })} /></span></span>
        <span className="ml-auto flex flex-wrap gap-1.5">{["xlsx", "pdf", "csv"].map((form) => <a key={form} className="btn" href={statementUrl(recon.id, form, at)} download>{form.toUpperCase()}</a>)}</span>
      </div>
      <Answer of={found} rows={12}>{(data) => <Whole recon={recon} data={data} />}</Answer>
    </div>
  );
}

function Whole({ recon, data }: { recon: ReconDetail; data: ReconStatement }) {
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_340px] max-[1100px]:grid-cols-1 max-[1100px]:overflow-auto">
      <div className="min-h-0 overflow-auto max-[1100px]:overflow-visible" role="region" aria-label="Statement" tabIndex={0}>
        <Sections recon={recon} data={data} />
        {recon.kind !== "bank" && <Sides recon={recon} data={data} />}
      </div>
      <aside aria-label="Signatures" className="min-h-0 overflow-auto border-l border-line px-4 py-3 max-[1100px]:border-t max-[1100px]:border-l-0"><Signing recon={recon} data={data} /></aside>
    </div>
  );
}

function Sections({ recon, data }: { recon: ReconDetail; data: ReconStatement }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const names = bookWords(recon.kind);
  const shown = data.sections.filter((section) => section.count > 0);
  const { ages, stale } = byAge(shown);
  const toggle = (key: string): void => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  return (
    <table className="table">
      <thead><tr><th>Particulars</th><th className="num">Lines</th>{AGES.map((age) => <th key={age} className={`num ${WIDE}`}>{age}</th>)}<th className="num">₹</th></tr></thead>
      <tbody>
        <tr className="total"><th scope="row">Balance as per {names.ours} on {formatDay(data.as_of)}</th><td /><NoAges /><td className="num"><Amount paise={data.books_paise} strong /></td></tr>
        {shown.map((section) => <Fold key={section.key} section={section} open={open.has(section.key)} onToggle={() => toggle(section.key)} />)}
        <tr className="total"><th scope="row">Balance as per {names.theirs}, computed</th><td /><NoAges /><td className="num"><Amount paise={data.computed_paise} strong /></td></tr>
        {data.stated_paise !== null && <tr><th scope="row">Balance as {names.theirs} states it</th><td /><NoAges /><td className="num"><Amount paise={data.stated_paise} /></td></tr>}
        <tr><th scope="row">{data.unexplained_paise === null ? `${capital(names.theirs)} states no balance up to this day` : "Not explained"}</th><td /><NoAges /><td className="num">{data.unexplained_paise !== null && <Diff paise={data.unexplained_paise} />}</td></tr>
        {data.undecided > 0 && <tr><th scope="row"><Chip tone="warn">Not decided</Chip> <Undecided count={data.undecided} /></th><td className="num">{formatCount(data.undecided)}</td><NoAges /><td className="num"><Amount paise={data.undecided_paise} /></td></tr>}
        <tr className="group"><th scope="row">Between, by age</th><td />{ages.map((age, band) => <td key={AGES[band]} className={`num ${WIDE}`}>{formatPaise(age)}</td>)}<td className="num">{stale !== 0 && <Chip tone="warn">stale {formatPaise(stale)}</Chip>}</td></tr>
        {ages.map((age, band) => <tr key={AGES[band]} className="min-[760px]:hidden"><th scope="row" className="!pl-7">{AGES[band]}</th><td /><td className="num">{formatPaise(age)}</td></tr>)}
      </tbody>
    </table>
  );
}

function Undecided({ count: many }: { count: number }) {
  const [, setFilters] = useFilters();
  return <button type="button" className="link min-h-6 text-left" onClick={() => setFilters({ tab: undefined })}>{count(many, "suggested match", "suggested matches")}, counted here as matched</button>;
}

function Fold({ section, open, onToggle }: { section: ReconSection; open: boolean; onToggle: () => void }) {
  return (
    <>
      <tr>
        <th scope="row"><button type="button" className="link min-h-6 text-left" aria-expanded={open} onClick={onToggle}>{open ? "▾" : "▸"} {sectionWords(section)}</button>{section.stale_paise !== 0 && <> <Chip tone="warn">stale</Chip></>}</th>
        <td className="num">{formatCount(section.count)}</td>
        {section.ages_paise.map((age, band) => <td key={AGES[band]} className={`num ${WIDE}`}><Amount paise={age} /></td>)}
        <td className="num"><Amount paise={section.total_paise} strong /></td>
      </tr>
      {open && section.lines.map((line) => <Line key={`${line.side}${line.item}`} line={line} />)}
      {open && section.count > section.lines.length && <tr><td colSpan={6} className="text-text-2">and {formatCount(section.count - section.lines.length)} more: they are all in the file.</td></tr>}
    </>
  );
}

function Line({ line }: { line: ReconStatementLine }) {
  const scope = useScope();
  const navigate = useNavigate();
  const place = placeLink(scope, line.place);
  const go = (): void => { if (place) void navigate({ to: place.to as string, search: place.search as never }); };
  return (
    <tr>
      <td className="!whitespace-normal !pl-7 [overflow-wrap:anywhere]">
        <span className="text-text-2">{formatDay(line.day)}</span> {line.text}{line.reference && <span className="text-text-2"> · {line.reference}</span>}{" "}
        {line.stale && <Chip tone="warn">Stale, {line.age_days} days</Chip>}{" "}
        {place && line.place && <button type="button" className="link min-h-6" onClick={go}>{line.place.name}, {placeWords(line.place)}</button>}
      </td>
      <td className="num text-text-2">{line.age_days} d</td><NoAges /><td className="num"><Amount paise={line.amount_paise} /></td>
    </tr>
  );
}

function Sides({ recon, data }: { recon: ReconDetail; data: ReconStatement }) {
  const names = sides(recon.kind);
  return (
    <table className="table mt-3">
      <caption className="px-4 py-1.5 text-left font-semibold">Both sides up to {formatDay(data.as_of)}</caption>
      <thead><tr><th>Side</th><th className="num">Opening ₹</th><th className="num">Entries ₹</th><th className="num">Matched ₹</th>{AGES.map((age) => <th key={age} className="num">Open, {age}</th>)}</tr></thead>
      <tbody>
        {data.sides.map((side) => (
          <tr key={side.side}>
            <th scope="row">{names[side.side]}, {count(side.open, "line")} of {formatCount(side.entries)} open</th><td className="num"><Amount paise={side.opening_paise} /></td><td className="num"><Amount paise={side.total_paise} /></td>
            <td className="num"><Amount paise={side.matched_paise} /></td>{side.ages_paise.map((age, band) => <td key={AGES[band]} className="num"><Amount paise={age} /></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signing({ recon, data }: { recon: ReconDetail; data: ReconStatement }) {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const mayPrepare = useWhyNot("recon.decide");
  const mayReview = useWhyNot("recon.review");
  const prepare = usePrepare(recon.id, () => setAsking(false));
  const review = useReview(recon.id, () => undefined);
  const now = standing(data);
  const step = nextStep(data, me.user.id);
  const sign = (because: string): void => prepare.mutate({ day: data.as_of, digest: data.digest, because, undecided: data.undecided });
  const off = data.unexplained_paise !== null && data.unexplained_paise !== 0;
  return (
    <>
      <h2 className="mb-2 font-semibold">Signed by two</h2>
      <p className="mb-2 text-text-2">Whoever prepares the statement signs first, another person reviews and signs. A later change shows here; the package carries both names.</p>
      <div className="mb-3 flex flex-wrap gap-2">
        {step.act === "prepare" && <Button look="primary" why={mayPrepare} disabled={prepare.isPending} onClick={() => (off || data.undecided > 0 ? setAsking(true) : sign(""))}>Sign as prepared</Button>}
        {step.act === "review" && now && <Button look="primary" why={mayReview ?? step.why} disabled={review.isPending} onClick={() => review.mutate({ signature: now.id, digest: data.digest })}>Review and sign</Button>}
        {step.act === "none" && <Chip tone="ok">Prepared and reviewed</Chip>}
      </div>
      {(mayPrepare ?? step.why ?? (step.act === "review" ? mayReview : undefined)) && step.act !== "none" && <p className="mb-3 text-s text-text-2">{step.act === "prepare" ? mayPrepare : (mayReview ?? step.why)}</p>}
      {data.signatures.length === 0 ? <p className="text-text-2">Nobody has signed a statement of this reconciliation yet.</p> : <ul className="m-0 list-none p-0">{data.signatures.map((each) => <Signed key={each.id} each={each} current={each.id === now?.id} />)}</ul>}
      <p className="mt-3 text-s text-text-3 [overflow-wrap:anywhere]">Digest {data.digest}</p>
      <AskReason
        open={asking} title={data.undecided > 0 ? "Not everything is decided" : "Not everything is explained"} note={openWords(data)} label="Why do you sign all the same?" act="Sign as prepared"
        onClose={() => setAsking(false)} onReason={sign}
      />
    </>
  );
}

function Signed({ each, current }: { each: ReconSignature; current: boolean }) {
  const [, setFilters] = useFilters();
  return (
    <li className={`card mb-2 px-3 py-2 ${current ? "!border-ok-line" : ""}`}>
      <p className="flex flex-wrap items-center gap-2"><button type="button" className="link min-h-6 font-semibold" onClick={() => setFilters({ at: each.as_of })}>As at {formatDay(each.as_of)}</button>{each.stands ? <Chip tone={each.reviewed_at ? "ok" : "info"}>{each.reviewed_at ? "Stands" : "Waits for review"}</Chip> : <Chip tone="bad">Superseded</Chip>}</p>
      <p className="text-text-2">{signatureWords(each)}</p>
      {each.because && <p className="text-text-2">“{each.because}”</p>}
      {each.changed > 0 && (
        <details open>
          <summary className="min-h-6 cursor-pointer">{count(each.changed, "change")} since then</summary>
          <ul className="m-0 list-none p-0">
            {each.changes.slice(0, 20).map((change, index) => (
              <li key={index} className="border-b border-line py-1"><span className="text-text-2">{change.what}:</span> {change.how}{change.text && <> {change.text}</>}, <span className="num"><Amount paise={change.before_paise} /> → <Amount paise={change.after_paise} /></span></li>
            ))}
          </ul>
          {each.changed > 20 && <p className="text-text-2">and {formatCount(each.changed - 20)} more.</p>}
        </details>
      )}
    </li>
  );
}
