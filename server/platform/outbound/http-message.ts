export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

export interface HttpRequest {
  /** Whom we call, for logs and metrics: one word, never made from input. */
  readonly service: string
  readonly method: HttpMethod
  readonly url: string
  /** The path is a secret in itself, so no log line shows it. */
  readonly hasSecretPath?: boolean | undefined
  /** Safe to send again although its method writes: a search by POST, or what the other side does once however often it is asked. */
  readonly isRepeatable?: boolean | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer | undefined
  readonly timeoutMs?: number | undefined
  readonly maxBytes?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** A request whose URL has passed the egress policy. */
export interface CheckedRequest extends Omit<HttpRequest, 'url'> {
  readonly url: URL
}

/** Any status is an answer, redirects too: they are returned, never followed. */
export interface HttpResponse {
  readonly status: number
  /** Lower-case names; repeated headers are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly durationMs: number
  readonly timing: { readonly firstByteMs: number; readonly bodyMs: number }
}

export interface HttpClient {
  /** Throws UpstreamError if there is no answer, AppError INVALID for a forbidden URL, the signal's reason if cancelled. */
  send(request: HttpRequest): Promise<HttpResponse>
  /** Lets running calls end for a moment, then cuts them. Safe twice. */
  close(): Promise<void>
}
