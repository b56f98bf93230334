/** Rows of the list by window: pages of a hundred, asked for when they come in sight. */
import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type {
  CaseRow,
  CaseStatus,
  CasesListRequest,
  CasesPage,
  CasesSort,
  CasesView,
  Kind,
  ViewCounts,
} from "../../bindings/wire";
import { type HostError, hostError } from "../../host/host";
import { useHost } from "../../host/queries";

const PAGE = 100;

export type CasesFilter = {
  view: CasesView;
  kind: Kind | null;
  status: CaseStatus | null;
  dueBy: string | null;
  search: string;
  sort: CasesSort;
  descending: boolean;
};

export const FIRST_FILTER: CasesFilter = {
  view: "open",
  kind: null,
  status: null,
  dueBy: null,
  search: "",
  sort: "due",
  descending: false,
};

export function requestOf(filter: CasesFilter, from: number, count: number): CasesListRequest {
  const search = filter.search.trim();
  return {
    view: filter.view,
    kind: filter.kind,
    status: filter.status,
    due_by: filter.dueBy,
    search: search === "" ? null : search,
    sort: filter.sort,
    descending: filter.descending,
    from,
    count,
    after: null,
  };
}

export type CaseRows = {
  total: number;
  known: boolean;
  views: ViewCounts | null;
  rowAt: (index: number) => CaseRow | undefined;
  /** Place of a case among the rows that are known, or -1. */
  placeOf: (number: string) => number;
  onSight: (first: number, last: number) => void;
  error: HostError | null;
};

export function useCaseRows(filter: CasesFilter): CaseRows {
  const host = useHost();
  const [sight, setSight] = useState<readonly [number, number]>([0, 0]);
  const last = useRef<{ total: number; views: ViewCounts | null }>({ total: 0, views: null });
  const pages: number[] = [];
  for (let page = sight[0]; page <= sight[1]; page++) pages.push(page);
  const results = useQueries({
    queries: pages.map((page) => {
      const request = requestOf(filter, page * PAGE, PAGE);
      return { queryKey: ["cases_list", request], queryFn: (): Promise<CasesPage> => host.call("cases_list", request) };
    }),
  });
  const loaded = new Map<number, CasesPage>();
  let failure: unknown = null;
  results.forEach((result, index) => {
    const page = pages[index];
    if (page !== undefined && result.data !== undefined) loaded.set(page, result.data);
    if (result.error !== null) failure = result.error;
  });
  const any = loaded.values().next().value;
  if (any !== undefined) last.current = { total: any.total, views: any.views };
  const onSight = useCallback((first: number, end: number) => {
    const next = [Math.floor(first / PAGE), Math.floor(end / PAGE)] as const;
    setSight((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, []);
  const rowAt = (index: number) => loaded.get(Math.floor(index / PAGE))?.cases[index % PAGE];
  const placeOf = (number: string) => {
    for (const [page, { cases }] of loaded) {
      const place = cases.findIndex((row) => row.number === number);
      if (place >= 0) return page * PAGE + place;
    }
    return -1;
  };
  return {
    total: last.current.total,
    known: any !== undefined,
    views: last.current.views,
    rowAt,
    placeOf,
    onSight,
    error: useMemo(() => (failure === null ? null : hostError(failure)), [failure]),
  };
}
