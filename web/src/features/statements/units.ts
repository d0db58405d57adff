import { useFilters } from "@/client/scope";
import { useKeys } from "@/lib/keys";
import { UNIT_WORDS, type Unit } from "@/lib/money";

const UNITS: readonly Unit[] = ["rupees", "thousands", "lakhs", "crores"];

/** The unit of the whole table, in the query string; U takes the next one. */
export function useUnit(given: string): { unit: Unit; words: string; next: () => void } {
  const [filters, setFilters] = useFilters();
  const start = UNITS.find((unit) => unit === given) ?? "rupees";
  const unit = UNITS.find((each) => each === filters.unit) ?? start;
  const next = (): void => {
    const following = UNITS[(UNITS.indexOf(unit) + 1) % UNITS.length] ?? "rupees";
    setFilters({ unit: following === start ? undefined : following });
  };
  useKeys("Statement", [{ keys: "U", says: "Next unit: rupees, thousands, lakhs, crores", run: next }]);
  return { unit, words: UNIT_WORDS[unit], next };
}
