// One limit for all requests of a workspace to a service, over all processes: evenly spaced per second, and within the hourly budget if there is one.
// Promises: callers leave at their slot or not at all, people before background work, and nobody during a Retry-After.
// Never: reads a process's wall clock, or lets one workspace wait for another.
export type { RequestKind } from './budget.ts'
export { createRateLimiter, sumLoads, type LimiterLoad, type RateLimiter } from './rate-limiter.ts'
export type { Rate } from './pace.ts'
export type { Permit } from './waiting-line.ts'
