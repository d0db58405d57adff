import { useQuery } from "@tanstack/react-query";
import { useEntityCode } from "./company";
import { get } from "./http";
import { useScope } from "./scope";
import type { CloseBoard } from "./types";

/** The board of the quarter in the path: the frame counts from it, the close page shows it. */
export function useBoard() {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  return useQuery({
    queryKey: ["close", scope.id, entity ?? "group"],
    queryFn: ({ signal }) => get<CloseBoard>("/closes/{quarter}", { path: { quarter: scope.id }, query: { entity } }, signal),
  });
}
