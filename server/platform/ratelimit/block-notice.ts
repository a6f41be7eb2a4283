import { lineOf, type RateTarget } from './rate-target.ts'

/** What the processes tell each other after a 429. */
interface BlockNotice extends RateTarget {
  /** On the database's clock. */
  readonly untilMs: number
}

export const blockChannel = 'switchyard_rate_blocks'

export function writeBlockNotice(notice: BlockNotice): string {
  return `${Math.ceil(notice.untilMs)} ${lineOf(notice)} ${notice.workspaceId}`
}

/** Undefined for a payload that is none of ours. */
export function readBlockNotice(payload: string): BlockNotice | undefined {
  // A process of the version before knows Clockify only and names no service.
  const [, untilMs, service = 'clockify', bucket, workspaceId] =
    /^(\d{1,15}) (?:([a-z][a-z0-9-]*)(?:\/(\S+))? )?(\S.*)$/s.exec(payload) ?? []
  if (untilMs === undefined || workspaceId === undefined) return undefined
  return { service, bucket, workspaceId, untilMs: Number(untilMs) }
}
