import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useScope } from "@/client/scope";
import type { ReconRow } from "@/client/types";
import { entryWords } from "./words";

interface Props { readonly entry: NonNullable<ReconRow["entry"]>; readonly children: ReactNode }

/** The way from an open line to the entry that books it. */
export function EntryLink({ entry, children }: Props) {
  const scope = useScope();
  return <Link to={scope.to("journals", entry.id) as string} className={`truncate underline underline-offset-2 hover:no-underline ${entry.state === "posted" ? "text-ok" : "text-ai"}`} title={entryWords(entry)} onClick={(event) => event.stopPropagation()}>{children}{entry.number && ` ${entry.number}`}</Link>;
}
