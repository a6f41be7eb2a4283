import { randomBytes } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import { KEY_BYTES, openWith, sealWith, unwrap, wrap, type KeyRing } from './sealing.ts'
import { findWrappedKey, insertWrappedKey } from './workspace-key.store.ts'

export interface Vault {
  /** Seals for this workspace and purpose; makes the workspace's data key if it has none. `db` is a transaction of the workspace. */
  seal(
    db: Db,
    scope: WorkspaceScope,
    secret: { readonly purpose: string; readonly text: string },
  ): Promise<Buffer>
  /** Throws CONFLICT when the workspace's key is destroyed. */
  open(db: Db, scope: WorkspaceScope, secret: SealedSecret): Promise<string>
  /** The same with the workspace's key as it was read (wrappedKeyOf). */
  openWith(wrappedKey: Buffer | null, scope: WorkspaceScope, secret: SealedSecret): string
}

interface SealedSecret {
  readonly purpose: string
  readonly sealed: Buffer
}

export function createVault(ring: KeyRing): Vault {
  async function dataKey(db: Db, scope: WorkspaceScope): Promise<Buffer | undefined> {
    const wrapped = await findWrappedKey(db, scope)
    return wrapped && unwrapped(scope, wrapped)
  }

  function unwrapped(scope: WorkspaceScope, wrapped: Buffer): Buffer {
    const key = unwrap(ring, keyContext(scope.workspaceId), wrapped)
    if (!key)
      throw new Error('the workspace key was wrapped with an ENCRYPTION_KEY that this process does not have')
    return key
  }

  async function makeDataKey(db: Db, scope: WorkspaceScope): Promise<Buffer> {
    await insertWrappedKey(db, scope, wrap(ring, keyContext(scope.workspaceId), randomBytes(KEY_BYTES)))
    // Another transaction may have been first; what is stored counts.
    const key = await dataKey(db, scope)
    if (!key) throw new Error('the workspace key vanished while it was made')
    return key
  }

  return {
    seal: async (db, scope, secret) => {
      const key = (await dataKey(db, scope)) ?? (await makeDataKey(db, scope))
      return sealWith(key, secretContext(scope, secret.purpose), Buffer.from(secret.text))
    },
    open: async (db, scope, secret) => opened((await findWrappedKey(db, scope)) ?? null, scope, secret),
    openWith: opened,
  }

  function opened(wrappedKey: Buffer | null, scope: WorkspaceScope, secret: SealedSecret): string {
    if (!wrappedKey)
      throw new AppError('CONFLICT', 'The secrets of this workspace were destroyed; connect it again.')
    const key = unwrapped(scope, wrappedKey)
    return openWith(key, secretContext(scope, secret.purpose), secret.sealed).toString()
  }
}

export function keyContext(workspaceId: string): string {
  return `switchyard/workspace-key/${workspaceId}`
}

function secretContext(scope: WorkspaceScope, purpose: string): string {
  return `switchyard/secret/${scope.workspaceId}/${purpose}`
}
