import { Type, type Static, type TSchema } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'

/** What Confluence may leave out it may also send as null. */
export const maybe = <Schema extends TSchema>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

export const Body = maybe(Type.Object({ storage: maybe(Type.Object({ value: Type.String() })) }))
export const Links = Type.Object({ webui: Type.String(), base: maybe(Type.String()) })

export function storageIn(body: Static<typeof Body> | undefined): string | undefined {
  return body?.storage?.value
}

/** Where people read it; `siteUrl` where the answer names no base. */
export function urlOf({ webui, base }: Static<typeof Links>, siteUrl: string): string {
  return (base ?? siteUrl) + webui
}

export function timeOf(text: string): Date {
  const time = new Date(text)
  if (!Number.isNaN(time.getTime())) return time
  throw new UpstreamError({ service: 'confluence', kind: 'unreadable', status: 200 })
}

/** Ids come from addresses that people give, too. */
export function isId(id: string): boolean {
  return /^\d{1,19}$/.test(id)
}

export const UNREADABLE = 'Confluence describes this page in a way that cannot be read.'
export const NO_ID = 'This is no page: the id of a page has digits only.'

const STATUSES: Readonly<Record<string, string>> = {
  archived: 'The page is in the archive. Bring it back in Confluence.',
  trashed: 'The page is in the trash. Bring it back in Confluence.',
  deleted: 'The page was deleted.',
  draft: 'The page is a draft that nobody has published yet.',
}

/** Why something of this status is no page that can be worked on; undefined for one that is. */
export function statusProblem(status: string): string | undefined {
  return status === 'current' ? undefined : (STATUSES[status] ?? 'The page is not published.')
}
