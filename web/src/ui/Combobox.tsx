import { ChevronsUpDown } from "lucide-react";
import { lazy, Suspense, useState, type ComponentProps, type ReactNode } from "react";

export interface Option { readonly value: string; readonly label: string; readonly note?: string }

export interface ComboboxProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly open?: boolean;
  readonly onOpen?: (open: boolean) => void;
  readonly children: ReactNode;
  /** Its words are short and must never be cut. */
  readonly whole?: boolean;
}

const load = () => import("./ComboboxList");
const List = lazy(load);

/** A button that opens a list one can type into; the list comes when somebody reaches for it. */
export function Combobox({ open: held, onOpen, ...props }: ComboboxProps) {
  const [own, setOwn] = useState(false);
  const open = held ?? own;
  const setOpen = onOpen ?? setOwn;
  const [asked, setAsked] = useState(open);
  if (open && !asked) setAsked(true);
  const plain = <Trigger label={props.label} whole={props.whole} aria-haspopup="dialog" aria-expanded={false} onPointerEnter={() => void load()} onFocus={() => void load()} onClick={() => setOpen(true)}>{props.children}</Trigger>;
  return asked ? <Suspense fallback={plain}><List {...props} open={open} setOpen={setOpen} /></Suspense> : plain;
}

type TriggerProps = ComponentProps<"button"> & { readonly label: string; readonly whole?: boolean | undefined };

/** What one presses. */
export function Trigger({ label, whole = false, children, ...rest }: TriggerProps) {
  return (
    <button {...rest} type="button" className={`flex min-h-[30px] items-center ${whole ? "flex-none" : "min-w-0"} gap-1.5 rounded-m border border-line bg-surface px-2.5 py-0.5 font-medium hover:bg-hover max-[900px]:min-h-10`}>
      <span className="sr">{label}: </span>
      {children}
      <ChevronsUpDown aria-hidden className="size-3.5 flex-none text-text-3 max-[480px]:hidden" />
    </button>
  );
}
