/** What the processes tell each other after a 429. */
interface BlockNotice {
  readonly service: string
  readonly workspaceId: string
  /** On the database's clock. */
  readonly untilMs: number
}

export const blockChannel = 'switchyard_rate_blocks'

export function writeBlockNotice(notice: BlockNotice): string {
  return `${Math.ceil(notice.untilMs)} ${notice.service} ${notice.workspaceId}`
}

/** Undefined for a payload that is none of ours. */
export function readBlockNotice(payload: string): BlockNotice | undefined {
  // A process of the version before knows Clockify only and names no service.
  const [, untilMs, service = 'clockify', workspaceId] =
    /^(\d{1,15}) (?:([a-z][a-z0-9-]*) )?(\S.*)$/s.exec(payload) ?? []
  if (untilMs === undefined || workspaceId === undefined) return undefined
  return { service, workspaceId, untilMs: Number(untilMs) }
}
