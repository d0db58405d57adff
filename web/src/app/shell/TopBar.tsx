import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Clock, Menu as MenuIcon, Search } from "lucide-react";
import { useState } from "react";
import { entitiesQuery, periodsQuery } from "@/client/company";
import { useLive } from "@/client/live";
import { useScope } from "@/client/scope";
import { useKeys } from "@/lib/keys";
import { parseQuarter, quarterMonths, quarterName, quarterSlug, shiftQuarter, type Quarter } from "@/lib/period";
import { Combobox } from "@/ui/Combobox";
import { Kbd } from "@/ui/parts";
import { useFrameBoard } from "@/client/board";
import { PersonMenu } from "./PersonMenu";

/** Which company, which quarter, how far the close is, and is what I see fresh. */
export function TopBar({ onSearch, onMenu }: { onSearch: () => void; onMenu: () => void }) {
  const board = useFrameBoard().data;
  const late = board !== undefined && board.day_number >= board.day_total - 4;
  return (
    <header className="flex h-12 min-w-0 flex-none items-center gap-2.5 border-b border-line bg-surface px-4 max-[900px]:px-2">
      <button type="button" className="icon-btn min-[900px]:hidden" aria-label="Menu" onClick={onMenu}><MenuIcon aria-hidden className="size-5" /></button>
      <ScopePickers />
      {board && board.state !== "signed" && board.day_number > 0 && (
        <span className={`chip max-[1100px]:!hidden ${late ? "chip-warn" : "chip-mute"}`}>
          <Clock aria-hidden />{board.day_number > board.day_total ? `${board.day_number - board.day_total} days over ${board.day_total}` : `Day ${board.day_number} of ${board.day_total}`}
        </span>
      )}
      <button type="button" onClick={onSearch} className="ml-auto flex min-h-[30px] min-w-0 flex-1 items-center gap-2 rounded-m border border-line-strong px-2.5 text-text-3 hover:bg-hover max-[900px]:size-10 max-[900px]:flex-none max-[900px]:justify-center max-[900px]:border-0 min-[900px]:max-w-[360px]">
        <Search aria-hidden className="size-[15px] flex-none" />
        <span className="truncate max-[900px]:sr-only">Search or jump to…</span>
        <span className="ml-auto max-[1100px]:hidden"><Kbd>Ctrl K</Kbd></span>
      </button>
      <LiveMark />
      <PersonMenu />
    </header>
  );
}

function ScopePickers() {
  const scope = useScope();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [open, setOpen] = useState<"entity" | "period" | null>(null);
  const entities = useQuery(entitiesQuery).data ?? [];
  const periods = useQuery(periodsQuery).data ?? [];
  // The same screen for another company or quarter; a record of the old one stays behind.
  const go = (entity: string, period: string): void => {
    const rest = pathname.split("/").slice(3);
    const keep = rest[0] === "statements" || rest[0] === "compliance" ? rest.slice(0, 2) : rest.slice(0, 1);
    void navigate({ to: `/${entity}/${period}/${keep.join("/") || "close"}` as string, search: {} as never });
  };
  const move = (steps: number): void => go(scope.entity, quarterSlug(shiftQuarter(scope.quarter, steps)));
  useKeys("Everywhere", [
    { keys: "Alt E", says: "Choose the company", run: () => setOpen("entity"), whileTyping: true },
    { keys: "F2", says: "Choose the period", run: () => setOpen("period"), whileTyping: true },
    { keys: "[", says: "Earlier period", run: () => move(-1) },
    { keys: "]", says: "Later period", run: () => move(1) },
  ]);
  const chosen = entities.find((entity) => entity.code.toLowerCase() === scope.entity.toLowerCase());
  // With one company the group is that company: papers not yet given to anybody are seen too.
  const whole = entities.length === 1 ? (entities[0]?.name ?? "") : "Group";
  const place = chosen ? entities.indexOf(chosen) + 1 : 0;
  const entityOptions = [
    { value: "group", label: entities.length === 1 ? whole : "Group", note: entities.length === 1 ? (entities[0]?.code ?? "") : `all ${entities.length} companies` },
    ...(entities.length > 1 ? entities.map((entity) => ({ value: entity.code.toLowerCase(), label: entity.name, note: entity.code })) : []),
  ];
  const quarters: Quarter[] = periods.flatMap((period) => parseQuarter(period.quarter) ?? []);
  if (!quarters.some((quarter) => quarterSlug(quarter) === quarterSlug(scope.quarter))) quarters.unshift(scope.quarter);
  return (
    <>
      <Combobox label="Company" options={entityOptions} value={scope.entity.toLowerCase()} onChoose={(value) => go(value, scope.period)} open={open === "entity"} onOpen={(now) => setOpen(now ? "entity" : null)}>
        <span className="truncate">{chosen?.name ?? (entities.length > 0 ? whole : "…")}</span>
        {entities.length > 1 && <small className="text-s font-normal whitespace-nowrap text-text-3 max-[1200px]:hidden">{place > 0 ? `${place} of ${entities.length} entities` : `${entities.length} entities`}</small>}
      </Combobox>
      <Combobox
        label="Period" whole value={quarterSlug(scope.quarter)} open={open === "period"} onOpen={(now) => setOpen(now ? "period" : null)} onChoose={(value) => go(scope.entity, value)}
        options={quarters.map((quarter) => ({ value: quarterSlug(quarter), label: quarterName(quarter), note: quarterMonths(quarter) }))}
      >
        <span className="whitespace-nowrap">{scope.name}</span>
        <small className="text-s font-normal whitespace-nowrap text-text-3 max-[1200px]:hidden">{quarterMonths(scope.quarter)}</small>
      </Combobox>
    </>
  );
}

function LiveMark() {
  const live = useLive();
  const words = live.mode === "live" ? "Live" : live.mode === "reconnecting" ? "Reconnecting" : `Offline since ${live.since}`;
  const colour = live.mode === "live" ? "bg-ok-line" : live.mode === "reconnecting" ? "bg-warn-line" : "bg-bad-line";
  return (
    <span role="status" aria-label={`Updates: ${words}`} className="flex flex-none items-center gap-1.5 text-text-2" title={live.mode === "live" ? "Changes of others arrive by themselves" : "Changes of others arrive every ten seconds at most"}>
      <i aria-hidden className={`size-2 rounded-full ${colour}`} /><span className="max-[900px]:hidden">{words}</span>
    </span>
  );
}
