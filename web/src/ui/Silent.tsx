import { Suspense, type ReactNode } from "react";
import { useKeys } from "@/lib/keys";

/** Until a dialog's file is there, what one types must not reach the page below. */
function Silent() {
  useKeys("Dialog", [], { only: true });
  return null;
}

/** A dialog of its own file: the page stays light, and its keys are silent from the moment it is asked for. */
export function LaterDialog({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Silent />}>{children}</Suspense>;
}
