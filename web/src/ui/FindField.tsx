import clsx from "clsx";
import { Popover } from "radix-ui";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";

export interface Found { readonly value: string; readonly label: string; readonly note?: string }

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** What fits the letters, best first. */
  readonly find: (text: string, signal: AbortSignal) => Promise<readonly Found[]>;
  readonly id?: string;
  readonly placeholder?: string;
  readonly wrong?: boolean;
  readonly autoFocus?: boolean;
}

const NOTHING = { text: null, list: [] } as const;

/** Type letters, arrows choose, Enter or Tab takes. Leaving with letters that fit one thing alone takes that; with others the field stays marked. */
export function FindField({ label, value, onValue, find, id: given, placeholder, wrong = false, autoFocus = false }: Props) {
  const own = useId();
  const id = given ?? own;
  const [text, setText] = useState<string | null>(null);
  const [answered, setAnswered] = useState<{ readonly text: string | null; readonly list: readonly Found[] }>(NOTHING);
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const asked = useRef<{ text: string; answer: Promise<readonly Found[]> } | null>(null);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    if (text === null) return;
    const stop = new AbortController();
    const answer = find(text.trim(), stop.signal);
    asked.current = { text, answer };
    answer.then((list) => { if (latest.current === text) { setAnswered({ text, list }); setAt(0); } }, () => undefined);
    return () => stop.abort();
  }, [text, find]);
  const found = answered.list;
  // A list of fewer letters is shown until the next one comes, and nothing is taken from it: who types fast would book to another account than the one that was meant.
  const fresh = answered.text === text;
  const take = (option: Found): void => {
    setOpen(false);
    setText(null);
    onValue(option.value);
  };
  const settle = async (leaves = true): Promise<void> => {
    if (leaves) setOpen(false);
    const typed = latest.current;
    if (typed === null) return;
    if (typed.trim() === "") { setText(null); onValue(""); return; }
    // The list may still be on its way: the letters decide, not the speed of the line.
    const list = asked.current?.text === typed ? await asked.current.answer.catch(() => []) : [];
    if (latest.current !== typed) return;
    const same = list.find((option) => option.label.toLowerCase() === typed.trim().toLowerCase()) ?? (list.length === 1 ? list[0] : undefined);
    if (same) take(same);
  };
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!open) { setOpen(true); setText((old) => old ?? ""); }
      else setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    }
    const option = found[at];
    const chosen = open && fresh && option !== undefined && (text !== "" || event.key === "Enter");
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) { event.preventDefault(); if (chosen) take(option); else if (open && !fresh) void settle(false); }
    if (event.key === "Tab" && chosen) take(option);
    if (event.key === "Escape" && (open || text !== null)) { event.preventDefault(); event.stopPropagation(); setOpen(false); setText(null); }
  };
  const unread = text !== null && text.trim() !== "" && !open;
  return (
    <Popover.Root open={open && text !== null} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        <input
          id={id} className="field" role="combobox" aria-label={label} aria-expanded={open && found.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list" autoComplete="off" autoFocus={autoFocus}
          aria-activedescendant={open && fresh && found[at] ? `${id}-${at}` : undefined} aria-invalid={unread || wrong || undefined} placeholder={placeholder} value={text ?? value}
          title={unread ? "Choose one of the list" : (text ?? value) || undefined} onFocus={(event) => event.target.select()} onChange={(event) => { setText(event.target.value); setOpen(true); }} onBlur={() => void settle()} onKeyDown={key}
        />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={4} className="menu w-[320px]" aria-label={label} onOpenAutoFocus={(event) => event.preventDefault()} onCloseAutoFocus={(event) => event.preventDefault()}>
          <div role="listbox" id={`${id}-list`} aria-label={label} aria-busy={!fresh} className={clsx("max-h-[280px] overflow-auto", !fresh && "opacity-60")}>
            {found.map((option, index) => (
              <div
                key={option.label} id={`${id}-${index}`} role="option" aria-selected={fresh && index === at} data-selected={fresh && index === at} className="menu-item"
                ref={index === at ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined} onMouseMove={() => setAt(index)} onMouseDown={(event) => { event.preventDefault(); take(option); }}
              >
                <span className="truncate">{option.label}</span>{option.note && <span className="ml-auto flex-none text-s text-text-2">{option.note}</span>}
              </div>
            ))}
          </div>
          {found.length === 0 && <p className="px-2 py-2 text-text-2">{fresh ? "Nothing with these letters." : "Looking…"}</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
