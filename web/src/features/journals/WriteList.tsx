import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { lazy, Suspense, useState } from "react";
import { useScope } from "@/client/scope";
import { Kbd } from "@/ui/parts";

const CopyDialog = lazy(() => import("./CopyDialog").then(({ CopyDialog: part }) => ({ default: part })));
const SheetDialog = lazy(() => import("./SheetDialog").then(({ SheetDialog: part }) => ({ default: part })));

/** The menu under the button, opened by the press that asked for it. */
export default function WriteList() {
  const scope = useScope();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"copy" | "sheet" | null>(null);
  const go = (path: string): void => void navigate({ to: scope.to("journals", path) as string });
  return (
    <>
      <DropdownMenu.Root defaultOpen>
        <DropdownMenu.Trigger className="btn"><Plus aria-hidden className="size-3.5" />New<kbd aria-hidden>N</kbd></DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="end" sideOffset={6} className="menu w-[248px]">
            <DropdownMenu.Item className="menu-item" onSelect={() => go("new")}>New entry<span className="ml-auto"><Kbd>N</Kbd></span></DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => setOpen("copy")}>Copy last quarter's…</DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => setOpen("sheet")}>Upload a sheet…</DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => go("recurring")}>Recurring entries</DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <Suspense fallback={null}>
        {open === "copy" && <CopyDialog onClose={() => setOpen(null)} />}
        {open === "sheet" && <SheetDialog onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
