import type { JobHandler } from './define-job.ts'
import type { ClaimedJob } from './job.store.ts'

interface JobGroup {
  readonly handler: JobHandler
  readonly group: readonly ClaimedJob[]
}

/** What is run in one go: the jobs of a kind that is run together by workspace, every other job by itself. */
export function groupJobs(
  handlers: ReadonlyMap<string, JobHandler>,
  jobs: readonly ClaimedJob[],
): readonly JobGroup[] {
  const groups = new Map<string, { handler: JobHandler; group: ClaimedJob[] }>()
  for (const job of jobs) {
    const handler = handlers.get(job.name)
    if (!handler) throw new Error(`claimed a job of unknown name ${job.name}`)
    const key = handler.runTogether ? `${job.name} ${job.workspaceId ?? ''}` : job.id
    const known = groups.get(key)
    if (known) known.group.push(job)
    else groups.set(key, { handler, group: [job] })
  }
  return [...groups.values()]
}
