import { Link } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import { useScope } from "@/client/scope";
import type { DocumentDetail, DocumentField } from "@/client/types";
import { count } from "@/lib/words";
import { Dialog } from "@/ui/Dialog";
import { Button, Chip } from "@/ui/parts";
import { ErrorBox, Skeleton } from "@/ui/states";
import { fieldKey } from "./fields";
import { pictureUrl, useDocument } from "./queries";
import { sideBySide } from "./sideBySide";

interface Props { readonly document: DocumentDetail; readonly copy: DocumentDetail["copies"][number]; readonly onClose: () => void; readonly onReject: (() => void) | undefined }

/** This paper and the one it looks like a copy of: both pages, and their fields with those that differ on top and marked. */
export function CompareDialog({ document, copy, onClose, onReject }: Props) {
  const scope = useScope();
  const other = useDocument(copy.id);
  const [lit, setLit] = useState<string | null>(null);
  const pairs = useMemo(() => sideBySide(document.fields, other.data?.fields ?? []), [document.fields, other.data]);
  const differing = pairs.filter((each) => each.differs);
  const pair = pairs.find((each) => each.key === lit);
  return (
    <Dialog
      title="Is it the same bill?" open onClose={onClose} width={1180} note={`Both have ${inWords(copy.reasons)}.`}
      foot={<><Button onClick={onClose}>Leave both</Button>{onReject && <Button look="danger" onClick={onReject}>Reject this paper as the copy</Button>}</>}
    >
      {other.error && <ErrorBox error={other.error} onRetry={() => void other.refetch()} />}
      {other.isPending && <Skeleton rows={6} />}
      {other.data && (
        <>
          <div className="mb-3 grid grid-cols-2 gap-3 max-[900px]:grid-cols-1">
            <Side title="This paper" document={document} fields={differing.flatMap((each) => each.mineField ?? [])} lit={pair?.mineField ?? null} />
            <Side title={<Link className="link" to={scope.to("documents", copy.id) as string} onClick={onClose}>The other: {copy.name}</Link>} document={other.data} fields={differing.flatMap((each) => each.theirField ?? [])} lit={pair?.theirField ?? null} />
          </div>
          <table className="table" aria-label="Fields of both papers">
            <thead><tr><th>Field</th><th>This paper</th><th>The other</th><th>{differing.length === 0 ? "All alike" : count(differing.length, "difference")}</th></tr></thead>
            <tbody>
              {pairs.map((each) => (
                <tr key={each.key} data-differs={each.differs} className={each.differs ? "bg-warn-bg" : ""} onMouseEnter={() => setLit(each.key)}>
                  <th scope="row" className="text-left font-normal text-text-2">{each.label}</th><td>{each.mine || "not there"}</td><td>{each.theirs || "not there"}</td>
                  <td>{each.differs ? <Chip tone="warn">differs</Chip> : <span className="text-text-3">same</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Dialog>
  );
}

interface SideProps { readonly title: ReactNode; readonly document: DocumentDetail; readonly fields: readonly DocumentField[]; readonly lit: DocumentField | null }

/** The first page, or the one on which the field stands that the pointer is on. Places of the fields that differ are marked. */
function Side({ title, document, fields, lit }: SideProps) {
  const number = lit?.page ?? document.pages[0]?.number;
  const page = document.pages.find((each) => each.number === number);
  const marked = [...new Set([...fields, ...(lit ? [lit] : [])])].filter((field) => field.box && field.page === number);
  return (
    <figure className="m-0 min-w-0">
      <figcaption className="mb-1 flex gap-2 font-semibold"><span className="truncate">{title}</span>{document.pages.length > 1 && <span className="text-text-3">page {number} of {document.pages.length}</span>}</figcaption>
      <div className="max-h-[46vh] overflow-auto rounded-m border border-line bg-sunken" tabIndex={0} aria-label={`Page of ${document.name}`} role="group">
        {page
          ? (
            <div className="relative w-full bg-white" style={{ aspectRatio: `${page.width} / ${page.height}` }}>
              <img src={pictureUrl(document.id)(page.number, 1000)} alt={`Page ${page.number} of ${document.name}`} className="absolute inset-0 h-full w-full" />
              {marked.map((field) => field.box && (
                <span
                  key={fieldKey(field)} aria-hidden data-testid="difference" className="paper-box pointer-events-none" data-tone={fields.includes(field) ? "warn" : "ok"} data-current={field === lit}
                  style={{ left: `${field.box[0] * 100}%`, top: `${field.box[1] * 100}%`, width: `${(field.box[2] - field.box[0]) * 100}%`, height: `${(field.box[3] - field.box[1]) * 100}%` }}
                />
              ))}
            </div>
          )
          : <p className="p-4 text-text-2">{document.name} has no pages to show; its fields are below.</p>}
      </div>
    </figure>
  );
}

/** "the same GSTIN, date and total, and nearly the same number" */
function inWords(reasons: readonly string[]): string {
  const said = reasons.map((each) => (each.startsWith("nearly the ") ? `nearly the same ${each.slice(11)}` : `the same ${each}`));
  return said.length > 1 ? `${said.slice(0, -1).join(", ")} and ${said.at(-1) ?? ""}` : (said[0] ?? "");
}
