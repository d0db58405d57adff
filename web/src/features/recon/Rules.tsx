import { useId, useState, type ReactNode } from "react";
import { useScope } from "@/client/scope";
import { useMe, useWhyNot } from "@/client/session";
import type { AskedRules, ReconDetail, ReconJob, ReconRules, RulesSet, RulesVersion } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { AskReason } from "@/ui/AskReason";
import { Button, Chip } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { useAskRules, useDecideRules, useProposal, useProposals, useRuleHabits, useRules, useTryRules, type Level } from "./proof";
import { ALONE_IN, bodyOf, habitWords, ruleHabitWords, ruleWords, startOf, toPercent, typedHabit, typedOf, wrongWith, type Typed } from "./rules";
import { TrialDialog } from "./Trial";
import { KINDS } from "./words";

/** How lines of this account are matched and what is accepted without a person; tried before it is saved. */
export function RulesTab({ recon }: { recon: ReconDetail }) {
  const found = useRules(recon.id);
  return (
    <div className="min-h-0 flex-1 overflow-auto max-[900px]:flex-none" role="region" aria-label="Rules" tabIndex={0}>
      <Answer of={found} rows={10}>{(data) => <Editor key={data.version} recon={recon} data={data} />}</Answer>
    </div>
  );
}

function Editor({ recon, data }: { recon: ReconDetail; data: ReconRules }) {
  const scope = useScope();
  const [level, setLevel] = useState<Level>(data.account === null && data.kind !== null ? "kind" : "account");
  const own = level === "account" ? data.account : data.kind;
  const [typed, setTyped] = useState<Typed>(() => typedOf(startOf(data, level)));
  const [asking, setAsking] = useState<"save" | "clear" | null>(null);
  const [job, setJob] = useState<ReconJob | null>(null);
  const forbidden = useWhyNot("recon.decide");
  const save = useAskRules(recon.id);
  const tryOut = useTryRules(recon.id, setJob);
  const wrong = wrongWith(typed);
  const why = Object.values(wrong)[0];
  const change = (part: Partial<Typed>): void => setTyped((old) => ({ ...old, ...part }));
  // Rules of an account stand in place of its kind's, so they begin as those: what nobody changes stays as it is.
  const choose = (next: Level): void => { setLevel(next); setTyped(typedOf(startOf(data, next))); };
  const send = (rules: ReturnType<typeof bodyOf> | null, reason: string): void => save.mutate({ level, rules, version: data.version, reason });
  const kind = KINDS[recon.kind] ?? recon.kind;
  return (
    <div className="grid gap-4 px-4 py-3 min-[1100px]:grid-cols-[minmax(0,1fr)_380px]">
      <section aria-label="Rules of this account" className="min-w-0">
        <div className="mb-3 flex flex-wrap items-center gap-2" role="radiogroup" aria-label="Whose rules">
          <Choice name="level" on={level === "account"} onPress={() => choose("account")}>Of {recon.subject}</Choice>
          <Choice name="level" on={level === "kind"} onPress={() => choose("kind")}>Of every {kind} account of {recon.entity_code}</Choice>
          {own === null ? <Chip tone="mute">None yet: {level === "account" && data.kind !== null ? `those of every ${kind} account hold` : "the company's policy holds"}</Chip> : <Chip tone="ok">In force</Chip>}
        </div>
        <Fields kind={recon.kind} typed={typed} company={level === "account" && data.kind ? { ...data.company, ...filled(data.kind) } : data.company} wrong={wrong} onChange={change} />
        <div className="mt-3 flex flex-wrap gap-2">
          <Button why={forbidden ?? why} disabled={tryOut.isPending} onClick={() => tryOut.mutate(bodyOf(typed))}>Try on last quarter</Button>
          <Button look="primary" why={forbidden ?? why} disabled={save.isPending} onClick={() => setAsking("save")}>Ask for these rules…</Button>
          {own !== null && <Button look="danger" why={forbidden} onClick={() => setAsking("clear")}>Leave it to {level === "account" ? "the kind or the company" : "the company"}…</Button>}
        </div>
        <p className="mt-2 text-s text-text-2">{forbidden ?? why ?? "Another person puts them in force; they count from the next run on, and in later quarters. Lines that only add up are never accepted without a person, whatever the rules say."}</p>
      </section>
      <div className="flex min-w-0 flex-col gap-4"><Asked recon={recon} waiting={data.asked} /><RuleHabits recon={recon} onTake={change} /><Proposals kind={recon.kind} /><History versions={data.history} kind={kind} subject={recon.subject} /></div>
      <AskReason
        open={asking !== null} title={asking === "clear" ? "Ask to take these rules back" : "Ask for these rules"} label="Why?" act="Ask" danger={asking === "clear"}
        note={asking === "clear" ? "Another person decides. From the next run on the rules of the kind, or the company's policy, hold again." : "Another person decides. They count from the next run on; what was accepted so far stays as it is until then."}
        onClose={() => setAsking(null)} onReason={(reason) => send(asking === "clear" ? null : bodyOf(typed), reason)}
      />
      {job && <TrialDialog job={job} scope={scope.name} onClose={() => setJob(null)} />}
    </div>
  );
}

