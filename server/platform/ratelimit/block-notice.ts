/** What the processes tell each other after a 429. */
interface BlockNotice {
  readonly workspaceId: string
  /** On the database's clock. */
  readonly untilMs: number
}

export const blockChannel = 'switchyard_rate_blocks'

export function writeBlockNotice(notice: BlockNotice): string {
  return `${Math.ceil(notice.untilMs)} ${notice.workspaceId}`
}

/** Undefined for a payload that is none of ours. */
export function readBlockNotice(payload: string): BlockNotice | undefined {
  const [, untilMs, workspaceId] = /^(\d{1,15}) (.+)$/s.exec(payload) ?? []
  if (untilMs === undefined || workspaceId === undefined) return undefined
  return { workspaceId, untilMs: Number(untilMs) }
}
