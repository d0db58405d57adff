import { PageTabs } from "@/ui/PageTabs";
import { useScope } from "./scope";
import { useMe } from "./session";

const PAGES = [
  ["day-book", "Day book", "journals.read"], ["tb", "Trial balance", "statements.read"], ["chart", "Chart of accounts", "statements.read"],
  ["assets", "Fixed assets", "journals.read"], ["parties", "Parties", "statements.read"],
] as const;
export type BooksPage = (typeof PAGES)[number][0];

/** The pages of the books that this person may read. */
export function BooksTabs({ here }: { here: BooksPage }) {
  const scope = useScope();
  const { permissions } = useMe();
  return <PageTabs label="Books" items={PAGES.filter(([, , needs]) => permissions.includes(needs)).map(([path, name]) => ({ to: scope.to("books", path), name, here: path === here }))} />;
}