/** What a set of rules says itself. */
const filled = (rules: RulesSet): Partial<RulesSet> => Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== null)) as Partial<RulesSet>;

function Fields({ kind, typed, company, wrong, onChange }: { kind: string; typed: Typed; company: RulesSet; wrong: Partial<Record<keyof Typed, string>>; onChange: (part: Partial<Typed>) => void }) {
  const text = (name: keyof Typed) => ({ value: String(typed[name]), wrong: wrong[name], onText: (value: string) => onChange({ [name]: value }) });
  return (
    <div className="grid gap-4">
      <fieldset className="card grid gap-x-4 gap-y-2.5 border px-3 py-3 sm:grid-cols-3">
        <legend className="px-1 font-semibold">How lines may differ</legend>
        <Text label="Tolerance, ₹" hint={company.amount_tolerance_paise === null ? "" : `Without: ${formatPaise(company.amount_tolerance_paise)}`} {...text("tolerance")} />
        <Text label="Tolerance, % of the amount" hint={`Without: ${company.rate_tolerance ?? "none"}`} {...text("percent")} />
        <Text label="Days apart, without a common reference" hint={`Without: ${company.window_days ?? "—"}`} {...text("days")} />
        <div className="sm:col-span-3"><Text long label="Where a reference stands in a narration, one pattern a line" hint="# is a digit, @ a letter, & either; + one or more; [ ] around the reference. UTR [&+] or INV-[####]" {...text("patterns")} /></div>
      </fieldset>
      <fieldset className="card grid gap-x-4 gap-y-2.5 border px-3 py-3 sm:grid-cols-3">
        <legend className="px-1 font-semibold">What is accepted without a person</legend>
        <div className="flex flex-col gap-1 sm:col-span-3">
          <Tick on={typed.auto} onTick={(auto) => onChange({ auto })}>Accept sure matches automatically, within these limits</Tick>
          <Tick on={typed.exactOnly} onTick={(exactOnly) => onChange({ exactOnly })} off={!typed.auto}>Only one with one, equal to the paisa</Tick>
          {ALONE_IN.tax.has(kind) && <Tick on={typed.taxAlone} onTick={(taxAlone) => onChange({ taxAlone })} off={!typed.auto}>Also where the difference has the size of a usual tax and nobody is known to take one: a payment 10 % short of its voucher</Tick>}
        </div>
        <Text label="Up to ₹ a match" hint={company.auto_accept_limit_paise === null ? "" : `Without: ${formatPaise(company.auto_accept_limit_paise)}`} off={!typed.auto} {...text("limit")} />
        <Text label="Precision to reach, %" hint={`Without: ${toPercent(company.precision_target)}${kind === "bank" ? "" : "; here it is what looks at the sample are held to: only fixed evidence is accepted alone"}`} off={!typed.auto} {...text("target")} />
        <Text label="Margin to the next best, points" hint={`Without: ${company.margin_least ?? "0"}`} off={!typed.auto} {...text("margin")} />
        {ALONE_IN.fee.has(kind) && <Text label="Fees of an unusual rate, up to %" hint={`Without: ${Number(company.fee_alone ?? 0) > 0 ? company.fee_alone : "a person names them"}`} off={!typed.auto} {...text("feeAlone")} />}
      </fieldset>
    </div>
  );
}

