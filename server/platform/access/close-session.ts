import { inWorkspace, type Db } from '../../storage/db.ts'
import { isKnownToken } from '../tokens/index.ts'
import { deleteBrowserSession, findBrowserSession } from './browser-session.store.ts'
import { readSessionToken } from './session-cookie.ts'

/** Ends the session behind the cookie's value; a value that proves no session ends none. */
export async function closeSession(deps: { readonly db: Db }, token: string): Promise<void> {
  const presented = readSessionToken(token)
  if (!presented) return
  await inWorkspace(deps.db, presented, async (tx) => {
    const session = await findBrowserSession(tx, presented, presented.sessionId)
    if (session && isKnownToken(token, session.tokenHash))
      await deleteBrowserSession(tx, presented, presented.sessionId)
  })
}
