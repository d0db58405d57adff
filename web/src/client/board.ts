import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useEntityCode } from "./company";
import { get } from "./http";
import { useScope } from "./scope";
import type { CloseBoard } from "./types";

/** The board of the quarter in the path. */
export const useBoard = () => useBoardWhen(true);

/** How long the frame leaves the line and the server to the screen inside it. */
const FRAME_WAITS_MS = 400;
let frameWaited = false;

/** The same for the frame, whose counts wait for the first screen: the board is the dearest of what a page asks for when it is opened. */
export function useFrameBoard() {
  const [waited, setWaited] = useState(frameWaited);
  useEffect(() => {
    const timer = setTimeout(() => { frameWaited = true; setWaited(true); }, FRAME_WAITS_MS);
    return () => clearTimeout(timer);
  }, []);
  return useBoardWhen(waited);
}

function useBoardWhen(enabled: boolean) {
  const scope = useScope();
  const entity = useEntityCode(scope.entity);
  return useQuery({
    enabled, queryKey: ["close", scope.id, entity ?? "group"],
    queryFn: ({ signal }) => get<CloseBoard>("/closes/{quarter}", { path: { quarter: scope.id }, query: { entity } }, signal),
  });
}
