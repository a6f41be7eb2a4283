import { ApiError, domainError } from '../http/api-error.ts'
import type { World } from '../world.ts'

/** The record, or the refusal that real Clockify gives for an id that this workspace does not have. */
export function requireRecord<Item>(world: World, records: ReadonlyMap<string, Item>, wanted: Wanted): Item {
  const record = records.get(wanted.id)
  if (record !== undefined) return record
  if (world.quirks.goneEntity === 'not-found')
    throw new ApiError(404, `${wanted.what} was not found`, { code: 501 })
  throw domainError(`${wanted.what} doesn't belong to Workspace`)
}

export interface Wanted {
  readonly id: string
  readonly what: string
}
