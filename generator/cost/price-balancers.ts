import { listOf } from '../render/plain-values.ts';
import type { Resource } from '../wiring/stack.ts';
import type { WiredService } from '../wiring/wired-service.ts';
import { addressCharges, type Charge, count, hourlyCharge, type Priced } from './charge.ts';
import { USAGE } from './usage.ts';

/** Services of Express Mode that share a load balancer of a VPC (ECS developer guide, "Express Mode"). */
const SERVICES_OF_EXPRESS_BALANCER = 25;

const ASSUMED = `A load balancer uses ${USAGE.lcuOfBalancer} LCU at every hour.`;

/** Load balancers of the stacks; when nothing is said, they are Application ones and face the internet. */
export function priceBalancers(all: readonly Resource[]): Priced {
  const priced = all.filter(({ properties: { Type = 'application' } }) => Type === 'application');
  const addresses = priced
    .filter(({ properties: { Scheme = 'internet-facing' } }) => Scheme === 'internet-facing')
    .reduce((sum, { properties }) => sum + listOf(properties.Subnets).length, 0);
  return {
    charges: [
      ...balancerCharges('load-balancers', priced.length, ''),
      ...addressCharges('load-balancer-addresses', 'load balancers', addresses),
    ],
    assumptions: priced.length > 0 ? [ASSUMED] : [],
    unpriced:
      priced.length < all.length ? ['Load balancers other than Application Load Balancers.'] : [],
  };
}

/** Express Mode makes a load balancer that its services share, with an address in each subnet. */
export function priceExpress(services: readonly WiredService[]): Priced {
  const express = services.flatMap((one) => one.express ?? []);
  if (express.length === 0) return {};
  const balancers = Math.ceil(express.length / SERVICES_OF_EXPRESS_BALANCER);
  const subnets = new Set(
    express.flatMap(({ value }) => value.networkConfiguration?.subnets ?? []),
  );
  const addresses = balancers * subnets.size;
  return {
    charges: [
      ...balancerCharges('express-balancers', balancers, ' of Express Mode'),
      ...addressCharges('express-addresses', 'load balancers of Express Mode', addresses),
    ],
    assumptions: [
      ASSUMED,
      `Up to ${SERVICES_OF_EXPRESS_BALANCER} services of Express Mode share a load balancer of the VPC, and no others use it.`,
    ],
  };
}

function balancerCharges(id: string, number: number, of: string): Charge[] {
  if (number === 0) return [];
  const capacity = number * USAGE.lcuOfBalancer;
  return [
    hourlyCharge(
      id,
      count(number, `load balancer${of}`, `load balancers${of}`),
      number,
      'loadBalancer',
    ),
    hourlyCharge(`${id}-lcu`, `load balancers${of}, LCU`, capacity, 'loadBalancerCapacity'),
  ];
}
