import { useEffect, type ReactNode } from "react";
import { ApiError } from "@/lib/apiError";

/** The frame of everything outside a company. */
export function Frame({ title, note, children, wide = false }: { title: string; note?: string; children: ReactNode; wide?: boolean }) {
  useEffect(() => { document.title = `${title} · QRT Close`; }, [title]);
  return (
    <main className="grid min-h-full place-items-center overflow-auto px-4 py-8">
      <div className={wide ? "w-full max-w-[560px]" : "w-full max-w-[380px]"}>
        <div className="mb-4 flex items-center gap-2.5 text-xl font-bold"><span aria-hidden className="grid size-8 place-items-center rounded-l bg-accent text-m font-extrabold text-on-accent">Q</span>QRT Close</div>
        <div className="card px-6 py-5 shadow-float">
          <h1 className="text-xl font-bold">{title}</h1>
          {note && <p className="mt-1 text-text-2">{note}</p>}
          {children}
        </div>
      </div>
    </main>
  );
}

/** What the server said no to, in a place that readers hear at once. */
export function FormError({ error }: { error: unknown }) {
  if (!error) return null;
  const details = error instanceof ApiError ? error.details : [];
  return (
    <div role="alert" className="mt-3 rounded-m bg-bad-bg px-3 py-2 text-bad">
      {error instanceof Error ? error.message : "Something unexpected happened."}
      {details.length > 0 && <ul className="mt-1 list-disc pl-4">{details.map((each, index) => <li key={index}>{(each.where ?? []).filter((part) => part !== "body").join(" ")}: {each.says}</li>)}</ul>}
    </div>
  );
}
