import { AppError } from '../../shared/errors.ts'

interface Known {
  readonly baseUrl: string
  readonly webhookUrl: string | undefined
}

const HOOKS = 'https://hooks.slack.com'

/** It comes with the click: whoever could forge one must not have this server call anywhere. */
export function requireSlackAddress(url: string, { baseUrl, webhookUrl }: Known): void {
  const ours = [baseUrl, webhookUrl].flatMap((one) => originOf(one) ?? [])
  const origin = originOf(url)
  if (origin !== undefined && [HOOKS, ...ours].includes(origin)) return
  throw new AppError(
    'INVALID',
    'The address to answer the click at is none of Slack, so nothing was sent there.',
  )
}

function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined
}
