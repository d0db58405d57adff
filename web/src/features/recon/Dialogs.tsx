import { lazy } from "react";
import { useFilters } from "@/client/scope";
import type { ReconDetail, ReconRow } from "@/client/types";
import { LaterDialog } from "@/ui/Silent";
import type { OpenDialog } from "./acts";
import { columnsFor } from "./columns";
import type { Wanted } from "./queries";
import { screenOf } from "./tabs";
import { hiddenOf } from "./wanted";

const AcceptAll = lazy(() => import("./AcceptAll").then((made) => ({ default: made.AcceptAll })));
const AskDialog = lazy(() => import("./AskDialog").then((made) => ({ default: made.AskDialog })));
const ColumnsDialog = lazy(() => import("@/ui/ColumnsDialog").then((made) => ({ default: made.ColumnsDialog<ReconRow> })));
const EntryDialog = lazy(() => import("./EntryDialog").then((made) => ({ default: made.EntryDialog })));
const ExportDialog = lazy(() => import("./ExportDialog").then((made) => ({ default: made.ExportDialog })));
const History = lazy(() => import("./History").then((made) => ({ default: made.History })));
const ManualMatch = lazy(() => import("./ManualMatch").then((made) => ({ default: made.ManualMatch })));

/** The dialogs of a bench; one at a time is open, and each comes when it is asked for first. */
export function Dialogs({ recon, wanted, dialog, onClose }: { recon: ReconDetail; wanted: Wanted; dialog: OpenDialog | null; onClose: () => void }) {
  const [filters, setFilters] = useFilters();
  if (dialog === null) return null;
  return (
    <LaterDialog>
      {dialog.name === "all" && <AcceptAll recon={recon} stage={wanted.stage} onClose={onClose} />}
      {dialog.name === "columns" && (
        <ColumnsDialog
          screen={screenOf(wanted.tab)} columns={columnsFor(recon.kind, wanted.tab)} hidden={hiddenOf(filters)} sort={wanted.sort} onClose={onClose}
          onHidden={(ids) => setFilters({ hide: ids.join(",") || undefined })} onSort={(sort) => setFilters({ sort: sort || undefined, row: undefined })}
        />
      )}
      {dialog.name === "export" && <ExportDialog recon={recon} wanted={wanted} onClose={onClose} />}
      {dialog.name === "ask" && dialog.rows[0] && <AskDialog recon={recon} row={dialog.rows[0]} onClose={onClose} />}
      {dialog.name === "history" && <History recon={recon.id} onClose={onClose} />}
      {dialog.name === "manual" && <ManualMatch recon={recon} start={dialog.rows} onClose={onClose} />}
      {(dialog.name === "entry" || dialog.name === "mirror") && dialog.rows[0] && <EntryDialog recon={recon} row={dialog.rows[0]} mirror={dialog.name === "mirror"} onClose={onClose} />}
    </LaterDialog>
  );
}
