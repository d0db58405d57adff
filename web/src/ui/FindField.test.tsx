// @vitest-environment jsdom
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { FindField, type Found } from "./FindField";

const named = (...names: readonly string[]): readonly Found[] => names.map((name) => ({ value: name, label: name }));

/** A field whose lists come when the test lets them. */
function field() {
  const waiting = new Map<string, (list: readonly Found[]) => void>();
  const find = vi.fn((text: string) => new Promise<readonly Found[]>((resolve) => { waiting.set(text, resolve); }));
  const taken = vi.fn();
  function Field() {
    const [value, setValue] = useState("");
    return <><FindField label="Account" value={value} find={find} onValue={(next) => { taken(next); setValue(next); }} /><button type="button">Next</button></>;
  }
  render(<Field />);
  return { taken, answer: (text: string, list: readonly Found[]) => act(async () => { waiting.get(text)?.(list); await Promise.resolve(); }) };
}

it.each(["{Tab}", "{Enter}"])("takes nothing from a list of fewer letters with %s: the letters decide when theirs has come", async (key) => {
  const user = userEvent.setup();
  const { taken, answer } = field();
  await user.click(screen.getByRole("combobox"));
  await user.keyboard("sta");
  await answer("sta", named("Staff Loans", "Statutory Audit Fee"));
  expect(await screen.findByRole("option", { name: "Staff Loans", selected: true })).toBeVisible();
  await user.keyboard("tutory audit fee");
  expect(screen.getByRole("listbox")).toHaveAttribute("aria-busy", "true");
  await user.keyboard(key);
  expect(taken).not.toHaveBeenCalled();
  await answer("statutory audit fee", named("Statutory Audit Fee", "Statutory Audit Fee Payable"));
  await waitFor(() => expect(taken).toHaveBeenCalledWith("Statutory Audit Fee"));
  expect(taken).toHaveBeenCalledOnce();
});

it("takes the first of the list that fits the letters with Tab", async () => {
  const user = userEvent.setup();
  const { taken, answer } = field();
  await user.click(screen.getByRole("combobox"));
  await user.keyboard("st");
  await answer("st", named("Staff Loans", "Statutory Audit Fee"));
  await user.keyboard("{Tab}");
  expect(taken).toHaveBeenCalledWith("Staff Loans");
});

it("leaves the field marked where the letters fit several and none is meant", async () => {
  const user = userEvent.setup();
  const { taken, answer } = field();
  await user.click(screen.getByRole("combobox"));
  await user.keyboard("st{Tab}");
  await answer("st", named("Staff Loans", "Statutory Audit Fee"));
  expect(taken).not.toHaveBeenCalled();
  expect(screen.getByRole("combobox")).toHaveAttribute("aria-invalid", "true");
});
