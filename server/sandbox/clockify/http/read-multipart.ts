import { wrongShape } from './api-error.ts'

export interface UploadedFile {
  readonly name: string
  readonly type: string
  readonly size: number
}

/** Fields as text by name; a file as its name, type and size. */
export async function readMultipart(
  contentType: string,
  body: Buffer,
): Promise<Record<string, string | UploadedFile>> {
  const form = await parse(contentType, body)
  const fields: Record<string, string | UploadedFile> = {}
  form.forEach((value, name) => {
    fields[name] =
      typeof value === 'string' ? value : { name: value.name, type: value.type, size: value.size }
  })
  return fields
}

async function parse(contentType: string, body: Buffer) {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw wrongShape('the multipart body is broken')
  }
}
