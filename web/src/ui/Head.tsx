import { useEffect, type ReactNode } from "react";

/** Heading of a screen with its acts at the right; sets the title of the tab. */
export function Head({ title, before, context, children, acts }: { title: string; before?: ReactNode; context?: string; children?: ReactNode; acts?: ReactNode }) {
  useEffect(() => {
    document.title = [title, context, "QRT Close"].filter(Boolean).join(" · ");
  }, [title, context]);
  return (
    <div className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2.5">
      {before}
      <h1 className="min-w-0 text-xl font-bold [overflow-wrap:anywhere]">{title}</h1>
      {children}
      {acts && <div className="ml-auto flex flex-wrap items-center gap-2.5">{acts}</div>}
    </div>
  );
}
