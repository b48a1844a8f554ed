import type { TestApi } from './api.js';

/** An import as the HTTP route answers it. */
export interface ImportAnswer {
  id: string;
  format: string;
  status: string;
  encoding: string;
  ignoredColumns: string[];
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  skipped: number;
  failure: { code: string; message: string } | null;
}

export interface HttpRefusal {
  error: { code: string; message: string; fields: { path: string; message: string }[] };
}

/** Sends a register as a user would. */
export async function sendRegister<Answer = ImportAnswer>(
  api: TestApi,
  register: string | Buffer,
  query = '',
  { contentType = 'text/csv', subject }: { contentType?: string; subject?: string } = {},
): Promise<{ status: number; body: Answer }> {
  const request = {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: typeof register === 'string' ? register : new Uint8Array(register),
  };
  const response = await api.fetch(`/imports${query}`, request, subject);
  return { status: response.status, body: (await response.json()) as Answer };
}

/** The rejected rows of an import as they are downloaded. */
export async function readRejectedRows(api: TestApi, id: string, subject?: string): Promise<string> {
  const response = await api.fetch(`/imports/${id}/rejected.csv`, {}, subject);
  if (!response.ok) throw new Error(`no rejected rows: ${response.status}`);
  return response.text();
}
