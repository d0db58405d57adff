import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";

export interface TabItem { readonly id: string; readonly name: string; readonly count?: number | undefined }

/** Tabs that filter one screen; arrows move between them. */
export function Tabs({ items, value, onChoose, label, end }: { items: readonly TabItem[]; value: string; onChoose: (id: string) => void; label: string; end?: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);
  const key = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = items[(items.findIndex((item) => item.id === value) + step + items.length) % items.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    onChoose(next.id);
    row.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  useEffect(() => {
    // On a narrow screen the strip is longer than the screen: the chosen tab is in sight.
    row.current?.querySelector<HTMLElement>(`[data-tab="${value}"]`)?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [value]);
  return (
    <div className="tabs items-center max-[900px]:flex-wrap">
      <div ref={row} role="tablist" aria-label={label} className="flex gap-0.5 max-[900px]:w-full max-[900px]:overflow-x-auto max-[900px]:[scrollbar-width:none]" onKeyDown={key}>
        {items.map((item) => (
          <button key={item.id} type="button" role="tab" data-tab={item.id} aria-selected={item.id === value} tabIndex={item.id === value ? 0 : -1} className="tab" onClick={() => onChoose(item.id)}>
            {item.name}{item.count !== undefined && ` ${new Intl.NumberFormat("en-IN").format(item.count)}`}
          </button>
        ))}
      </div>
      {end && <div className="ml-auto flex flex-none flex-wrap items-center gap-1.5 py-1 max-[900px]:ml-0 max-[900px]:flex-initial">{end}</div>}
    </div>
  );
}
