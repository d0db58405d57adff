import { Contributions } from "@/ui/parts";
import type { Evidence } from "./evidence";

/** What speaks for a row and against it: words with signed points, and what they come to. */
export function Reasons({ evidence: { parts, total } }: { evidence: Evidence }) {
  if (total === null) return <>{parts.map(({ text }) => <p key={text} className="[overflow-wrap:anywhere]">{text}</p>)}</>;
  return (
    <>
      <Contributions parts={parts} />
      <p className="flex justify-between border-t border-line pt-1 font-semibold"><span>{total.name}</span><span>{total.value}</span></p>
    </>
  );
}
