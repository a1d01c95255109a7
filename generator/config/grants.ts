/**
 * Named permissions that a service can ask for. Each has a template of the same name under
 * `templates/partials/grants/` that writes its IAM statements.
 */
export const grants = {
  readCatalog: 'read the product catalog and decrypt it',
  invokeModel: 'call the configured model on Amazon Bedrock',
} as const;

export type Grant = keyof typeof grants;
