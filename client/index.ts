// Promises: a client for pushing tasks to Switchyard from Node 20 on, without dependencies and without any code of the server. Whatever it
// repeats is safe to repeat: Switchyard makes one task of each internal id of a list.
export { createClient, type ClientOptions, type SwitchyardClient } from './create-client.ts'
export { SwitchyardProblem, SwitchyardUnreachable, type ProblemViolation } from './problem.ts'
export type { Retry } from './send.ts'
export type { UpsertManyOptions, UpsertProgress } from './upsert-many.ts'
export type { WaitOptions } from './settle.ts'
export type {
  LedgerClaimant,
  LedgerDetail,
  LedgerEntry,
  LedgerEvent,
  LedgerMessage,
  LedgerPage,
  LedgerQuery,
  PushedFile,
  PushedTask,
  UpsertOutcome,
  UpsertResult,
} from './types.ts'
