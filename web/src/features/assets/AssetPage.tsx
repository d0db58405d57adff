import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { BooksTabs } from "@/client/BooksTabs";
import { DrillPanel, useVoucherLevels } from "@/client/drill/DrillPanel";
import { paperOf } from "@/client/places";
import { placeWords } from "@/client/places";
import { useFilters, useScope } from "@/client/scope";
import { useWhyNot } from "@/client/session";
import type { AssetDetail } from "@/client/types";
import { formatDay } from "@/lib/dates";
import { useKeys } from "@/lib/keys";
import { formatPaise } from "@/lib/money";
import { humanise } from "@/lib/words";
import { Amount, Diff } from "@/ui/Amount";
import { Head } from "@/ui/Head";
import { Button, CheckList, Chip } from "@/ui/parts";
import { Answer } from "@/ui/states";
import { ChangeDialog, DisposeDialog } from "./dialogs";
import { useAsset } from "./queries";
import { Vouchers } from "./Vouchers";
import { METHODS, STATES } from "./words";

/** One asset: what it cost, what it is depreciated by and why, its vouchers and its paper. */
export function AssetPage() {
  const scope = useScope();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const query = useAsset(id);
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const end = useVoucherLevels();
  useKeys("Asset", [{ keys: "Escape", says: "Back to the register", run: () => void navigate({ to: scope.to("books", "assets") as string, search: {} as never }), off: end.length > 0 }]);
  const asset = query.data;
  return (
    <>
      <Head title={asset ? `${asset.code} ${asset.name}` : "Asset"} context={`Fixed assets · ${scope.name}`} before={<Link className="link flex min-h-6 items-center" to={scope.to("books", "assets") as string} search={{} as never}>Register</Link>} acts={asset && <Acts asset={asset} />}>
        {asset && <Chip tone={STATES[asset.state]?.tone ?? "mute"}>{STATES[asset.state]?.word ?? asset.state}</Chip>}
        {asset && <span className="text-text-2">{asset.entity_code} · {asset.asset_class}{asset.location ? ` · ${asset.location}` : ""}</span>}
      </Head>
      <BooksTabs here="assets" />
      <Answer of={query} rows={12}>
        {(data) => (
          <div className="flex min-h-0 flex-1 max-[1000px]:flex-col">
            <div className="min-h-0 min-w-0 flex-1 overflow-auto px-4 py-3" tabIndex={0} role="region" aria-label="Asset"><Sheet asset={data} /></div>
            {(filters.entry || filters.paper) && <DrillPanel levels={end} onClose={() => setFilters({ entry: undefined, paper: undefined })} />}
          </div>
        )}
      </Answer>
    </>
  );
}

