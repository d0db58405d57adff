import { Link } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { useState } from "react";
import { placeLink, placeWords } from "@/client/places";
import { useScope } from "@/client/scope";
import { useMe, useWhyNot } from "@/client/session";
import type { Finding } from "@/client/types";
import { useKeys } from "@/lib/keys";
import { formatPaise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { AskReason } from "@/ui/AskReason";
import { Button, Chip } from "@/ui/parts";
import { SEVERITY } from "./FindingsPage";
import { useAskWaiver, useWaive } from "./queries";

/** What is wrong, by which rule and law, on which papers; who may let it stand. */
export function FindingPane({ finding }: { finding: Finding | undefined }) {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const ask = useAskWaiver();
  const waive = useWaive();
  const mayAsk = useWhyNot("findings.ask");
  const mayWaive = useWhyNot("findings.waive");
  const asked = finding !== undefined && finding.waive_reason !== "";
  const whyAsk = mayAsk ?? (!finding ? "Choose a finding." : finding.state !== "open" ? `It is ${finding.state}.` : asked ? "A waiver is asked for already." : undefined);
  const whyWaive = mayWaive ?? (!finding ? "Choose a finding." : !asked ? "Nobody has asked for a waiver." : finding.asked_by === me.user.name || finding.asked_by === me.user.id ? "You asked for it; somebody else decides." : finding.state !== "open" ? `It is ${finding.state}.` : undefined);
  useKeys("Finding", [
    { keys: "W", says: "Ask for a waiver", run: () => setAsking(true), off: whyAsk !== undefined },
    { keys: "A", says: "Approve the waiver", run: () => finding && waive.mutate(finding), off: whyWaive !== undefined },
  ]);
  return (
    <aside aria-label="Finding" className="flex w-[360px] flex-none flex-col gap-2.5 overflow-y-auto border-l border-line bg-surface p-3 max-[1200px]:w-[300px] max-[900px]:w-full max-[900px]:border-t max-[900px]:border-l-0" tabIndex={0}>
      {!finding ? <p className="text-text-2">Choose a finding to see its rule and its papers.</p> : (
        <>
          <div className="flex items-start gap-2"><h2 className="font-bold [overflow-wrap:anywhere]">{humanise(finding.rule.split(".").slice(1).join(" "))}</h2><span className="ml-auto flex-none"><Chip tone={SEVERITY[finding.severity]?.tone ?? "mute"}>{SEVERITY[finding.severity]?.word ?? finding.severity}</Chip></span></div>
          <div className="card px-3 py-2.5">
            <p className="font-semibold [overflow-wrap:anywhere]">{finding.sentence}</p>
            <dl className="kv mt-2">
              <dt>At stake</dt><dd>{finding.amount_paise === 0 ? "—" : `₹ ${formatPaise(finding.amount_paise)}`}</dd>
              <dt>About</dt><dd className="[overflow-wrap:anywhere]">{finding.subject}</dd>
              <dt>Rule</dt><dd className="[overflow-wrap:anywhere]">{finding.rule}</dd>
              {finding.law && <><dt>Law</dt><dd>{finding.law}</dd></>}
              <dt>Found by</dt><dd>{finding.agent || "a rule"}</dd>
              <dt>State</dt><dd>{humanise(finding.state)}</dd>
            </dl>
          </div>
          <Papers finding={finding} />
          {asked && <div className="rounded-l border border-dashed border-ai-line px-3 py-2"><b>Waiver asked{finding.asked_by ? ` by ${finding.asked_by}` : ""}</b><p>{finding.waive_reason}</p>{finding.waived_by && <p className="mt-1 text-ok">Approved by {finding.waived_by}</p>}</div>}
          <div className="mt-auto flex flex-wrap gap-2 pt-2">
            <Button shortcut="W" why={whyAsk} onClick={() => setAsking(true)}>Ask for a waiver</Button>
            <Button look="primary" shortcut="A" why={whyWaive} disabled={waive.isPending} onClick={() => waive.mutate(finding)}>Approve waiver</Button>
          </div>
          <p className="text-s text-text-2">It goes by itself when the papers or the books are put right.</p>
          <AskReason open={asking} title="Ask for a waiver" note={finding.sentence} label="Why it may stand" act="Ask" onClose={() => setAsking(false)} onReason={(reason) => ask.mutate({ finding, reason })} />
        </>
      )}
    </aside>
  );
}

function Papers({ finding }: { finding: Finding }) {
  const scope = useScope();
  if (finding.evidence.length === 0) return <p className="text-text-2">No single paper shows it: something is missing, or it comes from the books as a whole.</p>;
  return (
    <section aria-label="Papers">
      <h3 className="mb-1 font-bold">Papers</h3>
      <ul className="m-0 flex list-none flex-col gap-1 p-0">
        {finding.evidence.slice(0, 20).map((place, index) => {
          const link = placeLink(scope, place);
          const words = <><FileText aria-hidden className="mt-0.5 size-3.5 flex-none" /><span className="min-w-0 [overflow-wrap:anywhere]">{place.name || "Paper"}, {placeWords(place)}</span></>;
          return <li key={index}>{link ? <Link to={link.to as string} search={link.search as never} className="link flex gap-1.5">{words}</Link> : <span className="flex gap-1.5">{words}</span>}</li>;
        })}
      </ul>
    </section>
  );
}
