import { useState, type DragEvent, type ReactNode } from "react";
import { droppedFiles } from "./dropped";

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");

/** The whole screen takes files and folders. */
export function DropZone({ off, onFiles, children }: { off: boolean; onFiles: (files: File[]) => void; children: ReactNode }) {
  const [over, setOver] = useState(false);
  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragOver={(event) => { if (carriesFiles(event) && !off) { event.preventDefault(); setOver(true); } }}
      onDragLeave={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false); }}
      onDrop={(event) => { if (!carriesFiles(event)) return; event.preventDefault(); setOver(false); if (!off) void droppedFiles(event.dataTransfer).then(onFiles); }}
    >
      {children}
      {over && <div aria-hidden className="pointer-events-none absolute inset-2 z-30 grid place-items-center rounded-l border-2 border-dashed border-accent bg-info-bg/90 text-xl font-bold text-accent">Drop to hand in</div>}
    </div>
  );
}
