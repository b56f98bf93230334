/** «Письмо»: one letter, while it is composed and after it was issued. */
import type { ReactNode } from "react";
import type { Place } from "../../kit/desk";
import { Compose } from "./Compose";
import { Issued } from "./Issued";

export function LetterScreen({ place }: { place: Extract<Place, { section: "letters" }> }): ReactNode {
  if (place.compose !== undefined)
    return <Compose key={place.compose.number} number={place.compose.number} template={place.compose.template} />;
  if (place.issued !== undefined) return <Issued key={place.issued} number={place.issued} />;
  return null;
}
