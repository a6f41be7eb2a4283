import type { ChainedEntry } from './audit-chain.ts'
import type { AuditEntryView } from './audit.schemas.ts'

export function auditEntryView({
  at,
  actor,
  changes,
  hash,
  previousHash,
  ...entry
}: ChainedEntry): AuditEntryView {
  return {
    ...entry,
    at: at.toISOString(),
    // Texts that the chain made itself, from values of these types.
    actor: JSON.parse(actor) as AuditEntryView['actor'],
    changes: JSON.parse(changes) as AuditEntryView['changes'],
    hash: hash.toString('hex'),
    previousHash: previousHash.toString('hex'),
  }
}
