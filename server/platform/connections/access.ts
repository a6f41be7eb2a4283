import type { HttpRequest, HttpResponse } from '../outbound/index.ts'
import type { Rate } from '../ratelimit/index.ts'
import type { Bucket } from './send-paced.ts'
import type { Opened, Send, Service } from './service.ts'

/** How requests on a connection are made: what proves whose they are, how many there may be, and what answers say of both. */
export interface ServiceAccess<Credentials> {
  readonly service: Service
  /** As long as the service has said nothing of its limit. */
  readonly rate: Rate
  /** For services that limit some requests apart from the others; undefined: this one counts with all. */
  bucketOf?(request: Pick<HttpRequest, 'method' | 'url'>, credentials: Credentials): Bucket | undefined
  /** Requests of a workspace under way at once, within a process. */
  readonly mostAtOnce: number
  headersOf(credentials: Credentials): Readonly<Record<string, string>>
  /** What of the credentials is no secret and decides how to ask, such as who runs the server. */
  traitsOf?(credentials: Credentials): Readonly<Record<string, string>>
  /** What an answer says of the limit, in requests a minute. */
  readonly limit?: {
    read(response: HttpResponse): number | undefined
    rateOf(perMinute: number): Rate
  }
  /** Of a 429 without Retry-After; undefined: it does not say. */
  retryAfterMs?(response: HttpResponse, now: Date): number | undefined
  /** What to do about these credentials, which the answer calls dead. */
  deadProblem?(response: HttpResponse, credentials: Credentials): string | undefined
  /** For credentials that expire; whoever holds the lease asks, and the answer is stored before it is used. */
  readonly renewal?: {
    isDue(response: HttpResponse): boolean
    /** Throws an UpstreamError that says what to do when there are no new ones. */
    ask(send: Send, opened: Opened<Credentials>): Promise<Credentials>
  }
}
