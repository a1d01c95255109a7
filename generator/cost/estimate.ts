/** What an environment costs a month, as far as its files say. Money is in US dollars without tax. */
export interface Estimate {
  readonly region: string;
  /** Day and source of the prices; nothing where the table has no prices of the Region. */
  readonly prices?: { readonly date: string; readonly source: string };
  /** The most expensive first. */
  readonly lines: readonly CostLine[];
  readonly total: number;
  /** What was taken for granted, in sentences. */
  readonly assumptions: readonly string[];
  /** What costs money and is not in the total, in sentences. */
  readonly unpriced: readonly string[];
}

/** One thing that is paid for. */
export interface CostLine {
  /** The same on both sides of a change, such as `fargate-cpu/store`. */
  readonly id: string;
  /** What people read, such as `store: 2 tasks, vCPU`. */
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unitPrice: number;
  readonly monthly: number;
}
