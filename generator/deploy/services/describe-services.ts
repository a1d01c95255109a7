import {
  DescribeExpressGatewayServiceCommand,
  DescribeServicesCommand,
  type ECSExpressGatewayService,
  paginateListServices,
  ResourceNotFoundException,
  type Service,
  ServiceNotFoundException,
} from '@aws-sdk/client-ecs';
import type { Aws } from '../aws/aws.ts';
import type { LiveService } from './live-service.ts';

/** At most so many services a call (DescribeServices). */
const A_CALL = 10;

/** Services by name; those that are gone are left out. */
export async function describeServices(
  aws: Aws,
  cluster: string,
  names: readonly string[],
): Promise<Map<string, Service>> {
  const found = new Map<string, Service>();
  for (let from = 0; from < names.length; from += A_CALL) {
    const services = names.slice(from, from + A_CALL);
    const told = await aws.ecs.send(
      new DescribeServicesCommand({ cluster, services, include: ['TAGS'] }),
    );
    for (const service of told.services ?? []) {
      // ECS tells of a deleted service for some hours.
      if (service.status !== 'INACTIVE') found.set(service.serviceName ?? '', service);
    }
  }
  return found;
}

/** Names of all services of a cluster. */
export async function listServices(aws: Aws, cluster: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { serviceArns = [] } of paginateListServices(
    { client: aws.ecs },
    { cluster, maxResults: 100 },
  )) {
    names.push(...serviceArns.map((arn) => arn.split('/').at(-1) ?? ''));
  }
  return names;
}

/** One service, without its task definitions and scaling. */
export async function readService(
  aws: Aws,
  cluster: string,
  name: string,
  serviceName = name,
): Promise<LiveService> {
  const services = await describeServices(aws, cluster, [serviceName]);
  return withExpress(aws, name, services.get(serviceName));
}

/** Adds what is told of Express services only. */
export async function withExpress(
  aws: Aws,
  name: string,
  service: Service | undefined,
): Promise<LiveService> {
  if (!service) return { name };
  if (service.resourceManagementType !== 'ECS') return { name, service };
  const express = await describeExpress(aws, service.serviceArn ?? '');
  return { name, service, ...(express && { express }) };
}

async function describeExpress(
  aws: Aws,
  serviceArn: string,
): Promise<ECSExpressGatewayService | undefined> {
  try {
    const told = await aws.ecs.send(
      new DescribeExpressGatewayServiceCommand({ serviceArn, include: ['TAGS'] }),
    );
    return told.service;
  } catch (error) {
    if (error instanceof ResourceNotFoundException || error instanceof ServiceNotFoundException) {
      return undefined;
    }
    throw error;
  }
}
