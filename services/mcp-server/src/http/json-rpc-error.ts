import type { Response } from 'express';

/** JSON-RPC's own codes, and the one that MCP servers use for refusals of the HTTP layer. */
export const RPC_CODE = {
  parseError: -32700,
  invalidRequest: -32600,
  invalidParams: -32602,
  internalError: -32603,
  refused: -32000,
} as const;

export interface RpcError {
  readonly status: number;
  readonly code: (typeof RPC_CODE)[keyof typeof RPC_CODE];
  readonly message: string;
  /** Of the request that is answered; null where it could not be read. */
  readonly id?: string | number | null;
}

/** Answers with a JSON-RPC error, unless an answer is already under way. */
export function sendRpcError(response: Response, { status, code, message, id }: RpcError): void {
  if (response.headersSent) return;
  response.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: id ?? null });
}
