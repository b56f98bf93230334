/** Tabs with counts; `[` and `]` walk them. */
import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components";
import { useKeys } from "./keys";
import styles from "./kit.module.css";

export type TabOf<Id extends string> = { id: Id; name: string; count?: number; children: ReactNode };

export function Tabs<Id extends string>(props: {
  label: string;
  tabs: ReadonlyArray<TabOf<Id>>;
  selected: Id;
  onSelect: (id: Id) => void;
}): ReactNode {
  const step = (by: 1 | -1) => {
    const here = props.tabs.findIndex((tab) => tab.id === props.selected);
    const next = props.tabs[here + by];
    if (next !== undefined) props.onSelect(next.id);
  };
  useKeys({ "[": () => step(-1), "]": () => step(1) });
  return (
    <AriaTabs
      className={styles.tabs ?? ""}
      selectedKey={props.selected}
      onSelectionChange={(key) => props.onSelect(String(key) as Id)}
    >
      <TabList className={styles.tabList ?? ""} aria-label={props.label}>
        {props.tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={styles.tab ?? ""}>
            {tab.name}
            {tab.count !== undefined && tab.count > 0 && <span className={styles.tabCount}>{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {props.tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.tabPanel ?? ""}>
          {tab.children}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
