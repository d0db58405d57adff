import type { CloseBoard } from "@/client/types";
import { formatCount } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button } from "@/ui/parts";
import { useSignOff } from "./queries";

/** One signs a package with this digest and no other. */
export function SignOffDialog({ board, quarter, open, onClose }: { board: CloseBoard; quarter: string; open: boolean; onClose: () => void }) {
  const sign = useSignOff(quarter, onClose);
  const pack = board.package;
  if (!pack) return null;
  // A signature under an earlier package is history, not one under this.
  const signed = board.signoffs.filter((each) => each.digest === pack.digest).map((each) => each.name);
  const why = board.blocking.length > 0 ? `${board.blocking.length} findings block the sign-off.` : undefined;
  return (
    <Dialog
      title={`Sign off ${board.label || quarter}`} open={open} onClose={onClose} width={560}
      foot={<><Button onClick={onClose}>Cancel</Button><Button look="primary" why={why} disabled={sign.isPending} onClick={() => sign.mutate(pack.digest)}>Sign this package</Button></>}
    >
      <p>Your name goes under run {pack.run} as it is. A change after this makes another digest and needs a new signature.</p>
      <dl className="kv card mt-3 px-3 py-2">
        <dt>Package</dt><dd>run {pack.run}, {formatCount(Math.ceil(pack.size / 1024))} kB</dd>
        <dt>Digest</dt><dd className="font-mono text-s [overflow-wrap:anywhere]">{pack.digest}</dd>
        <dt>Signed so far</dt><dd>{signed.length === 0 ? "nobody" : signed.join(", ")}</dd>
      </dl>
      {why && <ul className="mt-3 flex list-disc flex-col gap-1 pl-5 text-bad">{board.blocking.slice(0, 8).map((finding) => <li key={finding.id}>{finding.sentence}</li>)}</ul>}
      <p className="mt-3 text-text-2">Compare the digest with the one in the downloaded package (manifest.json) when in doubt.</p>
    </Dialog>
  );
}
