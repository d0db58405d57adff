import type { ReconDetail } from "@/client/types";
import { AcceptAll } from "./AcceptAll";
import type { DialogName } from "./acts";
import { History } from "./History";
import { ManualMatch } from "./ManualMatch";
import { StatementDialog } from "./StatementDialog";

/** The dialogs of a bench; one at a time is open. */
export function Dialogs({ recon, stage, dialog, onClose }: { recon: ReconDetail; stage: string; dialog: DialogName | null; onClose: () => void }) {
  return (
    <>
      {dialog === "all" && <AcceptAll recon={recon} stage={stage} onClose={onClose} />}
      {dialog === "history" && <History recon={recon.id} onClose={onClose} />}
      {dialog === "manual" && <ManualMatch recon={recon} onClose={onClose} />}
      <StatementDialog recon={recon} open={dialog === "statement"} onClose={onClose} />
    </>
  );
}
