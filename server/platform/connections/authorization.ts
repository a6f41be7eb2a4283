import type { Send, Service } from './service.ts'

/** How a service gives credentials to somebody who agrees on a page of its own (OAuth 2, authorization code). */
export interface Authorization {
  /** Where the credentials are for; without a slash at its end. */
  readonly baseUrl: string
  /** The address of that page. */
  page(request: { readonly redirectUri: string; readonly state: string }): string
  /** Credentials as the service's schema has them; throws an UpstreamError when the code is refused. */
  exchange(send: Send, code: string): Promise<Readonly<Record<string, unknown>>>
}

/** A service that knows this way; without `authorization` the operator has not registered us there. */
export interface AuthorizedService {
  readonly service: Service
  readonly authorization: Authorization | undefined
  /** What the operator has to set. */
  readonly settings: string
}
