import type { ClockifySandbox } from '../../../server/sandbox/clockify/index.ts'
import { parseEncryptionKeys } from '../../../server/config/encryption-key.ts'
import { TOKEN_PURPOSE } from '../../../server/platform/addon/token-purpose.ts'
import { openWith, unwrap } from '../../../server/platform/secrets/sealing.ts'
import { expectEqual } from '../support.ts'
import type { Dumped } from './dump.ts'

/** The rows of a workspace from before it was uninstalled, as somebody may have copied them. */
export interface Sealed {
  readonly workspaceId: string
  readonly token: string
  readonly tokenSealed: Buffer
  readonly wrappedKey: Buffer
}

export function readSealed(before: Dumped, sandbox: ClockifySandbox): Sealed {
  const { workspaceId } = sandbox
  return {
    workspaceId,
    token: sandbox.installationToken(),
    tokenSealed: bytesOf(before, 'installations', workspaceId),
    wrappedKey: bytesOf(before, 'workspace_keys', workspaceId),
  }
}

/** The only bytes in the row of a workspace. */
function bytesOf(dumped: Dumped, table: string, workspaceId: string): Buffer {
  const rows = dumped.tables.find(({ where }) => where === `table ${table}`)?.text.split('\n') ?? []
  const row = rows.find((text) => text.includes(workspaceId))
  const hex = /\\x([0-9a-f]+)/.exec(row ?? '')?.[1]
  if (hex === undefined) throw new Error(`${table} has no sealed row of the workspace`)
  return Buffer.from(hex, 'hex')
}

/** The copy opens with the workspace's own key; that key is gone from the database, and the operator's alone opens nothing. */
export function expectDestroyed(seen: {
  readonly before: Sealed
  readonly after: Dumped
  readonly encryptionKey: string
}): void {
  const { workspaceId, token, tokenSealed, wrappedKey } = seen.before
  const ring = parseEncryptionKeys(seen.encryptionKey)
  const context = `switchyard/secret/${workspaceId}/${TOKEN_PURPOSE}`
  const workspaceKey = unwrap(ring, `switchyard/workspace-key/${workspaceId}`, wrappedKey)
  if (!workspaceKey)
    throw new Error('the copied key of the workspace does not unwrap: the check itself is blind')
  expectEqual(
    'the copied token, opened',
    openWith(workspaceKey, context, tokenSealed).toString() === token,
    true,
  )

  for (const { where, text } of seen.after.tables) {
    expectEqual(`rows of the workspace in ${where}`, text.includes(workspaceId), false)
    expectEqual(`the key of the workspace in ${where}`, text.includes(wrappedKey.toString('hex')), false)
  }
  for (const key of ring.all)
    expectEqual("opened by the operator's key alone", opens(key, context, tokenSealed), false)
}

function opens(key: Buffer, context: string, sealed: Buffer): boolean {
  try {
    openWith(key, context, sealed)
    return true
  } catch {
    // Another key, or other bytes: that is what is hoped for.
    return false
  }
}
