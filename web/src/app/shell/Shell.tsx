import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { keepConfirm } from "@/client/http";
import { startLive } from "@/client/live";
import { usePeriods } from "@/client/periods";
import { useScope } from "@/client/scope";
import { isReader, useMe } from "@/client/session";
import { formatInstant } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { LaterDialog } from "@/ui/Silent";
import { Banner } from "@/ui/parts";
import { Skeleton } from "@/ui/states";
import { useFrameBoard } from "@/client/board";
import { NAV } from "./nav";
import { SideBar } from "./SideBar";
import { TopBar } from "./TopBar";

const loadPalette = () => import("./Palette");
const Palette = lazy(loadPalette);
const KeysSheet = lazy(() => import("./KeysSheet").then((made) => ({ default: made.KeysSheet })));
const MenuSheet = lazy(() => import("./MenuSheet"));
const FreshSignIn = lazy(() => import("./FreshSignIn"));

/** The frame: side bar, top bar, strips, and the screen. */
export function Shell() {
  const client = useQueryClient();
  const scope = useScope();
  const navigate = useNavigate();
  const [folded, setFolded] = useState(() => localStorage.getItem("qrt.side") === "folded");
  const [open, setOpen] = useState<"palette" | "keys" | "menu" | null>(null);
  useEffect(() => startLive(client), [client]);
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), 1500);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => localStorage.setItem("qrt.side", folded ? "folded" : "open"), [folded]);
  useKeys("Everywhere", [
    { keys: "Ctrl K or Alt G", says: "Search or jump", run: () => setOpen("palette"), whileTyping: true },
    { keys: "?", says: "Keys of this page", run: () => setOpen("keys") },
    { keys: "\\", says: "Fold the side bar", run: () => setFolded(!folded) },
    ...NAV.map((item) => ({ keys: `g ${item.letter}`, says: item.name, run: () => void navigate({ to: `/${scope.entity}/${scope.period}/${item.path}` as string, search: {} as never }) })),
  ]);
  return (
    <div className="flex h-full overflow-hidden">
      <a href="#main" className="skip btn primary">To the content</a>
      <div className="flex-none max-[899px]:hidden"><SideBar folded={folded} onKeys={() => setOpen("keys")} /></div>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar onSearch={() => setOpen("palette")} onMenu={() => setOpen("menu")} />
        <Strips />
        <main id="main" tabIndex={-1} className="relative flex min-h-0 flex-1 flex-col overflow-hidden outline-none max-[900px]:overflow-y-auto">
          <Suspense fallback={<Skeleton />}><Outlet /></Suspense>
        </main>
      </div>
      {open === "keys" && <LaterDialog><KeysSheet open onClose={() => setOpen(null)} /></LaterDialog>}
      {open === "menu" && <LaterDialog><MenuSheet onClose={() => setOpen(null)} onKeys={() => setOpen("keys")} /></LaterDialog>}
      <FreshAsk />
      {open === "palette" && <LaterDialog><Palette open onClose={() => setOpen(null)} /></LaterDialog>}
    </div>
  );
}

/** Waits for an act that the server wants a fresh sign-in for. */
function FreshAsk() {
  const [asked, setAsked] = useState<{ sentence: string; done: (confirmed: boolean) => void } | null>(null);
  useEffect(() => {
    keepConfirm((sentence) => new Promise((done) => setAsked({ sentence, done })));
    return () => keepConfirm(undefined);
  }, []);
  return asked && <LaterDialog><FreshSignIn sentence={asked.sentence} onDone={(confirmed) => { setAsked(null); asked.done(confirmed); }} /></LaterDialog>;
}

function PeriodsLink({ words }: { words: string }) {
  const scope = useScope();
  return <Link className="link underline" to={scope.to("close") as string} search={{ periods: "open" } as never}>{words}</Link>;
}

/** "Locked … by …": which companies take nothing, or controllers' entries alone; and who wants one reopened. */
function LockedStrip() {
  const scope = useScope();
  const periods = (usePeriods(scope.id).data ?? []).filter((each) => scope.entity === "group" || each.entity_code.toLowerCase() === scope.entity.toLowerCase());
  const shut = periods.filter((each) => each.state !== "open");
  if (shut.length === 0) return null;
  const asked = shut.find((each) => each.asked_by_id !== null);
  const words = shut.map((each) => {
    const of = periods.length > 1 ? `${each.entity_code}: ` : "";
    return each.state === "locked" ? `${of}Locked ${formatInstant(each.locked_at).slice(0, 10)}${each.locked_by ? ` by ${each.locked_by}` : ""}.` : `${of}Soft-closed: controllers alone write.`;
  });
  return <Banner tone="mute"><span>{words.join(" ")}{asked ? ` ${asked.asked_by} asks to reopen ${asked.entity_code}: ${asked.asked_reason}` : ""}</span><PeriodsLink words={asked ? "Decide" : shut.some((each) => each.state === "locked") ? "Ask to reopen" : "Periods"} /></Banner>;
}

/** What holds for the whole page: locked, read only, sample. */
function Strips() {
  const me = useMe();
  const board = useFrameBoard().data;
  return (
    <>
      {board?.state === "signed" ? <Banner tone="mute"><span>This quarter is signed. Everything can be read; nothing is changed until somebody reopens it.</span><PeriodsLink words="Ask to reopen" /></Banner> : <LockedStrip />}
      {isReader(me) && <Banner tone="info">Read only: your roles may look at everything here and change nothing.</Banner>}
      {me.tenant.is_sample && <Banner tone="info"><span>Sample company. Nothing here is real.</span></Banner>}
    </>
  );
}
