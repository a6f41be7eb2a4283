import { Type, type Static } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'
import type { ConfluenceSender } from './ask-confluence.ts'
import { listAll } from './cloud-cursor.ts'
import { maybe } from './confluence-schemas.ts'

/** API v2 knows spaces by number, people know them by key. */
export interface CloudSpaces {
  /** Throws where the connected user does not see the space. */
  keysOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  find(key: string): Promise<CloudSpace | undefined>
}

const Space = Type.Object({ id: Type.String(), key: Type.String(), homepageId: maybe(Type.String()) })
type CloudSpace = Static<typeof Space>

/** As many as one request may name. */
const MOST_IDS = 250

/** Keys are kept for as long as the client is. */
export function cloudSpaces(sender: ConfluenceSender): CloudSpaces {
  const keys = new Map<string, string>()
  const ask = async (query: Readonly<Record<string, string>>): Promise<readonly CloudSpace[]> => {
    const { items } = await listAll(sender, Space, {
      path: '/wiki/api/v2/spaces',
      query: { ...query, limit: MOST_IDS },
    })
    for (const { id, key } of items) keys.set(id, key)
    return items
  }
  return {
    keysOf: async (ids) => {
      const unknown = [...new Set(ids)].filter((id) => !keys.has(id))
      for (let from = 0; from < unknown.length; from += MOST_IDS)
        await ask({ ids: unknown.slice(from, from + MOST_IDS).join() })
      if (unknown.some((id) => !keys.has(id))) throw noSpace()
      return keys
    },
    find: async (key) => (await ask({ keys: key })).find((space) => space.key === key),
  }
}

export function noSpace(): UpstreamError {
  return new UpstreamError({
    service: 'confluence',
    kind: 'not-found',
    status: 404,
    detail:
      'Confluence has no such space, or the connected user may not see it. Check its key, or give them access in Confluence.',
  })
}
