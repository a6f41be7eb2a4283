import { randomBytes } from 'node:crypto'
import { StartError } from '../../shared/errors.ts'
import { asSystem, type Db } from '../../storage/db.ts'
import { findPlatformFact, insertPlatformFact, updatePlatformFact } from './platform-fact.store.ts'
import { isWrappedWithNewest, KEY_BYTES, unwrap, wrap, type KeyRing } from './sealing.ts'
import { keyContext } from './vault.ts'
import { listWrappedKeys, replaceWrappedKey } from './workspace-key.store.ts'

export const FACT = 'encryption-check'
export const CONTEXT = 'switchyard/encryption-check'

/** Refuses the start when no key fits the database; wraps what an older key holds with the newest one. Returns how many it wrapped anew. */
export async function checkKeys(db: Db, ring: KeyRing): Promise<number> {
  return asSystem(db, async (tx) => {
    await insertPlatformFact(tx, FACT, wrap(ring, CONTEXT, randomBytes(KEY_BYTES)))
    const stored = await findPlatformFact(tx, FACT)
    const check = stored && unwrap(ring, CONTEXT, stored)
    if (!stored || !check)
      throw new StartError(
        'ENCRYPTION_KEY does not fit this database: what is stored was sealed with another key. Set the key that was used before; to change it, put the new one first and keep the old one behind a comma.',
      )
    if (!isWrappedWithNewest(ring, stored)) await updatePlatformFact(tx, FACT, wrap(ring, CONTEXT, check))
    return rewrapAll(tx, ring)
  })
}

async function rewrapAll(tx: Db, ring: KeyRing): Promise<number> {
  const old = (await listWrappedKeys(tx)).filter((row) => !isWrappedWithNewest(ring, row.wrappedKey))
  for (const { workspaceId, wrappedKey } of old) {
    const key = unwrap(ring, keyContext(workspaceId), wrappedKey)
    if (!key)
      throw new StartError(
        `The secrets of workspace ${workspaceId} were sealed with a key that is not in ENCRYPTION_KEY any more. Add that key behind a comma.`,
      )
    await replaceWrappedKey(tx, workspaceId, {
      from: wrappedKey,
      to: wrap(ring, keyContext(workspaceId), key),
    })
  }
  return old.length
}
