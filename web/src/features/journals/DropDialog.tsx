import { useNavigate } from "@tanstack/react-router";
import { useScope } from "@/client/scope";
import type { JournalDetail } from "@/client/types";
import { formatPaise } from "@/lib/money";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { nameOf, useDrop } from "./queries";

/** A draft of one's own is taken back; it cannot be brought back, and says so before. */
export function DropDialog({ journal, onClose }: { journal: JournalDetail; onClose: () => void }) {
  const scope = useScope();
  const navigate = useNavigate();
  const drop = useDrop(() => { onClose(); void navigate({ to: scope.to("journals") as string, search: { view: "mine" } as never }); });
  return (
    <Dialog title={`Take back ${nameOf(journal)}`} open onClose={onClose} foot={<><Button onClick={onClose}>Keep it</Button><Button look="danger" disabled={drop.isPending} onClick={() => drop.mutate(journal)}>Take it back</Button></>}>
      <p>{journal.narration}, ₹ {formatPaise(journal.amount_paise)}. It leaves every queue and cannot be brought back; the audit trail keeps it.</p>
    </Dialog>
  );
}
