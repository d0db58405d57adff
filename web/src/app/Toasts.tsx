import { useEffect } from "react";
import { Toaster } from "sonner";
import { stands } from "@/lib/tell";

/** Where the page says what was done and what was refused. */
export default function Toasts() {
  useEffect(stands, []);
  return <Toaster position="bottom-right" closeButton offset={48} toastOptions={{ className: "!bg-raised !text-text !border-line !shadow-float !font-sans !text-base" }} />;
}
