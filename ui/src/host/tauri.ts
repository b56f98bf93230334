/** The real program. The only file that imports Tauri. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Host } from "./host";
import { hostError } from "./host";

export function tauriHost(): Host {
  return {
    async call(name, request) {
      try {
        return await invoke(name, { request });
      } catch (thrown) {
        throw hostError(thrown);
      }
    },
    async callBytes(name, bytes, headers = {}) {
      try {
        return await invoke(name, bytes, { headers });
      } catch (thrown) {
        throw hostError(thrown);
      }
    },
    on(event, callback) {
      const listening = listen(event, (message) => callback(message.payload as never));
      return () => {
        void listening.then((stop) => stop());
      };
    },
  };
}

/** Whether the page runs inside the program's own window. */
export function insideTauri(): boolean {
  return "__TAURI_INTERNALS__" in window;
}
