/** A file that waits is offered once, and a dropped one goes before it. */
import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { DeskState, FileHandle } from "../bindings/wire";
import { FAKE_PASSPHRASE } from "../host/fake";
import { type Drawn, draw, ready, seen } from "../test/draw";

const file = (token: string): FileHandle => ({ token, name: "Обращения.xlsx", size: 1000 });

/** The page over a desk that says as often as it is asked that `waits.file` waits; and which files were read. */
function drawWaiting(query: string, waits: { file: FileHandle | null }): Drawn & { read: string[] } {
  const read: string[] = [];
  const drawn = draw(query, (host) => {
    const call = host.call as (name: string, request: unknown) => Promise<unknown>;
    vi.spyOn(host, "call").mockImplementation((async (name: string, request: unknown) => {
      if (name === "import_preview") read.push((request as { file: string }).file);
      const answer = await call(name, request);
      return name === "desk_state" ? { ...(answer as DeskState), pending_file: waits.file } : answer;
    }) as typeof host.call);
  });
  return { ...drawn, read };
}

it("a waiting file is opened once, and does not come back for a dropped one, by Escape or in another section", async () => {
  const waits: { file: FileHandle | null } = { file: file("first") };
  const { host, user, read } = drawWaiting("state=open", waits);
  await ready("import-continue");
  host.emit("file_dropped", file("second"));
  await waitFor(() => expect(read).toEqual(["first", "second"]), { timeout: 5000 });
  await ready("import-continue");
  await user.keyboard("{Escape}");
  await seen("import-choose");
  await user.click(screen.getByTestId("section-cases"));
  await seen("case-name");
  expect(screen.queryByTestId("import-continue")).toBeNull();
  expect(read).toEqual(["first", "second"]);

  // The same file dropped again is a wish; so is one that waits after locking, where tokens are given anew.
  host.emit("file_dropped", file("second"));
  await waitFor(() => expect(read).toEqual(["first", "second", "second"]), { timeout: 5000 });
  await ready("import-continue");
  waits.file = null;
  await user.click(screen.getByTestId("lock"));
  await seen("unlock-passphrase");
  waits.file = file("first");
  await user.type(screen.getByTestId("unlock-passphrase"), `${FAKE_PASSPHRASE}{Enter}`);
  await waitFor(() => expect(read).toEqual(["first", "second", "second", "first"]), { timeout: 5000 });
});

it("a file dropped before the desk opens goes before the one that waits", async () => {
  const { host, user, read } = drawWaiting("", { file: file("first") });
  await seen("unlock-passphrase");
  host.emit("file_dropped", file("second"));
  await user.type(screen.getByTestId("unlock-passphrase"), `${FAKE_PASSPHRASE}{Enter}`);
  await ready("import-continue");
  await user.keyboard("{Escape}");
  await seen("import-choose");
  expect(read).toEqual(["second"]);
});
