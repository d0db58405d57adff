import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/ui/parts";

const load = () => import("./WriteList");
const WriteList = lazy(load);

/** The ways to make entries: by hand, from last quarter, from a sheet, by themselves. The menu comes when somebody reaches for it. */
export function WriteMenu({ why }: { why: string | undefined }) {
  const [asked, setAsked] = useState(false);
  if (why !== undefined) return <Button why={why}><Plus aria-hidden className="size-3.5" />New</Button>;
  const plain = <button type="button" className="btn" aria-haspopup="menu" aria-expanded={false} onPointerEnter={() => void load()} onFocus={() => void load()} onClick={() => setAsked(true)}><Plus aria-hidden className="size-3.5" />New<kbd aria-hidden>N</kbd></button>;
  return asked ? <Suspense fallback={plain}><WriteList /></Suspense> : plain;
}
