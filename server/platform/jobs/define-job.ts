import type { Static, TSchema } from 'typebox'
import type { WorkspaceScope } from '../../shared/scope.ts'

/** What a job is: its name (`feature.verb-noun`), what it is given, how often it is tried. */
export interface JobDefinition<S extends TSchema = TSchema> {
  readonly name: string
  readonly payload: S
  readonly maxAttempts: number
  /** Higher runs first; 0 is background work, 10 what somebody waits for. */
  readonly priority: number
  /** For kinds of which thousands wait: up to so many ready ones of a workspace are run in one go. */
  readonly together?: number
}

export interface JobRun<P = unknown> {
  readonly jobId: string
  readonly scope: WorkspaceScope
  readonly payload: P
  /** From 1. */
  readonly attempt: number
  readonly lastAttempt: boolean
  /** Aborted when the process stops, the lease is lost or somebody cancels: save what is done and return or throw. */
  readonly signal: AbortSignal
  /** Stored on the job; seen in GET /api/jobs. */
  reportProgress(progress: object): Promise<void>
}

/** `again`: nothing failed, but there is more to do at that time; the attempt does not count. */
export type JobResult = { readonly again: Date } | void

/** A definition with the code that runs it; runs at least once, so it must be safe to run twice. */
export interface JobHandler {
  readonly definition: JobDefinition
  run(job: JobRun): Promise<JobResult>
  /** For kinds that are run together: each job with an end of its own, in their order. */
  runTogether?(jobs: readonly JobRun[]): Promise<readonly PromiseSettledResult<JobResult>[]>
}

export function defineJob<S extends TSchema>(
  definition: Pick<JobDefinition<S>, 'name' | 'payload'> &
    Partial<Pick<JobDefinition, 'maxAttempts' | 'priority' | 'together'>>,
): JobDefinition<S> {
  return { maxAttempts: 5, priority: 0, ...definition }
}

/** Joins a definition to its code; the worker checks the payload against the schema before it calls. */
export function handleJob<S extends TSchema>(
  definition: JobDefinition<S>,
  run: (job: JobRun<Static<S>>) => Promise<JobResult>,
): JobHandler {
  // The worker has read the payload with this very schema.
  return { definition, run: (job) => run(job as JobRun<Static<S>>) }
}

/** The same for a kind that is run together. */
export function handleJobsTogether<S extends TSchema>(
  definition: JobDefinition<S>,
  run: (jobs: readonly JobRun<Static<S>>[]) => Promise<readonly PromiseSettledResult<JobResult>[]>,
): JobHandler {
  const runAll = (jobs: readonly JobRun[]) => run(jobs as readonly JobRun<Static<S>>[])
  return {
    definition,
    run: async (job) => {
      const [end] = await runAll([job])
      if (end?.status === 'rejected') throw end.reason
      return end?.value
    },
    runTogether: runAll,
  }
}

/** Thrown by a job that would fail the same way again: it is failed at once. */
export class PermanentJobError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'PermanentJobError'
  }
}
