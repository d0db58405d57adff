// @vitest-environment jsdom
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/lib/apiError";
import { AskReason } from "./AskReason";
import { Button } from "./parts";
import { Answer, ErrorBox } from "./states";

afterEach(() => vi.useRealTimers());
const asked = (part: object) => ({ isPending: true, error: null, refetch: vi.fn(), data: undefined, ...part });

describe("the faces of a screen", () => {
  it("shows no skeleton for what comes within 200 ms", () => {
    vi.useFakeTimers();
    const { container } = render(<Answer of={asked({})}>{() => <p>there</p>}</Answer>);
    expect(container.querySelector(".skeleton")).toBeNull();
    act(() => vi.advanceTimersByTime(250));
    expect(container.querySelector(".skeleton")).not.toBeNull();
  });
  it("keeps showing data when a refresh fails", () => {
    render(<Answer of={asked({ data: "old", error: new Error("gone") })}>{(data) => <p>{String(data)}</p>}</Answer>);
    expect(screen.getByText("old")).toBeInTheDocument();
  });
  it("says what failed, that nothing changed, and an id to quote", async () => {
    const retry = vi.fn();
    render(<ErrorBox error={new ApiError(503, "unavailable.database", "The database does not answer.", "abc-123")} onRetry={retry} />);
    expect(screen.getByRole("alert")).toHaveTextContent("The database does not answer.");
    expect(screen.getByRole("alert")).toHaveTextContent("abc-123");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(retry).toHaveBeenCalled();
  });
  it("offers no second try where the roles do not allow it", () => {
    render(<ErrorBox error={new ApiError(403, "auth.forbidden", "Your roles do not include audit.read.")} onRetry={vi.fn()} />);
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("acts", () => {
  it("says why a button cannot be pressed, and does not act", async () => {
    const press = vi.fn();
    render(<Button why="You made this; D. Rao can approve." onClick={press}>Approve</Button>);
    const button = screen.getByRole("button");
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAttribute("title", "You made this; D. Rao can approve.");
    await userEvent.click(button);
    expect(press).not.toHaveBeenCalled();
  });
  it("asks for a reason before it sends, and sends it trimmed", async () => {
    const send = vi.fn();
    render(<AskReason open title="Return" label="What must change" act="Return" onClose={vi.fn()} onReason={send} />);
    await userEvent.click(screen.getByRole("button", { name: "Return" }));
    expect(send).not.toHaveBeenCalled();
    await userEvent.type(screen.getByLabelText("What must change"), "  wrong ledger ");
    await userEvent.click(screen.getByRole("button", { name: "Return" }));
    expect(send).toHaveBeenCalledWith("wrong ledger");
  });
});
