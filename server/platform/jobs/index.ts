// Promises: a job exists if and only if the transaction that enqueued it committed, runs at least once, and is taken up
// again within 30 s when its worker dies. Never: runs two attempts of one job side by side while the lease is kept.
export { cancelJob } from './cancel-job.ts'
export { defineJob, handleJob, handleJobsTogether, PermanentJobError } from './define-job.ts'
export type { JobDefinition, JobHandler, JobResult, JobRun } from './define-job.ts'
export { enqueueJob, enqueueJobs, enqueueEach, type JobRequest } from './enqueue-job.ts'
export { countJobs, listLiveProgress, type JobCount } from './job-count.store.ts'
export { countLiveJobs, JOBS_CHANNEL, listWorkspaceIds } from './job.store.ts'
export { jobsRoutes } from './jobs.routes.ts'
export { pruneJobs, pruneJobsHandler } from './prune-jobs.ts'
export { Scheduler, type Schedule } from './scheduler.ts'
export { Worker } from './worker.ts'
export { deleteWorkspaceJobs } from './workspace-job.store.ts'
