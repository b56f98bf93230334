/** Entries of the trail by window: pages of two hundred, asked for when they come in sight. */
import { useQueries } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { AuditPage, AuditRequest, AuditRow, TrailAbout } from "../../bindings/wire";
import { type HostError, hostError } from "../../host/host";
import { useHost } from "../../host/queries";

const PAGE = 200;

export type TrailFilter = { search: string; about: TrailAbout | "all" };

export const WHOLE_TRAIL: TrailFilter = { search: "", about: "all" };

export function requestOf(filter: TrailFilter, from: number, count: number): AuditRequest {
  const search = filter.search.trim();
  return {
    from,
    count,
    search: search === "" ? null : search,
    about: filter.about === "all" ? null : filter.about,
  };
}

export type Trail = {
  /** Entries by the filter. */
  total: number;
  /** Entries of the whole trail. */
  all: number;
  head: string | null;
  /** Whether the entries of this filter have come. */
  known: boolean;
  rowAt: (index: number) => AuditRow | undefined;
  /** Place of an entry among those that are known, or -1. */
  placeOf: (seq: number) => number;
  onSight: (first: number, last: number) => void;
  error: HostError | null;
};

export function useTrail(filter: TrailFilter): Trail {
  const host = useHost();
  const [sight, setSight] = useState<readonly [number, number]>([0, 0]);
  const last = useRef<{ total: number; all: number; head: string | null }>({ total: 0, all: 0, head: null });
  const pages: number[] = [];
  for (let page = sight[0]; page <= sight[1]; page++) pages.push(page);
  const results = useQueries({
    queries: pages.map((page) => {
      const request = requestOf(filter, page * PAGE, PAGE);
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
  if (any !== undefined) last.current = { total: any.total, all: any.all, head: any.head };
  const onSight = useCallback((first: number, end: number) => {
    const next = [Math.floor(first / PAGE), Math.floor(end / PAGE)] as const;
    setSight((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, []);
  return {
    ...last.current,
    known: any !== undefined,
    rowAt: (index) => loaded.get(Math.floor(index / PAGE))?.entries[index % PAGE],
    placeOf: (seq) => {
      for (const [page, { entries }] of loaded) {
        const place = entries.findIndex((row) => row.seq === seq);
        if (place >= 0) return page * PAGE + place;
      }
      return -1;
    },
    onSight,
    error: failure === null ? null : hostError(failure),
  };
}
