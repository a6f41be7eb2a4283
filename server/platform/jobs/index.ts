// Promises: a job exists if and only if the transaction that enqueued it committed, runs at least once, and is taken up
// again within 30 s when its worker dies. Never: runs two attempts of one job side by side while the lease is kept.
export { defineJob, handleJob, PermanentJobError } from './define-job.ts'
export type { JobDefinition, JobHandler, JobResult, JobRun } from './define-job.ts'
export { enqueueJob, type JobRequest } from './enqueue-job.ts'
export { deleteWorkspaceJobs } from './job.store.ts'
