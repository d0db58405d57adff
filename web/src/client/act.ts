import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/apiError";
import { tell } from "@/lib/tell";
import { refresh } from "./windows";

interface Act<V, R> {
  readonly run: (value: V) => Promise<R>;
  /** First words of the query keys that this act makes old. */
  readonly touches: readonly string[];
  readonly says?: (result: R, value: V) => string | null;
  /** Show the result before the server has answered; gives the way back. */
  readonly before?: (value: V) => (() => void) | void;
  readonly after?: (result: R, value: V) => void;
  /** Show the no in the page itself; true where that is done, so that no toast repeats it. */
  readonly refused?: (error: ApiError, value: V) => boolean;
}

/** Do something and say so. A no brings everything back and gives the server's reason. */
export function useAct<V = void, R = unknown>({ run, touches, says, before, after, refused }: Act<V, R>) {
  const client = useQueryClient();
  return useMutation<R, unknown, V, { undo: (() => void) | void }>({
    mutationFn: run,
    networkMode: "always",
    onMutate: async (value) => {
      if (before) await Promise.all(touches.map((key) => client.cancelQueries({ queryKey: [key] })));
      return { undo: before?.(value) };
    },
    onSuccess: (result, value) => {
      const words = says?.(result, value);
      if (words) tell.done(words);
      after?.(result, value);
    },
    onError: (error, value, context) => {
      context?.undo?.();
      if (!(error instanceof ApiError && refused?.(error, value))) tellError(error);
    },
    onSettled: () => Promise.all(touches.map((key) => refresh(client, key))).then(() => undefined),
  });
}

/** Say what went wrong, once, with what to do. */
export function tellError(error: unknown): void {
  const wrong = error instanceof ApiError ? error : null;
  const words = error instanceof Error ? error.message : "Something unexpected happened.";
  const tail = wrong?.status === 409 ? "The screen shows the newest version now." : wrong?.id ? `Quote ${wrong.id.slice(0, 8)} if you ask for help.` : "";
  tell.wrong(words, tail);
}
