import { createRoot } from "react-dom/client";
import * as m from "./paraglide/messages.js";
import {Button} from "react-aria-components";
createRoot(document.getElementById("root")!).render(<Button>{m.x()}</Button>);
