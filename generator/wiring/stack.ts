import type { Path } from '../config/located.ts';
import { dnsSuffixOf } from '../model/partitions.ts';
import type { Artefact } from '../render/artefact.ts';
import { type Fields, fieldsOf, listOf } from '../render/plain-values.ts';
import { fold, type Names } from './fold-intrinsics.ts';
import { KNOWN_ATTRIBUTES, type Place } from './known-attributes.ts';

/** A resource of a stack, its properties with intrinsics worked out. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly stack: Stack;
  readonly path: Path;
  readonly properties: Fields;
}

/** Finds the value of a `stack-output://…` text; other values stay. */
export type ResolveOutput = (value: unknown) => unknown;

/** One stack with the parameters that it is given. What is read is worked out once, when it is asked for. */
export class Stack {
  readonly name: string;
  readonly template: Artefact;
  readonly parameters: Artefact | undefined;
  readonly declared: Fields;
  /** Values of its parameters, as they are given. */
  readonly given: ReadonlyMap<string, unknown>;
  readonly resources: readonly Resource[];
  readonly #byId: ReadonlyMap<string, Resource>;
  readonly #outputs: Fields;
  readonly #place: Place;
  readonly #names: Names;
  readonly #known = new Map<string, unknown>();

  constructor(
    template: Artefact,
    parameters: Artefact | undefined,
    place: Place & { readonly stackName: string },
    resolve: ResolveOutput,
  ) {
    const { Parameters, Resources, Outputs } = fieldsOf(template.value);
    this.name = template.stack ?? '';
    this.template = template;
    this.parameters = parameters;
    this.declared = fieldsOf(Parameters);
    this.given = readGiven(parameters);
    this.#outputs = fieldsOf(Outputs);
    this.#place = place;
    this.resources = Object.entries(fieldsOf(Resources)).map(([id, raw]) =>
      this.#resource(id, raw),
    );
    this.#byId = new Map(this.resources.map((resource) => [resource.id, resource]));
    const pseudo = pseudoParameters(place);
    this.#names = {
      ref: (name) => pseudo[name] ?? this.#parameter(name, resolve) ?? this.#attribute(name, 'Ref'),
      getAtt: (resource, attribute) => this.#attribute(resource, attribute),
    };
  }

  get outputNames(): string[] {
    return Object.keys(this.#outputs);
  }

  /** The value of an output, or nothing when there is no such output. */
  output(key: string): unknown {
    return key in this.#outputs ? this.fold(fieldsOf(this.#outputs[key]).Value) : undefined;
  }

  resource(id: string): Resource | undefined {
    return this.#byId.get(id);
  }

  fold(value: unknown): unknown {
    return fold(value, this.#names);
  }

  #resource(id: string, raw: unknown): Resource {
    const { Type, Properties } = fieldsOf(raw);
    const stack = this;
    let properties: Fields | undefined;
    return {
      id,
      type: String(Type),
      stack,
      path: ['Resources', id],
      get properties() {
        properties ??= fieldsOf(stack.fold(Properties));
        return properties;
      },
    };
  }

  #parameter(name: string, resolve: ResolveOutput): unknown {
    const key = `parameter ${name}`;
    if (this.#known.has(key)) return this.#known.get(key);
    // As given while it is worked out: outputs and parameters of two stacks may go round in a circle.
    this.#known.set(key, this.given.get(name));
    const value = resolve(this.given.get(name));
    this.#known.set(key, value);
    return value;
  }

  #attribute(id: string, attribute: string): unknown {
    const key = `${id}.${attribute}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const symbol = `<${this.name}.${key}>`;
    // Stands there while it is worked out, so that a circle of references comes to an end.
    this.#known.set(key, symbol);
    const resource = this.#byId.get(id);
    const known = resource && KNOWN_ATTRIBUTES[resource.type]?.[attribute];
    const value = (known && resource && known(resource.properties, this.#place)) ?? symbol;
    this.#known.set(key, value);
    return value;
  }
}

const readGiven = (parameters: Artefact | undefined) =>
  new Map(
    listOf(parameters?.value).map((one): [string, unknown] => {
      const { ParameterKey, ParameterValue } = fieldsOf(one);
      return [String(ParameterKey), ParameterValue];
    }),
  );

const pseudoParameters = (place: Place & { readonly stackName: string }): Fields => ({
  'AWS::Partition': place.partition,
  'AWS::Region': place.region,
  'AWS::AccountId': place.account,
  'AWS::URLSuffix': dnsSuffixOf(place.region),
  'AWS::StackName': place.stackName,
});
