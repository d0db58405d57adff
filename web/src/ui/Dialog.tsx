import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useRef, type ReactNode } from "react";
import { useKeys } from "@/lib/keys";

interface Props {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly side?: "middle" | "right";
  readonly width?: number;
  readonly note?: string;
}

function Silence() {
  useKeys("Dialog", [], { only: true });
  return null;
}

const FIELDS = "input:not([disabled], [type=hidden], [type=checkbox], [type=radio], [type=file]), select:not([disabled]), textarea:not([disabled])";

/** Where hands begin: the first field, else the act that the dialog is for, else the first thing in it or under it. */
function startOf(dialog: HTMLElement): HTMLElement | null {
  for (const choice of [`[data-body] :is(${FIELDS})`, "[data-foot] .btn.primary:not([disabled])", "[data-body] :is(a[href], button:not([disabled]), input:not([disabled]))", "[data-foot] button:not([disabled])"]) {
    const found = dialog.querySelector<HTMLElement>(choice);
    if (found) return found;
  }
  return null;
}

/** Asks, or shows beside the page. The focus stays inside and goes back; page keys are silent meanwhile. */
export function Dialog({ title, open, onClose, children, foot, side = "middle", width = 480, note }: Props) {
  const place = side === "right" ? "sheet inset-y-0 right-0 rounded-l-lg" : "top-[12vh] left-1/2 -translate-x-1/2 rounded-lg max-h-[76vh]";
  // Radix gives the focus back to a trigger, and these have none: it goes to where it was when the dialog opened.
  const back = useRef<Element | null>(null);
  const was = useRef(false);
  if (open && !was.current) back.current = document.activeElement;
  was.current = open;
  return (
    <Radix.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content
          onOpenAutoFocus={(event) => {
            const start = event.currentTarget instanceof HTMLElement ? startOf(event.currentTarget) : null;
            if (start === null) return;
            event.preventDefault();
            start.focus({ preventScroll: true });
          }}
          onCloseAutoFocus={(event) => { event.preventDefault(); if (back.current instanceof HTMLElement && back.current.isConnected) back.current.focus(); }}
          {...(note ? {} : { "aria-describedby": undefined })} style={{ width: `min(${width}px, 96vw)` }}
          className={`fixed z-50 flex flex-col border border-line bg-raised shadow-float ${place}`}
        >
          <Silence />
          <div className="flex items-center gap-2 border-b border-line px-4 py-2.5">
            <Radix.Title className="text-m font-bold">{title}</Radix.Title>
            <Radix.Close className="icon-btn ml-auto" aria-label="Close"><X aria-hidden className="size-4" /></Radix.Close>
          </div>
          {note && <Radix.Description className="px-4 pt-3 text-text-2">{note}</Radix.Description>}
          <div data-body className="min-h-0 flex-1 overflow-auto px-4 py-3" tabIndex={-1}>{children}</div>
          {foot && <div data-foot className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-2.5">{foot}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