function Text({ label, hint, value, wrong, long = false, off = false, onText }: { label: string; hint: string; value: string; wrong: string | undefined; long?: boolean; off?: boolean; onText: (text: string) => void }) {
  const id = useId();
  const common = { id, className: "field", value, disabled: off, "aria-invalid": wrong !== undefined || undefined, "aria-describedby": `${id}-hint` } as const;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id}>{label}</label>
      {long ? <textarea {...common} className="field min-h-[64px] font-mono" spellCheck={false} onChange={(event) => onText(event.target.value)} /> : <input {...common} inputMode="decimal" autoComplete="off" onChange={(event) => onText(event.target.value)} />}
      <span id={`${id}-hint`} className={`text-s ${wrong ? "text-bad" : "text-text-2"}`}>{wrong ?? hint}</span>
    </div>
  );
}

const Tick = ({ on, off = false, onTick, children }: { on: boolean; off?: boolean; onTick: (on: boolean) => void; children: ReactNode }) => (
  <label className="flex min-h-6 items-center gap-2"><input type="checkbox" checked={on} disabled={off} onChange={(event) => onTick(event.target.checked)} />{children}</label>
);

const Choice = ({ name, on, onPress, children }: { name: string; on: boolean; onPress: () => void; children: ReactNode }) => (
  <label className="flex min-h-6 items-center gap-1.5"><input type="radio" name={name} checked={on} onChange={onPress} />{children}</label>
);

