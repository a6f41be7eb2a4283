import { Type } from 'typebox'
import { hasShape } from '../../../shared/has-shape.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ChainedEntry } from './audit-chain.ts'
import { verifyPages, type AuditVerdict } from './verify-audit.ts'

const nullableText = Type.Union([Type.String(), Type.Null()])
const Line = Type.Object({
  workspaceId: Type.String(),
  seq: Type.Integer(),
  id: Type.String(),
  at: Type.String(),
  actor: Type.Unknown(),
  action: Type.String(),
  sessionId: nullableText,
  eventId: nullableText,
  changes: Type.Unknown(),
  note: nullableText,
  previousHash: Type.String(),
  hash: Type.String(),
})

/** One entry as a line of JSON; actor and changes as the very text that was hashed. */
export function lineOf(workspaceId: string, { actor, changes, ...entry }: ChainedEntry): string {
  const { previousHash, hash, at, ...plain } = entry
  const rest = JSON.stringify({
    workspaceId,
    ...plain,
    at: at.toISOString(),
    previousHash: previousHash.toString('hex'),
    hash: hash.toString('hex'),
  })
  return `${rest.slice(0, -1)},"actor":${actor},"changes":${changes}}\n`
}

/** The same as of the log itself, of an exported file; a line that cannot be read is the first bad one. */
export async function verifyExport(lines: AsyncIterable<string>): Promise<AuditVerdict> {
  const [first, entries] = await firstAndAll(lines)
  if (first === undefined) throw new AppError('INVALID', 'The file holds no exported audit entry.')
  return verifyPages(first, entries)
}

async function firstAndAll(
  lines: AsyncIterable<string>,
): Promise<[string | undefined, AsyncIterable<readonly ChainedEntry[]>]> {
  const all = lines[Symbol.asyncIterator]()
  const head = await all.next()
  const workspaceId = head.done === true ? undefined : readLine(head.value)?.workspaceId
  async function* pages(): AsyncGenerator<readonly ChainedEntry[]> {
    for (let line = head; line.done !== true; line = await all.next())
      if (line.value.trim() !== '') yield [entryOf(readLine(line.value), workspaceId)]
  }
  return [workspaceId, pages()]
}

function readLine(text: string) {
  try {
    const value: unknown = JSON.parse(text)
    return hasShape(Line, value) ? value : undefined
  } catch {
    // No JSON: that is what the caller is told.
    return undefined
  }
}

/** What cannot be read, or is another workspace's, fits nowhere in the chain. */
function entryOf(line: ReturnType<typeof readLine>, workspaceId: string | undefined): ChainedEntry {
  if (line === undefined || line.workspaceId !== workspaceId) return UNREADABLE
  const { at, actor, changes, previousHash, hash, ...plain } = line
  const time = new Date(at)
  return {
    ...plain,
    at: Number.isNaN(time.getTime()) ? UNREADABLE.at : time,
    actor: JSON.stringify(actor),
    changes: JSON.stringify(changes),
    previousHash: Buffer.from(previousHash, 'hex'),
    hash: Buffer.from(hash, 'hex'),
  }
}

const UNREADABLE: ChainedEntry = {
  seq: -1,
  id: '',
  at: new Date(0),
  actor: '',
  action: '',
  sessionId: null,
  eventId: null,
  changes: '',
  note: null,
  previousHash: Buffer.alloc(0),
  hash: Buffer.alloc(0),
}
