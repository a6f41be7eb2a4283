import type { EgressPolicy, HttpClient, HttpResponse } from '../../platform/outbound/index.ts'
import { requireSuccess, type HostRule } from '../../platform/outbound/index.ts'
import type { Clock } from '../../shared/clock.ts'

/** Where ClickUp keeps files; they are fetched without the token (facts: clickup, section 1.9). */
export const ATTACHMENT_HOSTS: readonly HostRule[] = [
  { suffix: 'clickup-attachments.com' },
  { suffix: 'clickup.com' },
]

interface DownloadDeps {
  readonly client: Pick<HttpClient, 'send'>
  /** Of ATTACHMENT_HOSTS and what the operator allows. */
  readonly policy: EgressPolicy
  readonly clock: Clock
}

export interface Download {
  readonly url: string
  readonly maxBytes: number
  readonly signal?: AbortSignal | undefined
}

export type DownloadAttachment = (download: Download) => Promise<Buffer>

/** Throws INVALID for another host, UpstreamError with reason `too-large` for more than `maxBytes`. */
export function attachmentDownloader({ client, policy, clock }: DownloadDeps): DownloadAttachment {
  return async ({ url, maxBytes, signal }) => {
    policy.check(url)
    const response: HttpResponse = await client.send({
      service: 'clickup',
      method: 'GET',
      url,
      hasSecretPath: true,
      headers: {},
      maxBytes,
      timeoutMs: 60_000,
      ...(signal === undefined ? {} : { signal }),
    })
    return requireSuccess({ clock }, 'clickup', response).body
  }
}
