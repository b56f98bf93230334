/** Files of cases at the desk in memory. What a file is for is told by the ending of its name here, for want of bytes. */
import type { AttachmentRow, CaseDraft, CaseView, Commands, WireError } from "../bindings/wire";
import { fakeHash, TODAY } from "./fakeData";
import { HostError } from "./host";

type Names =
  | "file_choose"
  | "file_kind"
  | "case_draft"
  | "case_add_from_file"
  | "attachment_add"
  | "attachment_save"
  | "attachment_remove";

export type AttachmentCommands = {
  [Name in Names]: (request: Commands[Name]["request"]) => Commands[Name]["result"] | Promise<Commands[Name]["result"]>;
};

function fail(error: Partial<WireError> & { code: string; message: string }): never {
  throw new HostError({ hint: "", place: null, severity: "input", incident: null, ...error });
}

type Kind = "table" | "email" | "scan";

/** Tokens that tell a document; any other is a spreadsheet. */
function kindOf(token: string): Kind {
  if (/letter|\.eml$/u.test(token)) return "email";
  return /scan|\.(pdf|jpe?g|png)$/u.test(token) ? "scan" : "table";
}

const known = (token: string) => fakeHash(300 + [...token].reduce((sum, sign) => sum + sign.charCodeAt(0), 0));

function row(id: number, token: string, origin: AttachmentRow["origin"]): AttachmentRow {
  const email = kindOf(token) === "email";
  return {
    id: String(id),
    name: email ? "Обращение.eml" : "Заявление.pdf",
    media: email ? "message/rfc822" : "application/pdf",
    media_name: email ? "Письмо" : "PDF",
    size: email ? 48_120 : 812_300,
    sha256: known(token),
    origin,
    added_at: `${TODAY}T09:20:00+03:00`,
  };
}

export function fakeAttachments(desk: {
  find: (number: string) => CaseView;
  cases: () => readonly CaseView[];
  add: (request: Commands["case_add"]["request"]) => CaseView;
  classify: (text: string) => Commands["classify"]["result"];
  record: (action: string, entity: string, id: string) => void;
}): AttachmentCommands {
  let next = 1;
  const knownIn = (sha256: string) =>
    desk.cases().find((view) => view.attachments.some((file) => file.sha256 === sha256))?.number ?? null;
  const refuseKnown = (sha256: string, again: boolean, number: string | null) => {
    const holder = knownIn(sha256);
    if (holder !== null && (!again || holder === number))
      fail({
        code: "attachment_known",
        message: `Этот файл уже приложен к обращению №\u00a0${holder}`,
        hint: "Откройте это обращение.",
        severity: "precondition",
      });
  };
  const draft = (token: string): CaseDraft => {
    if (token.includes("bad"))
      fail({
        code: "file_damaged",
        message: "Файл не принят: он повреждён или обрывается",
        hint: "Получите файл заново или отсканируйте документ ещё раз.",
      });
    const email = kindOf(token) === "email";
    const text = email ? "Прошу удалить мои персональные данные." : "";
    const found = desk.classify(text);
    return {
      file: email ? "Обращение.eml" : "Заявление.pdf",
      kind: email ? "email" : "scan",
      media: email ? "Письмо" : "PDF",
      size: email ? 48_120 : 812_300,
      sha256: known(token),
      received: email ? "2027-01-11" : TODAY,
      received_from_file: email,
      channel: email ? "email" : "post",
      full_name: email ? "Орлов Павел Ильич" : null,
      email: email ? "pavel@example.ru" : null,
      topic: email ? "О моих данных" : null,
      text,
      kinds: found.kinds.filter((kind) => kind !== "not_personal_data"),
      matches: found.matches,
      missing: email ? [] : ["received", "full_name", "text", "kind"],
      warnings: email
        ? []
        : [
            "Скан не говорит, когда обращение получено: поставлена сегодняшняя дата. Проверьте её, от неё считается срок.",
          ],
      parts: email ? [{ name: "скан паспорта.pdf", media: "PDF", size: 812_300 }] : [],
      left_out: email ? [{ name: "архив.zip", why: "такие файлы не прикладываются" }] : [],
      similar: [],
      known_in: knownIn(known(token)),
    };
  };
  return {
    file_choose: () => ({ token: `scan-${next}`, name: "Заявление.pdf", size: 812_300 }),
    file_kind: ({ file }) => {
      if (file.startsWith("refused"))
        fail({
          code: "outlook_message",
          message: "Файл не прочитан: это письмо Outlook (.msg)",
          hint: "Откройте его в почтовой программе и сохраните письмо как .eml.",
        });
      return { kind: kindOf(file) };
    },
    case_draft: ({ file }) => draft(file),
    case_add_from_file: ({ file, sha256, case: request, again }) => {
      refuseKnown(sha256, again, null);
      const view = desk.add(request);
      view.attachments = [row(next++, file, "source")];
      const part = draft(file).parts[0];
      if (part !== undefined) view.attachments.push({ ...row(next++, `scan-in-${file}`, "part"), name: part.name });
      return structuredClone(view);
    },
    attachment_add: ({ number, file, again }) => {
      const view = desk.find(number);
      refuseKnown(known(file), again, number);
      view.attachments.push(row(next++, file, "added"));
      desk.record("attachment_add", "case", number);
      return structuredClone(view);
    },
    attachment_save: ({ number, id }) => {
      const file = desk.find(number).attachments.find((one) => one.id === id);
      if (file === undefined) fail({ code: "not_found", message: `Вложение «${id}»: в реестре нет` });
      desk.record("attachment_save", "case", number);
      return { path: `C:\\Users\\Громова\\Documents\\${file.name}`, sha256: file.sha256 };
    },
    attachment_remove: ({ number, id, reason }) => {
      if (reason.trim() === "")
        fail({ code: "field_invalid", message: "Причина: не заполнено", hint: "Заполните поле.", place: "reason" });
      const view = desk.find(number);
      view.attachments = view.attachments.filter((file) => file.id !== id);
      view.timeline.push({ at: `${TODAY}T09:25:00+03:00`, what: `Вложение удалено: ${reason}` });
      desk.record("attachment_remove", "case", number);
      return structuredClone(view);
    },
  };
}
