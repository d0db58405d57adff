import "@testing-library/jest-dom/vitest";
import { afterEach } from "vitest";

// Tests of plain functions run without a document; the rest get what jsdom leaves out.
if (typeof document !== "undefined") {
  const { cleanup } = await import("@testing-library/react");
  // jsdom lays nothing out: the grid must believe that its box has room for rows.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 640 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, get: () => 1200 });
  class Observer { observe(): void {} unobserve(): void {} disconnect(): void {} }
  globalThis.ResizeObserver ??= Observer as unknown as typeof ResizeObserver;
  Element.prototype.scrollTo ??= () => undefined;
  Element.prototype.scrollIntoView ??= () => undefined;
  afterEach(() => {
    cleanup();
    localStorage.clear();
  });
}
