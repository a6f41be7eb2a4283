import { randomUUID } from 'node:crypto'

interface FormFile {
  /** The form's name for it. */
  readonly field: string
  readonly name: string
  readonly mimeType: string
  readonly content: Buffer
}

/** One file as browsers send it. */
export function fileForm({ field, name, mimeType, content }: FormFile): {
  readonly contentType: string
  readonly body: Buffer
} {
  const boundary = `switchyard-${randomUUID()}`
  // In UTF-8, without what would end the name.
  const plain = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${plain}"\r\ncontent-type: ${mimeType}\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}
