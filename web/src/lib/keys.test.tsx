// @vitest-environment jsdom
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { listKeys, useKeys, type KeyBinding } from "./keys";

const said = vi.hoisted(() => ({ why: vi.fn() }));
vi.mock("./tell", () => ({ tell: said }));

function Page({ bindings }: { bindings: readonly KeyBinding[] }) {
  useKeys("Page", bindings);
  return <><input aria-label="Field" /><textarea aria-label="Words" /><select aria-label="Choice" /><div contentEditable="true" role="textbox" aria-label="Rich" tabIndex={0} suppressContentEditableWarning><b>inner</b></div></>;
}

const bound = (keys: string, more: Partial<KeyBinding> = {}) => {
  const run = vi.fn();
  render(<Page bindings={[{ keys, says: keys, run, ...more }]} />);
  return run;
};

it.each(["Field", "Words", "Choice", "Rich"])("leaves every key to “%s” while somebody writes there, and takes what is meant for it", (label) => {
  const run = bound("Ctrl A");
  const kept = fireEvent.keyDown(screen.getByLabelText(label), { key: "a", ctrlKey: true });
  expect(kept).toBe(true);
  expect(run).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: "a", ctrlKey: true });
  expect(run).toHaveBeenCalledOnce();
});
it("leaves keys to what stands inside a text that can be edited", () => {
  const run = bound("Ctrl C");
  fireEvent.keyDown(screen.getByText("inner"), { key: "c", ctrlKey: true });
  expect(run).not.toHaveBeenCalled();
});
it("takes from a field only what says that it works while typing", () => {
  const run = bound("Ctrl Enter", { whileTyping: true });
  fireEvent.keyDown(screen.getByLabelText("Words"), { key: "Enter", ctrlKey: true });
  expect(run).toHaveBeenCalledOnce();
});
it.each([["A", { key: "a" }, 1], ["Shift A", { key: "A", shiftKey: true }, 1], ["Ctrl Enter", { key: "Enter", ctrlKey: true }, 1], ["J", { key: "j" }, 3], ["Shift ArrowDown", { key: "ArrowDown", shiftKey: true }, 3], ["PageUp", { key: "PageUp" }, 3]])("does %s once for a press that is held, and walks on", (keys, pressed, times) => {
  const run = bound(keys);
  fireEvent.keyDown(document.body, pressed);
  for (let n = 0; n < 2; n += 1) expect(fireEvent.keyDown(document.body, { ...pressed, repeat: true })).toBe(false);
  expect(run).toHaveBeenCalledTimes(times);
});
it("says why nothing is done in place of doing it, once for a press that is held, and offers it in no list", () => {
  const run = bound("X", { why: "Your roles may read this." });
  for (const repeat of [false, true]) fireEvent.keyDown(document.body, { key: "x", repeat });
  expect(run).not.toHaveBeenCalled();
  expect(said.why.mock.calls).toEqual([["Your roles may read this."]]);
  expect(listKeys().flatMap(({ bindings }) => bindings)).toEqual([]);
});
it("leaves a key to the browser where its own meaning is wanted, as when words are marked to be copied", () => {
  let marked = true;
  const run = bound("Ctrl C", { unless: () => marked });
  expect(fireEvent.keyDown(document.body, { key: "c", ctrlKey: true })).toBe(true);
  marked = false;
  expect(fireEvent.keyDown(document.body, { key: "c", ctrlKey: true })).toBe(false);
  expect(run).toHaveBeenCalledOnce();
});
it("does not press a button again while Enter is held on it", () => {
  render(<button type="button">Accept</button>);
  const pressed = (repeat: boolean) => fireEvent.keyDown(screen.getByText("Accept"), { key: "Enter", repeat });
  expect([pressed(false), pressed(true)]).toEqual([true, false]);
});
