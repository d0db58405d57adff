import { LoaderCircle } from "lucide-react";
import type { DocumentDetail } from "@/client/types";
import { Banner } from "@/ui/parts";

/** Why there is nothing to agree with yet, and what to do. */
export function StateStrip({ document }: { document: DocumentDetail }) {
  switch (document.state) {
    case "received":
      return <Banner tone="ai"><LoaderCircle aria-hidden className="mr-2 inline size-4 motion-safe:animate-spin" />{document.reason || "It waits to be read: scanned for viruses, its kind told, its fields and checks made. It shows here as soon as it is done."}</Banner>;
    case "quarantined":
      return <Banner tone="bad">Locked away: {document.reason} It is shown to nobody. Hand in a clean copy.</Banner>;
    case "failed":
      return <Banner tone="bad">It could not be read: {document.reason} Photograph it again, or type its fields here.</Banner>;
    case "rejected":
      return <Banner tone="mute">Rejected: {document.reason}</Banner>;
    case "duplicate":
      return <Banner tone="mute">{document.reason || "The same paper came before."}</Banner>;
    default:
      return document.pages.length > 0 && document.fields.length === 0 && document.rows_count === 0 && document.reason ? <Banner tone="warn">{document.reason}</Banner> : null;
  }
}