function Acts({ asset }: { asset: AssetDetail }) {
  const noRight = useWhyNot("journals.write");
  const why = noRight ?? (asset.state === "proposed" ? "It is only proposed: enter it first" : undefined);
  const gone = why ?? (asset.disposed ? `It left on ${formatDay(asset.disposed)}` : undefined);
  const [, setFilters] = useFilters();
  const [ask, setAsk] = useState<"change" | "dispose" | null>(null);
  const paper = (): void => { if (asset.place?.document_id) setFilters({ paper: paperOf(asset.place), entry: undefined }, { push: true }); };
  useKeys("Asset", [
    { keys: "E", says: "Change", run: () => setAsk("change"), off: why !== undefined },
    { keys: "X", says: "Dispose", run: () => setAsk("dispose"), off: gone !== undefined },
    { keys: "O", says: "Open the paper", run: paper, off: !asset.place?.document_id },
  ]);
  return (
    <>
      {asset.place?.document_id && <Button shortcut="O" onClick={paper}>Paper: {placeWords(asset.place)}</Button>}
      <Button shortcut="E" why={why} onClick={() => setAsk("change")}>Change</Button>
      <Button shortcut="X" look="danger" why={gone} onClick={() => setAsk("dispose")}>Dispose</Button>
      <ChangeDialog asset={asset} open={ask === "change"} onClose={() => setAsk(null)} />
      <DisposeDialog asset={asset} open={ask === "dispose"} onClose={() => setAsk(null)} />
    </>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return <section className="card overflow-x-auto px-4 py-3" aria-label={title} tabIndex={0}><h2 className="mb-1.5 font-bold">{title}</h2>{children}</section>;
}

function Sheet({ asset }: { asset: AssetDetail }) {
  const differs = asset.computed_paise !== null && asset.stated_paise !== null && asset.computed_paise !== asset.stated_paise;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 min-[1240px]:grid-cols-[repeat(2,minmax(0,1fr))]">
      <Card title="Movement of the quarter">
        <table className="table dense">
          <thead><tr><th /><th className="num">Opening ₹</th><th className="num">Added ₹</th><th className="num">Deleted ₹</th><th className="num">Closing ₹</th></tr></thead>
          <tbody>
            <tr><th scope="row">Cost</th><td className="num"><Amount paise={asset.opening_cost_paise} /></td><td className="num"><Amount paise={asset.additions_paise} /></td><td className="num"><Amount paise={asset.deletions_paise} /></td><td className="num"><Amount paise={asset.closing_cost_paise} /></td></tr>
            <tr><th scope="row">Depreciation</th><td className="num"><Amount paise={asset.opening_accumulated_paise} /></td><td className="num"><Amount paise={asset.depreciation_paise} /></td><td className="num"><Amount paise={asset.released_paise} /></td><td className="num"><Amount paise={asset.closing_accumulated_paise} /></td></tr>
            <tr className="total"><th scope="row">Net value</th><td /><td /><td /><td className="num"><Amount paise={asset.net_paise} strong /></td></tr>
          </tbody>
        </table>
        {asset.proceeds_paise !== null && <p className="mt-2">Proceeds ₹ {formatPaise(asset.proceeds_paise)}{asset.disposed ? ` on ${formatDay(asset.disposed)}` : ""}</p>}
      </Card>
      <Card title="Why it is depreciated so">
        {asset.how && <p className="mb-2 first-letter:uppercase">{asset.how}</p>}
        <dl className="kv">
          <dt>Bought</dt><dd>{formatDay(asset.bought)}</dd><dt>In use since</dt><dd>{formatDay(asset.put_to_use)}</dd><dt>Method</dt><dd>{METHODS[asset.method] ?? asset.method}</dd>
          <dt>Rate</dt><dd>{asset.rate ? `${asset.rate} %` : "—"}</dd><dt>Life, by the register</dt><dd>{asset.life ? `${asset.life} years` : "—"}</dd><dt>Life, by Schedule II</dt><dd title={asset.law_reason}>{asset.law_life ? `${asset.law_life} years${asset.law_item ? `, ${asset.law_item}` : ""}` : "—"}</dd>
          <dt>Residual value</dt><dd><Amount paise={asset.residual_paise} /></dd><dt>Shifts</dt><dd>{asset.shifts}</dd><dt>Computed for the quarter</dt><dd><Amount paise={asset.computed_paise} /></dd><dt>Register says</dt><dd>{differs ? <Diff paise={asset.stated_paise} /> : <Amount paise={asset.stated_paise} />}</dd>
        </dl>
        {asset.law_source && <p className="mt-2 text-s text-text-2">{asset.law_source}</p>}
        {asset.changed.length > 0 && <p className="mt-2"><Chip tone="ok">Said by a person</Chip> {asset.changed.map(humanise).join(", ")}</p>}
      </Card>
      <Card title="Schedule">
        <table className="table dense">
          <thead><tr><th>Period</th><th className="num">Opening ₹</th><th className="num">Charge ₹</th><th className="num">Closing ₹</th><th className="num">Net ₹</th></tr></thead>
          <tbody>
            {asset.quarters.length > 0 && <tr className="group"><td colSpan={5}>Quarters</td></tr>}
            {asset.quarters.map((each) => <Period key={`q${each.label}`} each={each} />)}
            {asset.years.length > 0 && <tr className="group"><td colSpan={5}>Financial years</td></tr>}
            {asset.years.map((each) => <Period key={`y${each.label}`} each={each} />)}
          </tbody>
        </table>
        {asset.quarters.length + asset.years.length === 0 && <p className="text-text-2">No basis is complete enough to draw a schedule.</p>}
      </Card>
      <div className="flex flex-col gap-3">
        <Card title="Vouchers">{asset.vouchers.length === 0 ? <p className="text-text-2">No voucher of this quarter bought, charged or sold it.</p> : <Vouchers vouchers={asset.vouchers} />}</Card>
        {asset.findings.length > 0 && <Card title="Findings"><CheckList checks={asset.findings.map((each) => ({ ok: false, ...each }))} /></Card>}
        {asset.components.length > 0 && <Card title="Components"><ul className="m-0 list-none p-0">{asset.components.map((each) => <li key={each.id} className="li"><span className="min-w-0 flex-1">{each.code} {each.name}</span><span className="num"><Amount paise={each.net_paise} /></span></li>)}</ul></Card>}
      </div>
    </div>
  );
}

function Period({ each }: { each: AssetDetail["quarters"][number] }) {
  return <tr><th scope="row">{each.label}</th><td className="num"><Amount paise={each.opening_paise} /></td><td className="num"><Amount paise={each.charge_paise} /></td><td className="num"><Amount paise={each.closing_paise} /></td><td className="num"><Amount paise={each.net_paise} /></td></tr>;
}
