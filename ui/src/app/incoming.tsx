/**
 * A file that was dropped, chosen or given on the command line: the program says by its content what it is for. A
 * spreadsheet opens the import; an e-mail or a scan becomes a case, or goes to the case that is open.
 */
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { FileHandle } from "../bindings/wire";
import { type HostError, hostError } from "../host/host";
import { useAct, useHost } from "../host/queries";
import { Button } from "../kit/buttons";
import type { Place } from "../kit/desk";
import { ErrorLine, ErrorPanel } from "../kit/messages";
import { Dialog, useToast } from "../kit/overlays";
import * as m from "../paraglide/messages.js";

type Asked = { file: FileHandle; number: string };
type Refused = { file: FileHandle; error: HostError };

/** Takes files in; `openCase` is the number of the case that is open now. `shown` stands over the desk. */
export function useIncoming(
  go: (place: Place) => void,
  openCase: () => string | null,
): { take: (file: FileHandle) => void; shown: ReactNode } {
  const host = useHost();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const latest = useRef("");
  const current = useRef({ go, openCase });
  useEffect(() => {
    current.current = { go, openCase };
  });

  const take = useCallback(
    (file: FileHandle) => {
      latest.current = file.token;
      setAsked(null);
      setRefused(null);
      host
        .call("file_kind", { file: file.token })
        .then(({ kind }) => {
          // A later file took its place meanwhile.
          if (latest.current !== file.token) return;
          const { go, openCase } = current.current;
          if (kind === "table") return go({ section: "imports", file });
          const number = openCase();
          if (number === null) go({ section: "cases", act: "add", file });
          else setAsked({ file, number });
        })
        .catch((thrown: unknown) => {
          if (latest.current === file.token) setRefused({ file, error: hostError(thrown) });
        });
    },
    [host],
  );

  const shown =
    refused !== null ? (
      <Dialog
        title={m.file_refused_title({ name: refused.file.name })}
        onClose={() => setRefused(null)}
        testId="file-refused"
        foot={
          <Button autoFocus onPress={() => setRefused(null)} testId="file-refused-close">
            {m.close()}
          </Button>
        }
      >
        <ErrorPanel error={refused.error} />
      </Dialog>
    ) : asked !== null ? (
      <WhatFor key={asked.file.token} {...asked} go={go} onClose={() => setAsked(null)} />
    ) : null;
  return { take, shown };
}

/** A case is open: the file makes a case of its own, unless the person says that it belongs to that one. */
function WhatFor(props: Asked & { go: (place: Place) => void; onClose: () => void }): ReactNode {
  const { file, number, go, onClose } = props;
  const toast = useToast();
  const attaching = useAct("attachment_add");
  const attach = (again: boolean) =>
    void attaching.run({ number, file: file.token, again }).then((view) => {
      if (view === null) return;
      onClose();
      toast(m.attachments_added({ number }));
      go({ section: "cases", number, act: "attachments" });
    });
  const error = attaching.error;
  // Known in another case: the person may want it here as well.
  const elsewhere = error?.wire.code === "attachment_known" && !error.wire.message.includes(number);
  return (
    <Dialog
      title={m.file_what_title({ name: file.name })}
      onClose={onClose}
      testId="file-what"
      foot={
        <>
          <Button onPress={onClose}>{m.cancel()}</Button>
          <Button disabled={attaching.busy} onPress={() => attach(elsewhere)} testId="file-what-attach">
            {elsewhere ? m.attachments_again() : m.file_what_attach({ number })}
          </Button>
          <Button
            kind="primary"
            autoFocus
            onPress={() => {
              onClose();
              go({ section: "cases", act: "add", file });
            }}
            testId="file-what-add"
          >
            {m.file_what_add()}
          </Button>
        </>
      }
    >
      <p>{m.file_what_case({ number })}</p>
      {error !== null && <ErrorLine error={error} />}
    </Dialog>
  );
}
