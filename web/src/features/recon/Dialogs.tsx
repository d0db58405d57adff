import type { ReconDetail } from "@/client/types";
import { AcceptAll } from "./AcceptAll";
import type { OpenDialog } from "./acts";
import { EntryDialog } from "./EntryDialog";
import { History } from "./History";
import { ManualMatch } from "./ManualMatch";

/** The dialogs of a bench; one at a time is open. */
export function Dialogs({ recon, stage, dialog, onClose }: { recon: ReconDetail; stage: string; dialog: OpenDialog | null; onClose: () => void }) {
  return (
    <>
      {dialog?.name === "all" && <AcceptAll recon={recon} stage={stage} onClose={onClose} />}
      {dialog?.name === "history" && <History recon={recon.id} onClose={onClose} />}
      {dialog?.name === "manual" && <ManualMatch recon={recon} start={dialog.rows} onClose={onClose} />}
      {(dialog?.name === "entry" || dialog?.name === "mirror") && dialog.rows[0] && <EntryDialog recon={recon} row={dialog.rows[0]} mirror={dialog.name === "mirror"} onClose={onClose} />}
    </>
  );
}
