import { asSystem, type Db } from '../../storage/db.ts'
import { findOwnerOfConnection } from './connection-owner.store.ts'

const ID = /^[\w-]{1,64}$/

/** The workspace of a connection of this service; undefined: there is none. One that was found is remembered, even when it is removed. */
export type ConnectionOwners = (connectionId: string) => Promise<string | undefined>

/** For doors of services, whose deliveries name nothing but the connection. */
export function connectionOwners({ db }: { readonly db: Db }, connector: string): ConnectionOwners {
  const known = new Map<string, string>()
  return async (id) => {
    const remembered = known.get(id)
    if (remembered !== undefined || !ID.test(id)) return remembered
    const workspaceId = await asSystem(db, (tx) => findOwnerOfConnection(tx, { connector, id }))
    if (workspaceId !== undefined) known.set(id, workspaceId)
    return workspaceId
  }
}
