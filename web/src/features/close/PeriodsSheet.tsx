import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "@/client/act";
import { entitiesQuery } from "@/client/company";
import { send } from "@/client/http";
import { usePeriods } from "@/client/periods";
import { useMe, useWhyNot } from "@/client/session";
import type { PeriodState } from "@/client/types";
import { formatInstant } from "@/lib/dates";
import { AskReason } from "@/ui/AskReason";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip, type Tone } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { LockDialog } from "./LockDialog";

const STATES: Record<string, { tone: Tone; word: string; means: string }> = {
  open: { tone: "ok", word: "Open", means: "Everybody who writes may write." },
  soft_closed: { tone: "warn", word: "Soft-closed", means: "Controllers alone write and post." },
  locked: { tone: "mute", word: "Locked", means: "Nobody posts into it." },
};

export const periodChip = (state: string): { tone: Tone; word: string } => STATES[state] ?? { tone: "mute", word: state };

type Verb = "soft-close" | "open" | "ask-reopening" | "grant-reopening" | "decline-reopening";
const SAYS: Record<Verb, string> = {
  "soft-close": "is soft-closed: controllers alone write into it.", open: "is open to everybody again.", "ask-reopening": "reopening is asked for; another controller has to grant it.",
  "grant-reopening": "is open again. A signed close waits for a new run.", "decline-reopening": "stays locked.",
};

function usePeriodAct(quarter: string) {
  return useAct({
    run: ({ entity, verb, reason }: { entity: string; verb: Verb; reason?: string }) => send<PeriodState>("POST", `/periods/{entity}/{quarter}/${verb}`, { path: { entity, quarter }, body: reason === undefined ? {} : { reason } }),
    touches: ["periods", "close", "journals", "journal"], says: (_, { entity, verb }) => `${entity}: ${SAYS[verb]}`,
  });
}

/** Every company's period of the quarter: soft-closed, opened, locked, and reopened by two people. */
export function PeriodsSheet({ quarter, name, signed, open, onClose }: { quarter: string; name: string; signed: boolean; open: boolean; onClose: () => void }) {
  const periods = usePeriods(quarter);
  const entities = useQuery(entitiesQuery).data ?? [];
  const [locking, setLocking] = useState("");
  const [asking, setAsking] = useState<{ entity: string; verb: "open" | "ask-reopening" } | null>(null);
  const act = usePeriodAct(quarter);
  return (
    <Dialog title={`Periods of ${name}`} open={open} onClose={onClose} side="right" width={520}>
      {signed && <p className="mb-3 rounded-m bg-mute-bg px-3 py-2">The quarter is signed. It is open again with the first company that is reopened: the signed package stays as history, a new run and a new signature are needed.</p>}
      <Answer of={periods} rows={4}>
        {(data) => (
          <ul className="m-0 flex list-none flex-col gap-3 p-0" aria-label="Periods">
            {data.map((each) => (
              <Period
                key={each.entity_code} period={each} name={entities.find((entity) => entity.code === each.entity_code)?.name ?? each.entity_code} signed={signed} busy={act.isPending}
                onVerb={(verb) => (verb === "open" || verb === "ask-reopening" ? setAsking({ entity: each.entity_code, verb }) : act.mutate({ entity: each.entity_code, verb }))} onLock={() => setLocking(each.entity_code)}
              />
            ))}
          </ul>
        )}
      </Answer>
      {locking !== "" && <LockDialog quarter={quarter} entity={locking} open onClose={() => setLocking("")} />}
      <AskReason
        open={asking !== null} title={asking?.verb === "open" ? `Open ${name} of ${asking.entity} to everybody` : `Ask to reopen ${name} of ${asking?.entity ?? ""}`} label="Why" act={asking?.verb === "open" ? "Open it" : "Ask to reopen"}
        note={asking?.verb === "open" ? "The reason stays in the audit trail." : "Another controller has to grant it; until then nothing opens."} onClose={() => setAsking(null)}
        onReason={(reason) => asking && act.mutate({ ...asking, reason })}
      />
    </Dialog>
  );
}

function Period({ period, name, signed, busy, onVerb, onLock }: { period: PeriodState; name: string; signed: boolean; busy: boolean; onVerb: (verb: Verb) => void; onLock: () => void }) {
  const me = useMe();
  const why = useWhyNot("periods.lock");
  const state = STATES[period.state];
  const asked = period.asked_by_id !== null;
  const mine = period.asked_by_id === me.user.id;
  const whySigned = why ?? (signed ? "The quarter is signed. Reopen it first." : undefined);
  return (
    <li className="card px-3 py-2.5" aria-label={name}>
      <div className="flex flex-wrap items-center gap-2"><b className="font-semibold">{name}</b><Chip tone={state?.tone ?? "mute"}>{state?.word ?? period.state}</Chip></div>
      <p className="text-text-2">{period.state === "locked" && period.locked_at ? `Locked ${formatInstant(period.locked_at)}${period.locked_by ? ` by ${period.locked_by}` : ""}.` : state?.means}</p>
      {asked && (
        <div className="mt-2 rounded-m bg-info-bg px-3 py-2">
          <p><b className="font-semibold">{mine ? "You ask" : `${period.asked_by} asks`} to reopen it</b>, {formatInstant(period.asked_at)}: {period.asked_reason}</p>
          <div className="mt-1.5 flex flex-wrap gap-2">
            <Button look="primary" why={why ?? (mine ? "You asked for it; another controller grants it." : undefined)} disabled={busy} onClick={() => onVerb("grant-reopening")}>Grant</Button>
            <Button why={why} disabled={busy} onClick={() => onVerb("decline-reopening")}>{mine ? "Take back" : "Decline"}</Button>
          </div>
        </div>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        {period.state === "open" && <Button why={whySigned} disabled={busy} onClick={() => onVerb("soft-close")}>Soft-close</Button>}
        {period.state === "soft_closed" && <Button why={whySigned} disabled={busy} onClick={() => onVerb("open")}>Open…</Button>}
        {period.state !== "locked" && <Button why={why} disabled={busy} onClick={onLock}>Lock…</Button>}
        {period.state === "locked" && !asked && <Button why={why} disabled={busy} onClick={() => onVerb("ask-reopening")}>Ask to reopen…</Button>}
      </div>
    </li>
  );
}
