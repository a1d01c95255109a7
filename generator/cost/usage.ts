/** Hours of a month, as AWS's calculator reckons them: 8,760 / 12. */
export const HOURS = 730;

/** What use is taken for granted in a month, where the files can't tell. Change it here. */
export const USAGE = {
  /** GB that each service writes to CloudWatch Logs, Service Connect's access log among them. */
  logGbOfService: 5,
  /** GB that go through all NAT gateways of the environment together. */
  natGb: 10,
  /** Load balancer capacity units that a load balancer uses at every hour. */
  lcuOfBalancer: 0.1,
  /** GB of images that a repository holds. */
  imageGbOfRepository: 2,
  /** Million requests that a web ACL looks at. */
  millionRequestsOfWebAcl: 1,
  /** GB that a Valkey cache is billed for at least (ElastiCache pricing, "minimum metered data storage"). */
  valkeyGbAtLeast: 0.1,
} as const;
