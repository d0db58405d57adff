import { Check } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { Trigger, type ComboboxProps, type Option } from "./Combobox";

type Props = ComboboxProps & { readonly open: boolean; readonly setOpen: (open: boolean) => void };

/** The list of a combobox with its trigger. */
export default function ComboboxList({ label, options, value, onChoose, open, setOpen, children, whole = false }: Props) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = options.filter((option) => `${option.label} ${option.note ?? ""}`.toLowerCase().includes(text.trim().toLowerCase()));
  const choose = (option: Option | undefined): void => {
    if (!option) return;
    setOpen(false);
    setText("");
    onChoose(option.value);
  };
  const key = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = Math.max(0, Math.min(found.length - 1, at + step));
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "Enter") {
      event.preventDefault();
      choose(found[at]);
    }
  };
  return (
    <Popover.Root open={open} onOpenChange={(now) => { setOpen(now); setAt(Math.max(0, options.findIndex((option) => option.value === value))); setText(""); }}>
      <Popover.Trigger asChild><Trigger label={label} whole={whole}>{children}</Trigger></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={4} className="menu w-[300px]" aria-label={label}>
          <input
            className="field mb-1" role="combobox" aria-expanded aria-controls={id} aria-activedescendant={found[at] ? `${id}-${at}` : undefined} aria-label={`${label}: type to find`}
            placeholder="Type to find" value={text} onChange={(event) => { setText(event.target.value); setAt(0); }} onKeyDown={key}
          />
          <div ref={list} role="listbox" id={id} aria-label={label} className="max-h-[320px] overflow-auto">
            {found.map((option, index) => (
              <div
                key={option.value} id={`${id}-${index}`} role="option" aria-selected={option.value === value} data-selected={index === at} className="menu-item"
                onMouseMove={() => setAt(index)} onClick={() => choose(option)}
              >
                <Check aria-hidden className={option.value === value ? "size-3.5 text-accent" : "size-3.5 opacity-0"} />
                <span className="truncate">{option.label}</span>
                {option.note && <span className="ml-auto truncate text-s text-text-2">{option.note}</span>}
              </div>
            ))}
          </div>
          {found.length === 0 && <p className="px-2 py-3 text-text-2">Nothing with these letters.</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
