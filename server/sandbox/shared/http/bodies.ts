import type { FastifyInstance, FastifyRequest } from 'fastify'

export interface UploadedFile {
  readonly field: string
  readonly title: string
  readonly mimeType: string
  readonly content: Buffer
}

/** What a multipart body becomes. */
export interface UploadedForm {
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly UploadedFile[]
}

export function isUpload(body: unknown): body is UploadedForm {
  return typeof body === 'object' && body !== null && 'files' in body && Array.isArray(body.files)
}

/** A service's own error for a body that cannot be read. */
export type RefuseBody = (message: string) => Error

export function readBodies(app: FastifyInstance, refuse: RefuseBody): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, text: string) => parseJson(text, refuse),
  )
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, text: string) => Object.fromEntries(new URLSearchParams(text)),
  )
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) =>
      parseForm(request.headers['content-type'] ?? '', body, refuse),
  )
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async () => undefined)
}

function parseJson(text: string, refuse: RefuseBody): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('Invalid JSON')
  }
}

async function parseForm(contentType: string, body: Buffer, refuse: RefuseBody): Promise<UploadedForm> {
  const form = await readForm(contentType, body, refuse)
  const fields: Record<string, string> = {}
  const files: UploadedFile[] = []
  for (const [field, value] of form.entries()) {
    if (typeof value === 'string') fields[field] = value
    else {
      const content = Buffer.from(await value.arrayBuffer())
      files.push({ field, title: value.name, mimeType: value.type, content })
    }
  }
  return { fields, files }
}

async function readForm(contentType: string, body: Buffer, refuse: RefuseBody) {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw refuse('The multipart body cannot be read')
  }
}
