import { Link } from "@tanstack/react-router";
import { placeLink, placeWords } from "@/client/places";
import { useScope } from "@/client/scope";
import { formatDay } from "@/lib/dates";
import { Amount } from "@/ui/Amount";
import { Chip } from "@/ui/parts";
import { Answer, Empty } from "@/ui/states";
import { useCwip } from "./queries";

/** Capital work in progress by age, in the columns of Schedule III; what is late stands out. */
export function WorkInProgress({ quarter, entity }: { quarter: string; entity: string | undefined }) {
  const scope = useScope();
  const query = useCwip(quarter, entity);
  return (
    <Answer of={query} rows={6}>
      {(data) => (data.projects.length === 0 ? <Empty title="No work in progress">What is under construction on the last day stands here, by age.</Empty> : (
        <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="region" aria-label="Work in progress">
          <table className="table">
            <thead><tr><th>Ageing</th>{data.buckets.map((bucket) => <th key={bucket.key} className="num">{bucket.label} ₹</th>)}<th className="num">Age not known ₹</th><th className="num">Total ₹</th></tr></thead>
            <tbody><tr><th scope="row">All projects</th>{data.buckets.map((bucket) => <td key={bucket.key} className="num"><Amount paise={bucket.amount_paise} /></td>)}<td className="num"><Amount paise={data.unknown_paise} /></td><td className="num"><b><Amount paise={data.total_paise} /></b></td></tr></tbody>
          </table>
          <table className="table mt-4">
            <thead><tr><th>Project</th><th>Company</th><th>Ledger</th><th>Since</th><th>Due</th><th>Age</th><th className="num">Spent ₹</th><th>Paper</th></tr></thead>
            <tbody>
              {data.projects.map((project) => {
                const to = placeLink(scope, project.place);
                return (
                  <tr key={`${project.entity_code}-${project.key}`}>
                    <th scope="row">{project.name}</th><td>{project.entity_code}</td><td>{project.ledger}</td><td>{formatDay(project.since)}</td>
                    <td>{formatDay(project.due)}{project.overdue_days > 0 && <> <Chip tone="warn">{project.overdue_days} days late</Chip></>}</td>
                    <td>{data.buckets.find((bucket) => bucket.key === project.bucket)?.label ?? <Chip tone="warn">Nobody says since when</Chip>}</td>
                    <td className="num"><Amount paise={project.amount_paise} /></td><td>{to && project.place ? <Link className="link" to={to.to as string} search={to.search as never}>{placeWords(project.place)}</Link> : "—"}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      ))}
    </Answer>
  );
}
