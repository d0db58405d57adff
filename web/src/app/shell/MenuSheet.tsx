import { Dialog } from "@/ui/Dialog";
import { SideBar } from "./SideBar";

/** The side bar over a narrow page. */
export default function MenuSheet({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  return <Dialog title="Menu" open onClose={onClose} side="right" width={280}><SideBar folded={false} onGo={onClose} onKeys={onKeys} /></Dialog>;
}
