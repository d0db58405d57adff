import { useSyncExternalStore } from "react";

/** A screen of a phone: what is pressed there is a finger wide (`parts.css` says the same of buttons). */
const NARROW = typeof matchMedia === "function" ? matchMedia("(max-width: 480px)") : null;

/** Whether the page stands on a phone; renders again when the window changes. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      NARROW?.addEventListener("change", listener);
      return () => NARROW?.removeEventListener("change", listener);
    },
    () => NARROW?.matches ?? false,
  );
