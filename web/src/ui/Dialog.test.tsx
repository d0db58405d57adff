// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import { Dialog } from "./Dialog";
import { Button } from "./parts";

const shown = (inside: ReactNode, foot?: ReactNode) => render(<Dialog title="Asked" open onClose={() => undefined} foot={foot}>{inside}</Dialog>);

it.each([
  ["the first field", <><input type="checkbox" aria-label="Tick" /><input aria-label="Here" /></>, <Button key="a" look="primary">Act</Button>, "Here"],
  ["the act it is for, where there is no field", <p key="b">Words</p>, <><Button>Cancel</Button><Button look="primary" aria-label="Here">Act</Button></>, "Here"],
  ["what stands in it, where there is no act either", <button key="c" type="button" aria-label="Here" />, <Button key="d">Done</Button>, "Here"],
  ["what stands under it", <p key="e">Words</p>, <Button key="f" aria-label="Here">Done</Button>, "Here"],
])("begins with %s and not with Close", (_, inside, foot, label) => {
  shown(inside, foot);
  expect(screen.getByLabelText(label)).toHaveFocus();
});
it("leaves the focus where the dialog itself put it", () => {
  shown(<><input aria-label="First" /><input aria-label="Second" autoFocus /></>);
  expect(screen.getByLabelText("Second")).toHaveFocus();
});