/** One set of rules in a line of words. */
export function rulesWords(rules: RulesSet | null): string {
  if (rules === null) return "Left to the company's policy";
  const parts = [
    rules.auto_accept ? (rules.exact_only ? "only equal pairs accepted" : "accepted automatically") : "nothing accepted automatically",
    rules.auto_accept && rules.auto_accept_limit_paise !== null ? `up to ₹ ${formatPaise(rules.auto_accept_limit_paise)}` : "",
    rules.amount_tolerance_paise !== null ? `tolerance ₹ ${formatPaise(rules.amount_tolerance_paise)}` : "", rules.rate_tolerance !== null ? `${rules.rate_tolerance} %` : "",
    rules.window_days !== null ? `${rules.window_days} days` : "", rules.precision_target !== null ? `precision ${toPercent(rules.precision_target)} %` : "",
    rules.tax_alone ? "differences of the size of a usual tax" : "", rules.fee_alone !== null ? `fees up to ${rules.fee_alone} %` : "",
    rules.margin_least !== null ? `margin ${rules.margin_least}` : "", rules.patterns.length > 0 ? `patterns ${rules.patterns.join(", ")}` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** What one person asks for and another decides. */
function Asked({ recon, waiting }: { recon: ReconDetail; waiting: readonly AskedRules[] }) {
  const me = useMe();
  const mayGrant = useWhyNot("recon.rules");
  const mayDecline = useWhyNot("recon.decide");
  const decide = useDecideRules(recon.id);
  if (waiting.length === 0) return null;
  return (
    <section aria-label="Waiting for a second person" className="min-w-0">
      <h2 className="mb-2 font-semibold">Waiting for a second person</h2>
      <ul className="m-0 list-none p-0">
        {waiting.map((each) => {
          const mine = each.by_id === me.user.id;
          const why = mayGrant ?? (mine ? "You asked for these rules; somebody else has to put them in force." : undefined);
          return (
            <li key={each.id} className="card mb-2 px-3 py-2">
              <p className="flex flex-wrap items-center gap-2"><b className="font-semibold">{each.level === "kind" ? `Every ${KINDS[recon.kind] ?? recon.kind} account` : recon.subject}</b><Chip tone="warn">Asked for</Chip></p>
              <p className="[overflow-wrap:anywhere]">{rulesWords(each.rules)}</p>
              <p className="text-text-2">{each.by}, {formatInstant(each.at)}. {each.reason}</p>
              <span className="mt-1 flex flex-wrap gap-2"><Button look="primary" why={why} disabled={decide.isPending} onClick={() => decide.mutate({ asked: each, grant: true })}>Put in force</Button><Button why={mayDecline} disabled={decide.isPending} onClick={() => decide.mutate({ asked: each, grant: false })}>{mine ? "Take back" : "Decline"}</Button></span>
              {why && <p className="mt-1 text-s text-text-2">{why}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Rules that would accept what people always accept here: taken into the form, tried there, and asked for as any others. */
function RuleHabits({ recon, onTake }: { recon: ReconDetail; onTake: (part: Partial<Typed>) => void }) {
  const found = useRuleHabits(recon.id);
  const forbidden = useWhyNot("recon.decide");
  if (!found.data?.length) return null;
  return (
    <section aria-label="Rules proposed from habits" className="min-w-0">
      <h2 className="mb-2 font-semibold">Rules proposed from habits</h2>
      <ul className="m-0 list-none p-0">
        {found.data.map((each) => (
          <li key={each.rule} className="card mb-2 !border-dashed px-3 py-2">
            <p className="flex flex-wrap items-center gap-2"><Chip tone="ai">Proposal</Chip><span>{ruleWords(each)}</span></p>
            <p className="text-text-2">{ruleHabitWords(each)}</p>
            <span className="mt-1 flex"><Button why={forbidden} onClick={() => onTake(typedHabit(each))}>Take into the rules</Button></span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the machine proposes from habits: nothing counts before a person agrees. */
function Proposals({ kind }: { kind: string }) {
  const found = useProposals();
  const decide = useProposal();
  const forbidden = useWhyNot("recon.decide");
  const waiting = (found.data ?? []).filter((each) => each.kind === kind && each.state === "waiting");
  if (waiting.length === 0) return null;
  return (
    <section aria-label="Proposed from habits" className="min-w-0">
      <h2 className="mb-2 font-semibold">Proposed from habits</h2>
      <ul className="m-0 list-none p-0">
        {waiting.map((each) => (
          <li key={each.id} className="card mb-2 !border-dashed px-3 py-2">
            <p className="flex flex-wrap items-center gap-2"><Chip tone="ai">Proposal</Chip><span>“{each.alias}” in a narration means <b className="font-semibold">{each.party}</b></span></p>
            <p className="text-text-2">{habitWords(each)}</p>
            {each.examples.length > 0 && <p className="text-s text-text-2 [overflow-wrap:anywhere]">{each.examples.join(" · ")}</p>}
            <span className="mt-1 flex gap-2"><Button look="primary" why={forbidden} disabled={decide.isPending} onClick={() => decide.mutate({ id: each.id, accept: true })}>Accept</Button><Button why={forbidden} disabled={decide.isPending} onClick={() => decide.mutate({ id: each.id, accept: false })}>Decline</Button></span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function History({ versions, kind, subject }: { versions: readonly RulesVersion[]; kind: string; subject: string }) {
  return (
    <section aria-label="Versions" className="min-w-0">
      <h2 className="mb-2 font-semibold">Versions</h2>
      {versions.length === 0 ? <p className="text-text-2">Nobody has set rules here. The company's policy holds.</p> : (
        <ol className="m-0 list-none p-0">
          {versions.map((each, index) => (
            <li key={`${each.at}-${index}`} className="border-b border-line py-2">
              <p className="flex flex-wrap items-center gap-2"><b className="font-semibold">{each.level === "kind" ? `Every ${kind} account` : subject}</b>{each.since ? <Chip tone="mute">From {each.since}</Chip> : each.counts ? <Chip tone="ok">Counted by the newest run</Chip> : <Chip tone="warn">Counts from the next run</Chip>}</p>
              <p className="[overflow-wrap:anywhere]">{rulesWords(each.rules)}</p>
              <p className="text-text-2">{each.by}{each.approved_by && `, put in force by ${each.approved_by}`}, {formatInstant(each.at)}. {each.reason}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
