/** The card of the case as PDF; Ctrl+P does the same while the focus is on the case. */
import type { ReactNode } from "react";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { fileOf, inRecord } from "../../kit/exporting";
import { FileText } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorLine } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import * as m from "../../paraglide/messages.js";

export function CardButton({ number }: { number: string }): ReactNode {
  const toast = useToast();
  const saving = useAct("case_card_save");
  const save = () => {
    if (saving.busy) return;
    void saving.run({ number }).then((saved) => {
      if (saved !== null) toast(m.documents_saved({ file: fileOf(saved.path) }));
    });
  };
  useKeys({
    "Ctrl+P": () => {
      if (!inRecord()) return false;
      save();
      return true;
    },
  });
  return (
    <>
      <Button icon={FileText} keys="Ctrl+P" disabled={saving.busy} onPress={save} testId="case-card">
        {m.case_card()}
      </Button>
      {saving.error !== null && <ErrorLine error={saving.error} />}
    </>
  );
}
