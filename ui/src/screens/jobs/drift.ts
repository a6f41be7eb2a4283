import type { Drift } from '../../api/types.ts'
import type { TextKey } from '../../i18n/index.ts'

const KINDS: Readonly<Record<string, TextKey>> = {
  missing: 'jobs.drift.kind.missing',
  type: 'jobs.drift.kind.type',
  enum: 'jobs.drift.kind.enum',
  value: 'jobs.drift.kind.value',
  unexpected: 'jobs.drift.kind.unexpected',
  status: 'jobs.drift.kind.status',
  'content-type': 'jobs.drift.kind.contentType',
}

/** Undefined for a kind that the server has learned since. */
export function kindTextKey(kind: string): TextKey | undefined {
  return KINDS[kind]
}

export interface OperationHead {
  readonly connector: string
  readonly operationId: string
  readonly differences: number
}

/** A row of the list: an operation, or one of its differences below it. */
export type DriftLine =
  | { readonly key: string; readonly operation: OperationHead }
  | { readonly key: string; readonly drift: Drift }

/** The server sorts by operation; each one gets a head. */
export function driftLines(drifts: readonly Drift[]): readonly DriftLine[] {
  const lines: DriftLine[] = []
  for (const [key, group] of byOperation(drifts)) {
    const [first] = group
    if (!first) continue
    const { connector, operationId } = first
    lines.push({ key, operation: { connector, operationId, differences: group.length } })
    lines.push(...group.map((drift) => ({ key: `${key} ${drift.pointer} ${drift.kind}`, drift })))
  }
  return lines
}

function byOperation(drifts: readonly Drift[]): ReadonlyMap<string, readonly Drift[]> {
  const groups = new Map<string, Drift[]>()
  for (const drift of drifts) {
    const key = `${drift.connector} ${drift.operationId}`
    const group = groups.get(key)
    if (group) group.push(drift)
    else groups.set(key, [drift])
  }
  return groups
}

/** Those that hold every typed word somewhere; `wordsOf` adds what is shown beside their own fields. */
export function searchDrift(
  drifts: readonly Drift[],
  typed: string,
  wordsOf: (drift: Drift) => string,
): readonly Drift[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return drifts
  return drifts.filter((drift) => {
    const { connector, operationId, pointer, kind, sample } = drift
    const text = [connector, operationId, pointer, kind, sample, wordsOf(drift)].join(' ').toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
