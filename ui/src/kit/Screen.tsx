/** The bar of a screen: its title, what belongs to it, at the right its acts; and the rest below. */
import type { ReactNode } from "react";
import styles from "./Screen.module.css";

export function Screen(props: {
  title: string;
  beside?: ReactNode;
  acts?: ReactNode;
  children: ReactNode;
  testId?: string;
}): ReactNode {
  return (
    <main className={styles.screen} aria-label={props.title} data-testid={props.testId}>
      <header className={styles.bar} data-region="bar">
        <h1 className={styles.title}>{props.title}</h1>
        <div className={styles.beside}>{props.beside}</div>
        {props.acts !== undefined && <div className={styles.acts}>{props.acts}</div>}
      </header>
      {props.children}
    </main>
  );
}

/** A heading of a part of a pane, with what belongs to it at the right. */
export function Part(props: {
  title: string;
  note?: ReactNode;
  act?: ReactNode;
  children: ReactNode;
  testId?: string;
}): ReactNode {
  return (
    <section className={styles.part} data-testid={props.testId}>
      <div className={styles.partHead}>
        <h3 className={styles.partTitle}>{props.title}</h3>
        {props.note !== undefined && <span className={styles.partNote}>{props.note}</span>}
        {props.act !== undefined && <span className={styles.partAct}>{props.act}</span>}
      </div>
      {props.children}
    </section>
  );
}

/** Facts as name and value. */
export function Facts({ rows }: { rows: ReadonlyArray<readonly [string, ReactNode]> }): ReactNode {
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** An empty list or pane: one sentence what would be here, why there is nothing, one act. */
export function Nothing({ children, act }: { children: ReactNode; act?: ReactNode }): ReactNode {
  return (
    <div className={styles.nothing}>
      <p>{children}</p>
      {act}
    </div>
  );
}

/** The bar at the bottom with what is left to say and the main act. */
export function Foot({ left, right }: { left?: ReactNode; right: ReactNode }): ReactNode {
  return (
    <div className={styles.foot} data-region="foot">
      <div className={styles.footLeft}>{left}</div>
      <div className={styles.footRight}>{right}</div>
    </div>
  );
}
