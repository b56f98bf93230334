/** The page begins: styles, the host, the app. In a plain browser the desk in memory stands in for the program. */
// The base comes first, so that the styles of a part win over it.
import "./styles/base.css";
import { StrictMode } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import type { Host } from "./host/host";
import { HostProvider, makeQueryClient } from "./host/queries";
import { insideTauri, tauriHost } from "./host/tauri";
import { getLocale } from "./paraglide/runtime.js";

async function findHost(): Promise<Host> {
  // The condition is known when the page is built, so that the desk in memory never goes into the program.
  if (import.meta.env.DEV && !insideTauri()) {
    const { fakeHost } = await import("./host/fake");
    return fakeHost(new URLSearchParams(window.location.search));
  }
  return tauriHost();
}

async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) return;
  const locale = getLocale();
  document.documentElement.lang = locale;
  const host = await findHost();
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale={locale === "ru" ? "ru-RU" : "en-US"}>
        <HostProvider host={host} client={makeQueryClient()}>
          <App />
        </HostProvider>
      </I18nProvider>
    </StrictMode>,
  );
}

void start();
