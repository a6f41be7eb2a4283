import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'
import { chainOn, chainStart, type AuditDraft, type ChainedEntry } from './audit-chain.ts'
import { insertAuditEntries, lockAuditHead, updateAuditHead } from './audit.store.ts'

export interface AuditLog {
  /** Once, at the end of the transaction. */
  append(drafts: readonly AuditDraft[]): Promise<readonly ChainedEntry[]>
}

/** Waits for its turn: what is read afterwards nobody else changes before this transaction ends. */
export async function openAuditLog(tx: Tx, scope: WorkspaceScope): Promise<AuditLog> {
  const head = await lockAuditHead(tx, scope, chainStart(scope.workspaceId))
  return {
    append: async (drafts) => {
      const entries = chainOn(head, drafts)
      const last = entries.at(-1)
      if (last === undefined) return entries
      await insertAuditEntries(tx, scope, entries)
      await updateAuditHead(tx, scope, { seq: last.seq, hash: last.hash })
      return entries
    },
  }
}
