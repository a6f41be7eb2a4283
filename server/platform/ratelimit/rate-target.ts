import type { WorkspaceScope } from '../../shared/scope.ts'

/** Whose requests to whom are paced together. */
export interface RateTarget extends Pick<WorkspaceScope, 'workspaceId'> {
  readonly service: string
  /** Of a service that limits some of its requests apart from the others; undefined: the service as a whole. */
  readonly bucket?: string | undefined
}

/** The name of its row and of its notices. */
export function lineOf({ service, bucket }: Pick<RateTarget, 'service' | 'bucket'>): string {
  return bucket === undefined ? service : `${service}/${bucket}`
}
