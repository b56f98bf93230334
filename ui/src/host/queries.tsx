/**
 * What the page knows of the register: answers of commands, kept until a write or an event makes them stale.
 * Which write makes which answer stale is told by the table of commands, never by a screen.
 */
import {
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { type CacheTag, type Commands, commands } from "../bindings/wire";
import { type Host, type HostError, hostError, type JsonCommand } from "./host";

const HostContext = createContext<Host | null>(null);

const specs = new Map(commands.map((spec) => [spec.name, spec]));

/** A cache for one window: nothing grows old by itself, nothing is asked twice, nothing survives locking. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}

export function HostProvider({
  host,
  client,
  children,
}: {
  host: Host;
  client: QueryClient;
  children: ReactNode;
}): ReactNode {
  return (
    <HostContext value={host}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </HostContext>
  );
}

export function useHost(): Host {
  const host = useContext(HostContext);
  if (host === null) throw new Error("a screen was drawn outside HostProvider");
  return host;
}

/** Marks as stale every answer that provides one of the tags. */
export async function invalidate(client: QueryClient, tags: readonly CacheTag[]): Promise<void> {
  if (tags.length === 0) return;
  await client.invalidateQueries({
    predicate: (query) => {
      const spec = specs.get(query.queryKey[0] as keyof Commands);
      return spec?.provides.some((tag) => tags.includes(tag)) ?? false;
    },
  });
}

type Options = { enabled?: boolean; keepPrevious?: boolean };

/** The answer of a reading command. */
export function useCommand<Name extends JsonCommand>(
  name: Name,
  request: Commands[Name]["request"],
  options: Options = {},
): UseQueryResult<Commands[Name]["result"], HostError> {
  const host = useHost();
  return useQuery<Commands[Name]["result"], HostError>({
    queryKey: [name, request],
    queryFn: () => host.call(name, request),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

export type Act<Name extends keyof Commands> = {
  /** Runs the command; gives its result, or null after an error, which then stands in `error`. */
  run: (
    request: Commands[Name]["request"],
    headers?: Record<string, string>,
  ) => Promise<Commands[Name]["result"] | null>;
  busy: boolean;
  error: HostError | null;
  clear: () => void;
};

/** A command that does something. What it makes stale is asked again before `run` gives its result. */
export function useAct<Name extends keyof Commands>(name: Name): Act<Name> {
  const host = useHost();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HostError | null>(null);
  const run = useCallback<Act<Name>["run"]>(
    async (request, headers) => {
      setBusy(true);
      setError(null);
      try {
        const result = ArrayBuffer.isView(request)
          ? await host.callBytes(name as never, request, headers)
          : await host.call(name as never, request as never);
        await invalidate(client, specs.get(name)?.invalidates ?? []);
        return result;
      } catch (thrown) {
        const failure = hostError(thrown);
        // A person who cancels knows it already.
        if (failure.wire.code !== "cancelled") setError(failure);
        return null;
      } finally {
        setBusy(false);
      }
    },
    [host, client, name],
  );
  const clear = useCallback(() => setError(null), []);
  return useMemo(() => ({ run, busy, error, clear }), [run, busy, error, clear]);
}
