import { type Clock, systemClock } from '../../shared/clock.ts'
import type { CheckRequest as CheckRequestOf } from '../shared/http/request-log.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { type Quirks, resolveQuirks } from './quirks.ts'

export interface AtlassianSandboxSize {
  /** Beside the owner and the member. */
  readonly users: number
  readonly phases: number
  /** Under each phase. */
  readonly workPackages: number
  /** Under each work package. */
  readonly tasks: number
  /** Under the home page of the main space, one below the other in chains of three. */
  readonly pages: number
  /** On every seeded page. */
  readonly tasksPerPage: number
}

export const DEFAULT_ATLASSIAN_SIZE: AtlassianSandboxSize = {
  users: 8,
  phases: 2,
  workPackages: 3,
  tasks: 4,
  pages: 12,
  tasksPerPage: 3,
}

/** Cloud's three limits; Infinity switches one off. */
export interface CloudLimits {
  /** Requests per second for one method of one endpoint. */
  readonly burst: Readonly<Record<'GET' | 'POST' | 'PUT' | 'DELETE', number>>
  readonly issueGet: number
  readonly descendantsGet: number
  readonly issueWrites: { readonly per2s: number; readonly per30s: number }
  /** Points per UTC hour, for OAuth only. */
  readonly hourlyPoints: number
}

/** Off unless given: the bucket of each person fills by `fill` in every interval. */
export interface DataCenterLimit {
  readonly capacity: number
  readonly fill: number
  readonly intervalSeconds: number
}

export type CheckRequest = CheckRequestOf<LoggedRequest>

export interface AtlassianSandboxOptions {
  readonly host?: '127.0.0.1'
  /** 0 takes any free ports; otherwise this one is Cloud and the next two are Jira and Confluence Data Center. */
  readonly port?: number
  readonly seed?: number
  readonly size?: Partial<AtlassianSandboxSize>
  readonly quirks?: Partial<Quirks>
  /** What Data Center has between host and /rest, such as `/jira`. */
  readonly contextPaths?: { readonly jira?: string; readonly confluence?: string }
  readonly limits?: Partial<CloudLimits>
  /** No limit of Cloud is looked at. */
  readonly unlimited?: boolean
  readonly dataCenterLimit?: DataCenterLimit
  readonly latencyMs?: number
  readonly clock?: Clock
  readonly checkRequest?: CheckRequest
  /** How many requests are remembered. */
  readonly logSize?: number
}

export interface ResolvedOptions {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly seed: number
  readonly size: AtlassianSandboxSize
  readonly quirks: Quirks
  readonly contextPaths: { readonly jira: string; readonly confluence: string }
  readonly limits: CloudLimits | undefined
  readonly dataCenterLimit: DataCenterLimit | undefined
  readonly latencyMs: number
  readonly clock: Clock
  readonly checkRequest: CheckRequest
  readonly logSize: number
}

const LIMITS: CloudLimits = {
  burst: { GET: 100, POST: 100, PUT: 50, DELETE: 50 },
  issueGet: 150,
  descendantsGet: 300,
  issueWrites: { per2s: 20, per30s: 100 },
  hourlyPoints: 65_000,
}

export function resolveOptions(options: AtlassianSandboxOptions): ResolvedOptions {
  return {
    ...resolvePlaces(options),
    size: { ...DEFAULT_ATLASSIAN_SIZE, ...options.size },
    quirks: resolveQuirks(options.quirks),
    contextPaths: { jira: '', confluence: '', ...options.contextPaths },
    limits: options.unlimited === true ? undefined : { ...LIMITS, ...options.limits },
    dataCenterLimit: options.dataCenterLimit,
    checkRequest: options.checkRequest ?? (() => []),
    logSize: options.logSize ?? 50_000,
  }
}

function resolvePlaces(options: AtlassianSandboxOptions) {
  return {
    host: options.host ?? ('127.0.0.1' as const),
    port: options.port ?? 0,
    seed: options.seed ?? 1,
    latencyMs: options.latencyMs ?? 0,
    clock: options.clock ?? systemClock,
  }
}
