import { asSystem, type Db } from '../../storage/db.ts'
import { CONTEXT, FACT } from './check-keys.ts'
import { findPlatformFact } from './platform-fact.store.ts'
import { isWrappedWithNewest, unwrap, type KeyRing } from './sealing.ts'
import { keyContext } from './vault.ts'
import { listWrappedKeys } from './workspace-key.store.ts'

export interface KeyState {
  /** `none`: no server has started on this database yet. */
  readonly check: 'opened' | 'refused' | 'none'
  readonly workspaces: number
  /** Workspaces whose key none of ours opens. */
  readonly unreadable: readonly string[]
  /** Workspaces whose key an older one of ours still holds. */
  readonly older: number
}

/** Whether the keys open what is stored; changes nothing. */
export async function inspectKeys(db: Db, ring: KeyRing): Promise<KeyState> {
  return asSystem(db, async (tx) => {
    const fact = await findPlatformFact(tx, FACT)
    const keys = await listWrappedKeys(tx)
    return {
      check: fact === undefined ? 'none' : canUnwrap(ring, CONTEXT, fact) ? 'opened' : 'refused',
      workspaces: keys.length,
      unreadable: keys
        .filter((key) => !canUnwrap(ring, keyContext(key.workspaceId), key.wrappedKey))
        .map((key) => key.workspaceId),
      older: keys.filter((key) => !isWrappedWithNewest(ring, key.wrappedKey)).length,
    }
  })
}

function canUnwrap(ring: KeyRing, context: string, wrapped: Buffer): boolean {
  try {
    return unwrap(ring, context, wrapped) !== undefined
  } catch {
    // The right key, but the bytes are not those that it sealed.
    return false
  }
}
