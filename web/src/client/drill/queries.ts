import { useQuery } from "@tanstack/react-query";
import { get } from "@/client/http";
import type { DocumentDetail, JournalDetail } from "@/client/types";

export const useVoucher = (id: string) => useQuery({ queryKey: ["journal", id], queryFn: ({ signal }) => get<JournalDetail>("/journals/{id}", { path: { id } }, signal) });
export const usePaper = (id: string) => useQuery({ queryKey: ["document", id], queryFn: ({ signal }) => get<DocumentDetail>("/documents/{id}", { path: { id } }, signal) });
