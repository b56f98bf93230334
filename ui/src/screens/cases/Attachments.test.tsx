/** Files that are dropped become cases or go to the open one; the files of a case are listed, saved and removed. */
import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { draw, faults, plain, seen } from "../../test/draw";

const email = { token: "letter-1", name: "Обращение.eml", size: 48_120 };
const scan = { token: "scan-1", name: "Заявление.pdf", size: 812_300 };

async function onTrail() {
  const drawn = draw("state=open");
  await drawn.user.click(await seen("section-audit"));
  await screen.findAllByTestId("audit-row");
  return drawn;
}

async function onCase() {
  const drawn = draw("state=open");
  await drawn.user.click(await seen("section-cases"));
  await seen("case-name");
  return drawn;
}

it("an e-mail that is dropped anywhere fills the form, and makes a case with its files", async () => {
  const { host, user } = await onTrail();
  const call = vi.spyOn(host, "call");
  host.emit("file_dropped", email);
  const from = await seen("add-from");
  expect(plain(from.textContent)).toContain("Из файла «Обращение.eml»");
  expect(within(from).getByTestId("add-from-parts").textContent).toContain("скан паспорта.pdf");
  expect(within(from).getByTestId("add-from-left").textContent).toContain("архив.zip: такие файлы не прикладываются");
  expect((screen.getByTestId("add-full-name") as HTMLInputElement).value).toBe("Орлов Павел Ильич");
  expect((screen.getByTestId("add-email") as HTMLInputElement).value).toBe("pavel@example.ru");
  expect((screen.getByTestId("add-text") as HTMLTextAreaElement).value).toContain("удалить");
  await screen.findByText(/Предложено по словам: удалить/);
  expect(screen.getByText(/её пишет отправитель/)).toBeTruthy();
  expect(await faults()).toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.getByTestId("case-name").textContent).toBe("Орлов Павел Ильич"));
  expect(screen.queryByTestId("case-add")).toBeNull();
  const sent = call.mock.calls.find(([name]) => name === "case_add_from_file")?.[1];
  expect(sent).toMatchObject({ file: "letter-1", again: false, case: { received: "2027-01-11", channel: "email" } });
  await user.click(screen.getByRole("tab", { name: /Вложения/ }));
  const rows = await screen.findAllByTestId("attachment");
  expect(rows.map((row) => row.textContent?.includes("обращение заведено из него"))).toEqual([true, false]);
  expect(await faults()).toEqual([]);
});

it("a file that a case has already is told, and makes another only when asked", async () => {
  const { host, user } = await onCase();
  host.emit("file_dropped", email);
  await user.click(await seen("file-what-attach"));
  await screen.findByTestId("attachment");
  host.emit("file_dropped", email);
  await user.click(await seen("file-what-add"));
  await seen("add-from-known");
  await user.click(screen.getByTestId("add-save"));
  expect((await screen.findByTestId("error")).getAttribute("data-code")).toBe("attachment_known");
  await user.click(screen.getByTestId("add-from-again"));
  await user.click(screen.getByTestId("add-save"));
  await waitFor(() => expect(screen.queryByTestId("case-add")).toBeNull());
});

it("a scan asks for what it does not say, at the fields, and keeps what was typed", async () => {
  const { host, user } = await onTrail();
  host.emit("file_dropped", scan);
  const warning = await seen("add-from-warning");
  expect(warning.textContent).toContain("поставлена сегодняшняя дата");
  await user.click(screen.getByTestId("add-save"));
  expect(screen.getByText("Некому отвечать.")).toBeTruthy();
  expect(screen.getByText("Текст обращения не записан.")).toBeTruthy();
  await user.type(screen.getByTestId("add-full-name"), "Белова Анна");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("case-add")).toBeNull());
  await user.click(screen.getByTestId("section-audit"));
  host.emit("file_dropped", scan);
  await seen("restored");
  expect((screen.getByTestId("add-full-name") as HTMLInputElement).value).toBe("Белова Анна");
});

it("what the program says of a field stands under it", async () => {
  const { host, user } = await onTrail();
  host.emit("file_dropped", email);
  await seen("add-from");
  const call = host.call;
  vi.spyOn(host, "call").mockImplementation((async (name: string, request: unknown) => {
    if (name === "case_add_from_file")
      throw {
        code: "field_invalid",
        message: "Телефон: это не номер телефона",
        hint: "Номер пишется так: +7 916 123-45-67.",
        place: "phone",
        severity: "input",
        incident: null,
      };
    return (call as (name: string, request: unknown) => Promise<unknown>)(name, request);
  }) as typeof host.call);
  await user.type(screen.getByTestId("add-phone"), "0000000000");
  await user.click(screen.getByTestId("add-save"));
  const field = screen.getByTestId("add-phone");
  await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ");
  const words = described.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  expect(words).toContain("это не номер телефона");
  expect((field as HTMLInputElement).value).toBe("0000000000");
});

it("with a case open, a file makes its own, or goes to that one when it is asked for", async () => {
  const { host, user } = await onCase();
  const number = /№\s*(\S+)/.exec(plain(screen.getByTestId("case-pane").textContent))?.[1] ?? "";
  host.emit("file_dropped", scan);
  const asked = await seen("file-what");
  expect(plain(asked.textContent)).toContain(number);
  expect(document.activeElement).toBe(screen.getByTestId("file-what-add"));
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("file-what-attach"));
  expect((await screen.findAllByTestId("attachment")).length).toBe(1);
  expect(screen.queryByTestId("file-what")).toBeNull();

  host.emit("file_dropped", { ...email, token: "letter-2" });
  await seen("file-what");
  await user.keyboard("{Enter}");
  await seen("case-add");
  expect(screen.queryByTestId("file-what")).toBeNull();
});

it("a file that is none of ours says why, and leaves the screen as it is", async () => {
  const { host, user } = await onTrail();
  host.emit("file_dropped", { token: "refused", name: "письмо.msg", size: 1000 });
  const refused = await seen("file-refused");
  expect(refused.textContent).toContain("сохраните письмо как .eml");
  expect(await faults()).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("file-refused")).toBeNull());
  expect(screen.getAllByTestId("audit-row").length).toBeGreaterThan(0);

  host.emit("file_dropped", { token: "scan-bad", name: "скан.pdf", size: 1000 });
  const reading = await seen("case-add-reading");
  await waitFor(() => expect(reading.textContent).toContain("повреждён"));
});

it("files are attached by a dialog, saved, and removed for a reason", async () => {
  const { user } = await onCase();
  await user.click(screen.getByRole("tab", { name: /Вложения/ }));
  expect((await seen("attachments")).textContent).toContain("Файлов у обращения нет");
  await user.click(screen.getByTestId("attachment-add"));
  await seen("attachment");
  await user.click(screen.getByTestId("attachment-save"));
  await screen.findByText(/Сохранено: .*Заявление\.pdf/);
  await user.click(screen.getByTestId("attachment-remove"));
  await user.click(await seen("attachment-remove-do"));
  expect(screen.getByText("Причина не указана.")).toBeTruthy();
  await user.type(screen.getByTestId("attachment-reason"), "приложен по ошибке");
  expect(await faults()).toEqual([]);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByTestId("attachment")).toBeNull());
  await user.click(screen.getByRole("tab", { name: /Хронология/ }));
  await screen.findByText(/Вложение удалено: приложен по ошибке/);
});

it("Ctrl+O takes any file by its content", async () => {
  const { user } = await onTrail();
  await user.keyboard("{Control>}[KeyO]{/Control}");
  await seen("add-from");
});
