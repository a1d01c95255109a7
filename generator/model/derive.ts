/**
 * A table of values, each computed from one input by a function of its own. A value's function is
 * the only place that says what it is made of, which is how the origin of a value can be recorded.
 */
export interface Table<Input> {
  readonly [key: string]: ((input: Input) => unknown) | Table<Input>;
}

export type Derived<Of> = {
  readonly [Key in keyof Of]: Of[Key] extends (input: never) => infer Value
    ? Value
    : Derived<Of[Key]>;
};

/** Is told of each value's computation; the path is the value's place in the model. */
export type Observe = <Value>(path: string, compute: () => Value) => Value;

export const unobserved: Observe = (_path, compute) => compute();

export function derive<Input, const Of extends Table<Input>>(
  table: Of,
  input: Input,
  observe: Observe,
  under: string,
): Derived<Of> {
  const values = Object.entries(table).map(([key, row]) => {
    const path = under === '' ? key : `${under}.${key}`;
    const value =
      typeof row === 'function'
        ? observe(path, () => row(input))
        : derive(row, input, observe, path);
    return [key, value];
  });
  return Object.fromEntries(values);
}
