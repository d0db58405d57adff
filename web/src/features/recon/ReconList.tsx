import { Link, useNavigate } from "@tanstack/react-router";
import { Fragment, useEffect, useRef, useState } from "react";
import { useEntityCode } from "@/client/company";
import { useScope } from "@/client/scope";
import type { Recon } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { keepRow, useKeptRow } from "@/lib/remember";
import { RowStore, useRowList } from "@/lib/rows";
import { formatCount } from "@/lib/words";
import { Amount, Diff } from "@/ui/Amount";
import { Head } from "@/ui/Head";
import { useListKeys } from "@/ui/listKeys";
import { Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { useFindingsOf, useRecons } from "./queries";
import { KINDS, reconState } from "./words";

/** All reconciliations of the quarter, by what is compared. */
export function ReconList() {
  const scope = useScope();
  const recons = useRecons(scope.id, useEntityCode(scope.entity));
  return (
    <>
      <Head title="Reconciliation" context={scope.name}>{recons.data && <span className="text-text-2">{recons.data.filter((each) => reconState(each).word === "Ties").length} of {recons.data.length} tie</span>}</Head>
      <Missing quarter={scope.id} entity={useEntityCode(scope.entity)} />
      <Answer of={recons} rows={10}>{(data) => (data.length === 0 ? <Empty title="Nothing is reconciled yet">Bank books against bank statements and the purchase register against GSTR-2B are brought together in a run, once both sides are handed in.</Empty> : <Table recons={data} />)}</Answer>
    </>
  );
}

/** Accounts that cannot be reconciled yet, and files that do not follow: each with its way out. */
function Missing({ quarter, entity }: { quarter: string; entity: string | undefined }) {
  const scope = useScope();
  const without = useFindingsOf(quarter, entity, "recon.no_statement").data?.items ?? [];
  const broken = useFindingsOf(quarter, entity, "bank.balance_breaks").data?.items ?? [];
  if (without.length + broken.length === 0) return null;
  return (
    <section aria-label="Not reconciled yet" className="card mx-4 mb-3 px-3 py-2">
      <ul className="m-0 list-none p-0">{[...without, ...broken].map((each) => <li key={each.id} className="flex flex-wrap items-center gap-2 py-0.5"><Chip tone="warn">{each.rule === "recon.no_statement" ? "No bank file yet" : "The file does not follow"}</Chip><span className="min-w-0 [overflow-wrap:anywhere]">{each.sentence}</span></li>)}</ul>
      {without.length > 0 && <p className="mt-1 text-text-2">Three ways to bring a file: drop it on <Link to={scope.to("documents") as string} className="link">Documents</Link> (CSV, XLSX, MT940, CAMT.053, PDF); drop the ZIP or the e-mail (.eml, .msg) that it came in, which unfolds; or let a program send it to the documents address of the API.</p>}
    </section>
  );
}

function Table({ recons }: { recons: readonly Recon[] }) {
  const scope = useScope();
  const navigate = useNavigate();
  const kinds = [...new Set(recons.map((each) => each.kind))];
  const box = useRef<HTMLDivElement>(null);
  const [store] = useState(() => new RowStore<Recon>((each) => each.id));
  useRowList(store);
  // Groups are shown one after the other: the keys walk as the eye does.
  useEffect(() => store.replace([...new Set(recons.map((each) => each.kind))].flatMap((kind) => recons.filter((each) => each.kind === kind))), [store, recons]);
  useKeptRow("recon", store, true);
  const { current } = store;
  useEffect(() => {
    // What scrolling gives back, some browsers a promise, is nothing to clean up with.
    box.current?.querySelector("[data-current=true]")?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const open = (each: Recon): void => {
    keepRow("recon", each.id);
    void navigate({ to: scope.to("recon", each.id) as string });
  };
  useListKeys({ store, box, title: "List", pageRows: 12, picks: false, onOpen: open });
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-auto px-4 pb-4" tabIndex={0} role="region" aria-label="Reconciliations">
      <div className="card overflow-x-auto" role="region" aria-label="Reconciliations" tabIndex={0}>
        <table className="table">
          <thead><tr><th>Account</th><th>Company</th><th>As at</th><th className="num">Books, movement ₹</th><th className="num">Other side, movement ₹</th><th className="num">Diff ₹</th><th className="num">Decided</th><th className="num">Open</th><th>State</th></tr></thead>
          <tbody>
            {kinds.map((kind) => (
              <Fragment key={kind}>
                <tr className="group"><td colSpan={9}>{KINDS[kind] ?? kind}</td></tr>
                {recons.filter((each) => each.kind === kind).map((each) => {
                  const { tone, word } = reconState(each);
                  const to = scope.to("recon", each.id);
                  return (
                    <tr key={each.id} data-current={each.id === current} className={each.id === current ? "act bg-selected shadow-[inset_3px_0_0_var(--accent)]" : "act"} onClick={() => open(each)}>
                      <th scope="row"><Link to={to as string} className="inline-block min-h-6 py-0.5 hover:underline" onClick={(event) => { event.stopPropagation(); keepRow("recon", each.id); }}>{each.subject}</Link></th>
                      <td>{each.entity_code}</td><td>{formatDay(each.as_of)}</td>
                      <td className="num"><Amount paise={each.left_total_paise} /></td><td className="num"><Amount paise={each.right_total_paise} /></td><td className="num"><Diff paise={each.difference_paise} /></td>
                      <td className="num">{formatCount(each.counts.auto + each.counts.accepted)}</td><td className="num">{formatCount(each.counts.left_open + each.counts.right_open)}</td>
                      <td><Chip tone={tone}>{word}</Chip></td>
                    </tr>
                  );
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
