import { lazy } from "react";
import type { ReconDetail } from "@/client/types";
import { LaterDialog } from "@/ui/Silent";
import type { OpenDialog } from "./acts";

const AcceptAll = lazy(() => import("./AcceptAll").then((made) => ({ default: made.AcceptAll })));
const AskDialog = lazy(() => import("./AskDialog").then((made) => ({ default: made.AskDialog })));
const EntryDialog = lazy(() => import("./EntryDialog").then((made) => ({ default: made.EntryDialog })));
const History = lazy(() => import("./History").then((made) => ({ default: made.History })));
const ManualMatch = lazy(() => import("./ManualMatch").then((made) => ({ default: made.ManualMatch })));

/** The dialogs of a bench; one at a time is open, and each comes when it is asked for first. */
export function Dialogs({ recon, stage, dialog, onClose }: { recon: ReconDetail; stage: string; dialog: OpenDialog | null; onClose: () => void }) {
  if (dialog === null) return null;
  return (
    <LaterDialog>
      {dialog.name === "all" && <AcceptAll recon={recon} stage={stage} onClose={onClose} />}
      {dialog.name === "ask" && dialog.rows[0] && <AskDialog recon={recon} row={dialog.rows[0]} onClose={onClose} />}
      {dialog.name === "history" && <History recon={recon.id} onClose={onClose} />}
      {dialog.name === "manual" && <ManualMatch recon={recon} start={dialog.rows} onClose={onClose} />}
      {(dialog.name === "entry" || dialog.name === "mirror") && dialog.rows[0] && <EntryDialog recon={recon} row={dialog.rows[0]} mirror={dialog.name === "mirror"} onClose={onClose} />}
    </LaterDialog>
  );
}
