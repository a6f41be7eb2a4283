import type { Static, TObject } from 'typebox'
import { Value } from 'typebox/value'
import type { Violation } from '../../shared/errors.ts'
import type { EgressPolicy, HostRule, HttpRequest, HttpResponse } from '../outbound/index.ts'

/** One request to the service, within the platform's limits; no answer is an UpstreamError. */
export type Send = (request: Omit<HttpRequest, 'service'>) => Promise<HttpResponse>

export interface Opened<Credentials> {
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly credentials: Credentials
}

interface ServiceDefinition<Schema extends TObject> {
  /** One word, also the name of its operations in the studio. */
  readonly connector: string
  /** As its vendor writes it. */
  readonly label: string
  /** Where credentials may be sent; EGRESS_ALLOW adds more. */
  readonly hosts: readonly HostRule[]
  readonly credentials: Schema
  /** Undefined: there is none, so it must be given. */
  readonly defaultBaseUrl?: string
  /** What people copy with the address although every path begins with it. */
  readonly surplusPath?: string | ((credentials: Static<Schema>) => string)
  /** Credentials that are as old as this are tried, so that they are renewed while they can be. */
  readonly keepAliveMs?: number
  /** What the schema cannot say. */
  violations?(credentials: Static<Schema>, policy: EgressPolicy): readonly Violation[]
  /** As whom the credentials act, in words; throws an UpstreamError that says what to do. */
  whoAmI(send: Send, opened: Opened<Static<Schema>>): Promise<string>
}

/** A service that a workspace is connected with by credentials of its own. */
export interface Service {
  readonly connector: string
  readonly label: string
  readonly hosts: readonly HostRule[]
  readonly credentials: TObject
  readonly defaultBaseUrl: string | undefined
  /** Of credentials that the schema has passed. */
  surplusPath(credentials: unknown): string
  readonly keepAliveMs: number | undefined
  /** Of credentials that the schema has passed. */
  violations(credentials: unknown, policy: EgressPolicy): readonly Violation[]
  whoAmI(send: Send, opened: Opened<unknown>): Promise<string>
}

export function defineService<Schema extends TObject>(definition: ServiceDefinition<Schema>): Service {
  const { connector, label, hosts, credentials: schema, surplusPath = '' } = definition
  const read = (credentials: unknown): Static<Schema> => Value.Parse(schema, credentials)
  return {
    connector,
    label,
    hosts,
    credentials: schema,
    defaultBaseUrl: definition.defaultBaseUrl,
    surplusPath: (credentials) =>
      typeof surplusPath === 'string' ? surplusPath : surplusPath(read(credentials)),
    keepAliveMs: definition.keepAliveMs,
    violations: (credentials, policy) => definition.violations?.(read(credentials), policy) ?? [],
    whoAmI: (send, { baseUrl, credentials }) =>
      definition.whoAmI(send, { baseUrl, credentials: read(credentials) }),
  }
}
