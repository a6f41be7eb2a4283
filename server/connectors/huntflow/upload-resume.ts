import { Type, type Static } from 'typebox'
import { fileForm } from '../../platform/outbound/index.ts'
import { askHuntflow, path, type HuntflowSender } from './ask-huntflow.ts'
import { maybe } from './huntflow-schemas.ts'

/** What Huntflow read in a résumé; null for what it did not find. */
export interface ParsedResume {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly middleName: string | null
  readonly phones: readonly string[]
  readonly email: string | null
  readonly salary: number | null
  readonly position: string | null
  readonly company: string | null
  readonly telegram: string | null
  /** YYYY-MM-DD, where the résumé says the day. */
  readonly birthday: string | null
}

interface UploadedResume {
  readonly fileId: number
  readonly photoId: number | null
  readonly parsed: ParsedResume | null
}

export interface HuntflowFiles {
  /** With parsing. The same file again is the same upload, so this is safe to repeat. At most MOST_FILE_BYTES. */
  uploadResume(
    accountId: string,
    file: { readonly name: string; readonly content: Buffer },
  ): Promise<UploadedResume>
}

/** More is refused (facts: huntflow, its document on files). */
export const MOST_FILE_BYTES = 15 * 1024 * 1024

// Reading the résumé takes long (facts: huntflow, section 3.2).
const TIMEOUT_MS = 60_000

const Name = Type.Object({
  first: maybe(Type.String()),
  last: maybe(Type.String()),
  middle: maybe(Type.String()),
})
const Birthdate = Type.Object({
  year: maybe(Type.Integer()),
  month: maybe(Type.Integer()),
  day: maybe(Type.Integer()),
  precision: maybe(Type.String()),
})
const Fields = Type.Object({
  name: maybe(Name),
  birthdate: maybe(Birthdate),
  phones: maybe(Type.Array(Type.String())),
  email: maybe(Type.String()),
  salary: maybe(Type.Number()),
  position: maybe(Type.String()),
  telegram: maybe(Type.String()),
  experience: maybe(Type.Array(Type.Object({ company: maybe(Type.String()) }))),
})
const Uploaded = Type.Object({
  id: Type.Integer(),
  photo: maybe(Type.Object({ id: Type.Integer() })),
  fields: maybe(Fields),
})

export function huntflowFiles(sender: HuntflowSender): HuntflowFiles {
  return {
    uploadResume: async (accountId, { name, content }) => {
      const form = fileForm({ field: 'file', name, mimeType: 'application/pdf', content })
      const { id, photo, fields } = await askHuntflow(sender, Uploaded, {
        method: 'POST',
        path: path`/accounts/${accountId}/upload`,
        headers: { 'content-type': form.contentType, 'x-file-parse': 'true' },
        body: form.body,
        timeoutMs: TIMEOUT_MS,
      })
      return { fileId: id, photoId: photo?.id ?? null, parsed: fields ? parsedOf(fields) : null }
    },
  }
}

function parsedOf(fields: Static<typeof Fields>): ParsedResume {
  return {
    firstName: fields.name?.first ?? null,
    lastName: fields.name?.last ?? null,
    middleName: fields.name?.middle ?? null,
    ...contactsOf(fields),
    ...workOf(fields),
    birthday: dayOf(fields.birthdate),
  }
}

function contactsOf({ phones, email, telegram }: Static<typeof Fields>) {
  return { phones: phones ?? [], email: email ?? null, telegram: telegram ?? null }
}

function workOf({ salary, position, experience }: Static<typeof Fields>) {
  const company = experience?.find((one) => typeof one.company === 'string')?.company ?? null
  return { salary: salary ?? null, position: position ?? null, company }
}

function dayOf(date: Static<typeof Fields>['birthdate']): string | null {
  const { year, month, day } = date ?? {}
  if (typeof year !== 'number' || typeof month !== 'number' || typeof day !== 'number') return null
  const at = new Date(Date.UTC(year, month - 1, day))
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && year >= 1900
  return isReal ? at.toISOString().slice(0, 10) : null
}
