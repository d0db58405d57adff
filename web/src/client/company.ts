import { queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "./http";
import type { Entity, Period } from "./types";

export const entitiesQuery = queryOptions({ queryKey: ["entities"], queryFn: () => get<Entity[]>("/entities"), staleTime: 300_000 });
export const periodsQuery = queryOptions({ queryKey: ["periods"], queryFn: () => get<Period[]>("/periods"), staleTime: 60_000 });

/** Is the group one company? False until that is known. */
export const useIsOneCompany = (): boolean => useQuery(entitiesQuery).data?.length === 1;

/** Code in the API's spelling for what the path says; undefined for the group. */
export function useEntityCode(slug: string): string | undefined {
  const { data } = useQuery(entitiesQuery);
  if (slug === "group") return undefined;
  return data?.find((entity) => entity.code.toLowerCase() === slug.toLowerCase())?.code ?? slug;
}
