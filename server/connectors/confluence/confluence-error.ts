import { Type } from 'typebox'
import { readAs } from '../../platform/connections/index.ts'
import { failureOf, UpstreamError, type HttpResponse } from '../../platform/outbound/index.ts'

const NewRefusal = Type.Object({
  errors: Type.Array(Type.Object({ title: Type.String(), code: Type.Optional(Type.Unknown()) }), {
    minItems: 1,
  }),
})
const OldRefusal = Type.Object({ message: Type.String() })

export const NO_SUCH_PAGE =
  'Confluence has no such page or space, or the connected user may not see it. Give them access in Confluence, or check whether it was deleted.'
export const NO_ACCESS =
  'The connected Confluence user may not see or change this. Give them access in Confluence.'
export const SOMEBODY_SAVED =
  'Somebody has saved the page meanwhile, so nothing was written. Read it again and repeat the change.'
const TITLE_TAKEN =
  'The space has a page of this title already, perhaps in its archive. Titles are unique in a space: choose another one.'

const BY_STATUS: Readonly<Record<number, string>> = {
  403: NO_ACCESS,
  404: NO_SUCH_PAGE,
  409: SOMEBODY_SAVED,
  410: 'Confluence has removed this part of its API. Update Switchyard.',
  413: 'The page is larger than Confluence takes, which is 5 MB usually. Shorten it, or spread it over several pages.',
}

/** Confluence's own words are looked for, never shown. */
const BY_WORDS: readonly (readonly [RegExp, string])[] = [
  [/same title in this space|page with this title already exists/i, TITLE_TAKEN],
  [
    /unsupported extensions/i,
    'The page has parts that Confluence does not let programs change. Change it in Confluence.',
  ],
]

/** A refusal of what was asked, in our words; an answer of another shape is `unreadable`. */
export function confluenceError(response: HttpResponse): UpstreamError {
  const { status } = response
  const detail = problemOf(response)
  return new UpstreamError({
    service: 'confluence',
    kind: status < 400 ? 'unreadable' : failureOf(status),
    status,
    ...(detail === undefined ? {} : { detail }),
  })
}

/** Nothing was written, because another page of the space, of whatever kind, has the title. */
export function isTitleTaken(error: unknown): boolean {
  return error instanceof UpstreamError && error.service === 'confluence' && error.message === TITLE_TAKEN
}

export function noSuchPage(detail: string): UpstreamError {
  return new UpstreamError({ service: 'confluence', kind: 'not-found', status: 404, detail })
}

function problemOf(response: HttpResponse): string | undefined {
  const { status } = response
  if (status < 400 || status >= 500) return undefined
  const { words, code } = saidBy(response)
  const known = BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? BY_STATUS[status]
  return known ?? `Confluence refused (${code}).`
}

/** In either form of a refusal; the code only where it is one of Confluence's own words. */
function saidBy(response: HttpResponse): { readonly words: string; readonly code: string | number } {
  const [refusal] = readAs(NewRefusal, response)?.errors ?? []
  if (refusal === undefined)
    return { words: readAs(OldRefusal, response)?.message ?? '', code: response.status }
  const { title, code } = refusal
  const isWord = typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code)
  return { words: title, code: isWord ? code : response.status }
}
