import { Meter } from "@/ui/parts";
import { formatCount } from "@/lib/words";

interface Props { readonly done: number; readonly failed?: number; readonly total: number; readonly noun: string }

/** How far a job is: the picture moves with each part, a reader hears every tenth. */
export function Progress({ done, failed = 0, total, noun }: Props) {
  const all = Math.max(total, 1);
  const tenth = Math.floor((10 * (done + failed)) / all) * 10;
  return (
    <div className="mb-2">
      <Meter label={`${formatCount(done + failed)} of ${formatCount(total)} ${noun}`} parts={[{ share: done / all, tone: "ok" }, { share: failed / all, tone: "bad" }]} />
      <span className="sr" role="status">{tenth > 0 ? `${tenth} percent done` : "Begun"}</span>
    </div>
  );
}
