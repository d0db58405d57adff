import { useState } from "react";
import type { ReconDetail } from "@/client/types";
import { count, formatCount } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { Progress } from "./Progress";
import { isUnderWay, useJob, useStopJob } from "./proof";
import { fileUrl, useExport, type Wanted } from "./queries";
import { countOf } from "./tabs";

const FORMS = [["xlsx", "A workbook (XLSX)"], ["csv", "Plain text (CSV)"]] as const;

/** A long list becomes a file: in which form, then how far it is, then the file itself. */
export function ExportDialog({ recon, wanted, onClose }: { recon: ReconDetail; wanted: Wanted; onClose: () => void }) {
  const [form, setForm] = useState<"xlsx" | "csv">("xlsx");
  const [job, setJob] = useState<string | null>(null);
  const ask = useExport(recon.id, (made) => setJob(made.id));
  if (job !== null) return <Written job={job} onClose={onClose} />;
  return (
    <Dialog
      title="Save the whole list" open onClose={onClose} width={520}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" disabled={ask.isPending} onClick={() => ask.mutate({ ...wanted, form })}>Write the file</Button></>}
    >
      <p className="mb-2">{count(countOf(recon, wanted), "row")} under this tab and filter{wanted.q ? `, of which those that say “${wanted.q}”` : ""}. It is written in the background: you may leave this page.</p>
      <fieldset className="flex flex-col gap-1"><legend className="sr">Form of the file</legend>{FORMS.map(([id, words]) => <label key={id} className="flex min-h-6 items-center gap-2"><input type="radio" name="form" checked={form === id} onChange={() => setForm(id)} />{words}</label>)}</fieldset>
    </Dialog>
  );
}

function Written({ job: id, onClose }: { job: string; onClose: () => void }) {
  const found = useJob(id);
  const stop = useStopJob();
  const job = found.data;
  const underWay = job !== undefined && isUnderWay(job);
  return (
    <Dialog
      title={underWay ? "Writing the list" : "The list as a file"} open onClose={onClose} width={520}
      foot={<>{underWay && <Button className="mr-auto" look="danger" disabled={stop.isPending} onClick={() => stop.mutate(id)}>Stop</Button>}{job?.file && <a className="btn primary" href={fileUrl(id)} download>Save {job.file.name}</a>}<Button onClick={onClose}>{underWay ? "Leave it running" : "Done"}</Button></>}
    >
      <Answer of={found} rows={2}>
        {(data) => isUnderWay(data) ? (
          <><Progress done={data.done} total={data.total} noun="rows" /><p>{formatCount(data.done)} of {count(data.total, "row")}. The file waits under Automatic, Jobs for a day.</p></>
        ) : <p role="status">{data.file ? `${count(data.done, "row")}, ${(data.file.size / 1_048_576).toFixed(1)} MB. It is kept for a day.` : data.state === "stopped" ? "Stopped. No file was kept." : `Broken off. ${data.message}`}</p>}
      </Answer>
    </Dialog>
  );
}
