import type { ReconDetail } from "@/client/types";
import { AcceptAll } from "./AcceptAll";
import type { DialogName } from "./acts";
import { ManualMatch } from "./ManualMatch";
import { StatementDialog } from "./StatementDialog";

/** The dialogs of a bench; one at a time is open. */
export function Dialogs({ recon, stage, dialog, onClose }: { recon: ReconDetail; stage: string; dialog: DialogName | null; onClose: () => void }) {
  return (
    <>
      <AcceptAll recon={recon} stage={stage} open={dialog === "all"} onClose={onClose} />
      {dialog === "manual" && <ManualMatch recon={recon} onClose={onClose} />}
      <StatementDialog recon={recon} open={dialog === "statement"} onClose={onClose} />
    </>
  );
}
