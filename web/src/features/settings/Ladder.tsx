import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "@/client/act";
import { get, send } from "@/client/http";
import { useMe, useWhyNot } from "@/client/session";
import type { Ladder, Rule } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { formatPaise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { Button, Chip } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { LadderDialog } from "./LadderDialog";
import { roleName } from "./roles";

const ladderQuery = { queryKey: ["ladder"], queryFn: ({ signal }: { signal: AbortSignal }) => get<Ladder>("/approval-rules", {}, signal) };

/** Which entries need whose approval; a change is asked for by one person and put in force by another. */
export function LadderCard() {
  const ladder = useQuery(ladderQuery);
  const why = useWhyNot("ladder.decide");
  const [asking, setAsking] = useState(false);
  return (
    <section className="card overflow-x-auto" aria-label="Approval ladder" tabIndex={0}>
      <div className="flex items-center gap-2 px-4 pt-3 pb-1.5"><h2 className="font-bold">Approval ladder</h2><span className="ml-auto"><Button why={why ?? (ladder.data?.asked ? "A change is asked for already." : undefined)} onClick={() => setAsking(true)}>Ask for a change</Button></span></div>
      <Answer of={ladder} rows={4}>
        {(data) => (
          <>
            <p className="px-4 pb-2 text-text-2">{data.is_default ? "The usual ladder: the company has set none of its own." : `In force since ${formatInstant(data.since)}, by ${data.by}: ${data.reason}`} {data.approvers.length > 0 ? `${data.approvers.join(", ")} can approve.` : "Nobody can approve yet."}</p>
            <Rules rules={data.rules} />
            {data.asked && <Asked asked={data.asked} />}
            {asking && <LadderDialog ladder={data} onClose={() => setAsking(false)} />}
          </>
        )}
      </Answer>
    </section>
  );
}

const seatsWords = (seats: readonly string[]): string => {
  const many = new Map<string, number>();
  for (const seat of seats) many.set(seat, (many.get(seat) ?? 0) + 1);
  return [...many].map(([role, n]) => (n === 1 ? roleName(role) : `${n} × ${roleName(role)}`)).join(", ");
};

/** What the entries of a rung have in common, in words. */
function whichWords(rule: Rule): string {
  const parts = [
    rule.above_paise > 0 ? `above ₹ ${formatPaise(rule.above_paise)}` : "", rule.kinds.length > 0 ? rule.kinds.map((each) => humanise(each).toLowerCase()).join(", ") : "", rule.sources.length > 0 ? `from ${rule.sources.map((each) => humanise(each).toLowerCase()).join(", ")}` : "",
    rule.roles.length > 0 ? `moves ${rule.roles.length > 4 ? `${rule.roles.length} kinds of account` : rule.roles.map((each) => humanise(each).toLowerCase()).join(", ")}` : "", rule.schedule.length > 0 ? `stands under ${rule.schedule.join(", ")}` : "", rule.ledgers.length > 0 ? `on ${rule.ledgers.join(", ")}` : "",
  ].filter(Boolean);
  return parts.length > 0 ? parts.join("; ") : "every entry";
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  return (
    <table className="table">
      <thead><tr><th>Rung</th><th>Entries</th><th>Who approves</th></tr></thead>
      <tbody>{rules.map((rule) => <tr key={rule.name}><td className="!whitespace-normal py-1 font-semibold">{rule.name}</td><td className="!whitespace-normal py-1" title={rule.roles.map(humanise).join(", ")}>{whichWords(rule)}</td><td className="!whitespace-normal py-1">{seatsWords(rule.seats)}</td></tr>)}</tbody>
    </table>
  );
}

function Asked({ asked }: { asked: NonNullable<Ladder["asked"]> }) {
  const me = useMe();
  const why = useWhyNot("ladder.decide");
  const mine = asked.asked_by_id === me.user.id;
  const decide = useAct({
    run: (verb: "grant" | "decline") => send("POST", `/approval-rules/{id}/${verb}`, { path: { id: asked.id }, body: { version: asked.version } }), touches: ["ladder", "journals", "journal"],
    says: (_, verb) => (verb === "grant" ? "The new ladder is in force." : "The ladder stays as it was."),
  });
  return (
    <div className="m-3 rounded-m bg-info-bg px-3 py-2" role="region" aria-label="Asked ladder">
      <p className="mb-2"><Chip tone="info">Asked</Chip> <b className="font-semibold">{mine ? "You ask" : `${asked.asked_by} asks`} for this ladder</b>, {formatInstant(asked.asked_at)}: {asked.reason}</p>
      <div className="card overflow-x-auto" role="region" aria-label="The asked rungs" tabIndex={0}><Rules rules={asked.rules} /></div>
      <div className="mt-2 flex gap-2">
        <Button look="primary" why={why ?? (mine ? "You asked for it; another person puts it in force." : undefined)} disabled={decide.isPending} onClick={() => decide.mutate("grant")}>Put in force</Button>
        <Button why={why} disabled={decide.isPending} onClick={() => decide.mutate("decline")}>{mine ? "Take back" : "Decline"}</Button>
      </div>
    </div>
  );
}
