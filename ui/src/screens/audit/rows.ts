/** Entries of the trail by window: pages of two hundred, asked for when they come in sight. */
import { useQueries } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { AuditPage, AuditRow } from "../../bindings/wire";
import { type HostError, hostError } from "../../host/host";
import { useHost } from "../../host/queries";

const PAGE = 200;

export type Trail = {
  total: number;
  head: string | null;
  rowAt: (index: number) => AuditRow | undefined;
  onSight: (first: number, last: number) => void;
  error: HostError | null;
};

export function useTrail(): Trail {
  const host = useHost();
  const [sight, setSight] = useState<readonly [number, number]>([0, 0]);
  const last = useRef<{ total: number; head: string | null }>({ total: 0, head: null });
  const pages: number[] = [];
  for (let page = sight[0]; page <= sight[1]; page++) pages.push(page);
  const results = useQueries({
    queries: pages.map((page) => {
      const request = { from: page * PAGE, count: PAGE };
      return { queryKey: ["audit_list", request], queryFn: (): Promise<AuditPage> => host.call("audit_list", request) };
    }),
  });
  const loaded = new Map<number, AuditPage>();
  let failure: unknown = null;
  results.forEach((result, index) => {
    const page = pages[index];
    if (page !== undefined && result.data !== undefined) loaded.set(page, result.data);
    if (result.error !== null) failure = result.error;
  });
  const any = loaded.values().next().value;
  if (any !== undefined) last.current = { total: any.total, head: any.head };
  const onSight = useCallback((first: number, end: number) => {
    const next = [Math.floor(first / PAGE), Math.floor(end / PAGE)] as const;
    setSight((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, []);
  return {
    ...last.current,
    rowAt: (index) => loaded.get(Math.floor(index / PAGE))?.entries[index % PAGE],
    onSight,
    error: failure === null ? null : hostError(failure),
  };
}
